"""What the page is shown, in the shapes of the control API."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from bot.sandbox.chats import Chat
from bot.sandbox.clock import InventedClock
from bot.sandbox.files import StoredFile
from bot.sandbox.messages import Message

if TYPE_CHECKING:
    from bot.sandbox.communities import Community

Json = dict[str, Any]

TOWN_TIMEZONE = "Europe/Sofia"  # in which the page shows the clock


def clock(invented: InventedClock) -> Json:
    return {"now": int(invented.seconds()), "offset": int(invented.offset.total_seconds())}


def file(stored: StoredFile | None) -> Json | None:
    if stored is None:
        return None
    return {
        "file_id": stored.file_id,
        "file_name": stored.name,
        "mime_type": stored.mime,
        "size": stored.size,
        "url": f"/sandbox/files/{stored.unique_id}",
    }


def button(body: Json) -> Json:
    if "url" in body:
        return {"text": body["text"], "kind": "url", "url": body["url"]}
    return {"text": body["text"], "kind": "callback" if "callback_data" in body else "other"}


def message(shown: Message) -> Json:
    html = shown.html if shown.text else None
    plain = shown.file is None
    return {
        "message_id": shown.message_id,
        "date": shown.date,
        "edited": shown.edit_date,
        "from": "bot" if shown.from_bot else "person",
        "sender": {"id": shown.sender.id, "name": shown.sender.name},
        "text": shown.text if shown.text and plain else None,
        "html": html if plain else None,
        "caption_html": None if plain else html,
        "photo": file(shown.photo),
        "document": file(shown.document),
        "video": file(shown.video),
        "location": _location(shown.place),
        "album": shown.album,
        "other": None if shown.extra is None or shown.service else next(iter(shown.extra)),
        "inline_keyboard": [[button(body) for body in row] for row in shown.keyboard] or None,
        "service": _service(shown),
    }


def _location(place: Json | None) -> Json | None:
    if place is None or "location" not in place:
        return None
    where = place["location"]
    venue = place.get("venue", {})
    return {
        "latitude": where["latitude"],
        "longitude": where["longitude"],
        "title": venue.get("title"),
        "address": venue.get("address"),
    }


def _service(shown: Message) -> Json | None:
    """What happened in a group, by whom, and whether it befell the bot."""
    if not shown.service or shown.extra is None:
        return None
    newcomers = shown.extra.get("new_chat_members", [])
    bot = any(user["is_bot"] for user in newcomers)
    return {"what": next(iter(shown.extra)), "by": shown.sender.name, "bot": bot}


def communities(shown: "Iterable[Community]") -> list[Json]:
    return [community.as_json() for community in shown]


def reply_keyboard(chat: Chat) -> Json | None:
    markup = chat.reply_keyboard
    if markup is None:
        return None
    fields = ("text", "request_location", "request_contact")
    return {
        "rows": [[{name: key[name] for name in fields if name in key} for key in row] for row in markup["keyboard"]],
        "one_time": bool(markup.get("one_time_keyboard")),
        "placeholder": markup.get("input_field_placeholder"),
    }


def chat(shown: Chat) -> Json:
    return {
        "person_id": shown.id,
        "messages": [message(one) for one in shown.messages.values()],
        "reply_keyboard": reply_keyboard(shown),
    }
