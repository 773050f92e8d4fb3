"""Files of what an announcement came to: a picture and an Excel book, with numbers and nobody's name.

Heavy libraries are imported where a file is made, in a worker (see `bot.reports`).
"""

import importlib
from collections.abc import Callable
from typing import NamedTuple, cast

from bot.domain.announced import Announced
from bot.i18n import Translator

Make = Callable[[Announced, Translator], bytes]


class Kind(NamedTuple):
    """`module` has a function `make`."""

    module: str
    suffix: str
    mime: str


KINDS = {
    "picture": Kind("picture", "png", "image/png"),
    "xlsx": Kind("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def make(about: Announced, format: str, t: Translator) -> bytes:
    """Takes up to seconds: never in a turn. KeyError for an unknown format."""
    module = importlib.import_module(f"bot.documents.announcements.{KINDS[format].module}")
    return cast(Make, module.make)(about, t)


def name(number: int, format: str, language: str) -> str:
    """`announcement-12-bg.xlsx`."""
    return f"announcement-{number}-{language}.{KINDS[format].suffix}"
