"""What the tables hold of one person's proposals: read out for them, and what stays when they go.

Opinions stay in the register without a name and without files; what went to the registry stays with the municipality;
what was taken back goes wholly.
"""

from datetime import datetime

from bot.domain.participants import Participant
from storage.engine import Transaction
from storage.privacy import Holding, Rows, acts_of, rows_of

_OWN = "SELECT id FROM proposals WHERE author = :id"


async def _proposals(tx: Transaction, person: Participant) -> Rows:
    rows = await tx.all(
        """SELECT receipt_no, kind, consultation, name, name_public, contact, organisation, provision, stance, text,
                  status, received_on, submitted_at, hidden_code, hidden_sentence, answer, registry_no, registered_on,
                  note
           FROM proposals WHERE author = :id ORDER BY id""",
        id=person.id,
    )
    return [{**row} for row in rows]


async def _forget_proposals(tx: Transaction, person: Participant) -> None:
    await tx.run(
        f"""UPDATE proposals SET merged_into = NULL, version = version + 1,
                stage = CASE WHEN stage <> 'merged' THEN stage
                WHEN status = 'submitted' THEN 'unchecked' ELSE 'unanswered' END
            WHERE merged_into IN ({_OWN} AND status = 'withdrawn')""",
        id=person.id,
    )
    await tx.run("DELETE FROM proposals WHERE author = :id AND status = 'withdrawn'", id=person.id)
    await tx.run(
        """UPDATE proposals SET author = NULL, name = NULL, name_public = 0, contact = NULL, organisation = NULL,
               submission = NULL, version = version + 1
           WHERE author = :id""",
        id=person.id,
    )


async def forget_authors(tx: Transaction, *, answered_by: datetime, limit: int) -> int:
    """What was answered by then leads to nobody any more, and keeps only a name that its author chose to show.

    Returns how many were touched.
    """
    return await tx.run(
        """UPDATE proposals SET author = NULL, contact = NULL, submission = NULL, version = version + 1,
               name = CASE WHEN name_public = 1 THEN name END
           WHERE id IN (SELECT id FROM proposals WHERE author IS NOT NULL AND answered_at <= :at LIMIT :limit)""",
        at=int(answered_by.timestamp()),
        limit=limit,
    )


def _of_own(table: str, columns: str) -> Holding:
    """A table that hangs on proposals; its rows lead to the person by the proposal alone."""

    async def export(tx: Transaction, person: Participant) -> Rows:
        rows = await tx.all(
            f"""SELECT p.receipt_no, {columns} FROM {table} t JOIN proposals p ON p.id = t.proposal
                WHERE p.author = :id ORDER BY t.rowid""",
            id=person.id,
        )
        return [{**row} for row in rows]

    async def erase(tx: Transaction, person: Participant) -> None:
        await tx.run(f"DELETE FROM {table} WHERE proposal IN ({_OWN})", id=person.id)

    return Holding(table, export, erase)


async def _files(tx: Transaction, person: Participant) -> Rows:
    rows = await tx.all(
        """SELECT p.receipt_no, f.name, f.size FROM proposal_files t JOIN proposals p ON p.id = t.proposal
               JOIN files f ON f.id = t.file
           WHERE p.author = :id ORDER BY t.proposal, t.position""",
        id=person.id,
    )
    return [{**row} for row in rows]


async def _forget_files(tx: Transaction, person: Participant) -> None:
    """Nobody can take a name out of a picture or a letter. What the registry has was handed over with it."""
    rows = await tx.all(
        """SELECT t.file FROM proposal_files t JOIN proposals p ON p.id = t.proposal
           WHERE p.author = :id AND (p.registry_no IS NULL OR p.status = 'withdrawn')""",
        id=person.id,
    )
    given = [{"file": row["file"]} for row in rows]
    await tx.many("DELETE FROM proposal_files WHERE file = :file", given)
    await tx.many("DELETE FROM files WHERE id = :file", given)


async def _messages(tx: Transaction, person: Participant) -> Rows:
    rows = await tx.all(
        """SELECT p.receipt_no, t.by_staff, t.text, t.said_at
            FROM proposal_messages t JOIN proposals p ON p.id = t.proposal
            WHERE p.author = :id OR t.staff = :id ORDER BY t.id""",
        id=person.id,
    )
    return [{**row} for row in rows]


async def _forget_messages(tx: Transaction, person: Participant) -> None:
    """The talk about their own goes; what they said as staff stays, without saying that it was they."""
    await tx.run(f"DELETE FROM proposal_messages WHERE proposal IN ({_OWN})", id=person.id)
    await tx.run("UPDATE proposal_messages SET staff = NULL WHERE staff = :id", id=person.id)


HOLDINGS = (
    rows_of("proposal_supports", "proposal"),
    rows_of("proposal_counts", "day, count"),
    _of_own("proposal_versions", "t.text, t.replaced_at"),
    Holding("proposal_messages", _messages, _forget_messages),
    Holding("proposal_files", _files, _forget_files),
    Holding("proposals", _proposals, _forget_proposals),
    acts_of("spravki", "consultation, published_at", by="published_by"),
    rows_of("report_requests", "report, consultation, forum, name, format, requested_at", by="chat_id"),
)
"""In the order of erasing: what is found by the author goes before the author's name does."""
