"""Participants: the people who agreed to be recorded, what they chose, and their conversations in progress."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import orjson

from bot.domain.ids import OrganisationId, ParticipantId
from bot.domain.participants import Cadence, Participant, QuietHours
from bot.domain.staff import Role
from storage.dialogues import Dialogue
from storage.engine import Row, Transaction
from storage.staff import Member

_COLUMNS = """p.id, p.telegram_id, p.language, p.cadence, p.quiet_start, p.quiet_end, p.paused_until,
              p.unreachable_since, p.consent_version, p.consented_at"""


def from_row(row: Row) -> Participant:
    quiet = (
        None if row["quiet_start"] is None else QuietHours(start_minute=row["quiet_start"], end_minute=row["quiet_end"])
    )
    return Participant(
        id=ParticipantId(row["id"]),
        telegram_id=row["telegram_id"],
        language=row["language"],
        cadence=Cadence(row["cadence"]),
        quiet=quiet,
        paused_until=_moment(row["paused_until"]),
        reachable=row["unreachable_since"] is None,
        consent_version=row["consent_version"],
        consented_at=datetime.fromtimestamp(row["consented_at"], UTC),
    )


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who stands at the door: everything a turn asks about a person before it begins."""

    participant: Participant | None
    member: Member | None
    dialogues: tuple[Dialogue, ...]
    last_seen_on: str | None


async def arrival(tx: Transaction, telegram_id: int, chat_id: int) -> Arrival:
    """One question for participant, staff membership and dialogues, because every turn asks it."""
    row = await tx.one(
        f"""SELECT {_COLUMNS}, p.last_seen_on, s.role, s.organisation, s.name AS staff_name, o.may_decide,
                   (SELECT json_group_array(json_array(d.conversation, d.state, json(d.draft), d.active))
                    FROM (SELECT * FROM dialogues WHERE chat_id = :chat_id
                          ORDER BY active DESC, updated_at DESC) d) AS dialogues
            FROM (SELECT 1) LEFT JOIN participants p ON p.telegram_id = :telegram_id
            LEFT JOIN staff s ON s.participant = p.id
            LEFT JOIN organisations o ON o.id = s.organisation""",
        telegram_id=telegram_id,
        chat_id=chat_id,
    )
    assert row is not None
    participant = None if row["id"] is None else from_row(row)
    member = None
    if participant is not None and row["role"] is not None:
        member = Member(
            participant=participant.id,
            role=Role(row["role"]),
            organisation=OrganisationId(row["organisation"]),
            may_decide=bool(row["may_decide"]),
            name=row["staff_name"],
        )
    dialogues = tuple(
        Dialogue(chat_id, conversation, state, draft, bool(active))
        for conversation, state, draft, active in orjson.loads(row["dialogues"])
    )
    return Arrival(participant, member, dialogues, row["last_seen_on"])


async def get(tx: Transaction, participant: ParticipantId) -> Participant | None:
    row = await tx.one(f"SELECT {_COLUMNS} FROM participants p WHERE p.id = :id", id=participant)
    return None if row is None else from_row(row)


async def by_telegram(tx: Transaction, telegram_id: int) -> Participant | None:
    """Whose private chat has this number."""
    row = await tx.one(f"SELECT {_COLUMNS} FROM participants p WHERE p.telegram_id = :id", id=telegram_id)
    return None if row is None else from_row(row)


async def add(
    tx: Transaction,
    *,
    telegram_id: int,
    language: str,
    quiet: QuietHours | None,
    consent_version: str,
    now: datetime,
    today: date,
) -> Participant:
    """Record a person who has just agreed; agreeing again renews the consent and keeps the choices."""
    row = await tx.one(
        """INSERT INTO participants (telegram_id, language, cadence, quiet_start, quiet_end, consent_version,
                                     consent_language, consented_at, last_seen_on)
           VALUES (:telegram_id, :language, :cadence, :quiet_start, :quiet_end, :version, :language, :now, :today)
           ON CONFLICT (telegram_id) DO UPDATE
           SET consent_version = excluded.consent_version, consent_language = excluded.consent_language,
               consented_at = excluded.consented_at
           RETURNING id, telegram_id, language, cadence, quiet_start, quiet_end, paused_until, unreachable_since,
                     consent_version, consented_at""",
        telegram_id=telegram_id,
        language=language,
        cadence=Cadence.at_once,
        quiet_start=None if quiet is None else quiet.start_minute,
        quiet_end=None if quiet is None else quiet.end_minute,
        version=consent_version,
        now=int(now.timestamp()),
        today=today.isoformat(),
    )
    assert row is not None
    return from_row(row)


def seen(tx: Transaction, participant: ParticipantId, *, today: date) -> None:
    """They are here: reachable again, active, and not to be erased for their silence."""
    tx.later(
        "UPDATE participants SET last_seen_on = :today, erase_on = NULL WHERE id = :id",
        id=participant,
        today=today.isoformat(),
    )
    # Apart: the index that audiences are counted along holds it, and is left alone where nothing changes.
    tx.later(
        "UPDATE participants SET unreachable_since = NULL WHERE id = :id AND unreachable_since IS NOT NULL",
        id=participant,
    )


def unreachable(tx: Transaction, telegram_id: int, *, now: datetime) -> None:
    """They blocked the bot or are gone: nothing is written to them until they return."""
    tx.later(
        """UPDATE participants SET unreachable_since = :now
           WHERE telegram_id = :telegram_id AND unreachable_since IS NULL""",
        telegram_id=telegram_id,
        now=int(now.timestamp()),
    )


async def choose(tx: Transaction, participant: Participant) -> None:
    """Write every choice of a participant as the model has it."""
    await tx.run(
        """UPDATE participants SET language = :language, cadence = :cadence, quiet_start = :quiet_start,
                  quiet_end = :quiet_end, paused_until = :paused_until WHERE id = :id""",
        id=participant.id,
        language=participant.language,
        cadence=participant.cadence,
        quiet_start=None if participant.quiet is None else participant.quiet.start_minute,
        quiet_end=None if participant.quiet is None else participant.quiet.end_minute,
        paused_until=None if participant.paused_until is None else int(participant.paused_until.timestamp()),
    )


async def subscribed(tx: Transaction, participant: ParticipantId, scope: str) -> set[str]:
    """Targets of one scope: `topic` or `place`."""
    rows = await tx.all(
        "SELECT target FROM subscriptions WHERE participant = :id AND scope = :scope",
        id=participant,
        scope=scope,
    )
    return {row["target"] for row in rows}


async def toggle_subscription(tx: Transaction, participant: ParticipantId, scope: str, target: str) -> bool:
    """Tick or untick; returns whether it is ticked now."""
    removed = await tx.run(
        "DELETE FROM subscriptions WHERE participant = :id AND scope = :scope AND target = :target",
        id=participant,
        scope=scope,
        target=target,
    )
    if removed:
        return False
    await tx.run(
        "INSERT INTO subscriptions (participant, scope, target) VALUES (:id, :scope, :target)",
        id=participant,
        scope=scope,
        target=target,
    )
    return True
