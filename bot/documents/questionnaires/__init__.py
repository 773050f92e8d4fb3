"""Files of what a questionnaire came to. Each maker takes the domain's Reported and a language, and gives the same
bytes every time. What is hidden for being said by too few is in none of them: it is not in the results.
"""

from bot.documents.formats import XLSX, Kind, maker
from bot.domain.reported import Reported
from bot.i18n import Translator

_QUESTION = "chart-"

KINDS = {
    "xlsx": Kind("xlsx", "xlsx", XLSX),
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
    return maker("questionnaires", kind(format))(reported, format, t)


def name(number: int, format: str, language: str) -> str:
    """`questionnaire-12-bg.xlsx`, `questionnaire-12-q4-en.png`."""
    of = f"-{question_of(format)}" if format.startswith(_QUESTION) else "-trend" if format == "trend" else ""
    return f"questionnaire-{number}{of}-{language}.{kind(format).suffix}"
