"""A consultation of a town file beside the one already kept.

What the file said last time is kept with the record, so that an import changes what was edited in the file and
nothing else: an extension decided in chat outlives it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.domain.consultations import Consultation, DocumentKind
from bot.services.town import format
from bot.services.town.attachments import Attachment
from bot.services.town.faults import FaultCode
from bot.services.town.tree import Path, Tree
from storage import consultations, files
from storage.consultations import Document
from storage.engine import Transaction

_TERM = {
    "published_on",
    "term_days",
    "last_day",
    "earliest_adoption",
    "opens_at",
    "closes_at",
    "short_term_reason",
}
"""Belong together: one of them changed brings all."""

_RESTARTING = {DocumentKind.draft, DocumentKind.motives}

_FACTS = {
    "zna_regime",
    "demo",
    "announced_by",
    "initiator_bg",
    "channels_bg",
    "documents",
    "sections",
    "proposals",
    "spravka",
    "decision",
    "participation",
    "hearing",
    "agenda_bg",
    "inferred",
    "source",
}
"""What the record itself has no place for, or less of."""


@dataclass(frozen=True)
class Told:
    """What the file tells of a consultation."""

    consultation: Consultation
    facts: dict[str, Any]
    attachments: tuple[Attachment, ...]
    loaded_on: date
    about: datetime | None

    def record(self) -> dict[str, Any]:
        """JSON, to be compared with what the next import tells."""
        own = {"id", "version", "participation", "hearing"}  # the last two are among the facts
        return self.consultation.model_dump(mode="json", exclude=own) | {
            "facts": self.facts,
            "attachments": [[one.kind.value, one.name, one.digest] for one in self.attachments],
        }


@dataclass(frozen=True)
class Kept:
    """What the database has of it, and what the file told last time."""

    consultation: Consultation
    record: Mapping[str, Any]
    loaded_on: date | None


def facts_of(entry: format.Consultation) -> dict[str, Any]:
    """By the file's own names, without what it leaves out."""
    return entry.model_dump(mode="json", include=_FACTS, exclude_defaults=True)


def edited(told: Told, kept: Kept) -> set[str]:
    """Which parts of the record the file tells otherwise than last time."""
    record = told.record()
    fields = {field for field, value in record.items() if kept.record.get(field) != value}
    return fields | _TERM if fields & _TERM else fields


def check_edit(tree: Tree, path: Path, told: Told, kept: Kept, now: datetime) -> None:
    """While people may have their say, no day they were promised is taken, and a new draft counts anew (our rule)."""
    if not kept.consultation.is_open(now):
        return
    fields = edited(told, kept)
    promised, proposed = kept.consultation.last_day, told.consultation.last_day
    if "closes_at" in fields and promised is not None and (proposed is None or proposed < promised):
        tree.fault((*path, "id"), FaultCode.term_not_longer, last_day=promised, proposed=proposed or "-")
    if told.consultation.published_on == kept.consultation.published_on:
        before = {kind for kind, *_ in kept.record.get("attachments", ())}
        for kind in sorted(_replaced(told.attachments, kept) & _RESTARTING & before):
            tree.fault((*path, "documents"), FaultCode.restart_needed, kind=kind.value)


def _replaced(attachments: Sequence[Attachment], kept: Kept) -> set[DocumentKind]:
    before = {tuple(one) for one in kept.record.get("attachments", ())}
    now = {(one.kind.value, one.name, one.digest) for one in attachments}
    return {DocumentKind(kind) for kind, *_ in before ^ now}


async def keep(tx: Transaction, told: Told, *, now: datetime) -> Consultation:
    """A consultation told for the first time. Nobody is told of it (`quiet`)."""
    number = await consultations.add(
        tx,
        told.consultation,
        quiet=True,
        now=now,
        about=told.about,
        facts=told.facts,
        imported=_imported(told),
    )
    for attachment in told.attachments:
        await consultations.add_document(tx, number, kind=attachment.kind, file=await _file(tx, attachment), now=now)
    return told.consultation.model_copy(update={"id": number})


async def change(tx: Transaction, told: Told, kept: Kept, *, now: datetime) -> Consultation:
    """Takes over what was edited in the file."""
    fields = edited(told, kept)
    update = {field: getattr(told.consultation, field) for field in fields & set(Consultation.model_fields)}
    saved = await consultations.save(tx, kept.consultation.model_copy(update=update))
    if "facts" in fields:
        await consultations.put_facts(tx, saved.id, _merged(await consultations.facts(tx, saved.id), told, kept))
    if "attachments" in fields:
        await _change_documents(tx, told, kept, now=now)
    await consultations.put_entry(tx, saved.id, _imported(told))
    return saved


def _merged(own: Mapping[str, Any], told: Told, kept: Kept) -> dict[str, Any]:
    """What the file tells otherwise than last time is as it tells; the rest as it is, whatever staff made of it."""
    before = kept.record.get("facts", {})
    edited = {name for name in {*before, *told.facts} if before.get(name) != told.facts.get(name)}
    unedited = {name: value for name, value in own.items() if name not in edited}
    return unedited | {name: value for name, value in told.facts.items() if name in edited}


async def _change_documents(tx: Transaction, told: Told, kept: Kept, *, now: datetime) -> None:
    """A document is the same one while it has its kind and name; new content is a new version of it."""
    number = kept.consultation.id
    before = {(kind, name): digest for kind, name, digest in kept.record.get("attachments", ())}
    current = {(one.kind.value, one.file.name): one for one in await consultations.documents(tx, number)}
    for attachment in told.attachments:
        document: Document | None = current.get((attachment.kind.value, attachment.name))
        digest = before.pop((attachment.kind.value, attachment.name), None)
        if digest == attachment.digest:
            continue
        file = await _file(tx, attachment)
        if document is None:
            await consultations.add_document(tx, number, kind=attachment.kind, file=file, now=now)
        else:
            await consultations.replace_document(tx, document.id, file=file, now=now)
    for vanished in before:
        if vanished in current:
            await consultations.withdraw_document(tx, current[vanished].id, now=now)


def _imported(told: Told) -> dict[str, Any]:
    return {"loaded_on": told.loaded_on.isoformat(), "record": told.record()}


async def _file(tx: Transaction, attachment: Attachment) -> files.FileId:
    return await files.add(
        tx,
        name=attachment.name,
        mime=attachment.mime,
        size=len(attachment.content),
        content=attachment.content,
    )
