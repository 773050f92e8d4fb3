"""People without a sign of life, and the day on which each is erased unless they show one.

Whoever does is no longer among them: see `storage.participants.seen`.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import orjson

from bot.domain.ids import ParticipantId
from storage.engine import Transaction


async def fallen_silent(
    tx: Transaction, *, seen_by: date, besides: ParticipantId | None, limit: int
) -> list[ParticipantId]:
    """Who was last seen on that day or before and has no day of erasing yet, without one person (`besides`)."""
    rows = await tx.all(
        """SELECT id FROM participants WHERE erase_on IS NULL AND last_seen_on <= :seen_by AND id <> :besides
           ORDER BY last_seen_on LIMIT :limit""",
        seen_by=seen_by.isoformat(),
        besides=besides or 0,
        limit=limit,
    )
    return [ParticipantId(row["id"]) for row in rows]


async def set_day(tx: Transaction, people: Iterable[ParticipantId], erase_on: date | None) -> None:
    """None: they stay."""
    await tx.many(
        "UPDATE participants SET erase_on = :erase_on WHERE id = :id",
        [{"id": one, "erase_on": None if erase_on is None else erase_on.isoformat()} for one in people],
    )


async def due(tx: Transaction, *, today: date, limit: int) -> list[ParticipantId]:
    """Whose day of erasing has come."""
    rows = await tx.all(
        "SELECT id FROM participants WHERE erase_on <= :today ORDER BY erase_on LIMIT :limit",
        today=today.isoformat(),
        limit=limit,
    )
    return [ParticipantId(row["id"]) for row in rows]


async def days(tx: Transaction, people: Sequence[ParticipantId]) -> dict[ParticipantId, date]:
    """The day of erasing of those of the given people who have one."""
    rows = await tx.all(
        """SELECT id, erase_on FROM participants
           WHERE id IN (SELECT value FROM json_each(:ids)) AND erase_on IS NOT NULL""",
        ids=orjson.dumps(list(people)).decode(),
    )
    return {ParticipantId(row["id"]): date.fromisoformat(row["erase_on"]) for row in rows}
