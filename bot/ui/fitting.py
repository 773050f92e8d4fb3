"""Keeping a message within Telegram's limit whatever people wrote: lengths as Telegram counts them, and cuts."""

import html
import re

from markupsafe import Markup
from telegram.constants import MessageLimit

_TAG = re.compile(r"<[^>]*>")
ROOM = int(MessageLimit.MAX_TEXT_LENGTH) - 96
"""UTF-16 units of a message, with a little to spare."""


def units(text: str) -> int:
    """UTF-16 code units, as Telegram counts a text."""
    return len(text.encode("utf-16-le")) // 2


def shown_units(text: Markup) -> int:
    """Units of an HTML text after its tags and entities are read."""
    return units(html.unescape(_TAG.sub("", str(text))))


def cut(text: str, room: int) -> str:
    """The text, or its beginning up to a word and an ellipsis, within so many units. No emoji is cut in two."""
    if units(text) <= room:
        return text
    head = text.encode("utf-16-le")[: 2 * max(room - 1, 0)].decode("utf-16-le", "ignore")  # half an emoji is ignored
    at = max(head.rfind(" "), head.rfind("\n"))
    # A word's end is worth a little loss; a text without any is cut where it must be.
    head = head[:at] if at > len(head) * 0.8 else head
    return head.rstrip(" \n,.–-\u200d") + "…"
