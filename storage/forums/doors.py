"""Doors that stand open: the message in a chat of staff that shows the code of the moment."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import ForumId, ParticipantId
from storage.engine import Row, Transaction


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """One member of staff has one message for each forum."""

    forum: ForumId
    participant: ParticipantId
    chat_id: int
    message_id: int
    changes_at: int


_COLUMNS = "forum, participant, chat_id, message_id, changes_at"


def _from_row(row: Row) -> OpenDoor:
    return OpenDoor(**{**row})


async def put(tx: Transaction, door: OpenDoor) -> None:
    """The newest message counts."""
    await tx.run(
        f"""INSERT INTO forum_doors ({_COLUMNS}) VALUES (:forum, :participant, :chat, :message, :at)
            ON CONFLICT (forum, participant) DO UPDATE
            SET chat_id = excluded.chat_id, message_id = excluded.message_id, changes_at = excluded.changes_at""",
        forum=door.forum,
        participant=door.participant,
        chat=door.chat_id,
        message=door.message_id,
        at=door.changes_at,
    )


async def close(tx: Transaction, forum: ForumId, participant: ParticipantId) -> bool:
    """False where it was not open."""
    return bool(
        await tx.run(
            "DELETE FROM forum_doors WHERE forum = :forum AND participant = :participant",
            forum=forum,
            participant=participant,
        )
    )


async def due(tx: Transaction, *, now: datetime, limit: int) -> list[OpenDoor]:
    """Those whose code is no longer the present one, and those of forums that are over or were called off."""
    rows = await tx.all(
        f"""SELECT {", ".join(f"d.{name}" for name in _COLUMNS.split(", "))}
            FROM forum_doors d JOIN forums f ON f.id = d.forum
            WHERE d.changes_at <= :now OR f.over_at <= :now OR f.recorded <> 'open'
            ORDER BY d.changes_at, d.forum, d.participant LIMIT :limit""",
        now=int(now.timestamp()),
        limit=limit,
    )
    return [_from_row(row) for row in rows]


async def expire(tx: Transaction, forum: ForumId, *, now: datetime) -> None:
    """Every picture of a forum's door is out of date."""
    await tx.run("UPDATE forum_doors SET changes_at = :now WHERE forum = :forum", forum=forum, now=int(now.timestamp()))
