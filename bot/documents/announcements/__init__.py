"""Files of what an announcement came to: a picture and an Excel book, with numbers and nobody's name."""

from bot.documents.formats import XLSX, Kind, maker
from bot.domain.announced import Announced
from bot.i18n import Translator

KINDS = {
    "picture": Kind("picture", "png", "image/png"),
    "xlsx": Kind("xlsx", "xlsx", XLSX),
}


def make(about: Announced, format: str, t: Translator) -> bytes:
    """Takes up to seconds: never in a turn. KeyError for an unknown format."""
    return maker("announcements", KINDS[format])(about, t)


def name(number: int, format: str, language: str) -> str:
    """`announcement-12-bg.xlsx`."""
    return f"announcement-{number}-{language}.{KINDS[format].suffix}"
