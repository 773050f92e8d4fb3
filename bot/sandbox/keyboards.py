"""Keyboards, checked as Telegram checks them."""

import re
from typing import Any

import orjson
from telegram.constants import InlineKeyboardButtonLimit, InlineKeyboardMarkupLimit, ReplyLimit

from bot.sandbox.refusals import bad_request, not_in_the_sandbox

Json = dict[str, Any]

ACTIONS_HERE = frozenset(
    {"url", "callback_data", "copy_text", "switch_inline_query", "switch_inline_query_current_chat"}
)
LOOKS = frozenset({"text", "style", "icon_custom_emoji_id"})
REQUESTS_HERE = frozenset({"request_contact", "request_location"})
KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
FIELDS = {
    "inline_keyboard": frozenset({"inline_keyboard"}),
    "keyboard": frozenset(
        {
            "keyboard",
            "resize_keyboard",
            "one_time_keyboard",
            "selective",
            "input_field_placeholder",
            "is_persistent",
        }
    ),
    "remove_keyboard": frozenset({"remove_keyboard", "selective"}),
    "force_reply": frozenset({"force_reply", "selective", "input_field_placeholder"}),
}

_LINK = re.compile(r"(?:https?://)?[^\s/?#:@.]+(?:\.[^\s/?#:@.]+)+(?::\d+)?(?:[/?#]\S*)?|tg://\S+", re.IGNORECASE)


def is_link(url: str) -> bool:
    """Whether Telegram would take it for a link: http, https or tg, or a bare host name with a dot."""
    return bool(_LINK.fullmatch(url))


def parse_markup(value: Any) -> Json | None:
    """A reply markup as an object with exactly one of `KINDS`, or None for no markup. Raises Refused."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError:
            raise bad_request("can't parse reply keyboard markup JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if not value:
        return None
    kinds = [kind for kind in KINDS if kind in value]
    if len(kinds) != 1:
        raise bad_request("reply markup must be exactly one of " + ", ".join(KINDS))
    kind = kinds[0]
    stray = value.keys() - FIELDS[kind]
    if stray:
        raise not_in_the_sandbox(f'field "{min(stray)}" of the reply markup')
    return CHECKS[kind](value)


def _inline_keyboard(value: Json) -> Json | None:
    rows = value["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    for row in rows:
        for button in row:
            _inline_button(button)
    _count(rows)
    rows = [row for row in rows if row]
    return {"inline_keyboard": rows} if rows else None


def _inline_button(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = button.keys() - LOOKS
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one of the optional fields must be used")
    action = next(iter(actions))
    if action not in ACTIONS_HERE:
        raise not_in_the_sandbox(f'field "{action}" of an inline keyboard button')
    INLINE_CHECKS[action](button[action])


def _callback_data(data: Any) -> None:
    if not isinstance(data, str):
        raise bad_request('can\'t parse inline keyboard button: Field "callback_data" must be of type String')
    if not data:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(data.encode()) > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")


def _url(url: Any) -> None:
    if not isinstance(url, str) or not url:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if not is_link(url):
        other = "://" in url and not url.lower().startswith(("http://", "https://"))
        why = "Unsupported URL protocol" if other else "Wrong HTTP URL"
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {why}")


def _copy_text(value: Any) -> None:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= InlineKeyboardButtonLimit.MAX_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _query(value: Any) -> None:
    if not isinstance(value, str):
        raise bad_request('can\'t parse inline keyboard button: Field "switch_inline_query" must be of type String')


def _reply_keyboard(value: Json) -> Json | None:
    rows = value["keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" must be an Array of Arrays')
    plain = [[_reply_button(button) for button in row] for row in rows]
    _count(plain)
    _placeholder(value)
    plain = [row for row in plain if row]
    return {**value, "keyboard": plain} if plain else None


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    if not text.strip():
        raise bad_request("keyboard button text must be non-empty")
    requests = button.keys() - LOOKS
    if len(requests) > 1:
        raise bad_request("can't parse keyboard button: exactly one of the optional fields must be used")
    if not requests <= REQUESTS_HERE:
        raise not_in_the_sandbox(f'field "{min(requests)}" of a keyboard button')
    return button


def _placeholder(value: Json) -> None:
    placeholder = value.get("input_field_placeholder")
    if placeholder is None:
        return
    if not isinstance(placeholder, str) or not 1 <= len(placeholder) <= ReplyLimit.MAX_INPUT_FIELD_PLACEHOLDER:
        raise bad_request("input field placeholder must be 1-64 characters long")


def _remove_keyboard(value: Json) -> Json | None:
    return value if value["remove_keyboard"] is True else None


def _force_reply(value: Json) -> Json | None:
    _placeholder(value)
    return value if value["force_reply"] is True else None


def _count(rows: list[list[Any]]) -> None:
    """Telegram names only the whole ("reply markup is too long"); which limit was passed is the sandbox's help."""
    most, wide = InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER, InlineKeyboardMarkupLimit.BUTTONS_PER_ROW
    total = sum(map(len, rows))
    if total > most:
        raise bad_request(f"reply markup is too long: {total} buttons where {most} are allowed")
    widest = max(map(len, rows), default=0)
    if widest > wide:
        raise bad_request(f"reply markup is too long: {widest} buttons in a row where {wide} are allowed")


CHECKS = {
    "inline_keyboard": _inline_keyboard,
    "keyboard": _reply_keyboard,
    "remove_keyboard": _remove_keyboard,
    "force_reply": _force_reply,
}
INLINE_CHECKS = {
    "callback_data": _callback_data,
    "url": _url,
    "copy_text": _copy_text,
    "switch_inline_query": _query,
    "switch_inline_query_current_chat": _query,
}
