from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox import InventedClock

MORNING = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)


def test_a_clock_with_a_start_stands_still() -> None:
    clock = InventedClock(MORNING)
    assert (clock.now(), clock.now()) == (MORNING, MORNING)


def test_a_clock_is_moved_forward_and_says_how_far() -> None:
    clock = InventedClock(MORNING)
    clock.advance(timedelta(days=7, hours=1))
    assert clock.now() == MORNING + timedelta(days=7, hours=1)
    assert clock.offset == timedelta(days=7, hours=1)


def test_a_clock_does_not_go_backwards() -> None:
    clock = InventedClock(MORNING)
    with pytest.raises(ValueError, match="backwards"):
        clock.advance_to(MORNING - timedelta(seconds=1))


def test_a_clock_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        InventedClock(datetime(2026, 11, 2))  # noqa: DTZ001 - the mistake under test


def test_a_clock_without_a_start_shows_the_real_time_and_flows() -> None:
    clock = InventedClock()
    first = clock.seconds()
    assert abs(first - datetime.now(UTC).timestamp()) < 60
    assert clock.seconds() >= first


def test_whoever_subscribed_is_told_of_a_move() -> None:
    clock, seen = InventedClock(MORNING), []
    clock.subscribe(lambda: seen.append(clock.now()))
    clock.advance(timedelta(hours=1))
    assert seen == [MORNING + timedelta(hours=1)]
