"""When an announcement is to leave, as staff type it."""

from datetime import UTC, datetime

import pytest

from bot.domain.announcement_typed import read_leaving, this_evening, tomorrow_morning
from bot.domain.announcements import AnnouncementTimePassed
from bot.domain.calendar import SOFIA
from bot.domain.typed import BadMomentText
from tests.telling import local

NOON = local("2026-11-02 12:00")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12.11.2026 17:30", "2026-11-12 17:30"),
        ("12 ноември, 17.30 ч.", "2026-11-12 17:30"),
        ("утре в 9:00", "2026-11-03 09:00"),
        ("14:30", "2026-11-02 14:30"),
        ("в 14.30 ч.", "2026-11-02 14:30"),
        ("18 часа", "2026-11-02 18:00"),
    ],
)
def test_a_day_and_a_time_or_a_time_of_today(typed: str, meant: str) -> None:
    assert read_leaving(typed, now=NOON, zone=SOFIA) == local(meant)


@pytest.mark.parametrize("typed", ["11:59", "12:00", "1.11.2026 17:30"])
def test_what_is_over_is_refused(typed: str) -> None:
    with pytest.raises(AnnouncementTimePassed):
        read_leaving(typed, now=NOON, zone=SOFIA)


@pytest.mark.parametrize("typed", ["скоро", "25:00", "12.11.2026", "12.11.2030 17:30", ""])
def test_what_is_no_moment_of_the_next_year_is_refused(typed: str) -> None:
    with pytest.raises(BadMomentText):
        read_leaving(typed, now=NOON, zone=SOFIA)


def test_an_hour_that_the_spring_night_skips_comes_as_long_after_midnight_as_it_says() -> None:
    found = read_leaving("28.03.2027 03:30", now=NOON, zone=SOFIA)
    assert found == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert found.astimezone(SOFIA).hour == 4


def test_an_hour_that_the_autumn_night_shows_twice_is_the_first() -> None:
    assert read_leaving("31.10.2027 03:30", now=NOON, zone=SOFIA) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_the_evening_is_offered_while_it_lies_ahead_and_the_morning_is_of_the_towns_next_day() -> None:
    assert this_evening(NOON, SOFIA) == local("2026-11-02 18:00")
    assert this_evening(local("2026-11-02 18:00"), SOFIA) is None
    assert tomorrow_morning(local("2026-11-02 23:30"), SOFIA) == local("2026-11-03 10:00")
