"""How an authority answers a proposal: what it decides, why, and who will do it (ЗНА чл. 26, ал. 5; АПК чл. 118)."""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict

from bot.domain.errors import DomainError
from bot.domain.personal_data import without_egn
from bot.domain.text import clean

REASON_AT_LEAST, REASON_AT_MOST = 10, 1500
"""User-visible characters. A reason has to stand in a row of the spravka and in one message."""
UNIT_AT_MOST = 120


class ReasonNeeded(DomainError):
    """The law asks why something is not accepted; we ask it of every disposition but "accepted" (our rule)."""

    def __init__(self) -> None:
        super().__init__()


class Disposition(StrEnum):
    """What becomes of a proposal. "Accepted" never means received."""

    accepted = "accepted"
    partly = "partly"
    not_accepted = "not_accepted"
    out_of_scope = "out_of_scope"

    @property
    def needs_reason(self) -> bool:
        return self is not Disposition.accepted


class Answer(BaseModel):
    """One row's outcome: a disposition with its reason, and for what was accepted who does it and until when.

    An answer may be prepared without its reason; `is_complete` says whether it may be published.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    disposition: Disposition
    reason: str | None = None
    unit: str | None = None
    due_on: date | None = None

    @classmethod
    def of(
        cls, disposition: Disposition, *, reason: str | None = None, unit: str | None = None, due_on: date | None = None
    ) -> Self:
        """Of typed texts. Raises the refusals of `clean`."""
        return cls(
            disposition=disposition,
            reason=None if reason is None else clean_reason(reason),
            unit=None if unit is None else clean_unit(unit),
            due_on=due_on,
        )

    @property
    def is_complete(self) -> bool:
        return self.reason is not None or not self.disposition.needs_reason

    def require_complete(self) -> Self:
        """Raises ReasonNeeded."""
        if not self.is_complete:
            raise ReasonNeeded()
        return self


def clean_reason(text: str) -> str:
    """A reason that people will read, without any ЕГН. Raises the refusals of `clean`."""
    return without_egn(clean(text, at_most=REASON_AT_MOST, at_least=REASON_AT_LEAST))


def clean_unit(text: str) -> str:
    """Who will do it, in one line. Raises the refusals of `clean`."""
    return without_egn(" ".join(clean(text, at_most=UNIT_AT_MOST).split()))
