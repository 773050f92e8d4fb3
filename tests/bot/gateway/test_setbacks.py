"""Whether the network is to blame or the message."""

from bot.gateway.patience import Patience
from bot.gateway.setbacks import TRIES, Setbacks

PATIENCE = Patience(first=1.0, longest=8.0)


def test_in_an_outage_everybody_waits_longer_and_longer_up_to_a_bound() -> None:
    setbacks = Setbacks(PATIENCE)
    now, pauses = 100.0, []
    for row in range(6):
        pauses.append(setbacks.failed(row, row, now))
        now += pauses[-1]
    assert pauses == [1.0, 2.0, 4.0, 8.0, 8.0, 8.0]


def test_what_fails_together_is_one_trouble() -> None:
    setbacks = Setbacks(PATIENCE)
    assert [setbacks.failed(row, row, 100.0 + row / 4) for row in range(3)] == [1.0, 0.75, 0.5]
    assert setbacks.failed(9, 9, 101.0) == 2.0


def test_after_an_arrival_the_next_trouble_is_the_first_again() -> None:
    setbacks = Setbacks(PATIENCE)
    setbacks.failed(1, 1, 100.0)
    setbacks.failed(2, 2, 101.0)
    setbacks.arrived(1, 1)
    assert setbacks.failed(3, 3, 110.0) == 1.0


def test_a_chat_whose_message_failed_waits_until_somebody_else_was_tried() -> None:
    setbacks = Setbacks(PATIENCE)
    setbacks.failed(1, 7, 100.0)
    assert setbacks.rest(7, 101.0) > 0
    assert setbacks.rest(8, 101.0) == 0
    setbacks.arrived(1, 7)
    assert setbacks.rest(7, 101.0) == 0


def test_a_message_that_fails_while_others_arrive_holds_up_its_chat_alone() -> None:
    setbacks = Setbacks(PATIENCE)
    setbacks.failed(1, 7, 100.0)
    setbacks.arrived(2, 8)
    assert setbacks.failed(1, 7, 105.0) == 0
    assert setbacks.rest(7, 105.0) == 2.0


def test_a_message_is_at_fault_only_when_others_arrived_meanwhile() -> None:
    setbacks = Setbacks(PATIENCE)
    for number in range(TRIES):
        setbacks.failed(1, 7, 100.0 * number)
    assert not setbacks.is_its_own_fault(1)
    setbacks.arrived(2, 8)
    assert setbacks.is_its_own_fault(1)
