from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.ids import ParticipantId
from bot.domain.participants import (
    DEFAULT_QUIET,
    UNTIL_RESUMED,
    Cadence,
    EmptyQuietHours,
    Participant,
    Pause,
    QuietHours,
)

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
MINUTES = st.integers(0, 1439)


def a_participant(*, paused_until: datetime | None = None) -> Participant:
    return Participant(
        id=ParticipantId(1),
        telegram_id=77,
        language="bg",
        cadence=Cadence.at_once,
        quiet=DEFAULT_QUIET,
        paused_until=paused_until,
        reachable=True,
        consent_version="1",
        consented_at=NOON,
    )


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [
        (time(20, 59, 59), False),
        (time(21), True),
        (time(23, 59, 59), True),
        (time(0), True),
        (time(7, 59, 59, 999999), True),
        (time(8), False),
        (time(12), False),
    ],
)
def test_the_default_quiet_hours_last_from_21_to_8(clock: time, quiet: bool) -> None:
    assert DEFAULT_QUIET.covers(clock) is quiet


@pytest.mark.parametrize(("clock", "quiet"), [(time(12, 59), False), (time(13), True), (time(14), False)])
def test_quiet_hours_may_lie_within_one_day(clock: time, quiet: bool) -> None:
    assert QuietHours(start_minute=13 * 60, end_minute=14 * 60).covers(clock) is quiet


def test_quiet_hours_that_end_where_they_begin_are_refused() -> None:
    with pytest.raises(EmptyQuietHours) as refusal:
        QuietHours(start_minute=480, end_minute=480)
    assert refusal.value.facts == {"minute": 480}


@pytest.mark.parametrize(("start", "end"), [(-1, 480), (480, 1440)])
def test_minutes_outside_the_day_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValidationError):
        QuietHours(start_minute=start, end_minute=end)


@given(MINUTES, MINUTES, MINUTES)
def test_what_one_window_covers_its_complement_does_not(start: int, end: int, minute: int) -> None:
    if start == end:
        return
    clock = time(*divmod(minute, 60))
    window = QuietHours(start_minute=start, end_minute=end)
    complement = QuietHours(start_minute=end, end_minute=start)
    assert window.covers(clock) is not complement.covers(clock)
    assert window.covers(window.start)
    assert not window.covers(window.end)


@pytest.mark.parametrize(
    ("paused_until", "paused"),
    [
        (None, False),
        (NOON + timedelta(seconds=1), True),
        (NOON, False),
        (NOON - timedelta(days=1), False),
        (UNTIL_RESUMED, True),
    ],
)
def test_a_pause_lasts_up_to_its_end(paused_until: datetime | None, paused: bool) -> None:
    assert a_participant(paused_until=paused_until).is_paused(NOON) is paused


def test_a_pause_needs_an_instant_with_a_zone() -> None:
    with pytest.raises(ValidationError):
        a_participant(paused_until=datetime(2026, 11, 2))  # noqa: DTZ001 - the very thing refused


@pytest.mark.parametrize(
    ("pause", "end"),
    [
        (Pause.week, NOON + timedelta(days=7)),
        (Pause.month, NOON + timedelta(days=30)),
        (Pause.open, UNTIL_RESUMED),
    ],
)
def test_a_pause_ends_when_it_was_said_to(pause: Pause, end: datetime) -> None:
    assert pause.until(NOON) == end
