"""The authority's clocks at their edges."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import WorkCalendar
from bot.domain.deadlines import (
    decision_due,
    handed_over_by,
    longest_decision,
    months_after,
    spravka_due,
    working_days_after,
    working_days_before,
)

WORK = WorkCalendar()
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize(
    ("registered", "due"),
    [
        ("2026-12-31", "2027-02-28"),
        ("2027-12-31", "2028-02-29"),
        ("2026-11-02", "2027-01-02"),
        ("2026-12-28", "2027-02-28"),
    ],
)
def test_a_decision_is_due_on_the_same_number_two_months_on_or_the_months_last(registered: str, due: str) -> None:
    assert decision_due(date.fromisoformat(registered)) == date.fromisoformat(due)


def test_an_extension_ends_six_months_after_the_registration() -> None:
    assert longest_decision(date(2026, 8, 31)) == date(2027, 2, 28)


def test_a_term_of_the_authority_never_rolls_to_a_working_day() -> None:
    due = decision_due(date(2026, 11, 2))
    assert not WORK.is_working(due)


@pytest.mark.parametrize(
    ("received", "by"),
    [("2026-11-02", "2026-11-03"), ("2026-11-06", "2026-11-09"), ("2026-12-23", "2026-12-29")],
)
def test_the_registry_has_it_on_the_next_working_day(received: str, by: str) -> None:
    assert handed_over_by(date.fromisoformat(received), WORK) == date.fromisoformat(by)


def test_a_spravka_is_due_ten_working_days_after_the_closing() -> None:
    assert spravka_due(date(2026, 12, 2), WORK) == date(2026, 12, 16)


@given(DAYS, st.integers(0, 60))
def test_months_later_is_never_a_later_number_nor_another_month(day: date, months: int) -> None:
    after = months_after(day, months)
    assert after.day <= day.day
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months


@given(DAYS, st.integers(1, 15))
def test_so_many_working_days_before_is_the_latest_day_for_which_they_have_passed(day: date, days: int) -> None:
    before = working_days_before(day, days, WORK)
    assert working_days_after(before, days, WORK) <= day
    after = date.fromordinal(before.toordinal() + 1)
    assert working_days_after(after, days, WORK) > day
