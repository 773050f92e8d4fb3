"""How long a seat is held, and what may become of a place."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import SOFIA, town_date
from bot.domain.errors import WrongState
from bot.domain.ids import ForumId, ParticipantId
from bot.domain.participants import DEFAULT_QUIET, QuietHours
from bot.domain.receipts import CODE_ALPHABET, read_code
from bot.domain.schedule import into_quiet
from bot.domain.seats import (
    HOLD,
    LAST_DAY_HOLD,
    OfferOver,
    Registration,
    RegistrationState,
    a_code,
    held_until,
)

MINUTE = timedelta(minutes=1)
STATES = list(RegistrationState)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SOFIA).astimezone(UTC)


def held(now: str, starts: str, quiet: QuietHours | None = DEFAULT_QUIET) -> datetime:
    return held_until(local(now), starts_at=local(starts), quiet=quiet, zone=SOFIA)


@pytest.mark.parametrize(
    ("now", "starts", "until"),
    [
        ("2026-11-04 08:30", "2026-11-20 17:30", "2026-11-04 20:30"),
        ("2026-11-04 09:00", "2026-11-20 17:30", "2026-11-04 21:00"),
        ("2026-11-04 12:00", "2026-11-20 17:30", "2026-11-05 11:00"),  # nine hours, and three in the morning
        ("2026-11-04 23:00", "2026-11-20 17:30", "2026-11-05 20:00"),  # asleep until eight
        ("2026-11-19 12:00", "2026-11-20 10:00", "2026-11-20 10:00"),  # never beyond the beginning
        ("2026-11-20 12:00", "2026-11-20 17:30", "2026-11-20 14:00"),  # the last day
        ("2026-11-20 00:30", "2026-11-20 17:30", "2026-11-20 10:00"),  # the last day begins at midnight
        ("2026-11-19 23:59", "2026-11-20 17:30", "2026-11-20 17:30"),
        ("2026-11-20 20:30", "2026-11-20 22:30", "2026-11-20 22:30"),
        # The nights on which the clock moves: what sleeps is not counted, however long it is.
        ("2027-03-27 15:00", "2027-04-20 17:30", "2027-03-28 14:00"),
        ("2026-10-24 15:00", "2026-11-20 17:30", "2026-10-25 14:00"),
    ],
)
def test_a_seat_is_held_for_twelve_waking_hours_or_two_on_the_last_day(now: str, starts: str, until: str) -> None:
    assert held(now, starts) == local(until)


def test_whoever_may_be_written_to_at_any_hour_has_twelve_hours_by_any_clock() -> None:
    night = local("2026-10-25 00:00")
    assert held_until(night, starts_at=night + timedelta(days=9), quiet=None, zone=SOFIA) == night + HOLD


WINDOWS = st.builds(
    lambda start, lasting: QuietHours(start_minute=start, end_minute=(start + lasting) % 1440),
    st.integers(0, 1439),
    st.integers(1, 1439),
)
MOMENTS = st.one_of(
    st.integers(-1800, 1800).map(lambda minutes: datetime(2027, 3, 28, 1, tzinfo=UTC) + minutes * MINUTE),
    st.integers(-1800, 1800).map(lambda minutes: datetime(2026, 10, 25, 1, tzinfo=UTC) + minutes * MINUTE),
)


@given(now=MOMENTS, quiet=WINDOWS, ahead=st.integers(1, 3 * 1440))
def test_a_hold_counts_every_minute_that_is_not_quiet_and_no_other(
    now: datetime, quiet: QuietHours, ahead: int
) -> None:
    starts_at = now + ahead * MINUTE
    last_day = town_date(now, SOFIA) == town_date(starts_at, SOFIA)
    left = (LAST_DAY_HOLD if last_day else HOLD) // MINUTE
    moment = now
    while left and moment < starts_at:
        left -= not quiet.covers(moment.astimezone(SOFIA).time())
        moment += MINUTE
    # A hold may end where quiet begins, and asleep nobody sees it: both are its last instant.
    until = held_until(now, starts_at=starts_at, quiet=quiet, zone=SOFIA)
    assert until == moment


@given(now=MOMENTS, quiet=WINDOWS)
def test_before_quiet_hours_begin_no_minute_is_quiet(now: datetime, quiet: QuietHours) -> None:
    begins = into_quiet(now, quiet, SOFIA)
    assert begins is not None
    assert quiet.covers(begins.astimezone(SOFIA).time())
    for minute in range(int((begins - now) / MINUTE)):
        assert not quiet.covers((now + minute * MINUTE).astimezone(SOFIA).time())


# What may become of a place

NOW = local("2026-11-04 12:00")


def a_place(state: RegistrationState, *, passes: int = 0, came: bool = False) -> Registration:
    line = state in (RegistrationState.waiting, RegistrationState.offered)
    return Registration(
        forum=ForumId(1),
        participant=ParticipantId(1),
        state=state,
        code="ABC234",
        position=1 if line else None,
        passes=passes,
        offered_until=NOW + HOLD if state is RegistrationState.offered else None,
        registered_at=NOW,
        checked_in_at=NOW if came else None,
    )


def test_an_offer_lasts_to_its_last_instant() -> None:
    offered = a_place(RegistrationState.offered)
    assert offered.accept(NOW + HOLD - MINUTE).state is RegistrationState.registered
    with pytest.raises(OfferOver):
        offered.accept(NOW + HOLD)


def test_a_seat_that_passes_sends_to_the_tail_once_and_off_the_list_then() -> None:
    once, again = a_place(RegistrationState.offered).let_pass(9)
    assert (once.state, once.position, again) == (RegistrationState.waiting, 9, True)
    twice, again = once.offer(NOW + HOLD).let_pass(12)
    assert (twice.state, twice.position, again) == (RegistrationState.off, None, False)


@pytest.mark.parametrize("state", STATES)
def test_every_verb_refuses_what_does_not_stand_so(state: RegistrationState) -> None:
    place = a_place(state)
    allowed = {
        "offer": {RegistrationState.waiting},
        "accept": {RegistrationState.offered},
        "let_pass": {RegistrationState.offered},
        "cancel": {RegistrationState.registered, RegistrationState.waiting, RegistrationState.offered},
        "come_again": {RegistrationState.cancelled, RegistrationState.off},
        "check_in": {RegistrationState.registered, RegistrationState.offered},
    }
    verbs: dict[str, Callable[[], object]] = {
        "offer": lambda: place.offer(NOW),
        "accept": lambda: place.accept(NOW),
        "let_pass": lambda: place.let_pass(2),
        "cancel": place.cancel,
        "come_again": lambda: place.come_again(NOW, position=None),
        "check_in": lambda: place.check_in(NOW),
    }
    for name, verb in verbs.items():
        if state in allowed[name]:
            verb()
        else:
            with pytest.raises(WrongState):
                verb()


def test_who_has_come_cannot_give_up_and_the_first_check_in_stands() -> None:
    here = a_place(RegistrationState.registered, came=True)
    with pytest.raises(WrongState):
        here.cancel()
    assert here.check_in(NOW + HOLD) == here


@given(random=st.binary(min_size=16, max_size=16))
def test_a_code_is_short_and_read_as_people_type_it(random: bytes) -> None:
    code = a_code(random)
    assert len(code) == 6
    assert set(code) <= set(CODE_ALPHABET)
    assert read_code(f" {code[:3]}-{code[3:].lower()} ") == code
