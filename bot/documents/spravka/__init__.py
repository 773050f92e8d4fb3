"""Files of a spravka. Each maker takes the domain's Spravka and a language, and gives the same bytes every time.

The official language is Bulgarian; files in others say that they are help.
"""

from bot.documents.formats import XLSX, Kind, maker
from bot.domain.spravka import Spravka
from bot.i18n import Translator

KINDS = {
    "docx": Kind("docx", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": Kind("pdf", "pdf", "application/pdf"),
    "xlsx": Kind("xlsx", "xlsx", XLSX),
    "csv": Kind("csv", "csv", "text/csv"),
    "json": Kind("json", "json", "application/json"),
    "chart": Kind("chart", "png", "image/png"),
}


def make(spravka: Spravka, format: str, t: Translator) -> bytes:
    """Takes up to seconds: never in a turn. KeyError for an unknown format."""
    return maker("spravka", KINDS[format])(spravka, t)


def name(number: int, format: str, language: str) -> str:
    """`spravka-12-bg.docx`; without a colon, a space or a letter that a file system would refuse."""
    return f"spravka-{number}-{language}.{KINDS[format].suffix}"
