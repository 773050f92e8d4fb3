"""What the law asks before a draft may be published for consultation: documents, an address, a term."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from bot.domain.errors import DomainError
from bot.domain.term import FULL_TERM_DAYS, SHORTEST_TERM_DAYS, Proof


class NotPublishedYet(DomainError):
    """A new version counts from the day it stands on the website (ЗНА, чл. 26), and `published_on` is still to come."""

    def __init__(self, *, published_on: date) -> None:
        super().__init__(published_on=published_on)


class ConsultationKind(StrEnum):
    ordinance = "ordinance"
    program = "program"
    general_act = "general_act"
    budget = "budget"
    other = "other"

    @property
    def enforced(self) -> bool:
        """Whether what ЗНА asks is refused without (ordinances) or only warned of (the rest)."""
        return self is ConsultationKind.ordinance


class DocumentKind(StrEnum):
    draft = "draft"
    motives = "motives"
    considerations = "considerations"
    impact_assessment = "impact_assessment"
    spravka = "spravka"
    act = "act"
    other = "other"


_WITH_MOTIVES = frozenset({DocumentKind.draft, DocumentKind.motives})

MANDATORY: Mapping[ConsultationKind, frozenset[DocumentKind]] = {
    ConsultationKind.ordinance: _WITH_MOTIVES,
    ConsultationKind.program: _WITH_MOTIVES,
    ConsultationKind.general_act: frozenset({DocumentKind.draft, DocumentKind.considerations}),  # АПК чл. 66
    ConsultationKind.budget: frozenset({DocumentKind.draft}),  # ЗПФ чл. 84, ал. 6, beside a public meeting
    ConsultationKind.other: _WITH_MOTIVES,
}


class MissingDocuments(DomainError):
    """`kinds` are the mandatory documents that are not there, in the order of DocumentKind."""

    def __init__(self, *, kinds: tuple[DocumentKind, ...]) -> None:
        super().__init__(kinds=kinds)


class AddressMissing(DomainError):
    """The term runs from a publication on a website, so its address belongs here too (ЗНА чл. 26)."""

    def __init__(self) -> None:
        super().__init__()


class ShortTermReasonNeeded(DomainError):
    """A term below `limit` days needs a reason, which stands in the motives too."""

    def __init__(self, *, term_days: int, limit: int) -> None:
        super().__init__(term_days=term_days, limit=limit)


class TermTooShort(DomainError):
    """Below `limit` days no reason helps."""

    def __init__(self, *, term_days: int, limit: int) -> None:
        super().__init__(term_days=term_days, limit=limit)


def against_publishing(
    kind: ConsultationKind,
    proof: Proof,
    *,
    reason: str | None,
    documents: Collection[DocumentKind],
    url: str | None,
) -> tuple[DomainError, ...]:
    """Everything that stands against it, gravest first; binding only where the kind is `enforced`."""
    found = list(against_term(proof, reason))
    missing = MANDATORY[kind] - frozenset(documents)
    if missing:
        found.append(MissingDocuments(kinds=tuple(each for each in DocumentKind if each in missing)))
    if url is None:
        found.append(AddressMissing())
    return tuple(found)


def against_term(proof: Proof, reason: str | None) -> tuple[DomainError, ...]:
    """What stands against the term alone (ЗНА чл. 26, ал. 4)."""
    if proof.term_days < SHORTEST_TERM_DAYS:
        return (TermTooShort(term_days=proof.term_days, limit=SHORTEST_TERM_DAYS),)
    if proof.term_days < FULL_TERM_DAYS and reason is None:
        return (ShortTermReasonNeeded(term_days=proof.term_days, limit=FULL_TERM_DAYS),)
    return ()
