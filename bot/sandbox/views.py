"""What the page is shown, in the shapes of the control API."""

from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.clock import InventedClock
from bot.sandbox.files import StoredFile
from bot.sandbox.messages import Message

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
        "text": shown.text if shown.text and plain else None,
        "html": html if plain else None,
        "caption_html": None if plain else html,
        "photo": file(shown.photo),
        "document": file(shown.document),
        "location": _location(shown.place),
        "inline_keyboard": [[button(body) for body in row] for row in shown.keyboard] or None,
        "service": None,
    }


def _location(place: Json | None) -> Json | None:
    if place is None or "location" not in place:
        return None
    where = place["location"]
    return {"latitude": where["latitude"], "longitude": where["longitude"]}


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
