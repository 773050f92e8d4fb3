"""One thing arrives once, and a day is the town's."""

from datetime import date, datetime, timedelta

import pytest

from bot.domain.calendar import SOFIA, town_date
from bot.domain.folding import Fate, Spoken, fate
from tests.telling import local

NOON = local("2026-11-04 12:00")
TODAY = date(2026, 11, 4)


def got(at: str, *, opens: bool) -> Spoken:
    return Spoken(opens, local(at), local(at))


def coming(at: str, *, opens: bool) -> Spoken:
    return Spoken(opens, None, local(at))


def of(*spoken: Spoken, now: datetime = NOON, since: date = TODAY) -> Fate:
    return fate(spoken, since=since, now=now, zone=SOFIA)


def test_what_no_announcement_spoke_of_is_told() -> None:
    assert of() is Fate.told


def test_who_was_brought_to_the_consultation_today_needs_no_alert() -> None:
    assert of(got("2026-11-04 09:00", opens=True)) is Fate.dropped


def test_who_was_told_of_a_detail_today_hears_the_rest_another_day() -> None:
    assert of(got("2026-11-04 09:00", opens=False)) is Fate.later


def test_what_is_still_on_its_way_may_be_cancelled_so_the_alert_is_not_dropped_for_it() -> None:
    assert of(coming("2026-11-04 18:00", opens=True)) is Fate.later


def test_what_came_before_the_alert_was_up_was_about_something_else() -> None:
    assert of(got("2026-11-03 23:59", opens=True)) is Fate.told


def test_what_came_while_the_alert_waited_for_its_digest_has_told_it() -> None:
    assert of(got("2026-11-05 09:00", opens=True), now=local("2026-11-09 10:00")) is Fate.dropped
    assert of(got("2026-11-05 09:00", opens=False), now=local("2026-11-09 10:00")) is Fate.told


@pytest.mark.parametrize("opens", [True, False])
def test_one_of_several_is_enough(opens: bool) -> None:
    told = of(got("2026-11-03 09:00", opens=True), got("2026-11-04 09:00", opens=opens))
    assert told is (Fate.dropped if opens else Fate.later)


@pytest.mark.parametrize(
    ("night", "midnight"),
    [
        ("an ordinary one", "2026-11-05 00:00"),
        ("the clock goes forward", "2027-03-28 00:00"),
        ("the day after has 23 hours behind it", "2027-03-29 00:00"),
        ("the clock goes back", "2026-10-25 00:00"),
        ("the day after has 25 hours behind it", "2026-10-26 00:00"),
    ],
)
def test_the_day_ends_at_the_towns_midnight(night: str, midnight: str) -> None:
    second = timedelta(seconds=1)
    begins = local(midnight)
    before, after = Spoken(False, begins - second, begins), Spoken(False, begins, begins)
    assert [of(before, now=begins - second), of(before, now=begins)] == [Fate.later, Fate.told]
    assert of(after, now=begins) is Fate.later
    on_its_way = Spoken(False, None, begins)
    assert [of(on_its_way, now=begins - second), of(on_its_way, now=begins)] == [Fate.told, Fate.later]


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2026, 10, 25)])
def test_the_first_and_the_last_second_of_a_day_of_another_length_are_one_day(day: date) -> None:
    first = local(f"{day} 00:00:00")
    last = local(f"{day + timedelta(days=1)} 00:00") - timedelta(seconds=1)
    assert town_date(last, SOFIA) == day
    assert of(Spoken(False, first, first), now=last) is Fate.later
