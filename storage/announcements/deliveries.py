"""Copies of announcements: which may leave now, and what became of each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from bot.domain.deliveries import DeliveryState, Tally
from bot.domain.ids import AnnouncementId, ParticipantId
from bot.domain.notices import Choice
from bot.domain.participants import Cadence, QuietHours
from storage.engine import Row, Transaction


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy as whoever sends it needs it. `chat_id` is where it goes now; `choice` and `reachable` are of its
    recipient as they are now (None and True for a group or a channel)."""

    id: int
    announcement: AnnouncementId
    participant: ParticipantId | None
    chat_id: int
    language: str
    place: str | None
    state: DeliveryState
    revision: int
    message_id: int | None
    album: tuple[int, ...]
    sent_at: datetime | None
    due_at: int
    attempts: int
    reachable: bool
    choice: Choice | None


_COPY = """d.id, d.announcement, d.participant, coalesce(p.telegram_id, c.chat_id) AS chat_id, d.language, d.place,
    d.state, d.revision, d.message_id, d.album, d.sent_at, d.due_at, d.attempts, p.unreachable_since, p.cadence,
    p.quiet_start, p.quiet_end, p.paused_until, p.last_alert_on, c.left_at"""
_FROM = """FROM deliveries d LEFT JOIN participants p ON p.id = d.participant LEFT JOIN chats c ON c.id = d.chat"""


def _copy(row: Row) -> Copy:
    return Copy(
        id=row["id"],
        announcement=row["announcement"],
        participant=row["participant"],
        chat_id=row["chat_id"],
        language=row["language"],
        place=row["place"],
        state=DeliveryState(row["state"]),
        revision=row["revision"],
        message_id=row["message_id"],
        album=() if row["album"] is None else tuple(orjson.loads(row["album"])),
        sent_at=None if row["sent_at"] is None else datetime.fromtimestamp(row["sent_at"], UTC),
        due_at=row["due_at"],
        attempts=row["attempts"],
        reachable=row["unreachable_since"] is None and row["left_at"] is None,
        choice=None if row["participant"] is None else choice_of(row),
    )


def choice_of(row: Row) -> Choice:
    """Of a recipient: how often, when not, and until when they have paused."""
    start, end, paused = row["quiet_start"], row["quiet_end"], row["paused_until"]
    return Choice(
        cadence=Cadence(row["cadence"]),
        quiet=None if start is None or end is None else QuietHours(start_minute=start, end_minute=end),
        paused_until=None if paused is None else datetime.fromtimestamp(paused, UTC),
        last_alert_on=None,
    )


async def to_send(
    tx: Transaction, announcement: AnnouncementId, *, now: datetime, limit: int, without: Collection[int] = ()
) -> list[Copy]:
    """Those whose time has come, the longest waiting first, `without` some (by id)."""
    rows = await tx.all(
        f"""SELECT {_COPY} {_FROM}
            WHERE d.announcement = :announcement AND d.state = 0 AND d.revision = 0 AND d.due_at <= :now
              AND d.id NOT IN (SELECT value FROM json_each(:without))
            ORDER BY d.due_at, d.id LIMIT :limit""",
        announcement=announcement,
        now=int(now.timestamp()),
        limit=limit,
        without=orjson.dumps(list(without)).decode(),
    )
    return [_copy(row) for row in rows]


async def shown(
    tx: Transaction,
    announcement: AnnouncementId,
    *,
    before: int,
    now: datetime,
    limit: int,
    without: Collection[int] = (),
) -> list[Copy]:
    """Those in their chats that show a revision older than `before` (one more than the newest: all of them), and are
    not put off; `without` some (by id)."""
    rows = await tx.all(
        f"""SELECT {_COPY} {_FROM}
            WHERE d.announcement = :announcement AND d.state = 1 AND d.revision < :before AND d.due_at <= :now
              AND d.id NOT IN (SELECT value FROM json_each(:without))
            ORDER BY d.revision, d.due_at, d.id LIMIT :limit""",
        announcement=announcement,
        before=before,
        now=int(now.timestamp()),
        limit=limit,
        without=orjson.dumps(list(without)).decode(),
    )
    return [_copy(row) for row in rows]


async def tally(tx: Transaction, announcement: AnnouncementId, *, revision: int, now: datetime) -> Tally:
    """How many are in which state; with 1,000,000 copies a tenth of a second, on a reader's connection."""
    rows = await tx.all(
        """SELECT state, count(*) AS n, sum(revision < :revision) AS behind, sum(due_at > :now) AS later
           FROM deliveries WHERE announcement = :announcement GROUP BY state""",
        announcement=announcement,
        revision=revision,
        now=int(now.timestamp()),
    )
    found = {DeliveryState(row["state"]).name: row["n"] for row in rows}
    by_state = {DeliveryState(row["state"]): row for row in rows}
    behind = by_state[DeliveryState.shown]["behind"] if DeliveryState.shown in by_state else 0
    later = by_state[DeliveryState.waiting]["later"] if DeliveryState.waiting in by_state else 0
    return Tally(**found, behind=behind, later=later)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one copy. `message_id` and `album` where it was sent just now."""

    id: int
    state: DeliveryState
    revision: int
    message_id: int | None = None
    album: Sequence[int] = ()


def settle_later(tx: Transaction, settled: Sequence[Settled], *, now: datetime) -> None:
    """Note what became of these copies, at the commit, in one statement."""
    if not settled:
        return
    rows = [
        [
            one.id,
            one.state.value,
            one.revision,
            one.message_id,
            orjson.dumps(list(one.album)).decode() if one.album else None,
        ]
        for one in settled
    ]
    tx.later(
        """UPDATE deliveries SET
               state = s.value ->> 1, revision = s.value ->> 2, attempts = 0,
               message_id = coalesce(s.value ->> 3, message_id), album = coalesce(s.value ->> 4, album),
               sent_at = CASE WHEN s.value ->> 3 IS NULL THEN sent_at ELSE :now END
           FROM json_each(:rows) s WHERE deliveries.id = s.value ->> 0""",
        rows=orjson.dumps(rows).decode(),
        now=int(now.timestamp()),
    )


def postpone(tx: Transaction, number: int, *, until: datetime) -> None:
    """Telegram could not be reached for this one alone: it is tried again then."""
    tx.later(
        "UPDATE deliveries SET due_at = :until, attempts = attempts + 1 WHERE id = :id",
        id=number,
        until=int(until.timestamp()),
    )


def refused(tx: Transaction, number: int) -> None:
    """The whole announcement seems to be refused, because of this one: it is tried once more when that goes on."""
    tx.later("UPDATE deliveries SET attempts = attempts + 1 WHERE id = :id", id=number)


async def put_off(tx: Transaction, numbers: Sequence[tuple[int, datetime]]) -> None:
    """Their recipients' quiet hours have begun: they wait for their end."""
    await tx.many(
        "UPDATE deliveries SET due_at = :due_at WHERE id = :id AND state = 0",
        [{"id": number, "due_at": int(moment.timestamp())} for number, moment in numbers],
    )


async def give_up_waiting(tx: Transaction, announcement: AnnouncementId, *, limit: int) -> int:
    """The rest is not sent: it was cancelled or recalled. Returns how many, at most `limit`."""
    return await tx.run(
        """UPDATE deliveries SET state = 5 WHERE id IN
               (SELECT id FROM deliveries WHERE announcement = :announcement AND state IN (0, 2) LIMIT :limit)""",
        announcement=announcement,
        limit=limit,
    )


async def try_failed_again(tx: Transaction, announcement: AnnouncementId, *, now: datetime) -> int:
    """Those that Telegram refused wait once more, and show no text yet; returns how many."""
    return await tx.run(
        """UPDATE deliveries SET state = 0, revision = 0, due_at = :now, attempts = 0
           WHERE announcement = :announcement AND state = 4""",
        announcement=announcement,
        now=int(now.timestamp()),
    )


async def of_person(tx: Transaction, announcement: AnnouncementId, participant: ParticipantId) -> Copy | None:
    """Somebody's own copy; None where they have none, or it was forgotten."""
    row = await tx.one(
        f"SELECT {_COPY} {_FROM} WHERE d.participant = :participant AND d.announcement = :announcement",
        participant=participant,
        announcement=announcement,
    )
    return None if row is None else _copy(row)
