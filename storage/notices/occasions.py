"""What is to be told about a consultation, and how far the telling has come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from bot.domain.ids import ConsultationId, ParticipantId
from bot.domain.notices import Name, Occasion
from storage.engine import Transaction


@dataclass(frozen=True, slots=True)
class Telling:
    """An occasion under way. Everybody up to `cursor` (a participant's id) has been promised it.

    `told` counts notices promised for now, `later` those that wait for a digest, a pause's end or the morning.
    """

    id: int
    consultation: ConsultationId
    key: str
    name: Name
    params: dict[str, Any]
    due_at: datetime
    pointless_at: datetime
    cursor: int
    told: int
    later: int
    report_to: ParticipantId | None
    report_message: int | None

    @property
    def last_day(self) -> str | None:
        """The last day (ISO) that it speaks of."""
        return self.params.get("last_day")


async def plan(
    tx: Transaction,
    consultation: ConsultationId,
    occasions: Iterable[Occasion],
    *,
    report_to: ParticipantId | None = None,
    report_message: int | None = None,
) -> None:
    """Keep what is to be told; an occasion that is planned already only moves, and a finished one stays so."""
    await tx.many(
        """INSERT INTO occasions (consultation, key, name, params, due_at, pointless_at, report_to, report_message)
           VALUES (:consultation, :key, :name, :params, :due_at, :pointless_at, :report_to, :report_message)
           ON CONFLICT (key) DO UPDATE
           SET params = excluded.params, due_at = excluded.due_at, pointless_at = excluded.pointless_at
           WHERE occasions.finished_at IS NULL""",
        [
            {
                "consultation": consultation,
                "key": one.key,
                "name": one.name.value,
                "params": orjson.dumps(one.params).decode(),
                "due_at": int(one.due_at.timestamp()),
                "pointless_at": int(one.pointless_at.timestamp()),
                "report_to": report_to,
                "report_message": report_message,
            }
            for one in occasions
        ],
    )


async def is_planned(tx: Transaction, key: str) -> bool:
    return await tx.value("SELECT 1 FROM occasions WHERE key = :key", key=key) is not None


async def drop(
    tx: Transaction, consultation: ConsultationId, names: Iterable[Name], *, keep: Iterable[str] = ()
) -> None:
    """Forget what has not been told to everybody yet; what was told stays told."""
    await tx.run(
        """DELETE FROM occasions
           WHERE consultation = :consultation AND finished_at IS NULL
             AND name IN (SELECT value FROM json_each(:names))
             AND key NOT IN (SELECT value FROM json_each(:keep))""",
        consultation=consultation,
        names=_list(names),
        keep=_list(keep),
    )


async def reopen(tx: Transaction, key: str) -> None:
    """Go through everybody once more: those who were told are not told again."""
    await tx.run("UPDATE occasions SET finished_at = NULL, cursor = 0 WHERE key = :key", key=key)


async def due(tx: Transaction, *, now: datetime, limit: int) -> Sequence[int]:
    """Ids of what is to be told now, the longest due first."""
    rows = await tx.all(
        "SELECT id FROM occasions WHERE finished_at IS NULL AND due_at <= :now ORDER BY due_at, id LIMIT :limit",
        now=int(now.timestamp()),
        limit=limit,
    )
    return [row["id"] for row in rows]


async def unfinished(tx: Transaction, occasion: int) -> Telling | None:
    """None when it is finished, or no longer planned."""
    row = await tx.one(
        """SELECT id, consultation, key, name, params, due_at, pointless_at, cursor, told, later,
                  report_to, report_message
           FROM occasions WHERE id = :id AND finished_at IS NULL""",
        id=occasion,
    )
    if row is None:
        return None
    return Telling(
        **{
            **row,
            "name": Name(row["name"]),
            "params": orjson.loads(row["params"]),
            "due_at": datetime.fromtimestamp(row["due_at"], UTC),
            "pointless_at": datetime.fromtimestamp(row["pointless_at"], UTC),
        }
    )


def advance(tx: Transaction, occasion: int, *, cursor: int, told: int, later: int) -> None:
    """In the transaction that promised it to people up to `cursor`; the counts are added."""
    tx.later(
        "UPDATE occasions SET cursor = :cursor, told = told + :told, later = later + :later WHERE id = :id",
        id=occasion,
        cursor=cursor,
        told=told,
        later=later,
    )


def finish(tx: Transaction, occasion: int, *, now: datetime) -> None:
    """Everybody was told. Who wanted a report of it is no longer kept."""
    tx.later(
        "UPDATE occasions SET finished_at = :now, report_to = NULL, report_message = NULL WHERE id = :id",
        id=occasion,
        now=int(now.timestamp()),
    )


def _list(values: Iterable[str]) -> str:
    return orjson.dumps([str(value) for value in values]).decode()
