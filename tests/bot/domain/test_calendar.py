from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.calendar import HOLIDAY_KEYS, SOFIA, WorkCalendar, at_local, midnight_after, town_date

BY_LAW = WorkCalendar()
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


# Decisions of the Council of Ministers, once only: they are no part of the law and belong into the overrides.
DECREED = frozenset({date(2025, 12, 31), date(2026, 1, 2)})


@pytest.mark.parametrize("year", range(2018, 2033))
def test_free_days_agree_with_an_independent_calendar(year: int) -> None:
    """On every day since 2017, when чл. 154, ал. 2 КТ came into force; before it, see the next test."""
    ours = WorkCalendar(non_working=DECREED).holidays(year)
    assert set(ours) == set(holidays.country_holidays("BG", years=year))


def test_before_2017_our_calendar_still_speaks_todays_law() -> None:
    """22.09.2013 was a Sunday and the law of then freed no Monday; a term is counted by today's law."""
    monday = date(2013, 9, 23)
    assert monday not in holidays.country_holidays("BG", years=2013)
    assert BY_LAW.holidays(2013)[monday] == "substitute"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 12, 28), "substitute"),  # 26.12 is a Saturday
        (date(2027, 12, 27), "substitute"),  # 25.12 and 26.12 are Saturday and Sunday: two days
        (date(2027, 12, 28), "substitute"),
        (date(2027, 12, 29), None),
        (date(2022, 12, 27), "substitute"),  # 24.12 and 25.12 at the weekend, 26.12 is Monday
        (date(2022, 12, 28), "substitute"),
        (date(2027, 4, 30), "good-friday"),
        (date(2027, 5, 1), "labour"),  # also Holy Saturday
        (date(2027, 5, 3), "easter-monday"),
        (date(2027, 5, 4), "substitute"),  # of 1.05, behind Easter Monday
        (date(2027, 5, 5), None),
        (date(2021, 5, 4), "substitute"),  # the precedent
        (date(2016, 5, 3), "substitute"),  # 1.05 is Easter Sunday itself
        (date(2024, 5, 6), "saint-george"),  # also Easter Monday: nothing is freed for it
        (date(2024, 5, 7), None),
        (date(2022, 1, 3), "substitute"),
        (date(2026, 5, 23), "saturday"),
        (date(2026, 5, 24), "letters"),
        (date(2026, 5, 31), "sunday"),
        (date(2027, 11, 1), None),  # schools only
        (date(2025, 4, 18), "good-friday"),
        (date(2026, 12, 31), None),
    ],
)
def test_why_a_day_is_free(day: date, why: str | None) -> None:
    assert BY_LAW.why_free(day) == why


def test_a_decree_wins_over_the_law_both_ways() -> None:
    calendar = WorkCalendar(
        working=frozenset({date(2026, 12, 12), date(2026, 12, 28)}),
        non_working=frozenset({date(2026, 12, 31)}),
    )
    assert calendar.is_working(date(2026, 12, 12))
    assert calendar.is_working(date(2026, 12, 28))
    assert calendar.why_free(date(2026, 12, 31)) == "declared"
    assert calendar.next_working(date(2026, 12, 31)) == date(2027, 1, 4)
    assert date(2026, 12, 28) not in calendar.holidays(2026)
    assert calendar.holidays(2026)[date(2026, 12, 31)] == "declared"


def test_a_holiday_declared_free_once_more_keeps_its_name() -> None:
    calendar = WorkCalendar(non_working=frozenset({date(2026, 3, 3)}))
    assert calendar.holidays(2026)[date(2026, 3, 3)] == "liberation"


def test_a_day_cannot_be_declared_both() -> None:
    day = frozenset({date(2026, 12, 31)})
    with pytest.raises(ValidationError, match="both working and non-working: 2026-12-31"):
        WorkCalendar(working=day, non_working=day)


@pytest.mark.parametrize("year", [1990, 2016, 2026, 2099])
def test_holidays_come_in_order_inside_their_year_with_known_keys(year: int) -> None:
    listed = BY_LAW.holidays(year)
    assert list(listed) == sorted(listed)
    assert {day.year for day in listed} == {year}
    assert set(listed.values()) <= set(HOLIDAY_KEYS)


@given(st.integers(1990, 2099))
def test_each_fixed_holiday_at_a_weekend_frees_one_more_day(year: int) -> None:
    listed = BY_LAW.holidays(year)
    easter = {"good-friday", "holy-saturday", "easter", "easter-monday", "substitute"}
    owed = [day for day, key in listed.items() if key not in easter and day.weekday() >= 5]
    freed = [day for day, key in listed.items() if key == "substitute"]
    assert len(freed) == len(owed)
    assert all(day.weekday() < 5 for day in freed)


@given(DAYS)
def test_the_next_working_day_is_the_first_working_one_not_before(day: date) -> None:
    found = BY_LAW.next_working(day)
    assert found >= day
    assert BY_LAW.is_working(found)
    assert not any(BY_LAW.is_working(day + timedelta(days=n)) for n in range((found - day).days))


@given(DAYS)
def test_a_day_is_free_for_a_reason_or_works(day: date) -> None:
    assert (BY_LAW.why_free(day) is None) == BY_LAW.is_working(day)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 2, 21, 59, 59, tzinfo=UTC), date(2026, 11, 2)),
        (datetime(2026, 11, 2, 22, tzinfo=UTC), date(2026, 11, 3)),
        (datetime(2026, 7, 1, 21, tzinfo=UTC), date(2026, 7, 2)),
    ],
)
def test_the_town_reads_its_own_date(moment: datetime, day: date) -> None:
    assert town_date(moment, SOFIA) == day


def test_an_instant_without_a_zone_is_a_mistake_in_the_program() -> None:
    with pytest.raises(ValueError, match="needs its zone"):
        town_date(datetime(2026, 11, 2, 12), SOFIA)  # noqa: DTZ001 - the very thing refused


@pytest.mark.parametrize(
    ("day", "over"),
    [
        (date(2027, 3, 27), datetime(2027, 3, 27, 22, tzinfo=UTC)),
        (date(2027, 3, 28), datetime(2027, 3, 28, 21, tzinfo=UTC)),  # the 23-hour day
        (date(2026, 10, 24), datetime(2026, 10, 24, 21, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 22, tzinfo=UTC)),  # the 25-hour day
    ],
)
def test_a_day_ends_by_the_calendar_also_where_the_clock_moves(day: date, over: datetime) -> None:
    assert midnight_after(day, SOFIA) == over


@given(DAYS, st.sampled_from(["Europe/Sofia", "Africa/Cairo", "America/Havana", "Asia/Kathmandu"]))
def test_midnight_is_the_first_instant_of_the_next_day(day: date, name: str) -> None:
    zone = ZoneInfo(name)
    over = midnight_after(day, zone)
    assert over.tzinfo is UTC
    assert town_date(over, zone) == day + timedelta(days=1)
    assert town_date(over - timedelta(seconds=1), zone) == day


@pytest.mark.parametrize(
    ("day", "clock", "instant"),
    [
        (date(2027, 3, 28), time(3, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # skipped: read as 04:30
        (date(2026, 10, 25), time(3, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # twice: the first
        (date(2026, 10, 25), time(10), datetime(2026, 10, 25, 8, tzinfo=UTC)),
    ],
)
def test_a_time_on_the_towns_clock_is_one_instant(day: date, clock: time, instant: datetime) -> None:
    assert at_local(day, clock, SOFIA) == instant
