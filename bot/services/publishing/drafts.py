"""Drafts: everybody of the staff may prepare one, only who decides publishes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.consultations import (
    Consultation,
    ConsultationKind,
    ConsultationStatus,
    DocumentKind,
    TermOver,
    TermTooShort,
)
from bot.domain.errors import DomainError, NotFound, WrongState
from bot.domain.ids import ConsultationId, DocumentId, PlaceId, TopicId
from bot.domain.participation import Hearing, Participation
from bot.domain.staff import Action
from bot.domain.term import Proof, prove
from bot.services import notices
from bot.services.publishing.papers import Paper, still_there
from bot.services.turn import Turn
from storage import consultations as stored
from storage import town
from storage.consultations import StaleVersion
from storage.files import FileId


@dataclass(frozen=True, slots=True)
class Plan:
    """All that the form has asked, cleaned. No `places` means the whole municipality."""

    title: str
    kind: ConsultationKind
    summary: str
    url: str | None
    published_on: date
    term_days: int
    reason: str | None
    topics: tuple[TopicId, ...]
    places: tuple[PlaceId, ...]
    papers: tuple[Paper, ...]
    participation: tuple[Participation, ...] = ()
    hearing: Hearing | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft as it would be published. `shown` is the consultation with the dates of its proof.

    `objections` are the law's, gravest first; with `blocked` they forbid to publish. `audience` counts people.
    There is no `proof` while a draft, as from a town file, lacks its date or term; then it is blocked.
    """

    consultation: Consultation
    shown: Consultation
    proof: Proof | None
    papers: tuple[Paper, ...]
    objections: tuple[DomainError, ...]
    blocked: bool
    audience: int
    may_publish: bool


async def prove_plan(turn: Turn, kind: ConsultationKind, published_on: date, term_days: int) -> Proof:
    """The proof by the town's calendar. Raises BadDate or BadTerm."""
    return prove(
        published_on,
        term_days,
        calendar=await town.calendar(turn.tx),
        zone=turn.town.zone,
        enforced=kind.enforced,
    )


async def prepare(turn: Turn, plan: Plan) -> Consultation:
    """Keep a draft with its documents. Raises NotAllowed."""
    turn.require(Action.consultation_prepare)
    draft = Consultation(
        kind=plan.kind,
        title=plan.title,
        summary=plan.summary,
        url=plan.url,
        published_on=plan.published_on,
        term_days=plan.term_days,
        short_term_reason=plan.reason,
        topics=plan.topics,
        places=plan.places,
        participation=plan.participation,
        hearing=plan.hearing,
    )
    number = await stored.add(turn.tx, draft, quiet=False, now=turn.now)
    for paper in await still_there(turn, plan.papers):
        await stored.add_document(turn.tx, number, kind=paper.kind, file=paper.file, now=turn.now)
    turn.audit("consultation.prepared", subject=f"consultation:{number}")
    return draft.model_copy(update={"id": number})


async def draft(turn: Turn, number: int) -> Consultation:
    """Raises NotAllowed, NotFound, and WrongState for what is a draft no more."""
    turn.require(Action.consultation_prepare)
    consultation = await stored.get(turn.tx, ConsultationId(number))
    if consultation.recorded is not ConsultationStatus.draft:
        raise WrongState(state=consultation.status(turn.now).value, action="prepare")
    return consultation


async def amend(turn: Turn, number: int, **changes: Any) -> Consultation:
    """Change fields of a draft; `changes` are cleaned values by the names of the record. Raises as `draft` does."""
    consultation = await draft(turn, number)
    saved = await stored.save(turn.tx, consultation.model_copy(update=changes))
    turn.audit("consultation.draft_changed", subject=f"consultation:{number}", fields=sorted(changes))
    return saved


async def papers(turn: Turn, number: int) -> list[Paper]:
    """The documents that count now, drafts included. Raises NotAllowed."""
    turn.require(Action.consultation_prepare)
    found = await stored.documents(turn.tx, ConsultationId(number))
    return [Paper(one.kind, one.file.id, one.file.name, one.id) for one in found]


async def add_paper(turn: Turn, number: int, kind: DocumentKind, file: FileId) -> None:
    """Put a file among a draft's documents; of every kind but `other` there is one, and the new one takes its place.

    Raises as `draft` does.
    """
    consultation = await draft(turn, number)
    for paper in await papers(turn, number):
        if paper.kind is kind and kind is not DocumentKind.other and paper.id is not None:
            await stored.drop_document(turn.tx, DocumentId(paper.id), now=turn.now)
    await stored.add_document(turn.tx, consultation.id, kind=kind, file=file, now=turn.now)
    await _touch(turn, consultation)


async def drop_paper(turn: Turn, number: int, document: int) -> None:
    """Raises as `draft` does, and NotFound for a document of something else."""
    consultation = await draft(turn, number)
    if document not in {paper.id for paper in await papers(turn, number)}:
        raise NotFound(what="document")
    await stored.drop_document(turn.tx, DocumentId(document), now=turn.now)
    await _touch(turn, consultation)


async def _touch(turn: Turn, consultation: Consultation) -> None:
    """Other documents are another version: who looks at the old preview must look again before publishing."""
    await stored.save(turn.tx, consultation)
    turn.audit("consultation.draft_changed", subject=f"consultation:{consultation.id}", fields=["documents"])


async def discard(turn: Turn, number: int) -> None:
    """Raises as `draft` does."""
    consultation = await draft(turn, number)
    await stored.discard(turn.tx, consultation.id, now=turn.now)
    turn.audit("consultation.draft_discarded", subject=f"consultation:{number}")


async def view(turn: Turn, number: int) -> Prepared:
    """A draft as the citizens would see it, with everything to know before publishing. Raises as `draft` does."""
    consultation = await draft(turn, number)
    known = await papers(turn, number)
    shown, proof, blocked = consultation, None, True
    objections: tuple[DomainError, ...] = ()
    if consultation.published_on is not None and consultation.term_days is not None:
        proof = await prove_plan(turn, consultation.kind, consultation.published_on, consultation.term_days)
        shown = _as_published(consultation, proof)
        objections = _objections(turn, consultation, proof, [paper.kind for paper in known])
        blocked = any(_binds(consultation.kind, proof, one) for one in objections)
    return Prepared(
        consultation=consultation,
        shown=shown,
        proof=proof,
        papers=tuple(known),
        objections=objections,
        blocked=blocked,
        audience=await notices.audience(turn, consultation.topics, consultation.places),
        may_publish=turn.may(Action.consultation_publish),
    )


def _objections(
    turn: Turn, consultation: Consultation, proof: Proof, kinds: Sequence[DocumentKind]
) -> tuple[DomainError, ...]:
    found = consultation.objections(proof, reason=consultation.short_term_reason, documents=kinds)
    if proof.last_day is not None and proof.closes_at is not None and proof.closes_at <= turn.now:
        return (TermOver(last_day=proof.last_day), *found)
    return found


def _binds(kind: ConsultationKind, proof: Proof, objection: DomainError) -> bool:
    """What is over, or has no day at all, cannot open whatever its kind; the rest binds where the law does."""
    if isinstance(objection, TermOver):
        return True
    return kind.enforced or (isinstance(objection, TermTooShort) and proof.last_day is None)


def _as_published(consultation: Consultation, proof: Proof) -> Consultation:
    return consultation.model_copy(
        update={
            "recorded": ConsultationStatus.open,
            "last_day": proof.last_day,
            "earliest_adoption": proof.earliest_adoption,
            "opens_at": proof.opens_at,
            "closes_at": proof.closes_at,
        }
    )


async def publish(turn: Turn, number: int, version: int, *, report: tuple[int, int] | None) -> tuple[Consultation, int]:
    """Open it, and plan all that follows; with how many people it will be told to.

    Publishing what is published already changes nothing and answers the same: a double tap is one publication.
    `report` is the chat and message that gets the final count. Raises NotAllowed, NotFound; StaleVersion where
    the draft is not the one (`version`) that was looked at; what `Consultation.publish` raises.
    """
    turn.require(Action.consultation_publish)
    consultation = await stored.get(turn.tx, ConsultationId(number))
    audience = await notices.audience(turn, consultation.topics, consultation.places)
    if consultation.recorded is ConsultationStatus.open:
        return consultation, audience
    if consultation.version != version:
        raise StaleVersion
    prepared = await view(turn, number)
    if prepared.proof is None:
        raise WrongState(state="draft", action="publish")
    published = await stored.save(
        turn.tx,
        consultation.publish(
            prepared.proof,
            turn.now,
            consultation.short_term_reason,
            documents=[paper.kind for paper in prepared.papers],
        ),
    )
    await notices.published(turn, published, report=report)
    turn.audit("consultation.published", subject=f"consultation:{number}", audience=audience)
    return published, audience
