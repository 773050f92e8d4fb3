"""The audit trail: who did what to which thing, in codes and numbers, never in somebody's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from bot.domain.ids import ParticipantId
from storage.engine import Row, Transaction


@dataclass(frozen=True, slots=True)
class Entry:
    id: int
    at: datetime
    actor: ParticipantId | None
    actor_name: str | None
    action: str
    subject: str | None
    facts: dict[str, Any]


def record(
    tx: Transaction,
    *,
    at: datetime,
    actor: ParticipantId | None,
    action: str,
    subject: str | None = None,
    facts: dict[str, Any] | None = None,
) -> None:
    tx.later(
        "INSERT INTO audit (at, actor, action, subject, facts) VALUES (:at, :actor, :action, :subject, :facts)",
        at=int(at.timestamp()),
        actor=actor,
        action=action,
        subject=subject,
        facts=orjson.dumps(facts or {}).decode(),
    )


async def page(tx: Transaction, *, limit: int, offset: int) -> Sequence[Entry]:
    """Newest first. An actor who is not staff any more has no name."""
    rows = await tx.all(
        """SELECT a.*, s.name AS actor_name FROM audit a LEFT JOIN staff s ON s.participant = a.actor
           ORDER BY a.at DESC, a.id DESC LIMIT :limit OFFSET :offset""",
        limit=limit,
        offset=offset,
    )
    return [_entry(row) for row in rows]


async def latest(tx: Transaction, subject: str, action: str | None = None) -> Entry | None:
    """What was done last to a thing, or the last time that this was done to it."""
    row = await tx.one(
        """SELECT a.*, s.name AS actor_name FROM audit a LEFT JOIN staff s ON s.participant = a.actor
           WHERE a.subject = :subject AND (:action IS NULL OR a.action = :action) ORDER BY a.id DESC LIMIT 1""",
        subject=subject,
        action=action,
    )
    return None if row is None else _entry(row)


def _entry(row: Row) -> Entry:
    return Entry(
        id=row["id"],
        at=datetime.fromtimestamp(row["at"], UTC),
        actor=None if row["actor"] is None else ParticipantId(row["actor"]),
        actor_name=row["actor_name"],
        action=row["action"],
        subject=row["subject"],
        facts=orjson.loads(row["facts"]),
    )


async def count(tx: Transaction) -> int:
    return int(await tx.value("SELECT count(*) FROM audit"))


async def forget_before(tx: Transaction, moment: datetime) -> None:
    await tx.run("DELETE FROM audit WHERE at < :moment", moment=int(moment.timestamp()))
