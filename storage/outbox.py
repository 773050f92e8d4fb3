"""The door out: everything that is to be said, promised in the transaction that decided it.

A row is either a call (a Bot API method and its parameters) or a notice (its name and facts, put into words for its
recipient when it is sent). It is gone when the message is acknowledged and settled.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

import orjson

from bot.domain.deliveries import Errand
from bot.domain.ids import ParticipantId
from storage.engine import Transaction


class Lane(IntEnum):
    """Who goes first: somebody who waits, then a notice, then an announcement."""

    REPLY = 0
    NOTICE = 1
    BULK = 2


Key = int | tuple[str, int]
"""Tells rows from each other: the id of a row of the outbox; that of a copy with its kind before it."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A row as the sender takes it. Exactly one of `method` and `notice` is set.

    A `copy` of an announcement is no row of the outbox: its id here is 0. `otherwise` is tried when Telegram refuses
    this, in its place.
    """

    id: int
    lane: Lane
    due_at: int
    expires_at: int | None
    chat_id: int
    participant: ParticipantId | None
    method: str | None
    notice: str | None
    params: dict[str, Any]
    attempts: int
    copy: Errand | None = None
    otherwise: "Outgoing | None" = None

    @property
    def key(self) -> Key:
        return self.id if self.copy is None else ("copy", self.copy.copy)


_COLUMNS = "id, lane, due_at, expires_at, chat_id, participant, method, notice, params, attempts"

_INSERT = """INSERT INTO outbox (lane, due_at, expires_at, chat_id, participant, method, notice, params)
             VALUES (:lane, :due_at, :expires_at, :chat_id, :participant, :method, :notice, :params)"""


def call(
    tx: Transaction,
    method: str,
    params: Mapping[str, Any],
    *,
    chat_id: int,
    now: datetime,
    lane: Lane = Lane.REPLY,
    expires_at: datetime | None = None,
    promised: list["Outgoing"] | None = None,
) -> None:
    """Promise a Bot API call. Calls to one chat in one lane keep their order.

    `promised` receives the row when it is written, so that after the commit nobody needs to read it again.
    """
    values: dict[str, Any] = {
        "lane": lane,
        "due_at": int(now.timestamp()),
        "expires_at": None if expires_at is None else int(expires_at.timestamp()),
        "chat_id": chat_id,
        "participant": None,
        "method": method,
        "notice": None,
    }

    def written(row: int) -> None:
        if promised is not None:
            promised.append(Outgoing(id=row, params=dict(params), attempts=0, **values))

    tx.insert_later(_INSERT, written, params=orjson.dumps(params).decode(), **values)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a notice goes to and when: not before `due_at`; dropped when it could not leave before `expires_at`."""

    participant: ParticipantId
    chat_id: int
    due_at: datetime
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """The same for a group or a channel, where nobody in particular is told."""

    chat_id: int
    due_at: datetime
    expires_at: datetime | None = None


async def notify(
    tx: Transaction,
    notice: str,
    params: Mapping[str, Any],
    recipients: Iterable[Recipient],
    *,
    lane: Lane = Lane.NOTICE,
) -> int:
    """Promise one notice to many; each is rendered in the recipient's language when it is sent."""
    text = orjson.dumps(params).decode()
    return await _promise(tx, notice, [(text, one) for one in recipients], lane)


async def notify_each(
    tx: Transaction,
    notice: str,
    told: Iterable[tuple[Mapping[str, Any], Recipient]],
    *,
    lane: Lane = Lane.NOTICE,
) -> int:
    """Promise one notice to many, to each with facts of their own."""
    return await _promise(tx, notice, [(orjson.dumps(params).decode(), one) for params, one in told], lane)


async def post_each(
    tx: Transaction,
    notice: str,
    posted: Iterable[tuple[Mapping[str, Any], Posting]],
    *,
    lane: Lane = Lane.NOTICE,
) -> int:
    """Promise one notice to groups and channels, to each with facts of its own."""
    return await _promise(tx, notice, [(orjson.dumps(params).decode(), one) for params, one in posted], lane)


async def _promise(tx: Transaction, notice: str, told: Iterable[tuple[str, Recipient | Posting]], lane: Lane) -> int:
    return await tx.many(
        _INSERT,
        [
            {
                "lane": lane,
                "due_at": int(one.due_at.timestamp()),
                "expires_at": None if one.expires_at is None else int(one.expires_at.timestamp()),
                "chat_id": one.chat_id,
                "participant": one.participant if isinstance(one, Recipient) else None,
                "method": None,
                "notice": notice,
                "params": text,
            }
            for text, one in told
        ],
    )


async def due(tx: Transaction, lane: Lane, *, after: tuple[int, int], now: datetime, limit: int) -> list[Outgoing]:
    """Rows of a lane whose time has come, beyond a (due_at, id) already taken, oldest first."""
    rows = await tx.all(
        f"""SELECT {_COLUMNS} FROM outbox
            WHERE lane = :lane AND (due_at, id) > (:due_at, :id) AND due_at <= :now
            ORDER BY due_at, id LIMIT :limit""",
        lane=lane,
        due_at=after[0],
        id=after[1],
        now=int(now.timestamp()),
        limit=limit,
    )
    return [Outgoing(**{**row, "lane": Lane(row["lane"]), "params": orjson.loads(row["params"])}) for row in rows]


async def size(tx: Transaction) -> int:
    return int(await tx.value("SELECT count(*) FROM outbox"))


async def waiting(tx: Transaction, *, now: datetime) -> int:
    """How many rows could leave now."""
    return int(await tx.value("SELECT count(*) FROM outbox WHERE due_at <= :now", now=int(now.timestamp())))


async def settle(tx: Transaction, ids: Sequence[int]) -> None:
    """These are done: said, or never to be said."""
    await tx.many("DELETE FROM outbox WHERE id = :id", [{"id": number} for number in ids])


def settle_later(tx: Transaction, ids: Sequence[int]) -> None:
    """These are done, at the commit."""
    tx.later("DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(:ids))", ids=orjson.dumps(ids).decode())


def postpone(tx: Transaction, row: int, *, until: datetime) -> None:
    tx.later(
        "UPDATE outbox SET due_at = :until, attempts = attempts + 1 WHERE id = :id",
        id=row,
        until=int(until.timestamp()),
    )


async def put_off(tx: Transaction, until: Iterable[tuple[int, datetime]]) -> None:
    """Promise these rows (by id) anew for later. The sender may go on and settle those it holds: they are others."""
    rows = [{"id": number, "due_at": int(moment.timestamp())} for number, moment in until]
    await tx.many(
        """INSERT INTO outbox (lane, due_at, expires_at, chat_id, participant, method, notice, params)
           SELECT lane, :due_at, expires_at, chat_id, participant, method, notice, params
           FROM outbox WHERE id = :id""",
        rows,
    )
    await tx.many("DELETE FROM outbox WHERE id = :id", [{"id": row["id"]} for row in rows])


async def take_back(
    tx: Transaction, notice: str, people: Sequence[ParticipantId], *, about: tuple[str, int] | None = None
) -> set[ParticipantId]:
    """Drop one notice where it still waits for these people; returns those for whom it did. With `about` only where it
    has this fact and was never tried.
    """
    name, value = about or (None, None)
    rows = await tx.all(
        """DELETE FROM outbox WHERE notice = :notice AND participant IN (SELECT value FROM json_each(:people))
             AND (:name IS NULL OR (json_extract(params, '$.' || :name) = :value AND attempts = 0))
           RETURNING participant""",
        name=name,
        value=value,
        notice=notice,
        people=orjson.dumps(list(people)).decode(),
    )
    return {ParticipantId(row["participant"]) for row in rows}


def silence(tx: Transaction, chat_id: int) -> None:
    """Nobody is there any more: nothing that waits for this chat will be tried."""
    tx.later("DELETE FROM outbox WHERE chat_id = :chat_id", chat_id=chat_id)


def migrate_chat(tx: Transaction, old: int, new: int) -> None:
    """A group became a supergroup: what waits follows it to its new number."""
    tx.later("UPDATE outbox SET chat_id = :new WHERE chat_id = :old", old=old, new=new)
