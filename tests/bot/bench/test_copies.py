"""Counting what became of a broadcast."""

from typing import Any

from bot.bench.copies import Score, refused_in, scored

ANN, BORIS, VERA, GALIN = 1, 2, 3, 4


def _ledger(per_person: dict[str, list[str]], refused: dict[str, int] | None = None) -> dict[str, Any]:
    return {"per_person": per_person, "refused": refused or {}}


def test_who_got_it_once_is_reached_and_who_got_it_twice_is_doubled_once() -> None:
    score = scored({ANN: 1, BORIS: 2, VERA: 3}, reachable=[ANN, BORIS, VERA], refused=0, seconds=1.0)
    assert (score.reached, score.doubled, score.lost) == (3, 2, 0)


def test_who_is_not_named_is_lost() -> None:
    score = scored({ANN: 1}, reachable=[ANN, BORIS], refused=0, seconds=1.0)
    assert (score.reached, score.doubled, score.lost) == (1, 0, 1)


def test_whoever_blocked_the_bot_is_neither_reached_nor_lost() -> None:
    score = scored({ANN: 1, GALIN: 1}, reachable=[ANN], refused=0, seconds=1.0)
    assert (score.reached, score.doubled, score.lost) == (1, 0, 0)


def test_the_pace_counts_people_and_not_their_copies() -> None:
    assert scored({ANN: 2, BORIS: 1}, reachable=[ANN, BORIS], refused=7, seconds=4.0).per_second == 0.5


def test_where_nothing_arrived_the_pace_is_nought() -> None:
    assert Score(reached=0, lost=2, doubled=0, refused=9, seconds=0.0).per_second == 0.0


def test_only_refusals_for_speed_are_counted() -> None:
    assert refused_in(_ledger({}, {"403": 3, "429": 5})) == 5
    assert refused_in(_ledger({}, {"403": 3})) == 0
