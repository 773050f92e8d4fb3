"""The door in: every update Telegram handed over, until its whole effect is committed.

A handled update keeps its number (without content) for RETENTION, longer than Telegram would deliver it again, so that
the same update delivered twice has its effect once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from bot.domain.personal_data import without_egn
from storage.engine import Transaction

RETENTION = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Waiting:
    update_id: int
    payload: str
    attempts: int


async def accept(tx: Transaction, updates: Sequence[tuple[int, str]], *, now: datetime) -> int:
    """Keep updates (number, raw JSON); returns how many were not known yet."""
    return await tx.many(
        """INSERT INTO inbox (update_id, payload, received_at) VALUES (:update_id, :payload, :now)
           ON CONFLICT (update_id) DO NOTHING""",
        [{"update_id": number, "payload": payload, "now": int(now.timestamp())} for number, payload in updates],
    )


async def waiting(tx: Transaction, *, now: datetime, limit: int) -> list[Waiting]:
    """The oldest updates whose turn it is."""
    rows = await tx.all(
        """SELECT update_id, payload, attempts FROM inbox
           WHERE handled_at IS NULL AND retry_at <= :now ORDER BY update_id LIMIT :limit""",
        now=int(now.timestamp()),
        limit=limit,
    )
    return [Waiting(row["update_id"], row["payload"], row["attempts"]) for row in rows]


def handled(tx: Transaction, update_id: int, *, now: datetime) -> None:
    """Part of the turn's own commit: from here on this update is never played again."""
    tx.later(
        "UPDATE inbox SET payload = NULL, handled_at = :now WHERE update_id = :update_id",
        update_id=update_id,
        now=int(now.timestamp()),
    )


def retry(tx: Transaction, update_id: int, *, at: datetime) -> None:
    tx.later(
        "UPDATE inbox SET attempts = attempts + 1, retry_at = :at WHERE update_id = :update_id",
        update_id=update_id,
        at=int(at.timestamp()),
    )


def park(tx: Transaction, update: Waiting, *, code: str, error: str, now: datetime) -> None:
    """Put an update aside, where staff can see it; `error` is a type name and a place, never what somebody said.

    It is not played again, so what is never stored (an ЕГН) goes from its texts.
    """
    tx.later(
        """INSERT INTO parked (code, update_id, payload, error, parked_at)
           VALUES (:code, :update_id, :payload, :error, :now)""",
        code=code,
        update_id=update.update_id,
        payload=_without_egn(update.payload),
        error=error,
        now=int(now.timestamp()),
    )
    handled(tx, update.update_id, now=now)


async def parked_of(tx: Transaction, telegram_id: int) -> list[dict[str, Any]]:
    """Parked updates of one person."""
    rows = await tx.all(
        "SELECT code, payload, parked_at FROM parked WHERE payload LIKE :number ORDER BY parked_at",
        number=f"%{telegram_id}%",
    )
    return [{**row} for row in rows if _is_of(row["payload"], telegram_id)]


async def forget_parked_of(tx: Transaction, telegram_id: int) -> None:
    theirs = await parked_of(tx, telegram_id)
    await tx.many("DELETE FROM parked WHERE code = :code", [{"code": row["code"]} for row in theirs])


async def failed_of(tx: Transaction, telegram_id: int) -> list[dict[str, Any]]:
    """Updates of one person that have failed and wait to be tried again."""
    rows = await tx.all(
        """SELECT update_id, payload, received_at FROM inbox
           WHERE handled_at IS NULL AND attempts > 0 AND payload LIKE :number ORDER BY update_id""",
        number=f"%{telegram_id}%",
    )
    return [{**row} for row in rows if _is_of(row["payload"], telegram_id)]


async def forget_failed_of(tx: Transaction, telegram_id: int) -> None:
    """They are not tried again; their numbers stay, so that they are not taken for new ones."""
    theirs = await failed_of(tx, telegram_id)
    await tx.many(
        "UPDATE inbox SET payload = NULL, handled_at = received_at WHERE update_id = :update_id",
        [{"update_id": row["update_id"]} for row in theirs],
    )


def _without_egn(payload: str) -> str:
    """The same update with every ЕГН in what somebody wrote blacked out."""
    content = orjson.loads(payload)
    for part in _parts(content):
        for name in ("text", "caption", "file_name"):
            if isinstance(part.get(name), str):
                part[name] = without_egn(part[name])
    return orjson.dumps(content).decode()


def _is_of(payload: str, telegram_id: int) -> bool:
    """Whether this person wrote it, or it speaks of them. The number alone may be anything."""
    return any(part.get("id") == telegram_id for part in _parts(orjson.loads(payload)))


def _parts(content: Any) -> Iterator[dict[str, Any]]:
    """Every object in it, whatever it lies in."""
    open_ends: list[Any] = [content]
    while open_ends:
        part = open_ends.pop()
        if isinstance(part, dict):
            yield part
            open_ends.extend(part.values())
        elif isinstance(part, list):
            open_ends.extend(part)


async def counts(tx: Transaction) -> dict[str, int]:
    """How much waits and how much is parked, for the health page and staff."""
    return {
        "inbox": await tx.value("SELECT count(*) FROM inbox WHERE handled_at IS NULL"),
        "parked": await tx.value("SELECT count(*) FROM parked"),
    }


async def forget_handled(tx: Transaction, *, now: datetime, parked_for: timedelta) -> None:
    """Drop what can no longer be delivered again, and parked updates after their retention."""
    await tx.run("DELETE FROM inbox WHERE handled_at < :before", before=int((now - RETENTION).timestamp()))
    await tx.run("DELETE FROM parked WHERE parked_at < :before", before=int((now - parked_for).timestamp()))
