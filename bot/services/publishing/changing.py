"""What is changed after publication. People were promised a term and a draft: a day may be added, never lost, and
followers hear the reason of every change.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.domain.consultations import Consultation, ConsultationStatus, DocumentKind
from bot.domain.errors import NotFound, WrongState
from bot.domain.ids import ConsultationId, DocumentId
from bot.domain.publication import NotPublishedYet
from bot.domain.staff import Action
from bot.domain.term import Proof
from bot.domain.typed import typed_reason
from bot.services import notices
from bot.services.publishing.drafts import prove_plan
from bot.services.turn import Turn
from storage import consultations as stored
from storage import proposals
from storage.consultations import Document, StaleVersion
from storage.files import FileId

RESTARTING = frozenset({DocumentKind.draft, DocumentKind.motives, DocumentKind.considerations})
"""Replacing one of these restarts the term (our rule): what people read and answered is no longer what it was."""


@dataclass(frozen=True, slots=True)
class Extension:
    """A consultation as it stands, and the proof of its longer term."""

    consultation: Consultation
    proof: Proof


@dataclass(frozen=True, slots=True)
class Restart:
    """What a new version of a document leads to: `proof` counts the term anew, None where it goes on running."""

    consultation: Consultation
    document: Document
    proof: Proof | None


async def changeable(turn: Turn, number: int, version: int | None = None) -> Consultation:
    """A published consultation, for somebody who may change it.

    Raises NotAllowed, NotFound, WrongState for a draft, and StaleVersion where it is no longer the `version` that
    was looked at.
    """
    turn.require(Action.consultation_change)
    consultation = await stored.get(turn.tx, ConsultationId(number))
    if consultation.recorded is ConsultationStatus.draft:
        raise WrongState(state="draft", action="change")
    if version is not None and consultation.version != version:
        raise StaleVersion
    return consultation


async def extension(turn: Turn, number: int, wanted: int | date | timedelta) -> Extension:
    """What an extension would come to: `wanted` is the whole term in days, a new last day, or days to be added.

    Raises as `changeable`, and what `Consultation.extend` refuses.
    """
    consultation = await changeable(turn, number)
    if consultation.published_on is None or consultation.term_days is None:
        raise WrongState(state=consultation.status(turn.now).value, action="extend")
    if isinstance(wanted, date):
        days = (wanted - consultation.published_on).days
    else:
        days = consultation.term_days + wanted.days if isinstance(wanted, timedelta) else wanted
    proof = await prove_plan(turn, consultation.kind, consultation.published_on, days)
    consultation.extend(proof, turn.now)
    return Extension(consultation, proof)


async def extend(turn: Turn, number: int, version: int, *, term_days: int, reason: str) -> Consultation:
    """Raises as `extension`; StaleVersion."""
    before = await changeable(turn, number, version)
    proof = (await extension(turn, number, term_days)).proof
    after = await stored.save(turn.tx, before.extend(proof, turn.now))
    facts = {"last_day": str(after.last_day), "was": str(before.last_day)}
    await _announce(turn, after, "extended", reason, facts, what=["last_day"])
    return after


async def correct(turn: Turn, number: int, version: int, *, field: str, value: Any, reason: str) -> Consultation:
    """Change one field of what is said about the draft. `value` is cleaned, `field` a name of the record.

    Raises as `changeable`, and what `Consultation.correct` refuses.
    """
    before = await changeable(turn, number, version)
    after = await stored.save(turn.tx, before.correct(**{field: value}))
    await _announce(turn, after, "corrected", reason, {"field": field}, what=[field])
    return after


async def check_restart(
    turn: Turn, number: int, document: int, *, published_on: date, term_days: int, short_reason: str | None
) -> Restart:
    """What a new version of this document would come to. Raises as `changeable`, what `Consultation.restart`
    refuses, NotPublishedYet, and NotFound for a document of something else.
    """
    consultation = await changeable(turn, number)
    found = await _document(turn, consultation, document)
    if found.kind not in RESTARTING:
        return Restart(consultation, found, None)
    if published_on > turn.today:
        raise NotPublishedYet(published_on=published_on)
    proof = await prove_plan(turn, consultation.kind, published_on, term_days)
    consultation.restart(proof, turn.now, short_reason)
    return Restart(consultation, found, proof)


async def restart(
    turn: Turn,
    number: int,
    version: int,
    *,
    document: int,
    file: FileId,
    published_on: date,
    term_days: int,
    short_reason: str | None,
    reason: str,
) -> Consultation:
    """Put a new version of the draft or its motives in place and count the term anew; the old version is kept.

    Raises as `check_restart`; StaleVersion.
    """
    before = await changeable(turn, number, version)
    checked = await check_restart(
        turn, number, document, published_on=published_on, term_days=term_days, short_reason=short_reason
    )
    if checked.proof is None:
        raise WrongState(state=before.status(turn.now).value, action="restart")
    after = await stored.save(turn.tx, before.restart(checked.proof, turn.now, short_reason))
    await stored.replace_document(turn.tx, checked.document.id, file=file, now=turn.now)
    facts = {"document": checked.document.kind.value, "last_day": str(after.last_day), "was": str(before.last_day)}
    await _announce(turn, after, "restarted", reason, facts, what=["documents"])
    return after


async def replace_paper(
    turn: Turn, number: int, version: int, *, document: int, file: FileId, reason: str
) -> Consultation:
    """Put a new version in place of a document whose replacement leaves the term alone.

    Raises as `changeable`; WrongState where the document restarts the term, or nothing can be corrected any more.
    """
    before = await changeable(turn, number, version)
    found = await _document(turn, before, document)
    if found.kind in RESTARTING or before.recorded is not ConsultationStatus.open:
        raise WrongState(state=before.status(turn.now).value, action="replace")
    after = await stored.save(turn.tx, before)
    await stored.replace_document(turn.tx, found.id, file=file, now=turn.now)
    await _announce(turn, after, "corrected", reason, {"document": found.kind.value}, what=["documents"])
    return after


async def cancel(turn: Turn, number: int, version: int, *, reason: str) -> Consultation:
    """End it before its time. What was said in it stays readable, and staff owe it nothing more.

    Raises as `changeable`, and what `Consultation.cancel` refuses.
    """
    before = await changeable(turn, number, version)
    after = await stored.save(turn.tx, before.cancel(reason, turn.now))
    await proposals.release(turn.tx, after.id)
    await _announce(turn, after, "cancelled", reason, {}, what=[])
    return after


async def _document(turn: Turn, consultation: Consultation, number: int) -> Document:
    found = await stored.document(turn.tx, DocumentId(number))
    if found.consultation != consultation.id or found.replaced_at is not None:
        raise NotFound(what="document")
    return found


async def _announce(
    turn: Turn, after: Consultation, kind: str, reason: str, facts: dict[str, Any], *, what: list[str]
) -> None:
    """Keep what was changed and why, tell followers, and audit it, all in the turn that changed it."""
    why = typed_reason(reason)
    await stored.add_change(turn.tx, after.id, kind=kind, reason=why, facts=facts, now=turn.now)
    await notices.changed(turn, after, kind, why, what)
    turn.audit(f"consultation.{kind}", subject=f"consultation:{after.id}", **facts)
