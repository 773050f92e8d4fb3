"""Being somebody who writes: into their chat with the bot, or with `chat_id` into a group or channel."""

from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.sandbox import views
from bot.sandbox.calls import Call
from bot.sandbox.control.answers import Wrong, number_of, person_of, text_of, whole_of
from bot.sandbox.control.communities import community_of
from bot.sandbox.requests import read_call
from bot.sandbox.speaking import Attachment, Speaker

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

Json = dict[str, Any]

MOST_FILES = 10


def _speaker(sandbox: "Sandbox", body: Json, number: str) -> Speaker:
    person = person_of(sandbox, number)
    if body.get("chat_id") in (None, "", person.id, number):
        return person
    try:
        return community_of(sandbox, body["chat_id"]).speaker(person)
    except (TypeError, ValueError):
        raise Wrong(400, "chat_id is a whole number.") from None


async def text(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    """{text, html?: bool, reply_to_message_id?, chat_id?}; with `html` the text is Telegram's HTML."""
    speaker = _speaker(sandbox, body, number)
    replied = body.get("reply_to_message_id")
    reply_to = speaker.chat.messages.get(replied) if isinstance(replied, int) else None
    say = speaker.say_html if body.get("html") else speaker.say
    return 200, views.message(say(text_of(body, "text"), reply_to=reply_to))


async def edit(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    """{message_id, text, html?: bool, chat_id?}"""
    speaker = _speaker(sandbox, body, number)
    message = speaker.chat.messages.get(whole_of(body, "message_id"))
    if message is None:
        raise Wrong(404, "There is no such message.")
    return 200, views.message(speaker.edit(message, text_of(body, "text"), html=bool(body.get("html"))))


async def file(sandbox: "Sandbox", request: web.BaseRequest, number: str) -> tuple[int, Json]:
    """A form: file, kind?: document|photo|video, caption? or html?, chat_id?"""
    call = await read_call(request, "file", "")
    speaker = _speaker(sandbox, call.params, number)
    upload = call.files.get("file")
    if upload is None:
        raise Wrong(400, "There is no file in the request.")
    kind, caption, html = _kind(call, "kind"), call.text("caption") or None, call.text("html") or None
    return 200, views.message(speaker.attach(upload.name, upload.content, upload.mime, kind, caption, html=html))


async def album(sandbox: "Sandbox", request: web.BaseRequest, number: str) -> tuple[int, list[Json]]:
    """A form: file1 to file10, each with its kind1 to kind10?, caption? or html?, chat_id?"""
    call = await read_call(request, "album", "")
    speaker = _speaker(sandbox, call.params, number)
    items = [
        Attachment(upload.name, upload.content, upload.mime, _kind(call, f"kind{place}"))
        for place in range(1, MOST_FILES + 1)
        if (upload := call.files.get(f"file{place}")) is not None
    ]
    sent = speaker.album(items, call.text("caption") or None, html=call.text("html") or None)
    return 200, [views.message(message) for message in sent]


def _kind(call: Call, field: str) -> str:
    return call.text(field) or "document"


async def location(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    """{latitude, longitude, title? and address?, chat_id?}; with a title it is a venue."""
    speaker = _speaker(sandbox, body, number)
    if not isinstance(body.get("latitude"), int | float) or not isinstance(body.get("longitude"), int | float):
        raise Wrong(400, "A place has a latitude and a longitude.")
    place = number_of(body, "latitude"), number_of(body, "longitude")
    title = text_of(body, "title", "")
    sent = speaker.venue(*place, title, text_of(body, "address", "")) if title else speaker.locate(*place)
    return 200, views.message(sent)


async def poll(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    """{question, options, chat_id?}"""
    options = body.get("options")
    if not isinstance(options, list) or not all(isinstance(option, str) for option in options):
        raise Wrong(400, "A poll has options.")
    return 200, views.message(_speaker(sandbox, body, number).ask_poll(text_of(body, "question"), options))


async def contact(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    """{phone_number, first_name, chat_id?}"""
    speaker = _speaker(sandbox, body, number)
    return 200, views.message(speaker.share_contact(text_of(body, "phone_number"), text_of(body, "first_name")))


async def other(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    """{kind: one of speaking.OTHERS, chat_id?}"""
    return 200, views.message(_speaker(sandbox, body, number).send_other(text_of(body, "kind")))
