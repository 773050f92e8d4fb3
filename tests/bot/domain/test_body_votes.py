"""Votes among members."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.body_votes import BadVoteOptions, Vote, VoteOver, read_options
from bot.domain.errors import WrongState
from bot.domain.ids import BodyId
from bot.domain.text import TextTooLong

NOON = datetime(2026, 11, 2, 10, tzinfo=UTC)
CLOSES = NOON + timedelta(days=2)
VOTE = Vote(
    id=1, body=BodyId("b"), question="Приемаме ли?", options=("да", "не"), opened_at=NOON, closes_at=CLOSES
)  # fmt: skip


def test_a_vote_at_the_closing_instant_is_refused() -> None:
    VOTE.require_open(CLOSES - timedelta(seconds=1))
    with pytest.raises(VoteOver) as refusal:
        VOTE.require_open(CLOSES)
    assert refusal.value.facts == {"closed_at": CLOSES}


def test_a_late_tick_closes_it_at_the_hour_that_was_promised() -> None:
    closed = VOTE.close(CLOSES + timedelta(days=7), counts=[3, 1], eligible=5)
    assert (closed.closed_at, closed.cast, closed.counts, closed.eligible) == (CLOSES, 4, (3, 1), 5)
    with pytest.raises(WrongState):
        closed.close(CLOSES, counts=[9, 9], eligible=18)


def test_staff_may_close_it_before_its_time() -> None:
    early = VOTE.close(NOON + timedelta(hours=1), counts=[0, 0], eligible=5)
    assert not early.is_open(NOON + timedelta(hours=2))


def test_options_are_typed_one_a_line() -> None:
    assert read_options("да\n\nне") == ["да", "не"]


@pytest.mark.parametrize("text", ["да", "да\nДА", "\n".join(str(one) for one in range(9))])
def test_too_few_too_many_or_two_alike_are_no_options(text: str) -> None:
    with pytest.raises(BadVoteOptions):
        read_options(text)


def test_an_option_must_fit_a_button() -> None:
    with pytest.raises(TextTooLong):
        read_options(f"да\n{'я' * 51}")
