"""Which consultations have a spravka out, and since when."""

from datetime import UTC, date, datetime
from typing import NamedTuple

from bot.domain.ids import ConsultationId, ParticipantId
from storage.engine import Transaction


class Published(NamedTuple):
    """`url` is where it stands on the municipality's website, as the law asks (ЗНА чл. 26, ал. 5)."""

    published_at: datetime
    nil: bool
    url: str | None


async def of(tx: Transaction, consultation: ConsultationId) -> Published | None:
    row = await tx.one(
        "SELECT published_at, nil, url FROM spravki WHERE consultation = :consultation", consultation=consultation
    )
    if row is None:
        return None
    return Published(datetime.fromtimestamp(row["published_at"], UTC), bool(row["nil"]), row["url"])


async def put(
    tx: Transaction, consultation: ConsultationId, *, by: ParticipantId | None, nil: bool, now: datetime
) -> None:
    """Published once; again changes nothing."""
    await tx.run(
        """INSERT INTO spravki (consultation, published_at, published_by, nil)
           VALUES (:consultation, :now, :by, :nil) ON CONFLICT (consultation) DO NOTHING""",
        consultation=consultation,
        now=int(now.timestamp()),
        by=by,
        nil=int(nil),
    )


async def put_url(tx: Transaction, consultation: ConsultationId, url: str) -> None:
    await tx.run("UPDATE spravki SET url = :url WHERE consultation = :consultation", url=url, consultation=consultation)


async def due(tx: Transaction, *, now: datetime, limit: int, offset: int = 0) -> list[ConsultationId]:
    """Closed consultations without a spravka, the one closed first before the others. Old imported ones count too."""
    rows = await tx.all(
        """SELECT id FROM consultations c
           WHERE c.recorded = 'open' AND c.closes_at <= :now
             AND NOT EXISTS (SELECT 1 FROM spravki WHERE consultation = c.id)
           ORDER BY c.placed_at LIMIT :limit OFFSET :offset""",
        now=int(now.timestamp()),
        limit=limit,
        offset=offset,
    )
    return [ConsultationId(row["id"]) for row in rows]


async def count_due(tx: Transaction, *, now: datetime) -> int:
    return int(
        await tx.value(
            """SELECT count(*) FROM consultations c
               WHERE c.recorded = 'open' AND c.closes_at <= :now
                 AND NOT EXISTS (SELECT 1 FROM spravki WHERE consultation = c.id)""",
            now=int(now.timestamp()),
        )
    )


async def closed_since(tx: Transaction, *, last_day: date, now: datetime) -> list[ConsultationId]:
    """Consultations without a spravka that have closed, with a last day on or after this one."""
    rows = await tx.all(
        """SELECT id FROM consultations c
           WHERE c.recorded = 'open' AND c.closes_at <= :now AND c.last_day >= :last_day
             AND NOT EXISTS (SELECT 1 FROM spravki WHERE consultation = c.id)
           ORDER BY c.placed_at""",
        now=int(now.timestamp()),
        last_day=last_day.isoformat(),
    )
    return [ConsultationId(row["id"]) for row in rows]
