"""Words: gettext catalogues by feature, and the dates, counts and plurals of each language.

A text key is `feature.name`; its words live in `locales/<language>/<feature>.po`, so that everything about a feature
has one name in every folder. Catalogues are read as they are written (no compiled copies that could be stale). Texts
are Telegram HTML: what is filled in is escaped here, exactly once. Bulgarian is the town's language and the fallback.
"""

import datetime as dt
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup

LOCALES = Path(__file__).parent.parent / "locales"
LANGUAGES = ("bg", "en", "tr")
FALLBACK = "bg"
NAMES = {"bg": "Български", "en": "English", "tr": "Türkçe"}

_BABEL = {"bg": Locale("bg"), "en": Locale("en", "GB"), "tr": Locale("tr")}


def mark(key: str) -> str:
    """Names a key that is looked up elsewhere, so that extraction finds it."""
    return key


def guess(language_code: str | None) -> str:
    """The nearest of our languages to a client's IETF tag."""
    primary = (language_code or "").split("-")[0].lower()
    return primary if primary in LANGUAGES else ("en" if primary else FALLBACK)


def catalogues(language: str) -> dict[str, Catalog]:
    """Every catalogue of a language by feature, as written."""
    found = {}
    for path in sorted((LOCALES / language).glob("*.po")):
        with path.open("rb") as file:
            found[path.stem] = read_po(file, locale=language)
    return found


@cache
def _translations(language: str) -> GNUTranslations:
    merged: GNUTranslations | None = None
    for catalog in catalogues(language).values():
        compiled = BytesIO()
        write_mo(compiled, catalog)
        compiled.seek(0)
        one = GNUTranslations(compiled)
        if merged is None:
            merged = one
        else:
            merged._catalog.update(one._catalog)  # type: ignore[attr-defined] # gettext offers no merge of its own
    if merged is None:
        raise LookupError(f"no catalogues for {language}")
    if language != FALLBACK:
        merged.add_fallback(_translations(FALLBACK))
    return merged


def _spaced(text: str) -> str:
    """With spaces that people can type, so that a date can be searched for."""
    return text.replace("\u202f", " ").replace("\xa0", " ")


def _ended(text: str) -> str:
    """In Bulgarian the full stop of „г.“ and „ч.“ also ends the sentence, so a second one is never written."""
    return text.replace("г..", "г.").replace("ч..", "ч.")


class Translator:
    """One language. Called, it gives Telegram HTML; `plain` gives text for buttons and files."""

    def __init__(self, language: str, zone: ZoneInfo) -> None:
        self.language = language
        self.zone = zone
        self._locale = _BABEL[language]
        self._words = _translations(language)

    def __call__(self, key: str, /, **params: Any) -> Markup:
        return Markup(_ended(Markup(self._words.gettext(key)).format(**params)))

    def n(self, key: str, count: int, /, **params: Any) -> Markup:
        """In the form the count asks for; the count itself fills `{n}`."""
        return Markup(_ended(Markup(self._words.ngettext(key, key, count)).format(n=count, **params)))

    def plain(self, key: str, /, **params: Any) -> str:
        return _ended(self._words.gettext(key).format(**params))

    def plain_n(self, key: str, count: int, /, **params: Any) -> str:
        return _ended(self._words.ngettext(key, key, count).format(n=count, **params))

    def knows(self, key: str) -> bool:
        return self._words.gettext(key) != key

    def date(self, day: dt.date) -> str:
        """Wednesday 2 December 2026; сряда, 2 декември 2026 г."""
        return _spaced(format_date(day, "full", self._locale))

    def short_date(self, day: dt.date) -> str:
        """2 December 2026; 2 декември 2026 г."""
        return _spaced(format_date(day, "long", self._locale))

    def time(self, moment: dt.datetime | dt.time) -> str:
        """17:30 in the town's zone; Bulgarian says 17:30 ч."""
        local = moment.astimezone(self.zone).time() if isinstance(moment, dt.datetime) else moment
        text = format_time(local, "HH:mm", locale=self._locale)
        return f"{text} ч." if self.language == "bg" else text

    def moment(self, moment: dt.datetime) -> str:
        return f"{self.date(moment.astimezone(self.zone).date())}, {self.time(moment)}"

    def capital(self, text: str) -> str:
        """As it begins a sentence: a Turkish i keeps its dot."""
        first = "İ" if self.language == "tr" and text[:1] == "i" else text[:1].upper()
        return first + text[1:]

    def listing(self, items: list[str]) -> str:
        """a, b and c."""
        return format_list(items, locale=self._locale) if items else ""


@cache
def translator(language: str, zone: ZoneInfo = ZoneInfo("Europe/Sofia")) -> Translator:  # noqa: B008 # immutable
    return Translator(language if language in LANGUAGES else FALLBACK, zone)
