"""Text as Telegram counts and cleans it, and the entities in it.

Offsets and lengths are in UTF-16 units, as the Bot API gives them.
"""

import re
from collections.abc import Sequence
from typing import Any

from telegram.constants import MessageEntityType, MessageLimit

from bot.sandbox.refusals import bad_request

Entity = dict[str, Any]

MOST_ENTITIES = int(MessageLimit.MESSAGE_ENTITIES)
PRIORITY = {"expandable_blockquote": 0, "blockquote": 0, "pre": 11, "code": 20, "text_link": 49, "text_mention": 49}
PRIORITY |= {"bold": 90, "italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94, "custom_emoji": 99}
STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})  # joined where they touch
OWN_ROOM = frozenset({"pre", "code"})  # nothing nests inside
ALONE = frozenset({"text_link", "text_mention", "blockquote", "expandable_blockquote"})  # not inside one another's kind
FOUND_BY_TELEGRAM = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
)

_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\u2028-\u202e]")
_TO_SPACE = {code: " " for code in (*range(9), *range(11, 32))} | {0x0D: None}
_TO_NOTHING = dict.fromkeys(range(0x2028, 0x202F))
_CLEANING = _TO_SPACE | _TO_NOTHING
_SPACES = " \t\n\v\f"

_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]}]|(?<![@\w.])(?:[\w-]+\.)+(?:com|org|net|bg|eu|me|info|tr)(?:/[^\s<>\"']*[^\s<>\"'.,;:!?)\]}])?(?![\w@]))"
    r"|(?P<email>(?<![\w.@])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z]\w{3,31}\b)"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))"
)


def utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """What Telegram's server does to every text of a bot: control characters become spaces, carriage returns and
    direction marks (U+2028 to U+202E) go. The length may shrink."""
    if not text.isprintable() and _UNCLEAN.search(text):
        return text.translate(_CLEANING)
    return text


def find_entities(text: str) -> list[Entity]:
    """What Telegram finds by itself in a person's text: commands, links, addresses, mentions, hashtags."""
    if not any(mark in text for mark in "/@#."):
        return []
    return [
        {
            "type": match.lastgroup,
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match.group()),
        }
        for match in _FOUND.finditer(text)
    ]


def given_entities(text: str, entities: Any) -> list[Entity]:
    """The `entities` parameter, checked. Raises Refused."""
    if not isinstance(entities, list):
        return []
    wide = text.encode("utf-16-le")
    checked = []
    for entity in entities:
        if not isinstance(entity, dict):
            raise bad_request("can't parse MessageEntity: expected an Object")
        kind, offset, length = entity.get("type"), entity.get("offset"), entity.get("length")
        if kind not in set(MessageEntityType):
            raise bad_request("can't parse MessageEntity: Unsupported type specified")
        if kind in FOUND_BY_TELEGRAM:
            continue
        if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length < 0:
            raise bad_request("can't parse MessageEntity: offset and length must be non-negative numbers")
        _check_bounds(wide, offset, offset + length)
        if length:
            checked.append({**entity})
    return settle(checked)


def _check_bounds(wide: bytes, start: int, end: int) -> None:
    total = len(wide) // 2
    if end > total:
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {end}"
        )
    for place, does in ((start, "begins"), (end, "ends")):
        if place < total and 0xDC <= wide[2 * place + 1] <= 0xDF:
            raise bad_request(f"entity {does} in a middle of a UTF-16 symbol at UTF-16 offset {place}")


def settle(entities: Sequence[Entity]) -> list[Entity]:
    """Sorted as Telegram gives them; what cannot nest is dropped, what repeats and touches is joined."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=_place):
        around = [outer for outer in kept if outer["offset"] + outer["length"] > entity["offset"]]
        if any(_keeps_out(outer, entity) for outer in around):
            continue
        before = next((other for other in reversed(kept) if other["type"] == entity["type"]), None)
        if before and entity["type"] in STYLES and _end(before) == entity["offset"]:
            before["length"] += entity["length"]
            continue
        kept.append(dict(entity))
    return sorted(kept, key=_place)


def _place(entity: Entity) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], PRIORITY.get(entity["type"], 50)


def _end(entity: Entity) -> int:
    return int(entity["offset"] + entity["length"])


def _keeps_out(outer: Entity, inner: Entity) -> bool:
    kind = outer["type"]
    return (
        kind in OWN_ROOM
        or kind == inner["type"]
        or (kind in ALONE and inner["type"] in ALONE and ("quote" in kind) == ("quote" in inner["type"]))
    )


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without the white space around it; entities shift and shrink along."""
    if not text or (text[0] not in _SPACES and text[-1] not in _SPACES):
        return text, entities
    first = len(text) - len(text.lstrip(_SPACES))
    text = text[first:].rstrip(_SPACES)
    return text, _cut(entities, first, utf16_length(text))


def _cut(entities: list[Entity], first: int, length: int) -> list[Entity]:
    moved = []
    for entity in entities:
        start, end = max(entity["offset"] - first, 0), min(_end(entity) - first, length)
        if start < end:
            moved.append({**entity, "offset": start, "length": end - start})
    return moved
