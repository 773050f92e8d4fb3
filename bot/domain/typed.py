"""What staff type in chat about a consultation: days, hours and terms in many spellings, texts, files.

Everything is read as a Bulgarian would mean it: the day comes before the month.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from bot.domain.calendar import SOFIA
from bot.domain.errors import DomainError
from bot.domain.personal_data import without_egn
from bot.domain.term import FIRST_YEAR, LAST_YEAR, BadDate, published_date
from bot.domain.text import clean

TITLE_AT_LEAST, TITLE_AT_MOST = 10, 200
REASON_AT_LEAST, REASON_AT_MOST = 10, 500
PLACE_AT_LEAST, PLACE_AT_MOST = 3, 200
FILE_AT_MOST_MB = 20
"""What a bot may be handed; larger ones could never be sent on from elsewhere."""
ATTACHMENT_AT_MOST_MB = 10
FILES_AT_MOST = 10
FILE_NAME_AT_MOST = 80


class BadTermText(DomainError):
    """Neither a number of days nor a last day."""

    def __init__(self) -> None:
        super().__init__()


class BadMomentText(DomainError):
    """No day and time of day together."""

    def __init__(self) -> None:
        super().__init__()


class FileTooBig(DomainError):
    """`size` and `limit` in megabytes, the size rounded up."""

    def __init__(self, *, size: int, limit: int) -> None:
        super().__init__(size=size, limit=limit)


class FileNotAccepted(DomainError):
    """Neither PDF nor Word."""

    def __init__(self) -> None:
        super().__init__()


class BadDecisionNumber(DomainError):
    """Councils number their decisions; a number is of digits."""

    def __init__(self) -> None:
        super().__init__()


class AttachmentNotAccepted(DomainError):
    """Neither a picture nor PDF nor Word."""

    def __init__(self) -> None:
        super().__init__()


class TooManyFiles(DomainError):
    def __init__(self, *, limit: int) -> None:
        super().__init__(limit=limit)


_MONTHS = (
    "яну jan oca", "фев feb şub", "мар mar", "апр apr nis", "май may", "юни jun haz",
    "юли jul tem", "авг aug ağu", "сеп sep eyl", "окт oct eki", "ное nov kas", "дек dec ara",
)  # fmt: skip
_MONTH = {beginning: number for number, names in enumerate(_MONTHS, 1) for beginning in names.split()}
_SPOKEN = {
    **dict.fromkeys(("вчера", "yesterday", "dün"), -1),
    **dict.fromkeys(("днес", "today", "bugün"), 0),
    **dict.fromkeys(("утре", "tomorrow", "yarın"), 1),
}

_BEFORE = r"(?:(?:до|от|на|until|on)\s+)?(?:[^\W\d]+,\s*)?"  # until; a weekday
_AFTER = r"(?:\s*(?:г|год|година)\.?)?(?:,?\s+[^\W\d]+)?"  # the year's sign; a weekday, as Turkish writes it
_GAP = r"\s*[./\-]\s*"
_YEAR = r"[0-9]{4}|[0-9]{2}"
_NUMBERS = re.compile(rf"{_BEFORE}(?P<d>[0-9]{{1,2}}){_GAP}(?P<m>[0-9]{{1,2}})(?:{_GAP}(?P<y>{_YEAR}))?\.?{_AFTER}")
_YEAR_FIRST = re.compile(rf"{_BEFORE}(?P<y>[0-9]{{4}}){_GAP}(?P<m>[0-9]{{1,2}}){_GAP}(?P<d>[0-9]{{1,2}}){_AFTER}")
_NAMED = re.compile(
    rf"{_BEFORE}(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th|-[^\W\d]{{2}})?\.?\s*(?P<m>[^\W\d]{{3,}})\.?,?"
    rf"(?:\s+(?P<y>[0-9]{{4}}))?{_AFTER}"
)
_MONTH_FIRST = re.compile(
    rf"{_BEFORE}(?P<m>[^\W\d]{{3,}})\.?\s+(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y>[0-9]{{4}}))?"
)


def read_day(text: str, *, today: date, ahead: bool = False, zone: ZoneInfo = SOFIA) -> date:
    """The day somebody means: 2026-11-02, 2.11.2026 г., 02/11/26, 2 ноември, понеделник, 2 November 2026, вчера...

    Without a year it is the nearest such day to `today`, or with `ahead` the next one. Raises BadDate.
    """
    typed = " ".join(text.casefold().split())
    if typed in _SPOKEN:
        return today + timedelta(days=_SPOKEN[typed])
    for form in (_NUMBERS, _YEAR_FIRST, _NAMED, _MONTH_FIRST):
        found = form.fullmatch(typed)
        month = _month(found["m"]) if found is not None else None
        if found is not None and month is not None:
            return _day(text, int(found["d"]), month, found["y"], today, ahead)
    return published_date(text, zone)


def _month(typed: str) -> int | None:
    return int(typed) if typed.isdigit() else _MONTH.get(typed[:3])


def _day(text: str, day: int, month: int, year: str | None, today: date, ahead: bool) -> date:
    if year is not None:
        years = [int(year) + (2000 if len(year) == 2 else 0)]
    else:
        years = [today.year + away for away in ((0, 1, 2, 3, 4) if ahead else (-1, 0, 1))]
    meant = [found for one in years if (found := _existing(one, month, day)) is not None]
    if year is None and ahead:
        meant = [found for found in meant if found >= today][:1]
    if not meant:
        raise BadDate(text=text)
    nearest = min(meant, key=lambda found: abs(found - today))
    if not FIRST_YEAR <= nearest.year <= LAST_YEAR:
        raise BadDate(text=text)
    return nearest


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_DAYS = re.compile(r"([0-9]{1,6})\s*(?:д|дни|дена|дена?|ден|day|days|gün)?\.?")


def read_term(text: str, *, today: date, zone: ZoneInfo = SOFIA) -> int | date:
    """A number of days ("30", "45 дни"), or the last day in any spelling of `read_day`. Raises BadTermText."""
    days = _DAYS.fullmatch(" ".join(text.casefold().split()))
    if days is not None:
        return int(days[1])
    try:
        return read_day(text, today=today, ahead=True, zone=zone)
    except BadDate:
        raise BadTermText() from None


_MOMENT = re.compile(
    r"(?P<day>.*?\S)[,\s]+(?:(?:в|от|at|saat)\s+)?(?P<hour>[0-9]{1,2})"
    r"(?:[:.](?P<minute>[0-9]{2})(?:\s*(?:ч|часа|часът)\.?)?|\s*(?:ч|часа|часът)\.?)"
)


def read_moment(text: str, *, today: date, zone: ZoneInfo = SOFIA) -> datetime:
    """A day in any spelling of `read_day` and a time of the town's day: 12.11.2026 17:30; 12 ноември, 17.30 ч.

    Without a year the next such day is meant. Raises BadMomentText.
    """
    found = _MOMENT.fullmatch(" ".join(text.casefold().split()))
    if found is None:
        raise BadMomentText()
    try:
        day = read_day(found["day"].rstrip(","), today=today, ahead=True, zone=zone)
        clock = time(int(found["hour"]), int(found["minute"] or 0))
    except (BadDate, ValueError):
        raise BadMomentText() from None
    return datetime.combine(day, clock, zone)


def typed_place(text: str) -> str:
    """Where to come, one line of 3 to 200 user-visible characters. Raises the refusals of `clean`."""
    return " ".join(clean(text, at_most=PLACE_AT_MOST, at_least=PLACE_AT_LEAST).split())


def read_decision_number(text: str) -> int:
    """ "515", "№ 515", "решение № 515". Raises BadDecisionNumber."""
    found = re.fullmatch(r"(?:[^\W\d]+\.?\s*)?[№#]?\s*0*([1-9][0-9]{0,5})", text.strip())
    if found is None:
        raise BadDecisionNumber()
    return int(found.group(1))


def typed_title(text: str) -> str:
    """One line of 10 to 200 user-visible characters. Raises the refusals of `clean`."""
    return " ".join(clean(text, at_most=TITLE_AT_MOST, at_least=TITLE_AT_LEAST).split())


def typed_reason(text: str) -> str:
    """10 to 500 user-visible characters that people will read. Raises the refusals of `clean`."""
    return clean(text, at_most=REASON_AT_MOST, at_least=REASON_AT_LEAST)


_KINDS = {
    ".pdf": ("application/pdf",),
    ".doc": ("application/msword",),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
}
_PICTURES = {
    ".jpg": ("image/jpeg",),
    ".jpeg": ("image/jpeg",),
    ".png": ("image/png",),
}
_UNTOLD = (None, "", "application/octet-stream", "application/zip", "application/x-zip-compressed")
"""What clients say of a file they do not know; then its name decides. A .docx is a zip by nature."""


def accept_file(*, name: str | None, mime: str | None, size: int | None) -> tuple[str, str]:
    """The name and type a document is kept under: PDF or Word, up to FILE_AT_MOST_MB.

    `size` in bytes. Raises FileNotAccepted, FileTooBig.
    """
    kept = _accepted(_KINDS, name, mime)
    if kept is None:
        raise FileNotAccepted()
    _require_size(size, FILE_AT_MOST_MB)
    return kept


def accept_attachment(*, name: str | None, mime: str | None, size: int | None) -> tuple[str, str]:
    """The name and type that what people attach is kept under: a picture, PDF or Word; no ЕГН in the name.

    `size` in bytes. Raises AttachmentNotAccepted, FileTooBig.
    """
    kept = _accepted(_KINDS | _PICTURES, name, mime)
    if kept is None:
        raise AttachmentNotAccepted()
    _require_size(size, ATTACHMENT_AT_MOST_MB)
    return without_egn(kept[0]), kept[1]


def _accepted(kinds: Mapping[str, tuple[str, ...]], name: str | None, mime: str | None) -> tuple[str, str] | None:
    kept = _file_name(name or "")
    ending = PurePosixPath(kept).suffix.casefold()
    by_type: dict[str, str] = {}
    for suffix, types in kinds.items():
        for one in types:
            by_type.setdefault(one, suffix)
    if mime in by_type:
        fits = ending in kinds and mime in kinds[ending]
        return kept if fits else kept + by_type[mime], mime
    if mime in _UNTOLD and ending in kinds:
        return kept, kinds[ending][0]
    return None


def _require_size(size: int | None, limit: int) -> None:
    if (size or 0) > limit * 1024 * 1024:
        raise FileTooBig(size=-(-(size or 0) // (1024 * 1024)), limit=limit)


def _file_name(typed: str) -> str:
    """Without folders and without signs that would turn the name around; a long one is cut before its ending."""
    name = " ".join(clean(typed.replace("\\", "/").rsplit("/", 1)[-1][-400:], at_most=400, at_least=0).split())
    if not name:
        return "document"
    if len(name) <= FILE_NAME_AT_MOST:
        return name
    ending = PurePosixPath(name).suffix[:10]
    return name[: FILE_NAME_AT_MOST - len(ending)] + ending
