"""What members and followers of a body are to be told, and how far the telling has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import orjson

from bot.domain.ids import BodyId, MeetingId, ParticipantId
from storage.engine import Transaction

Audience = Literal["members", "followers"]


@dataclass(frozen=True, slots=True)
class News:
    """Everybody up to `cursor` (a participant's id) has been promised it."""

    id: int
    key: str
    name: str
    body: BodyId
    audience: Audience
    params: dict[str, Any]
    due_at: datetime
    pointless_at: datetime
    cursor: int


async def plan(
    tx: Transaction,
    *,
    key: str,
    name: str,
    body: BodyId,
    meeting: MeetingId | None,
    audience: Audience,
    params: Mapping[str, Any],
    due_at: datetime,
    pointless_at: datetime,
) -> None:
    """Planning the same key twice is planning it once."""
    await tx.run(
        """INSERT INTO body_news (key, name, body, meeting, audience, params, due_at, pointless_at)
           VALUES (:key, :name, :body, :meeting, :audience, :params, :due_at, :pointless_at)
           ON CONFLICT (key) DO NOTHING""",
        key=key,
        name=name,
        body=body,
        meeting=meeting,
        audience=audience,
        params=orjson.dumps(dict(params)).decode(),
        due_at=int(due_at.timestamp()),
        pointless_at=int(pointless_at.timestamp()),
    )


async def drop(tx: Transaction, meeting: MeetingId) -> None:
    """What has not been told of a meeting will not be: it was moved, or there is none."""
    await tx.run("DELETE FROM body_news WHERE meeting = :meeting AND finished_at IS NULL", meeting=meeting)


async def is_due(tx: Transaction, *, now: datetime) -> bool:
    """Whether there is anything to tell, or a vote whose time is over: a glance, before a transaction is begun."""
    found = await tx.value(
        """SELECT 1 FROM body_news WHERE finished_at IS NULL AND due_at <= :now
           UNION ALL SELECT 1 FROM body_votes WHERE closed_at IS NULL AND closes_at <= :now LIMIT 1""",
        now=int(now.timestamp()),
    )
    return found is not None


async def next_due(tx: Transaction, *, now: datetime) -> News | None:
    """The longest due of what is not told to everybody."""
    row = await tx.one(
        """SELECT id, key, name, body, audience, params, due_at, pointless_at, cursor FROM body_news
           WHERE finished_at IS NULL AND due_at <= :now ORDER BY due_at, id LIMIT 1""",
        now=int(now.timestamp()),
    )
    if row is None:
        return None
    return News(
        **{
            **row,
            "params": orjson.loads(row["params"]),
            "due_at": datetime.fromtimestamp(row["due_at"], UTC),
            "pointless_at": datetime.fromtimestamp(row["pointless_at"], UTC),
        }
    )


def advance(tx: Transaction, news: int, *, cursor: int) -> None:
    tx.later("UPDATE body_news SET cursor = :cursor WHERE id = :id", id=news, cursor=cursor)


def finish(tx: Transaction, news: int, *, now: datetime) -> None:
    tx.later("UPDATE body_news SET finished_at = :now WHERE id = :id", id=news, now=int(now.timestamp()))


_MEMBERS = "SELECT participant FROM body_members WHERE body = :body AND participant IS NOT NULL AND ended_at IS NULL"


async def audience(tx: Transaction, news: News, *, limit: int) -> Sequence[ParticipantId]:
    """The next who are to be told, in order. A member who follows as well is told as a member."""
    if news.audience == "members":
        rows = await tx.all(
            f"{_MEMBERS} AND participant > :after ORDER BY participant LIMIT :limit",
            body=news.body,
            after=news.cursor,
            limit=limit,
        )
    else:
        rows = await tx.all(
            f"""SELECT participant FROM body_follows
                WHERE body = :body AND participant > :after AND followed_at <= :due_at
                  AND participant NOT IN ({_MEMBERS})
                ORDER BY participant LIMIT :limit""",
            body=news.body,
            after=news.cursor,
            due_at=int(news.due_at.timestamp()),
            limit=limit,
        )
    return [ParticipantId(row["participant"]) for row in rows]


async def following(tx: Transaction, participants: Sequence[ParticipantId]) -> set[tuple[ParticipantId, BodyId]]:
    """Who of these follows what."""
    rows = await tx.all(
        "SELECT participant, body FROM body_follows WHERE participant IN (SELECT value FROM json_each(:ids))",
        ids=orjson.dumps([*participants]).decode(),
    )
    return {(row["participant"], row["body"]) for row in rows}


async def forget_finished(tx: Transaction, *, before: datetime) -> None:
    await tx.run("DELETE FROM body_news WHERE finished_at <= :before", before=int(before.timestamp()))
