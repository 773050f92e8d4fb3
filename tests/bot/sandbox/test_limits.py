import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.limits import Limits, Meter


class Time:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


def meter(time: Time, **limits: int | float | None) -> Meter:
    return Meter(Limits(**{"chat_seconds": None, **limits}), time)  # type: ignore[arg-type]  # a mix of optional numbers


def test_thirty_messages_go_in_a_second_and_the_next_one_does_not(time: Time) -> None:
    counted = meter(time)
    assert [counted.admit(chat) for chat in range(31)] == [None] * 30 + [1]


def test_the_window_slides_it_does_not_begin_anew_each_second(time: Time) -> None:
    counted = meter(time, per_second=2)
    for at in (1000.0, 1000.9):
        time.now = at
        assert counted.admit(1) is None
    time.now = 1001.01
    assert counted.admit(1) is None
    time.now = 1001.5
    assert counted.admit(1) == 1


@given(st.lists(st.floats(0.0, 0.2), max_size=200))
def test_no_window_of_a_second_ever_holds_more_than_the_ceiling(steps: list[float]) -> None:
    time = Time()
    counted, accepted = meter(time, per_second=5), []
    for step in steps:
        time.now += step
        if counted.admit(1) is None:
            accepted.append(time.now)
    assert all(sum(at <= other < at + 0.999 for other in accepted) <= 5 for at in accepted)


def test_even_spacing_below_the_ceiling_is_never_refused(time: Time) -> None:
    counted = meter(time)
    for number in range(1000):
        time.now += 1 / 28
        assert counted.admit(number) is None


def test_requests_on_the_way_do_not_lengthen_the_pause(time: Time) -> None:
    counted = meter(time, per_second=1)
    counted.admit(1)
    assert counted.admit(1) == 1
    time.now += 0.2
    assert counted.admit(1) == 1
    time.now += 0.81
    assert counted.admit(1) is None


def test_the_pause_grows_for_who_keeps_sending_through_it(time: Time) -> None:
    counted = meter(time, per_second=1)
    counted.admit(1)
    waits = []
    for _ in range(8):
        waits.append(counted.admit(1))
        time.now += 0.5
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_who_waits_as_told_is_heard_again(time: Time) -> None:
    counted = meter(time, per_second=1)
    counted.admit(1)
    wait = counted.admit(1)
    assert wait is not None
    time.now += wait
    assert counted.admit(1) is None


def test_a_private_chat_takes_a_burst_and_then_one_a_second(time: Time) -> None:
    counted = meter(time, per_second=None, chat_seconds=1.0, chat_burst=3)
    assert [counted.admit(1) for _ in range(4)] == [None, None, None, 1]
    assert counted.admit(2) is None
    time.now += 1.0
    assert counted.admit(1) is None
    time.now += 0.5
    assert counted.admit(1) == 1


def test_a_group_takes_twenty_a_minute(time: Time) -> None:
    counted = meter(time, per_second=None)
    for _ in range(20):
        time.now += 1
        assert counted.admit(-1, group=True) is None
    assert counted.admit(-1, group=True) == 41
    time.now += 41
    assert counted.admit(-1, group=True) is None


def test_what_is_refused_by_the_chat_does_not_count_for_the_bot(time: Time) -> None:
    counted = meter(time, per_second=2, chat_seconds=1.0, chat_burst=1)
    assert counted.admit(1) is None
    assert counted.admit(1) == 1
    assert counted.admit(2) is None


def test_an_album_counts_for_each_of_its_messages(time: Time) -> None:
    counted = meter(time, per_second=10)
    assert counted.admit(1, amount=10) is None
    assert counted.admit(1) == 1


def test_paid_messages_have_a_ceiling_of_their_own(time: Time) -> None:
    counted = meter(time, per_second=1, paid_per_second=3)
    assert [counted.admit(1, paid=True) for _ in range(4)] == [None, None, None, 1]
    assert counted.admit(1) is None


def test_lifted_limits_refuse_nothing(time: Time) -> None:
    counted = Meter(Limits.none(), time)
    assert not any(counted.admit(1, group=number % 2 == 0) for number in range(1000))


def test_another_ceiling_counts_from_now_on(time: Time) -> None:
    counted = meter(time, per_second=1)
    counted.admit(1)
    counted.set_ceiling(None)
    assert counted.admit(1) is None
