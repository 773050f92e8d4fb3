"""Follows: which consultations a participant wants to hear of, and whether with reminders."""

from datetime import datetime
from typing import NamedTuple

from bot.domain.consultations import Consultation
from bot.domain.ids import ConsultationId, ParticipantId
from storage.consultations.record import COLUMNS, from_row
from storage.engine import Transaction


class Followed(NamedTuple):
    consultation: Consultation
    reminders: bool


async def put(tx: Transaction, participant: ParticipantId, consultation: ConsultationId, *, now: datetime) -> None:
    """Follow from now on, with reminders. Following what is followed already changes nothing."""
    await tx.run(
        """INSERT INTO follows (participant, consultation, followed_at) VALUES (:participant, :consultation, :now)
           ON CONFLICT (participant, consultation) DO NOTHING""",
        participant=participant,
        consultation=consultation,
        now=int(now.timestamp()),
    )


async def remove(tx: Transaction, participant: ParticipantId, consultation: ConsultationId) -> None:
    await tx.run(
        "DELETE FROM follows WHERE participant = :participant AND consultation = :consultation",
        participant=participant,
        consultation=consultation,
    )


async def reminders(tx: Transaction, participant: ParticipantId, consultation: ConsultationId) -> bool | None:
    """Whether a follow comes with reminders; None where there is no follow."""
    found = await tx.value(
        "SELECT reminders FROM follows WHERE participant = :participant AND consultation = :consultation",
        participant=participant,
        consultation=consultation,
    )
    return None if found is None else bool(found)


# What was cancelled is over once its follower was told of it; the follow itself goes later (`forget_cancelled`).
_LISTED = """follows f JOIN consultations c ON c.id = f.consultation
    WHERE f.participant = :participant AND NOT (c.recorded = 'cancelled' AND EXISTS
        (SELECT 1 FROM told t WHERE t.participant = f.participant
         AND t.notice >= 'cancelled:' || c.id || ':' AND t.notice < 'cancelled:' || c.id || ';'))"""


async def page(tx: Transaction, participant: ParticipantId, *, limit: int, offset: int) -> list[Followed]:
    """What somebody follows, the latest first; without what was cancelled, once they were told."""
    rows = await tx.all(
        f"""SELECT {COLUMNS}, f.reminders FROM {_LISTED}
            ORDER BY f.followed_at DESC, f.consultation DESC LIMIT :limit OFFSET :offset""",
        participant=participant,
        limit=limit,
        offset=offset,
    )
    return [Followed(from_row(row), bool(row["reminders"])) for row in rows]


async def count(tx: Transaction, participant: ParticipantId) -> int:
    """How many there are on all pages."""
    return int(await tx.value(f"SELECT count(*) FROM {_LISTED}", participant=participant))


async def forget_cancelled(tx: Transaction, *, now: datetime, limit: int) -> int:
    """Forget at most `limit` follows of what was cancelled so long ago that nobody is told any more; how many.

    What a town file cancelled was told to nobody, so it stays, and is seen to be cancelled.
    """
    return await tx.run(
        """DELETE FROM follows WHERE (participant, consultation) IN
               (SELECT f.participant, f.consultation
                FROM occasions o JOIN follows f ON f.consultation = o.consultation
                WHERE o.name = 'cancelled' AND o.pointless_at <= :now LIMIT :limit)""",
        now=int(now.timestamp()),
        limit=limit,
    )


async def count_of(tx: Transaction, consultation: ConsultationId) -> int:
    """How many people follow it."""
    return int(await tx.value("SELECT count(*) FROM follows WHERE consultation = :id", id=consultation))
