"""How people may take part in what is decided, beside the opinions they send: its forms, and the public hearing."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.errors import DomainError
from bot.domain.publication import ConsultationKind


class Participation(StrEnum):
    """The forms that the law lists for general administrative acts (АПК чл. 69, ал. 1, т. 1–4)."""

    written = "written"
    """Proposals and objections in writing."""
    advisory = "advisory"
    """A seat in a body that advises who decides."""
    sitting = "sitting"
    """Presence at a sitting of the body that decides."""
    hearing = "hearing"


USUAL_FORMS = (Participation.written,)
"""Opinions are taken in writing wherever there is a consultation."""


class Hearing(BaseModel):
    """A public hearing; `place` is as people are told it, in Bulgarian."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    starts_at: AwareDatetime
    place: str


class HearingOver(DomainError):
    """It lies behind us already, so nobody can be asked to come."""

    def __init__(self, *, starts_at: datetime) -> None:
        super().__init__(starts_at=starts_at)


class HearingMissing(DomainError):
    """The law, or the forms that were announced, demand a hearing, and none is fixed."""

    def __init__(self) -> None:
        super().__init__()


class ParticipationMissing(DomainError):
    """The notice of a general act names the forms of participation (АПК чл. 66, ал. 2)."""

    def __init__(self) -> None:
        super().__init__()


def names_forms(kind: ConsultationKind) -> bool:
    """Whether the forms of participation are announced (АПК чл. 66)."""
    return kind is ConsultationKind.general_act


def needs_hearing(kind: ConsultationKind, forms: Collection[str]) -> bool:
    """A budget is discussed in public (ЗПФ чл. 84, ал. 6), and a general act where this form was announced."""
    return kind is ConsultationKind.budget or (names_forms(kind) and Participation.hearing in forms)


def against_participation(
    kind: ConsultationKind, forms: Collection[Participation], hearing: Hearing | None
) -> tuple[DomainError, ...]:
    """What is missing of it."""
    found: list[DomainError] = []
    if names_forms(kind) and not forms:
        found.append(ParticipationMissing())
    if needs_hearing(kind, forms) and hearing is None:
        found.append(HearingMissing())
    return tuple(found)
