"""What hangs on a proposal: earlier versions, files, the thread between staff and author, and who supports it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from bot.domain.ids import ParticipantId, ProposalId
from storage import files
from storage.engine import Transaction
from storage.files import FileId, StoredFile


class Version(NamedTuple):
    """What an author said before they changed it; until when it counted (UTC)."""

    text: str
    replaced_at: datetime


def add_version(tx: Transaction, proposal: ProposalId, text: str, *, now: datetime) -> None:
    tx.later(
        "INSERT INTO proposal_versions (proposal, text, replaced_at) VALUES (:proposal, :text, :now)",
        proposal=proposal,
        text=text,
        now=int(now.timestamp()),
    )


async def versions(tx: Transaction, proposal: ProposalId) -> list[Version]:
    """Oldest first."""
    rows = await tx.all(
        "SELECT text, replaced_at FROM proposal_versions WHERE proposal = :proposal ORDER BY id", proposal=proposal
    )
    return [Version(row["text"], datetime.fromtimestamp(row["replaced_at"], UTC)) for row in rows]


def forget_versions(tx: Transaction, proposal: ProposalId) -> None:
    tx.later("DELETE FROM proposal_versions WHERE proposal = :proposal", proposal=proposal)


# -- files -------------------------------------------------------------------------------------------------------------


async def put_files(tx: Transaction, proposal: ProposalId, given: Sequence[FileId], *, now: datetime) -> None:
    """These are its files from now on. They belong to the register and no longer to a person; others expire."""
    await tx.run(
        """UPDATE files SET expires_at = :now
           WHERE id IN (SELECT file FROM proposal_files WHERE proposal = :proposal)""",
        proposal=proposal,
        now=int(now.timestamp()),
    )
    await tx.run("DELETE FROM proposal_files WHERE proposal = :proposal", proposal=proposal)
    for position, file in enumerate(given):
        tx.later(
            "INSERT INTO proposal_files (proposal, file, position) VALUES (:proposal, :file, :position)",
            proposal=proposal,
            file=file,
            position=position,
        )
        tx.later("UPDATE files SET expires_at = NULL, owner = NULL WHERE id = :file", file=file)


async def files_of(tx: Transaction, proposal: ProposalId) -> list[StoredFile]:
    rows = await tx.all(
        f"""SELECT {files.COLUMNS} FROM proposal_files f JOIN files ON files.id = f.file
            WHERE f.proposal = :proposal ORDER BY f.position""",
        proposal=proposal,
    )
    return [files.from_row(row) for row in rows]


# -- the thread --------------------------------------------------------------------------------------------------------


class Message(NamedTuple):
    """Neither side learns who the other is; `staff` is for the audit and for colleagues."""

    by_staff: bool
    staff: ParticipantId | None
    text: str
    said_at: datetime


def say(
    tx: Transaction, proposal: ProposalId, text: str, *, staff: ParticipantId | None, by_staff: bool, now: datetime
) -> None:
    tx.later(
        """INSERT INTO proposal_messages (proposal, by_staff, staff, text, said_at)
           VALUES (:proposal, :by_staff, :staff, :text, :now)""",
        proposal=proposal,
        by_staff=int(by_staff),
        staff=staff,
        text=text,
        now=int(now.timestamp()),
    )


async def thread(tx: Transaction, proposal: ProposalId) -> list[Message]:
    """Oldest first."""
    rows = await tx.all(
        "SELECT by_staff, staff, text, said_at FROM proposal_messages WHERE proposal = :proposal ORDER BY id",
        proposal=proposal,
    )
    return [
        Message(bool(row["by_staff"]), row["staff"], row["text"], datetime.fromtimestamp(row["said_at"], UTC))
        for row in rows
    ]


# -- supports ----------------------------------------------------------------------------------------------------------


async def support(tx: Transaction, participant: ParticipantId, proposal: ProposalId) -> None:
    """Once; again changes nothing."""
    await tx.run(
        """INSERT INTO proposal_supports (participant, proposal) VALUES (:participant, :proposal)
           ON CONFLICT (participant, proposal) DO NOTHING""",
        participant=participant,
        proposal=proposal,
    )


async def take_back_support(tx: Transaction, participant: ParticipantId, proposal: ProposalId) -> None:
    await tx.run(
        "DELETE FROM proposal_supports WHERE participant = :participant AND proposal = :proposal",
        participant=participant,
        proposal=proposal,
    )


async def supports(tx: Transaction, proposal: ProposalId) -> int:
    return int(await tx.value("SELECT count(*) FROM proposal_supports WHERE proposal = :proposal", proposal=proposal))


async def is_supported_by(tx: Transaction, participant: ParticipantId, proposal: ProposalId) -> bool:
    found = await tx.value(
        "SELECT 1 FROM proposal_supports WHERE participant = :participant AND proposal = :proposal",
        participant=participant,
        proposal=proposal,
    )
    return found is not None
