"""What became of a broadcast, as the stand-in has it: who got it once, more than once, or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Score:
    """`lost` and `doubled` are people, `refused` are calls answered 429, `seconds` is from first to last message,
    or until patience came to its end.
    """

    reached: int
    lost: int
    doubled: int
    refused: int
    seconds: float

    @property
    def per_second(self) -> float:
        """People reached a second; who got it twice counts once. None reached is 0."""
        return self.reached / self.seconds if self.seconds > 0 else 0.0


def scored(copies: Mapping[int, int], *, reachable: Iterable[int], refused: int, seconds: float) -> Score:
    """`copies` is how often each chat got it; a chat that is not named got nothing."""
    got = [copies.get(chat, 0) for chat in reachable]
    return Score(
        reached=sum(number > 0 for number in got),
        lost=got.count(0),
        doubled=sum(number > 1 for number in got),
        refused=refused,
        seconds=seconds,
    )


def refused_in(ledger: Mapping[str, Any]) -> int:
    """Calls that were answered 429."""
    return int(ledger["refused"].get("429", 0))
