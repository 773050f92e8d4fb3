"""Who comes and who came: counts, the list for the door, and what is left when the rows go."""

from datetime import datetime
from typing import NamedTuple

from bot.domain.ids import ForumId, ParticipantId
from bot.domain.seats import Registration
from storage.engine import Transaction
from storage.forums.record import seconds
from storage.forums.registrations import COLUMNS, from_row


class Counts(NamedTuple):
    """`registered` have a seat, the offered ones not among them; `attended` of them came."""

    registered: int
    offered: int
    waiting: int
    attended: int


async def counts(tx: Transaction, forum: ForumId) -> Counts:
    """Also after the rows themselves are gone."""
    row = await tx.one(
        """SELECT f.registered, f.attended, coalesce(sum(r.state = 'registered'), 0) AS now_registered,
                  coalesce(sum(r.state = 'offered'), 0) AS offered, coalesce(sum(r.state = 'waiting'), 0) AS waiting,
                  count(r.checked_in_at) AS now_attended
           FROM forums f LEFT JOIN registrations r ON r.forum = f.id WHERE f.id = :forum GROUP BY f.id""",
        forum=forum,
    )
    if row is None:
        return Counts(0, 0, 0, 0)
    return Counts(
        registered=(row["registered"] or 0) + row["now_registered"],
        offered=row["offered"],
        waiting=row["waiting"],
        attended=(row["attended"] or 0) + row["now_attended"],
    )


_LISTED = """registrations r WHERE r.forum = :forum AND r.state = 'registered'
    AND (:absent = 0 OR r.checked_in_at IS NULL)"""


async def attendance(tx: Transaction, forum: ForumId, *, absent: bool, limit: int, offset: int) -> list[Registration]:
    """Those with a seat by name, the nameless behind them by code; with `absent` only those who are not here."""
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM {_LISTED}
            ORDER BY r.name IS NULL, r.name, r.code, r.id LIMIT :limit OFFSET :offset""",
        forum=forum,
        absent=int(absent),
        limit=limit,
        offset=offset,
    )
    return [from_row(row) for row in rows]


async def count_attendance(tx: Transaction, forum: ForumId, *, absent: bool) -> int:
    return int(await tx.value(f"SELECT count(*) FROM {_LISTED}", forum=forum, absent=int(absent)))


async def everybody(tx: Transaction, forum: ForumId, *, limit: int) -> list[Registration]:
    """The whole list in the order of `attendance`, then those who wait, in theirs."""
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM registrations r
            WHERE r.forum = :forum AND r.state IN ('registered', 'offered', 'waiting')
            ORDER BY r.state <> 'registered', r.position, r.name IS NULL, r.name, r.code, r.id LIMIT :limit""",
        forum=forum,
        limit=limit,
    )
    return [from_row(row) for row in rows]


async def named(tx: Transaction, forum: ForumId) -> list[tuple[int, str]]:
    """Those on the list who gave a name: their row and the name, in order of names."""
    rows = await tx.all(
        """SELECT id, name FROM registrations
           WHERE forum = :forum AND name IS NOT NULL AND state IN ('registered', 'offered', 'waiting')
           ORDER BY name, id""",
        forum=forum,
    )
    return [(row["id"], row["name"]) for row in rows]


async def attended(
    tx: Transaction, forum: ForumId, *, after: int = 0, limit: int = 500
) -> list[tuple[int, ParticipantId]]:
    """Those who came and are still known, beyond a registration's number, in order: that number and the person's."""
    rows = await tx.all(
        """SELECT id, participant FROM registrations
           WHERE forum = :forum AND state = 'registered' AND checked_in_at IS NOT NULL AND participant IS NOT NULL
             AND id > :after ORDER BY id LIMIT :limit""",
        forum=forum,
        after=after,
        limit=limit,
    )
    return [(row["id"], ParticipantId(row["participant"])) for row in rows]


async def sweep(tx: Transaction, *, over_by: datetime, limit: int) -> int:
    """Registrations of at most `limit` forums that were over by then go, and their counts stay; how many forums."""
    rows = await tx.all(
        """SELECT DISTINCT f.id FROM forums f JOIN registrations r ON r.forum = f.id
           WHERE f.recorded <> 'draft' AND f.over_at <= :over_by LIMIT :limit""",
        over_by=seconds(over_by),
        limit=limit,
    )
    for row in rows:
        await tx.run(
            """UPDATE forums SET registered = coalesce(registered, 0) +
                   (SELECT count(*) FROM registrations WHERE forum = :id AND state = 'registered'),
                 attended = coalesce(attended, 0) +
                   (SELECT count(*) FROM registrations WHERE forum = :id AND checked_in_at IS NOT NULL)
               WHERE id = :id""",
            id=row["id"],
        )
        await tx.run("DELETE FROM registrations WHERE forum = :id", id=row["id"])
    return len(rows)
