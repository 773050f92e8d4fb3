"""Shelves of forums, a page at a time: what is coming, what was, one's own, what staff work on."""

from datetime import datetime
from typing import Literal

from bot.domain.forums import Forum
from bot.domain.ids import BodyId, ConsultationId, ParticipantId
from storage.engine import Transaction
from storage.forums.record import COLUMNS, from_row, seconds

Shelf = Literal["coming", "past", "off"]

# A forum that is on stands among the coming until its end. A cancelled one stands among the past when its day is over,
# and until then is found by those who were registered, by its link, and by staff ("off").
_SHELVES: dict[Shelf, tuple[str, str]] = {
    "coming": ("f.recorded = 'open' AND f.over_at > :now", "f.starts_at, f.id"),
    "off": ("f.recorded = 'cancelled' AND f.over_at > :now", "f.starts_at, f.id"),
    "past": ("f.recorded <> 'draft' AND f.over_at <= :now", "f.over_at DESC, f.id DESC"),
}
_MINE = """registrations r JOIN forums f ON f.id = r.forum
    WHERE r.participant = :participant AND r.state IN ('registered', 'offered', 'waiting')"""
_DRAFTS = "forums f WHERE f.recorded = 'draft'"


async def page(tx: Transaction, *, shelf: Shelf, now: datetime, limit: int, offset: int) -> list[Forum]:
    """Coming, and called off before their day, by nearest beginning; past newest first."""
    where, order = _SHELVES[shelf]
    rows = await tx.all(
        f"SELECT {COLUMNS} FROM forums f WHERE {where} ORDER BY {order} LIMIT :limit OFFSET :offset",
        now=seconds(now),
        limit=limit,
        offset=offset,
    )
    return [from_row(row) for row in rows]


async def count(tx: Transaction, shelf: Shelf, now: datetime) -> int:
    return int(await tx.value(f"SELECT count(*) FROM forums f WHERE {_SHELVES[shelf][0]}", now=seconds(now)))


async def mine(tx: Transaction, participant: ParticipantId, *, now: datetime, limit: int, offset: int) -> list[Forum]:
    """Where somebody has a seat or waits for one: those ahead by nearest beginning, then those behind, newest first."""
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM {_MINE}
            ORDER BY f.over_at <= :now, CASE WHEN f.over_at > :now THEN f.over_at ELSE -f.over_at END, f.id
            LIMIT :limit OFFSET :offset""",
        participant=participant,
        now=seconds(now),
        limit=limit,
        offset=offset,
    )
    return [from_row(row) for row in rows]


async def count_mine(tx: Transaction, participant: ParticipantId) -> int:
    return int(await tx.value(f"SELECT count(*) FROM {_MINE}", participant=participant))


async def drafts(tx: Transaction, *, limit: int, offset: int) -> list[Forum]:
    """The newest first."""
    rows = await tx.all(
        f"SELECT {COLUMNS} FROM {_DRAFTS} ORDER BY f.id DESC LIMIT :limit OFFSET :offset", limit=limit, offset=offset
    )
    return [from_row(row) for row in rows]


async def count_drafts(tx: Transaction) -> int:
    return int(await tx.value(f"SELECT count(*) FROM {_DRAFTS}"))


async def of_consultation(tx: Transaction, consultation: ConsultationId, *, limit: int) -> list[Forum]:
    """The public ones about a consultation, the latest first."""
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM forums f WHERE f.consultation = :consultation AND f.recorded <> 'draft'
            ORDER BY f.over_at DESC, f.id DESC LIMIT :limit""",
        consultation=consultation,
        limit=limit,
    )
    return [from_row(row) for row in rows]


async def of_body(tx: Transaction, body: BodyId, *, limit: int) -> list[Forum]:
    """As `of_consultation`, those that a body holds."""
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM forums f WHERE f.body = :body AND f.recorded <> 'draft'
            ORDER BY f.over_at DESC, f.id DESC LIMIT :limit""",
        body=body,
        limit=limit,
    )
    return [from_row(row) for row in rows]
