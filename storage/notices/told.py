"""Never twice: what each person was told already."""

from collections.abc import Iterable
from datetime import datetime

import orjson

from bot.domain.ids import ConsultationId, ParticipantId
from storage.engine import Transaction


async def tell(tx: Transaction, notice: str, people: Iterable[ParticipantId], *, now: datetime) -> set[ParticipantId]:
    """Note that these people are told of a notice (its key); returns those who were not told before."""
    rows = await tx.all(
        """INSERT INTO told (participant, notice, told_at)
           SELECT value, :notice, :now FROM json_each(:people) WHERE true
           ON CONFLICT DO NOTHING RETURNING participant""",
        notice=notice,
        now=int(now.timestamp()),
        people=orjson.dumps(list(people)).decode(),
    )
    return {row["participant"] for row in rows}


async def untell(tx: Transaction, notice: str, participant: ParticipantId) -> bool:
    """They may be told of it once more; whether they had been."""
    return bool(
        await tx.run(
            "DELETE FROM told WHERE participant = :participant AND notice = :notice",
            participant=participant,
            notice=notice,
        )
    )


async def tell_authors(tx: Transaction, notice: str, consultation: ConsultationId, *, now: datetime) -> None:
    """Note that everybody who wrote in a consultation is told of a notice in another way."""
    await tx.run(
        """INSERT INTO told (participant, notice, told_at)
           SELECT DISTINCT author, :notice, :now FROM proposals
           WHERE consultation = :consultation AND author IS NOT NULL AND kind = 'statement' AND status <> 'withdrawn'
           ON CONFLICT DO NOTHING""",
        notice=notice,
        consultation=consultation,
        now=int(now.timestamp()),
    )


async def forget_before(tx: Transaction, moment: datetime, *, now: datetime, limit: int) -> int:
    """Forget at most `limit` of what was told before a moment; returns how many.

    What was told about a consultation that is not over stays, however long that takes.
    """
    return await tx.run(
        """DELETE FROM told WHERE (participant, notice) IN
               (SELECT participant, notice FROM told
                WHERE told_at < :moment AND notice NOT IN
                    (SELECT o.key FROM occasions o JOIN consultations c ON c.id = o.consultation
                     WHERE c.placed_at > :now)
                LIMIT :limit)""",
        moment=int(moment.timestamp()),
        now=int(now.timestamp()),
        limit=limit,
    )
