"""Files of a spravka. Each maker takes the domain's Spravka and a language, and gives the same bytes every time.

Heavy libraries are imported by the maker that needs them, when it runs (in a worker, see `bot.reports`): a bot that
starts must not pay for them. The official language is Bulgarian; files in others say that they are help.
"""

import importlib
from collections.abc import Callable
from typing import NamedTuple, cast

from bot.domain.spravka import Spravka
from bot.i18n import Translator

Make = Callable[[Spravka, Translator], bytes]


class Kind(NamedTuple):
    """How a format is made and sent. `module` has a function `make`."""

    module: str
    suffix: str
    mime: str


KINDS = {
    "docx": Kind("docx", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": Kind("pdf", "pdf", "application/pdf"),
    "xlsx": Kind("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": Kind("csv", "csv", "text/csv"),
    "json": Kind("json", "json", "application/json"),
    "chart": Kind("chart", "png", "image/png"),
}


def make(spravka: Spravka, format: str, t: Translator) -> bytes:
    """Takes up to seconds: never in a turn. KeyError for an unknown format."""
    module = importlib.import_module(f"bot.documents.spravka.{KINDS[format].module}")
    return cast(Make, module.make)(spravka, t)


def name(number: int, format: str, language: str) -> str:
    """`spravka-12-bg.docx`; without a colon, a space or a letter that a file system would refuse."""
    return f"spravka-{number}-{language}.{KINDS[format].suffix}"
