"""Certificates of participation that are being made. What was typed goes with the row."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ids import ForumId, ParticipantId
from storage.engine import Transaction


@dataclass(frozen=True, slots=True)
class CertificateRequest:
    id: int
    forum: ForumId
    participant: ParticipantId
    name: str
    attempts: int


async def ask(tx: Transaction, forum: ForumId, participant: ParticipantId, *, name: str, now: datetime) -> None:
    """Asking twice before it is made is asking once, for the later name."""
    await tx.run(
        """INSERT INTO certificate_requests (forum, participant, name, retry_at)
           VALUES (:forum, :participant, :name, :now)
           ON CONFLICT (forum, participant) DO UPDATE SET name = excluded.name""",
        forum=forum,
        participant=participant,
        name=name,
        now=int(now.timestamp()),
    )


async def next_due(tx: Transaction, *, now: datetime) -> CertificateRequest | None:
    row = await tx.one(
        """SELECT id, forum, participant, name, attempts FROM certificate_requests
           WHERE retry_at <= :now ORDER BY id LIMIT 1""",
        now=int(now.timestamp()),
    )
    return None if row is None else CertificateRequest(**{**row})


async def done(tx: Transaction, request: int) -> bool:
    """False where it is gone already: whoever asked was erased meanwhile."""
    return bool(await tx.run("DELETE FROM certificate_requests WHERE id = :id", id=request))


async def failed(tx: Transaction, request: int, *, now: datetime, wait: timedelta) -> None:
    """It is tried again after `wait`."""
    await tx.run(
        "UPDATE certificate_requests SET attempts = attempts + 1, retry_at = :at WHERE id = :id",
        id=request,
        at=int((now + wait).timestamp()),
    )
