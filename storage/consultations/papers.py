"""The papers of a consultation: its documents, version by version, and what was changed after publication."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict

from bot.domain.consultations import DocumentKind
from bot.domain.errors import NotFound
from bot.domain.ids import ConsultationId, DocumentId
from storage import files
from storage.engine import Row, Transaction
from storage.files import FileId, StoredFile


class Document(BaseModel):
    """One version of one document. A replaced version is kept and says since when (UTC)."""

    model_config = ConfigDict(frozen=True)

    id: DocumentId
    consultation: ConsultationId
    kind: DocumentKind
    file: StoredFile
    added_at: datetime
    replaced_at: datetime | None


_DOCUMENTS = f"""SELECT {files.COLUMNS}, d.id AS document, d.consultation, d.kind, d.added_at, d.replaced_at
                 FROM consultation_documents d JOIN files ON files.id = d.file"""


def _document(row: Row) -> Document:
    return Document(
        id=DocumentId(row["document"]),
        consultation=ConsultationId(row["consultation"]),
        kind=DocumentKind(row["kind"]),
        file=files.from_row(row),
        added_at=datetime.fromtimestamp(row["added_at"], UTC),
        replaced_at=None if row["replaced_at"] is None else datetime.fromtimestamp(row["replaced_at"], UTC),
    )


async def documents(tx: Transaction, consultation: ConsultationId, *, replaced: bool = False) -> list[Document]:
    """In the order they were added; with `replaced` also the versions that no longer count."""
    rows = await tx.all(
        f"""{_DOCUMENTS} WHERE d.consultation = :consultation AND (:replaced OR d.replaced_at IS NULL)
            ORDER BY d.id""",
        consultation=consultation,
        replaced=int(replaced),
    )
    return [_document(row) for row in rows]


async def document(tx: Transaction, document: DocumentId) -> Document:
    """Raises NotFound(what="document")."""
    row = await tx.one(f"{_DOCUMENTS} WHERE d.id = :id", id=document)
    if row is None:
        raise NotFound(what="document")
    return _document(row)


async def add_document(
    tx: Transaction, consultation: ConsultationId, *, kind: DocumentKind, file: FileId, now: datetime
) -> DocumentId:
    """Put a file among the documents; it no longer expires."""
    files.keep(tx, file)
    row = await tx.one(
        """INSERT INTO consultation_documents (consultation, kind, file, added_at)
           VALUES (:consultation, :kind, :file, :now) RETURNING id""",
        consultation=consultation,
        kind=kind.value,
        file=file,
        now=int(now.timestamp()),
    )
    assert row is not None
    return DocumentId(row["id"])


async def withdraw_document(tx: Transaction, document: DocumentId, *, now: datetime) -> None:
    """From now on it no longer counts; it is kept. Raises NotFound for one that already does not."""
    touched = await tx.run(
        "UPDATE consultation_documents SET replaced_at = :now WHERE id = :id AND replaced_at IS NULL",
        id=document,
        now=int(now.timestamp()),
    )
    if not touched:
        raise NotFound(what="document")


async def replace_document(tx: Transaction, document_id: DocumentId, *, file: FileId, now: datetime) -> DocumentId:
    """A new version of a document: a new row of the same kind, the old one kept. Raises NotFound."""
    old = await document(tx, document_id)
    await withdraw_document(tx, document_id, now=now)
    return await add_document(tx, old.consultation, kind=old.kind, file=file, now=now)


class Change(BaseModel):
    """What was done to a published consultation (`kind`: "extended", "corrected"), why, and when (UTC)."""

    model_config = ConfigDict(frozen=True)

    id: int
    kind: str
    reason: str
    facts: dict[str, Any]
    changed_at: datetime


async def changes(tx: Transaction, consultation: ConsultationId) -> list[Change]:
    """Oldest first."""
    rows = await tx.all(
        """SELECT id, kind, reason, facts, changed_at FROM consultation_changes
           WHERE consultation = :consultation ORDER BY id""",
        consultation=consultation,
    )
    return [
        Change(
            id=row["id"],
            kind=row["kind"],
            reason=row["reason"],
            facts=orjson.loads(row["facts"]),
            changed_at=datetime.fromtimestamp(row["changed_at"], UTC),
        )
        for row in rows
    ]


async def add_change(
    tx: Transaction,
    consultation: ConsultationId,
    *,
    kind: str,
    reason: str,
    facts: Mapping[str, Any] | None = None,
    now: datetime,
) -> None:
    tx.later(
        """INSERT INTO consultation_changes (consultation, kind, reason, facts, changed_at)
           VALUES (:consultation, :kind, :reason, :facts, :now)""",
        consultation=consultation,
        kind=kind,
        reason=reason,
        facts=orjson.dumps(dict(facts or {})).decode(),
        now=int(now.timestamp()),
    )
