"""Votes among the members of a body. They bind nobody; what is kept of one in the end is its counts."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.bodies import typed_line, typed_text
from bot.domain.errors import DomainError, WrongState
from bot.domain.ids import BodyId

OPTIONS_AT_LEAST, OPTIONS_AT_MOST = 2, 8
OPTION_AT_MOST = 50
"""Characters: an option is a button with a mark before it."""
QUESTION_AT_LEAST, QUESTION_AT_MOST = 10, 500


class VoteOver(DomainError):
    """The window is half-open: at the closing instant it is over."""

    def __init__(self, *, closed_at: datetime) -> None:
        super().__init__(closed_at=closed_at)


class BadVoteOptions(DomainError):
    """Fewer or more than there may be, or two alike."""

    def __init__(self) -> None:
        super().__init__(at_least=OPTIONS_AT_LEAST, at_most=OPTIONS_AT_MOST)


class NobodyToVote(DomainError):
    """No member is here yet."""

    def __init__(self) -> None:
        super().__init__()


class VoteTooShort(DomainError):
    """It would be over before anybody could vote."""

    def __init__(self) -> None:
        super().__init__()


class Vote(BaseModel):
    """`counts` (an option each) and `eligible` members are known once it is closed; the ballots are gone by then."""

    model_config = ConfigDict(frozen=True)

    id: int
    body: BodyId
    question: str
    options: tuple[str, ...]
    opened_at: AwareDatetime
    closes_at: AwareDatetime
    closed_at: AwareDatetime | None = None
    counts: tuple[int, ...] = ()
    eligible: int | None = None
    is_public: bool = False

    def is_open(self, now: datetime) -> bool:
        return self.closed_at is None and self.opened_at <= now < self.closes_at

    def require_open(self, now: datetime) -> None:
        """Raises VoteOver."""
        if not self.is_open(now):
            raise VoteOver(closed_at=self.closed_at or self.closes_at)

    def close(self, now: datetime, *, counts: Sequence[int], eligible: int) -> "Vote":
        """Record the result. Closed by the clock, it was over at `closes_at`, whenever the tick came.

        Raises WrongState where it is recorded already.
        """
        if self.closed_at is not None:
            raise WrongState(state="closed", action="close")
        return self.model_copy(
            update={"closed_at": min(now, self.closes_at), "counts": tuple(counts), "eligible": eligible}
        )

    @property
    def cast(self) -> int:
        return sum(self.counts)


def typed_question(text: str) -> str:
    return typed_text(text, at_least=QUESTION_AT_LEAST, at_most=QUESTION_AT_MOST)


def read_options(text: str) -> list[str]:
    """One a line. Raises BadVoteOptions and the refusals of `clean`."""
    typed = [line for line in text.splitlines() if line.strip()]
    # A vote of "да" and "не" is an ordinary one: two letters are enough.
    options = [typed_line(line, at_most=OPTION_AT_MOST) for line in typed]
    different = {option.casefold() for option in options}
    if not OPTIONS_AT_LEAST <= len(options) <= OPTIONS_AT_MOST or len(different) != len(options):
        raise BadVoteOptions()
    return options
