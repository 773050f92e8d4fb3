"""Seats, quorum and calls."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.bodies import (
    BadQuorum,
    Call,
    Charter,
    Function,
    Seat,
    SeatTaken,
    quorum,
    read_quorum,
    typed_line,
    typed_person,
)
from bot.domain.errors import WrongState
from bot.domain.ids import BodyId, MemberId, ParticipantId
from bot.domain.text import TextTooShort

NOON = datetime(2026, 11, 2, 10, tzinfo=UTC)
SEAT = Seat(id=MemberId(1), body=BodyId("b"), function=Function.member)
MARIA, IVAN = ParticipantId(7), ParticipantId(8)


@pytest.mark.parametrize(("held", "needed"), [(0, 1), (1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (40, 21), (41, 21)])
def test_a_quorum_is_more_than_half_of_the_seats_that_are_held(held: int, needed: int) -> None:
    assert quorum(held, None) == needed


def test_rules_of_ones_own_name_another_quorum() -> None:
    assert quorum(5, 4) == 4


@pytest.mark.parametrize("text", ["", "0", "1000", "-3", "половината", "²", "3.5"])
def test_a_quorum_is_a_number_of_members(text: str) -> None:
    with pytest.raises(BadQuorum):
        read_quorum(text)


def test_what_staff_wrote_wins_over_what_the_town_file_tells() -> None:
    facts = {"role_bg": "Съветва.", "founding_act": None, "seats_bg": ["експерти"], "seats": 41}
    charter = Charter.of(facts, {"founding_act": "Решение № 1", "quorum": 7, "unknown": 1})
    assert charter == Charter(role="Съветва.", founding_act="Решение № 1", quorum=7, seats_for=("експерти",))


def test_a_seat_is_taken_by_one_and_freed_without_a_trace() -> None:
    taken = SEAT.taken(MARIA, "Мария", NOON)
    assert (taken.name, taken.public_name, taken.is_held) == ("Мария", None, True)
    with pytest.raises(SeatTaken):
        taken.taken(IVAN, "Иван", NOON)
    assert taken.freed() == SEAT
    with pytest.raises(WrongState):
        SEAT.freed()


def test_the_name_that_staff_entered_stays_when_its_holder_comes() -> None:
    named = SEAT.model_copy(update={"name": "д-р Мария Иванова"})
    assert named.is_held
    assert named.taken(MARIA, "masha", NOON).name == "д-р Мария Иванова"


def test_a_call_is_open_from_its_beginning_and_not_at_its_closing_instant() -> None:
    closes = NOON + timedelta(days=1)
    call = Call(id=1, body=BodyId("b"), text="Търсим.", opened_at=NOON, closes_at=closes)
    assert call.is_open(NOON)
    assert not call.is_open(closes)
    assert not call.is_open(NOON - timedelta(seconds=1))
    assert not call.model_copy(update={"closed_at": NOON}).is_open(NOON)


def test_what_is_typed_is_one_line_without_personal_numbers() -> None:
    assert typed_line("  Сдружение \n „Дърво“  ЕГН 7523169263 ") == "Сдружение „Дърво“ ЕГН ▒▒▒"
    with pytest.raises(TextTooShort):
        typed_person("Я")
