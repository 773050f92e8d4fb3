"""Drafts: consultations that staff prepare. What is dropped from one leaves no trace, because nobody has seen it."""

from datetime import datetime

from bot.domain.consultations import Consultation
from bot.domain.errors import NotFound
from bot.domain.ids import ConsultationId, DocumentId
from storage.consultations.record import COLUMNS, from_row
from storage.engine import Transaction

# A draft stands on no shelf (`placed_at`), so the index of the shelves finds it.
_DRAFTS = "consultations c WHERE c.placed_at IS NULL AND c.recorded = 'draft'"


async def drafts(tx: Transaction, *, limit: int, offset: int) -> list[Consultation]:
    """The newest first."""
    rows = await tx.all(
        f"SELECT {COLUMNS} FROM {_DRAFTS} ORDER BY c.id DESC LIMIT :limit OFFSET :offset", limit=limit, offset=offset
    )
    return [from_row(row) for row in rows]


async def count_drafts(tx: Transaction) -> int:
    return int(await tx.value(f"SELECT count(*) FROM {_DRAFTS}"))


async def discard(tx: Transaction, consultation: ConsultationId, *, now: datetime) -> None:
    """Delete a draft; its files go with the next housekeeping. Raises NotFound for what is no draft."""
    await tx.run(
        """UPDATE files SET expires_at = :now
           WHERE id IN (SELECT file FROM consultation_documents WHERE consultation = :id)""",
        id=consultation,
        now=int(now.timestamp()),
    )
    if not await tx.run("DELETE FROM consultations WHERE id = :id AND recorded = 'draft'", id=consultation):
        raise NotFound(what="consultation")


async def drop_document(tx: Transaction, document: DocumentId, *, now: datetime) -> None:
    """Take a document out of a draft; its file goes with the next housekeeping."""
    await tx.run(
        "UPDATE files SET expires_at = :now WHERE id = (SELECT file FROM consultation_documents WHERE id = :id)",
        id=document,
        now=int(now.timestamp()),
    )
    await tx.run("DELETE FROM consultation_documents WHERE id = :id", id=document)
