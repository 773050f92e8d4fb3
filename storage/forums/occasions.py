"""What is to be told of a forum, how far the telling has come, and what the clock has to tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

import orjson

from bot.domain.forums import Forum
from bot.domain.ids import ForumId, ParticipantId
from storage.engine import Transaction
from storage.forums.record import COLUMNS, from_row, seconds

Answer = str
ANSWERS = ("yes", "partly", "no")


@dataclass(frozen=True, slots=True)
class ForumTelling:
    """An occasion under way. Everybody up to `cursor` has been promised it."""

    id: int
    forum: ForumId
    key: str
    name: str
    params: dict[str, Any]
    pointless_at: datetime
    cursor: int


async def plan(
    tx: Transaction, forum: ForumId, name: str, *, key: str, params: Mapping[str, Any], pointless_at: datetime
) -> None:
    """Keep what is to be told from now on; planning the same key twice is planning it once."""
    await tx.run(
        """INSERT INTO forum_occasions (forum, key, name, params, pointless_at)
           VALUES (:forum, :key, :name, :params, :pointless_at) ON CONFLICT (key) DO NOTHING""",
        forum=forum,
        key=key,
        name=name,
        params=orjson.dumps(dict(params)).decode(),
        pointless_at=seconds(pointless_at),
    )


async def unfinished(tx: Transaction, *, limit: int) -> Sequence[int]:
    """Ids of what is to be told, the oldest first."""
    rows = await tx.all(
        "SELECT id FROM forum_occasions WHERE finished_at IS NULL ORDER BY id LIMIT :limit", limit=limit
    )
    return [row["id"] for row in rows]


async def telling(tx: Transaction, occasion: int) -> ForumTelling | None:
    """None when it is finished, or gone with its forum."""
    row = await tx.one(
        """SELECT id, forum, key, name, params, pointless_at, cursor FROM forum_occasions
           WHERE id = :id AND finished_at IS NULL""",
        id=occasion,
    )
    if row is None:
        return None
    pointless_at = datetime.fromtimestamp(row["pointless_at"], UTC)
    return ForumTelling(**{**row, "params": orjson.loads(row["params"]), "pointless_at": pointless_at})


def advance(tx: Transaction, occasion: int, *, cursor: int) -> None:
    """In the transaction that promised it to people up to `cursor`."""
    tx.later("UPDATE forum_occasions SET cursor = :cursor WHERE id = :id", id=occasion, cursor=cursor)


def finish(tx: Transaction, occasion: int, *, now: datetime) -> None:
    tx.later("UPDATE forum_occasions SET finished_at = :now WHERE id = :id", id=occasion, now=seconds(now))


async def seated(
    tx: Transaction, forum: ForumId, *, since: datetime, after: int, limit: int, offered: bool
) -> list[tuple[int, ParticipantId]]:
    """Who has a seat by then, or with `offered` is offered one, beyond a registration's number, in order."""
    rows = await tx.all(
        """SELECT id, participant FROM registrations
           WHERE forum = :forum AND state IN ('registered', :also) AND participant IS NOT NULL AND id > :after
             AND registered_at <= :since
           ORDER BY id LIMIT :limit""",
        forum=forum,
        since=seconds(since),
        also="offered" if offered else "registered",
        after=after,
        limit=limit,
    )
    return [(row["id"], ParticipantId(row["participant"])) for row in rows]


# -- by the clock ------------------------------------------------------------------------------------------------------


class ToRemind(NamedTuple):
    """A forum that begins soon; what was due by `told_to` is told."""

    forum: Forum
    told_to: datetime


async def beginning_soon(tx: Transaction, *, now: datetime, until: datetime) -> list[ToRemind]:
    rows = await tx.all(
        f"""SELECT {COLUMNS}, f.reminded_to FROM forums f
            WHERE f.recorded = 'open' AND f.over_at > :now AND f.starts_at > :now AND f.starts_at <= :until
            ORDER BY f.starts_at, f.id""",
        now=seconds(now),
        until=seconds(until),
    )
    return [ToRemind(from_row(row), datetime.fromtimestamp(row["reminded_to"], UTC)) for row in rows]


async def to_remind(
    tx: Transaction, forum: ForumId, *, key: str, registered_before: datetime, limit: int
) -> list[ParticipantId]:
    """Those with a seat since before then who were not told of this key."""
    rows = await tx.all(
        """SELECT r.participant FROM registrations r
           WHERE r.forum = :forum AND r.state = 'registered' AND r.participant IS NOT NULL
             AND r.registered_at < :before
             AND NOT EXISTS (SELECT 1 FROM told t WHERE t.participant = r.participant AND t.notice = :key)
           ORDER BY r.id LIMIT :limit""",
        forum=forum,
        before=seconds(registered_before),
        key=key,
        limit=limit,
    )
    return [ParticipantId(row["participant"]) for row in rows]


def reminded(tx: Transaction, forum: ForumId, *, due: datetime) -> None:
    """Everybody was told what was due then."""
    tx.later("UPDATE forums SET reminded_to = :due WHERE id = :id", id=forum, due=seconds(due))


async def to_ask(tx: Transaction, *, over_by: datetime, over_since: datetime, limit: int) -> list[Forum]:
    """Those over by then, and not long before, whose people were not asked yet what came of it."""
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM forums f
            WHERE f.asked_at IS NULL AND f.recorded IN ('open', 'summarised')
              AND f.over_at <= :over_by AND f.over_at > :over_since
            ORDER BY f.over_at LIMIT :limit""",
        over_by=seconds(over_by),
        over_since=seconds(over_since),
        limit=limit,
    )
    return [from_row(row) for row in rows]


async def asked(tx: Transaction, forum: ForumId, *, now: datetime) -> None:
    await tx.run("UPDATE forums SET asked_at = :now WHERE id = :id", id=forum, now=seconds(now))


async def count_answer(tx: Transaction, forum: ForumId, answer: Answer) -> None:
    """One more who said so; who it was is not kept here. ValueError for no answer of ours."""
    if answer not in ANSWERS:
        raise ValueError(answer)
    await tx.run(f"UPDATE forums SET answered_{answer} = answered_{answer} + 1 WHERE id = :id", id=forum)


async def answers(tx: Transaction, forum: ForumId) -> dict[Answer, int]:
    row = await tx.one("SELECT answered_yes, answered_partly, answered_no FROM forums WHERE id = :id", id=forum)
    return {answer: 0 if row is None else row[f"answered_{answer}"] for answer in ANSWERS}
