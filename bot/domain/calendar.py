"""Which days are working days in Bulgaria, and where a town's day begins and ends.

Source: Кодекс на труда чл. 154. Al. 2 (substitutes) is in force since 1.01.2017 and is applied here to every
year, also earlier ones: a term is always counted by today's law. In the years before, the Government moved
days by decree instead; such days belong into the overrides.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from dateutil.easter import EASTER_ORTHODOX, easter
from pydantic import BaseModel, ConfigDict, model_validator

SOFIA = ZoneInfo("Europe/Sofia")

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5

# 1.11 (Ден на народните будители) is free for schools only, so it is not here.
_FIXED = (
    (1, 1, "new-year"),
    (3, 3, "liberation"),
    (5, 1, "labour"),
    (5, 6, "saint-george"),
    (5, 24, "letters"),
    (9, 6, "unification"),
    (9, 22, "independence"),
    (12, 24, "christmas-eve"),
    (12, 25, "christmas"),
    (12, 26, "christmas-second"),
)
_AROUND_EASTER = ((-2, "good-friday"), (-1, "holy-saturday"), (0, "easter"), (1, "easter-monday"))

HOLIDAY_KEYS: tuple[str, ...] = (
    *(key for _, _, key in _FIXED),
    *(key for _, key in _AROUND_EASTER),
    "substitute",
    "declared",
)
"""Every key `holidays` may answer: "substitute" is a day freed by al. 2, "declared" one freed by decree."""


@lru_cache(maxsize=256)
def _holidays_by_law(year: int) -> Mapping[date, str]:
    sunday = easter(year, EASTER_ORTHODOX)
    fixed = {date(year, month, day): key for month, day, key in _FIXED}
    # 6.05 may fall on Easter Monday; the fixed holiday gives the day its name.
    days = {sunday + timedelta(days=offset): key for offset, key in _AROUND_EASTER} | fixed
    for holiday in sorted(fixed):
        if holiday.weekday() >= _SATURDAY:
            # The first day after it that is not free already: two holidays on one weekend free two days, and
            # next to Easter (1.05.2027) the free day moves behind Easter Monday.
            substitute = holiday + _ONE_DAY
            while substitute.weekday() >= _SATURDAY or substitute in days:
                substitute += _ONE_DAY
            days[substitute] = "substitute"
    return MappingProxyType(dict(sorted(days.items())))


class WorkCalendar(BaseModel):
    """Working days of Bulgaria, with the days the Government moved once. A decree wins over the law."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    working: frozenset[date] = frozenset()
    non_working: frozenset[date] = frozenset()

    @model_validator(mode="after")
    def _says_one_thing_of_a_day(self) -> "WorkCalendar":
        both = self.working & self.non_working
        if both:
            raise ValueError(f"both working and non-working: {', '.join(map(str, sorted(both)))}")
        return self

    def is_working(self, day: date) -> bool:
        if day in self.working:
            return True
        if day in self.non_working:
            return False
        return day.weekday() < _SATURDAY and day not in _holidays_by_law(day.year)

    def next_working(self, day: date) -> date:
        """`day` itself if it is a working one, or the first after it that is."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def holidays(self, year: int) -> dict[date, str]:
        """Free days of the year that are not free merely as Saturday or Sunday, in order, with a key each."""
        free = {day: key for day, key in _holidays_by_law(year).items() if day not in self.working}
        declared = {day: "declared" for day in self.non_working if day.year == year and day not in free}
        return dict(sorted((free | declared).items()))

    def why_free(self, day: date) -> str | None:
        """A holiday key, "saturday" or "sunday"; None for a working day."""
        if self.is_working(day):
            return None
        by_law = _holidays_by_law(day.year).get(day)
        if by_law is not None:
            return by_law
        if day.weekday() >= _SATURDAY:
            return "saturday" if day.weekday() == _SATURDAY else "sunday"
        return "declared"


def town_date(moment: datetime, zone: ZoneInfo = SOFIA) -> date:
    """The date on the town's wall at an instant. ValueError for a moment without a zone."""
    return _aware(moment).astimezone(zone).date()


def midnight_after(day: date, zone: ZoneInfo = SOFIA) -> datetime:
    """The instant (UTC) when `day` is over in the town: by the calendar, not 24 hours after anything."""
    return at_local(day + _ONE_DAY, time.min, zone)


def at_local(day: date, clock: time, zone: ZoneInfo = SOFIA) -> datetime:
    """The instant (UTC) when the town's clock shows `clock` on `day`.

    On the spring night a time that the clock skips means as long after midnight as it says (03:30 becomes
    04:30); on the autumn night a time shown twice means the first.
    """
    return datetime.combine(day, clock.replace(tzinfo=None, fold=0), tzinfo=zone).astimezone(UTC)


def _aware(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("an instant needs its zone")
    return moment
