"""The term of a public consultation and its proof, by ЗНА чл. 26 and, for the last day, ГПК чл. 60."""

import re
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from bot.domain.calendar import SOFIA, WorkCalendar, midnight_after, town_date
from bot.domain.errors import DomainError

FULL_TERM_DAYS = 30
"""ЗНА чл. 26, ал. 4: not shorter than this without a reason, printed in the motives too."""

SHORTEST_TERM_DAYS = 14
"""ЗНА чл. 26, ал. 4: never shorter than this, whatever the reason."""

LONGEST_TERM_DAYS = 3650
"""Ours, not the law's: beyond this a slip of the hand is likelier than a plan."""

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""Dates of publication outside are slips of the hand ("0206", "2206")."""


class BadDate(DomainError):
    """`text` is no date or instant we can read, or lies outside FIRST_YEAR..LAST_YEAR."""

    def __init__(self, *, text: str) -> None:
        super().__init__(text=text)


class BadTerm(DomainError):
    """More days than anybody can mean."""

    def __init__(self, *, term_days: int, limit: int) -> None:
        super().__init__(term_days=term_days, limit=limit)


class Verdict(StrEnum):
    OK = "OK"
    REASON = "REASON"
    REFUSED = "REFUSED"


class Proof(BaseModel):
    """How a term was counted, step by step, so that anybody can count after it.

    `nominal` is the published day plus the term; `last_day` the same or the next working day after it. A
    refused term has no last day, no closing and no adoption. Instants are UTC: opinions count from
    `opens_at`, the beginning of the published day, and `closes_at` is the first instant that is too late.
    `why`: "ok", "rolled" (the last day moved), "short" (a reason is due), "too-short" (refused, or warned of
    where the term is not enforced). `rolled_because` is a holiday key, "saturday" or "sunday", whatever `why`
    says.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    published: date
    term_days: int
    nominal: date
    first_day: date
    last_day: date | None
    earliest_adoption: date | None
    opens_at: datetime
    closes_at: datetime | None
    verdict: Verdict
    why: str
    rolled_because: str | None

    def to_json(self) -> dict[str, object]:
        """Dates as ISO 8601, the closing in UTC with Z, null where refused."""
        return {
            "published": self.published.isoformat(),
            "term_days": self.term_days,
            "nominal": self.nominal.isoformat(),
            "last_day": self.last_day and self.last_day.isoformat(),
            "earliest_adoption": self.earliest_adoption and self.earliest_adoption.isoformat(),
            "closes_at": self.closes_at and self.closes_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "verdict": self.verdict.value,
            "why": self.why,
        }


def prove(
    published: date,
    term_days: int,
    *,
    calendar: WorkCalendar,
    zone: ZoneInfo = SOFIA,
    enforced: bool = True,
) -> Proof:
    """Counts a term: day 1 is the day after publication, and the whole last day counts (ГПК чл. 60, ал. 5;
    Administrative court Haskovo, decision 367 of 9.06.2011).

    Judged by nominal days, before the last day rolls to a working one (ГПК чл. 60, ал. 6, applied because it
    is safe under both readings of the law). Where ЗНА does not bind (`enforced` False) a term below the
    shortest is counted too, and only one without a single day is refused. Raises BadDate or BadTerm for what
    nobody can mean.
    """
    if not FIRST_YEAR <= published.year <= LAST_YEAR:
        raise BadDate(text=published.isoformat())
    if abs(term_days) > LONGEST_TERM_DAYS:
        raise BadTerm(term_days=term_days, limit=LONGEST_TERM_DAYS)
    nominal = published + timedelta(days=term_days)
    first_day = published + timedelta(days=1)
    opens_at = midnight_after(published - timedelta(days=1), zone)
    too_short = term_days < SHORTEST_TERM_DAYS
    if term_days < 1 or (too_short and enforced):
        return Proof(
            published=published,
            term_days=term_days,
            nominal=nominal,
            first_day=first_day,
            last_day=None,
            earliest_adoption=None,
            opens_at=opens_at,
            closes_at=None,
            verdict=Verdict.REFUSED,
            why="too-short",
            rolled_because=None,
        )
    last_day = calendar.next_working(nominal)
    short = term_days < FULL_TERM_DAYS
    return Proof(
        published=published,
        term_days=term_days,
        nominal=nominal,
        first_day=first_day,
        last_day=last_day,
        earliest_adoption=last_day + timedelta(days=1),
        opens_at=opens_at,
        closes_at=midnight_after(last_day, zone),
        verdict=Verdict.REASON if short else Verdict.OK,
        why="too-short" if too_short else "short" if short else "ok" if last_day == nominal else "rolled",
        rolled_because=calendar.why_free(nominal),
    )


def prove_until(
    published: date,
    typed_end: date,
    *,
    calendar: WorkCalendar,
    zone: ZoneInfo = SOFIA,
    enforced: bool = True,
) -> Proof:
    """The same for an end date typed by staff: the term is the difference, `nominal` is what they typed."""
    return prove(published, (typed_end - published).days, calendar=calendar, zone=zone, enforced=enforced)


_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_BULGARIAN_DAY = re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})(?:\s*г\.?)?")


def published_date(text: str, zone: ZoneInfo = SOFIA) -> date:
    """The town's date of what staff typed: "2026-11-02", "02.11.2026", "2.11.2026 г." or an ISO 8601 instant.

    An instant is read where the town is: 2026-11-02T22:30Z is 3 November in Sofia. One without an offset is
    taken as the town's own. Raises BadDate.
    """
    typed = text.strip()
    try:
        day = _read_day(typed) or _read_instant(typed, zone)
    except (ValueError, OverflowError):
        raise BadDate(text=text) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadDate(text=text)
    return day


def _read_day(typed: str) -> date | None:
    if iso := _ISO_DAY.fullmatch(typed):
        return date(*map(int, iso.groups()))
    if local := _BULGARIAN_DAY.fullmatch(typed):
        return date(int(local["year"]), int(local["month"]), int(local["day"]))
    return None


def _read_instant(typed: str, zone: ZoneInfo) -> date:
    if ":" not in typed:
        raise ValueError("an instant has a time of day")
    moment = datetime.fromisoformat(typed)
    if moment.utcoffset() is None:
        return moment.date()
    return town_date(moment.astimezone(UTC), zone)
