"""Files of what a questionnaire came to. Each maker takes the domain's Reported and a language, and gives the same
bytes every time. What is hidden for being said by too few is in none of them: it is not in the results.

Heavy libraries are imported where a file is made, in a worker (see `bot.reports`).
"""

import importlib
from collections.abc import Callable
from typing import NamedTuple, cast

from bot.domain.reported import Reported
from bot.i18n import Translator

Make = Callable[[Reported, str, Translator], bytes]
_QUESTION = "chart-"


class Kind(NamedTuple):
    """How a format is made and sent. `module` has a function `make`."""

    module: str
    suffix: str
    mime: str


KINDS = {
    "xlsx": Kind("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": Kind("csv", "csv", "text/csv"),
    "json": Kind("json", "json", "application/json"),
    "chart": Kind("overview", "png", "image/png"),
    "trend": Kind("trend", "png", "image/png"),
}
ONE_QUESTION = Kind("question", "png", "image/png")


def kind(format: str) -> Kind:
    """`chart-<id>` is a picture of one question. KeyError for an unknown format."""
    return ONE_QUESTION if format.startswith(_QUESTION) else KINDS[format]


def question_of(format: str) -> str:
    return format.removeprefix(_QUESTION)


def make(reported: Reported, format: str, t: Translator) -> bytes:
    """Takes up to seconds: never in a turn. KeyError for an unknown format."""
    module = importlib.import_module(f"bot.documents.questionnaires.{kind(format).module}")
    return cast(Make, module.make)(reported, format, t)


def name(number: int, format: str, language: str) -> str:
    """`questionnaire-12-bg.xlsx`, `questionnaire-12-q4-en.png`."""
    of = f"-{question_of(format)}" if format.startswith(_QUESTION) else "-trend" if format == "trend" else ""
    return f"questionnaire-{number}{of}-{language}.{kind(format).suffix}"
