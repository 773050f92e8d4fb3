"""Being somebody: what a person does in their chat."""

import re
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.sandbox import views
from bot.sandbox.control.answers import Wrong, text_of, whole_of
from bot.sandbox.people import Person
from bot.sandbox.requests import read_call

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

Json = dict[str, Any]


def _person(sandbox: "Sandbox", number: str) -> Person:
    person = sandbox.world.people.get(int(number))
    if person is None:
        raise Wrong(404, "There is no such person.")
    return person


async def add_person(sandbox: "Sandbox", body: Json) -> tuple[int, Json]:
    name, language = text_of(body, "first_name").strip(), text_of(body, "language_code")
    if not 1 <= len(name) <= 64:
        raise Wrong(400, "A first name has 1 to 64 characters.")
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        raise Wrong(400, "A language is a code such as bg.")
    username = text_of(body, "username", "") or None
    if username is not None and not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{3,31}", username):
        raise Wrong(400, "A user name has 4 to 32 letters, digits and underscores.")
    person = sandbox.add_person(first_name=name, language_code=language, username=username)
    return 201, person.as_json()


async def text(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    person = _person(sandbox, number)
    replied = body.get("reply_to_message_id")
    reply_to = person.chat.messages.get(replied) if isinstance(replied, int) else None
    return 200, views.message(person.say(text_of(body, "text"), reply_to=reply_to))


async def start(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    payload = body.get("payload")
    if payload is not None and not isinstance(payload, str):
        raise Wrong(400, "The payload is a text.")
    return 200, views.message(_person(sandbox, number).start(payload or None))


async def press(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    person = _person(sandbox, number)
    try:
        person.press_at(whole_of(body, "message_id"), whole_of(body, "row"), whole_of(body, "column"))
    except LookupError as error:
        raise Wrong(409, str(error)) from None
    return 200, {}


async def edit(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    person = _person(sandbox, number)
    message = person.chat.messages.get(whole_of(body, "message_id"))
    if message is None:
        raise Wrong(404, "There is no such message.")
    return 200, views.message(person.edit(message, text_of(body, "text")))


async def file(sandbox: "Sandbox", request: web.BaseRequest, number: str) -> tuple[int, Json]:
    person = _person(sandbox, number)
    call = await read_call(request, "file", "")
    upload = call.files.get("file")
    if upload is None:
        raise Wrong(400, "There is no file in the request.")
    kind = call.text("kind") or "document"
    sent = person.attach(upload.name, upload.content, upload.mime, kind, call.text("caption") or None)
    return 200, views.message(sent)


async def location(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    latitude, longitude = body.get("latitude"), body.get("longitude")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        raise Wrong(400, "A place has a latitude and a longitude.")
    return 200, views.message(_person(sandbox, number).locate(latitude, longitude))


async def blocked(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    person = _person(sandbox, number)
    if not isinstance(body.get("blocked"), bool):
        raise Wrong(400, "blocked is true or false.")
    person.block() if body["blocked"] else person.unblock()
    return 200, person.as_json()
