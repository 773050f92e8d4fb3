"""The pace that keeps Telegram's limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.limits import Limits, Pace


def spread(pace: Pace, count: int, start: float = 100.0) -> list[float]:
    """When `count` messages leave that all wait at once."""
    now, left = start, []
    for _ in range(count):
        now += pace.wait(now)
        pace.take(now)
        left.append(now)
    return left


@given(rate=st.integers(1, 1000), count=st.integers(2, 200))
def test_no_second_holds_more_than_one_message_above_the_rate(rate: int, count: int) -> None:
    moments = spread(Pace(Limits(per_second=rate)), count)
    for index in range(len(moments) - rate - 1):
        assert moments[index + rate + 1] - moments[index] >= 1.0


@given(rate=st.integers(2, 100), urgent=st.lists(st.booleans(), min_size=2, max_size=200))
def test_urgent_messages_leave_early_and_the_rate_stays(rate: int, urgent: list[bool]) -> None:
    pace, now, left = Pace(Limits(per_second=rate)), 100.0, []
    for one in urgent:
        now += pace.wait(now, urgent=one)
        pace.take(now)
        left.append(now)
    for index in range(len(left) - rate - 2):
        assert left[index + rate + 2] - left[index] >= 1.0 - 1e-6


def test_a_reply_does_not_stand_behind_the_message_that_left_just_now() -> None:
    pace = Pace(Limits(per_second=10))
    pace.take(100.0)
    assert pace.wait(100.0) > 0
    assert pace.wait(100.0, urgent=True) == 0


def test_lost_time_is_not_made_up_by_a_burst() -> None:
    pace = Pace(Limits(per_second=10))
    pace.take(100.0)
    moments = spread(pace, 3, start=200.0)
    assert moments[1] - moments[0] >= 0.05 - 1e-9
    assert moments[2] - moments[1] >= 0.1 - 1e-9


def test_a_short_burst_to_one_person_is_let_through_and_then_one_a_second() -> None:
    pace, chat = Pace(Limits(private_burst=3)), 42
    for _ in range(3):
        assert pace.chat_wait(chat, 100.0) == 0
        pace.chat_take(chat, 100.0)
    assert pace.chat_wait(chat, 100.0) == 1.0
    assert pace.chat_wait(chat, 101.0) == 0


def test_a_group_hears_twenty_messages_a_minute() -> None:
    pace, group = Pace(Limits(group_burst=1)), -100
    pace.chat_take(group, 0.0)
    assert pace.chat_wait(group, 0.0) == 3.0


def test_a_pause_holds_everybody_and_a_shorter_one_does_not_end_it() -> None:
    pace = Pace(Limits())
    pace.pause(100.0, 30.0)
    pace.pause(101.0, 1.0)
    assert pace.paused(110.0) == 20.0


def test_only_so_many_chats_are_remembered() -> None:
    pace = Pace(Limits())
    for chat in range(30_000):
        pace.chat_take(chat, 0.0)
    assert len(pace._chats) <= 20_000


@given(
    ceiling=st.integers(1, 60),
    ways=st.lists(
        st.tuples(st.floats(0, 0.1), st.floats(0, 0.5), st.floats(0, 0.5), st.booleans()), min_size=2, max_size=200
    ),
)
def test_whatever_holds_messages_up_on_their_way_they_arrive_within_the_ceiling(
    ceiling: int, ways: list[tuple[float, float, float, bool]]
) -> None:
    """Each leaves late, takes its time there and back beside 30 ms each way, and may be urgent."""
    pace, now, arrivals = Pace(Limits.under(ceiling)), 100.0, []
    answers: list[tuple[float, float]] = []

    def hear(until: float) -> None:
        for answered, left_at in sorted(answers):
            if answered <= until:
                pace.arrive(left_at, answered)
                answers.remove((answered, left_at))

    for late, there, back, urgent in ways:
        now += late
        hear(now)
        while (wait := pace.wait(now, urgent=urgent)) > 0:
            now += wait
            hear(now)
        pace.leave(now)
        arrivals.append(now + 0.03 + there)
        answers.append((arrivals[-1] + 0.03 + back, now))
    arrivals.sort()
    for index in range(len(arrivals) - ceiling):
        assert arrivals[index + ceiling] - arrivals[index] >= 1.0


def test_the_pace_of_an_ordinary_bot_is_the_ceilings_to_one_percent() -> None:
    moments = spread(Pace(Limits.under(30)), 300)
    assert 299 / (moments[-1] - moments[0]) > 29.3


def test_what_is_under_way_for_long_holds_the_next_up_and_no_longer() -> None:
    pace = Pace(Limits.under(2))
    pace.leave(0.0)
    pace.leave(1.0)
    assert pace.wait(5.0) > 0  # both may arrive only now
    pace.arrive(0.0, 5.0)
    assert pace.wait(5.0) == 0
    pace.leave(5.0)
    pace.arrive(1.0, 5.1)
    pace.arrive(5.0, 5.2)
    assert pace.wait(5.5) > 0
    assert pace.wait(6.2) == 0


def test_a_timer_that_is_always_late_costs_nothing() -> None:
    pace, now, left = Pace(Limits.under(1000)), 100.0, []
    for _ in range(3000):
        while (wait := pace.wait(now)) > 0:
            now += max(wait, 0.003)
        pace.take(now)
        left.append(now)
    assert 2999 / (left[-1] - left[0]) > 970


def test_the_place_of_a_message_that_nobody_took_goes_to_another() -> None:
    pace, now, arrived = Pace(Limits.under(30)), 100.0, 0
    for number in range(300):
        now += pace.wait(now)
        pace.leave(now)
        pace.arrive(now, now, taken=number % 33 > 0)
        arrived += number % 33 > 0
    assert arrived / (now - 100.0) > 29.1


def test_a_refusal_that_comes_back_at_once_does_not_hold_up_the_others() -> None:
    pace, now, reached = Pace(Limits.under(30)), 100.0, 0
    answers: list[tuple[float, float, bool]] = []  # when, of what left then, and whether anybody was there
    for number in range(1, 1_000):
        while (wait := pace.wait(now)) > 0:
            now = min([now + wait, *(answered for answered, _, _ in answers)])
            for answer in [one for one in answers if one[0] <= now]:
                answers.remove(answer)
                pace.arrive(answer[1], now, taken=answer[2])
        pace.leave(now)
        taken = number % 33 > 0
        answers.append((now + (0.075 if taken else 0.03), now, taken))
        reached += taken
    assert reached / (now - 100.0) > 29.0


def test_a_town_where_everybody_left_is_told_hardly_faster() -> None:
    pace, now = Pace(Limits.under(30)), 100.0
    for _ in range(300):
        now += pace.wait(now)
        pace.leave(now)
        pace.arrive(now, now, taken=False)
    assert 300 / (now - 100.0) < 31.5


def test_each_refusal_for_speed_slows_down_a_little_up_to_a_tenth() -> None:
    pace = Pace(Limits(per_second=20))
    pace.flood(0.0, 1.0)
    pace.flood(0.5, 1.0)  # was under way already
    slower = spread(pace, 3, start=10.0)
    assert slower[2] - slower[1] == pytest.approx(0.05 / 0.98)
    for second in range(100, 200, 2):
        pace.flood(second, 1.0)
    slowest = spread(pace, 3, start=300.0)
    assert slowest[2] - slowest[1] == pytest.approx(0.05 / 0.9)
