"""Quiet hours as people type them: "22:30-07:00", "от 22 до 7 ч.", "10 pm to 7 am", "akşam 10'dan sabah 7'ye"."""

import re
import unicodedata
from typing import NamedTuple

from bot.domain.errors import DomainError
from bot.domain.participants import QuietHours

LONGEST = 80
"""Characters; what is longer is not two times of day."""

_DAY = 24 * 60


class BadQuietHours(DomainError):
    """Not two times of day, the one when it becomes quiet and the one when it ends."""

    def __init__(self) -> None:
        super().__init__()


class _Part(NamedTuple):
    """A part of the day that makes a small hour certain. `noon` is what twelve means in it."""

    noon: int
    first: int
    """Hours from here to eleven are counted from noon; 12 for none."""


_AM = _Part(noon=0, first=12)
_PM = _Part(noon=12, first=1)
_EVENING = _Part(noon=24, first=1)
_NIGHT = _Part(noon=24, first=9)  # two at night is two o'clock, ten at night is 22:00

# Bulgarian and English name the part of the day after the hour, Turkish before it.
_AFTER = {
    "am": _AM, "сутринта": _AM, "сутрин": _AM, "pm": _PM, "следобед": _PM,
    "вечерта": _EVENING, "вечер": _EVENING, "нощта": _NIGHT,
}  # fmt: skip
_BEFORE = {"sabah": _AM, "öğleden": _PM, "akşam": _EVENING, "gece": _NIGHT}
_MIDNIGHT = re.compile(r"\b(?:полунощ|midnight|gece\s*yarısı(?:na|ndan)?)\b")
_BETWEEN = frozenset(
    re.findall(
        r"\S+",
        "от до и между през в на ч час часа часът "
        "from to till until and between at the h o clock "
        "saat saatleri ile arası arasında kadar sonra den dan ten tan ndan nden ye ya e a",
    )
)

_TOKEN = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:(?:\s*:\s*|[.,hч]|)(?P<minute>[0-9]{2}))?(?![0-9])|(?P<word>[^\W\d_]+)|(?P<mark>[\W_])"
)
_DOTTED = re.compile(r"\b([ap])\.\s*m\b\.?")


def read_quiet_hours(text: str) -> QuietHours:
    """The stretch that somebody means. Raises BadQuietHours; EmptyQuietHours where both times are the same."""
    if len(text) > LONGEST:
        raise BadQuietHours()
    typed = _DOTTED.sub(r"\1m", unicodedata.normalize("NFKC", text).casefold().replace("i̇", "i"))
    times = _times(_MIDNIGHT.sub(" 0:00 ", typed))
    if len(times) != 2:
        raise BadQuietHours()
    return QuietHours(start_minute=times[0], end_minute=times[1])


def _times(typed: str) -> list[int]:
    """The times of day in a text, in minutes after midnight. Raises BadQuietHours for a word that means something else.

    What it does not know may change what was meant, so it is not passed over.
    """
    found: list[int] = []
    announced: _Part | None = None
    at = 0
    for token in _TOKEN.finditer(typed):
        if token.start() != at:
            raise BadQuietHours()
        at = token.end()
        word = token["word"]
        if token["hour"] is not None:
            found.append(_minutes(int(token["hour"]), int(token["minute"] or 0), announced))
            announced = None
        elif word in _BEFORE:
            announced = _BEFORE[word]
        elif word in _AFTER and found:
            found[-1] = _minutes(*divmod(found[-1], 60), _AFTER[word])
        elif word is not None and word not in _BETWEEN:
            raise BadQuietHours()
    if at != len(typed):
        raise BadQuietHours()
    return found


def _minutes(hour: int, minute: int, part: _Part | None) -> int:
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise BadQuietHours()
    if part is not None:
        if hour == 12:
            hour = part.noon
        elif part.first <= hour < 12:
            hour += 12
        elif hour > 12 and part is _AM:
            raise BadQuietHours()
    return (hour * 60 + minute) % _DAY
