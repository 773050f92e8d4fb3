"""The spravka: read by everybody, prepared and published by staff, and what the council decided after it."""

from bot.services.spravka.composing import Reading, read
from bot.services.spravka.deciding import DecidedTomorrow, check_day, decidable, decide
from bot.services.spravka.files import FORMATS, ask, ready, without_author
from bot.services.spravka.publishing import Preview, Waiting, owing, preview, publish, put_url
from bot.services.spravka.reading import Public, public

__all__ = [
    "FORMATS",
    "DecidedTomorrow",
    "Preview",
    "Public",
    "Reading",
    "Waiting",
    "ask",
    "check_day",
    "decidable",
    "decide",
    "owing",
    "preview",
    "public",
    "publish",
    "put_url",
    "read",
    "ready",
    "without_author",
]
