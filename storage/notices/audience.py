"""Whom a notice concerns, a stretch of people at a time, with what decides when they may hear it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

import orjson

from bot.domain.ids import ConsultationId, ParticipantId, PlaceId, ProposalId, TopicId
from bot.domain.notices import Choice
from bot.domain.participants import Cadence, QuietHours
from storage.engine import Row, Transaction


@dataclass(frozen=True, slots=True)
class Listener:
    """A participant as notices know them. `choice` is how they want to be written to."""

    participant: ParticipantId
    chat_id: int
    language: str
    reachable: bool
    choice: Choice


_COLUMNS = """p.id, p.telegram_id, p.language, p.cadence, p.quiet_start, p.quiet_end, p.paused_until,
              p.unreachable_since, p.last_alert_on"""


@lru_cache(maxsize=4096)
def _choice(cadence: str, start: int | None, end: int | None, paused: int | None, last_alert_on: str | None) -> Choice:
    # A hundred thousand people make a few dozen choices between them.
    return Choice(
        cadence=Cadence(cadence),
        quiet=None if start is None or end is None else QuietHours(start_minute=start, end_minute=end),
        paused_until=None if paused is None else datetime.fromtimestamp(paused, UTC),
        last_alert_on=None if last_alert_on is None else date.fromisoformat(last_alert_on),
    )


def _listener(row: Row) -> Listener:
    return Listener(
        participant=row["id"],
        chat_id=row["telegram_id"],
        language=row["language"],
        reachable=row["unreachable_since"] is None,
        choice=_choice(row["cadence"], row["quiet_start"], row["quiet_end"], row["paused_until"], row["last_alert_on"]),
    )


async def listeners(tx: Transaction, ids: Sequence[ParticipantId]) -> dict[ParticipantId, Listener]:
    """Those of the given people who are still recorded."""
    rows = await tx.all(
        f"SELECT {_COLUMNS} FROM participants p WHERE p.id IN (SELECT value FROM json_each(:ids))",
        ids=orjson.dumps(list(ids)).decode(),
    )
    return {one.participant: one for one in map(_listener, rows)}


_SUBSCRIBED = """SELECT participant FROM subscriptions
                 WHERE scope = 'topic' AND target IN (SELECT value FROM json_each(:topics)) {stretch}
                 UNION
                 SELECT participant FROM subscriptions
                 WHERE scope = 'place' AND target IN (SELECT value FROM json_each(:places)) {stretch}"""
_ALL = _SUBSCRIBED.format(stretch="")
_STRETCH = _SUBSCRIBED.format(stretch="AND participant > :after AND participant <= :upto")


def _targets(topics: Sequence[TopicId], places: Sequence[PlaceId]) -> dict[str, str]:
    return {"topics": orjson.dumps(list(topics)).decode(), "places": orjson.dumps(list(places)).decode()}


async def count(tx: Transaction, *, topics: Sequence[TopicId], places: Sequence[PlaceId], now: datetime) -> int:
    """How many would be told of a new consultation: subscribed, reachable, not paused, wanting alerts at all.

    A matter of the whole municipality has the place `town.WHOLE`.
    """
    return int(
        await tx.value(
            f"""SELECT count(*) FROM participants p
                WHERE p.id IN ({_ALL}) AND p.unreachable_since IS NULL AND p.cadence <> 'never'
                  AND (p.paused_until IS NULL OR p.paused_until <= :now)""",
            **_targets(topics, places),
            now=int(now.timestamp()),
        )
    )


async def subscribers(
    tx: Transaction, *, topics: Sequence[TopicId], places: Sequence[PlaceId], after: int, upto: int
) -> list[Listener]:
    """The reachable who want alerts on one of these, among ids in (after, upto]. Also the paused: theirs wait."""
    rows = await tx.all(
        f"""SELECT {_COLUMNS} FROM participants p
            WHERE p.id IN ({_STRETCH}) AND p.unreachable_since IS NULL AND p.cadence <> 'never'""",
        **_targets(topics, places),
        after=after,
        upto=upto,
    )
    return [_listener(row) for row in rows]


async def last_participant(tx: Transaction) -> int:
    """The highest id there is, 0 when nobody is recorded."""
    return int(await tx.value("SELECT coalesce(max(id), 0) FROM participants"))


async def followers(
    tx: Transaction,
    consultation: ConsultationId,
    *,
    since: datetime,
    reminded: bool,
    after: int,
    limit: int,
) -> list[Listener]:
    """Who followed by `since`, beyond the id `after`, in order; reachable or not.

    `reminded`: only those who want reminders, and followed before that instant and not at it.
    """
    rows = await tx.all(
        f"""SELECT {_COLUMNS} FROM follows f JOIN participants p ON p.id = f.participant
            WHERE f.consultation = :consultation AND f.participant > :after
              AND f.reminders >= :reminded AND f.followed_at <= :since
            ORDER BY f.participant LIMIT :limit""",
        consultation=consultation,
        since=int(since.timestamp()) - (1 if reminded else 0),
        reminded=int(reminded),
        after=after,
        limit=limit,
    )
    return [_listener(row) for row in rows]


async def authors(
    tx: Transaction, consultation: ConsultationId, *, after: int, limit: int
) -> list[tuple[ProposalId, Listener]]:
    """Who wrote what was answered in a consultation, a proposal at a time, beyond the proposal `after`, in order."""
    rows = await tx.all(
        f"""SELECT s.id AS proposal, {_COLUMNS} FROM proposals s JOIN participants p ON p.id = s.author
            WHERE s.consultation = :consultation AND s.status = 'answered' AND s.kind = 'statement' AND s.id > :after
            ORDER BY s.id LIMIT :limit""",
        consultation=consultation,
        after=after,
        limit=limit,
    )
    return [(row["proposal"], _listener(row)) for row in rows]


async def following(
    tx: Transaction, participants: Sequence[ParticipantId], consultations: Sequence[ConsultationId]
) -> dict[tuple[ParticipantId, ConsultationId], bool]:
    """Who of these follows which of those; the value says whether with reminders."""
    rows = await tx.all(
        """SELECT participant, consultation, reminders FROM follows
           WHERE participant IN (SELECT value FROM json_each(:participants))
             AND consultation IN (SELECT value FROM json_each(:consultations))""",
        participants=orjson.dumps(list(participants)).decode(),
        consultations=orjson.dumps(list(consultations)).decode(),
    )
    return {(row["participant"], row["consultation"]): bool(row["reminders"]) for row in rows}


async def remind(tx: Transaction, participant: ParticipantId, consultation: ConsultationId, *, on: bool) -> None:
    """Whether a follower wants reminders of this one; nothing for somebody who does not follow it."""
    await tx.run(
        "UPDATE follows SET reminders = :on WHERE participant = :participant AND consultation = :consultation",
        participant=participant,
        consultation=consultation,
        on=int(on),
    )
