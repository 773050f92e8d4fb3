"""Registrations in tables: one row for each person and forum."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import orjson

from bot.domain.errors import NotFound
from bot.domain.forums import Seats
from bot.domain.ids import ForumId, ParticipantId, RegistrationId
from bot.domain.seats import Registration, RegistrationState
from storage.engine import Row, Transaction
from storage.forums.record import moment, seconds

COLUMNS = """r.id, r.forum, r.participant, r.name, r.state, r.code, r.position, r.passes, r.offered_until,
    r.registered_at, r.checked_in_at"""


def from_row(row: Row) -> Registration:
    """Reads COLUMNS."""
    return Registration(
        id=RegistrationId(row["id"]),
        forum=ForumId(row["forum"]),
        participant=None if row["participant"] is None else ParticipantId(row["participant"]),
        name=row["name"],
        state=RegistrationState(row["state"]),
        code=row["code"],
        position=row["position"],
        passes=row["passes"],
        offered_until=moment(row["offered_until"]),
        registered_at=_known(row["registered_at"]),
        checked_in_at=moment(row["checked_in_at"]),
    )


def _known(at: int) -> datetime:
    found = moment(at)
    assert found is not None
    return found


def _values(one: Registration) -> dict[str, Any]:
    return {
        "participant": one.participant,
        "name": one.name,
        "state": one.state.value,
        "code": one.code,
        "position": one.position,
        "passes": one.passes,
        "offered_until": seconds(one.offered_until),
        "registered_at": seconds(one.registered_at),
        "checked_in_at": seconds(one.checked_in_at),
    }


async def seats(tx: Transaction, forum: ForumId) -> Seats:
    """An offered seat is taken."""
    row = await tx.one(
        """SELECT coalesce(sum(state IN ('registered', 'offered')), 0) AS taken,
                  coalesce(sum(state = 'waiting'), 0) AS waiting
           FROM registrations WHERE forum = :forum AND state IN ('registered', 'offered', 'waiting')""",
        forum=forum,
    )
    assert row is not None
    return Seats(taken=row["taken"], waiting=row["waiting"])


async def known(tx: Transaction, forum: ForumId) -> int:
    """How many with a seat, offered or taken, have a record: whoever was taken in at the door cannot be told."""
    return int(
        await tx.value(
            """SELECT count(participant) FROM registrations
               WHERE forum = :forum AND state IN ('registered', 'offered')""",
            forum=forum,
        )
    )


async def seats_of(tx: Transaction, forums: Collection[ForumId]) -> dict[ForumId, Seats]:
    """Of several at once; a forum without any registration is missing."""
    rows = await tx.all(
        """SELECT forum, sum(state <> 'waiting') AS taken, sum(state = 'waiting') AS waiting FROM registrations
           WHERE forum IN (SELECT value FROM json_each(:forums)) AND state IN ('registered', 'offered', 'waiting')
           GROUP BY forum""",
        forums=orjson.dumps(list(forums)).decode(),
    )
    return {ForumId(row["forum"]): Seats(row["taken"], row["waiting"]) for row in rows}


async def of(tx: Transaction, forum: ForumId, participant: ParticipantId) -> Registration | None:
    """Somebody's place in a forum, whatever has become of it."""
    row = await tx.one(
        f"SELECT {COLUMNS} FROM registrations r WHERE r.forum = :forum AND r.participant = :participant",
        forum=forum,
        participant=participant,
    )
    return None if row is None else from_row(row)


async def of_people(
    tx: Transaction, forums: Collection[ForumId], people: Collection[ParticipantId]
) -> dict[tuple[ForumId, ParticipantId], Registration]:
    """The places of these people in these forums."""
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM registrations r
            WHERE r.forum IN (SELECT value FROM json_each(:forums))
              AND r.participant IN (SELECT value FROM json_each(:people))""",
        forums=orjson.dumps(list(forums)).decode(),
        people=orjson.dumps(list(people)).decode(),
    )
    return {(ForumId(row["forum"]), ParticipantId(row["participant"])): from_row(row) for row in rows}


async def states_of(
    tx: Transaction, participant: ParticipantId, forums: Collection[ForumId]
) -> dict[ForumId, RegistrationState]:
    rows = await tx.all(
        """SELECT forum, state FROM registrations
           WHERE participant = :participant AND forum IN (SELECT value FROM json_each(:forums))""",
        participant=participant,
        forums=orjson.dumps(list(forums)).decode(),
    )
    return {ForumId(row["forum"]): RegistrationState(row["state"]) for row in rows}


async def get(tx: Transaction, registration: RegistrationId) -> Registration:
    """Raises NotFound(what="registration")."""
    row = await tx.one(f"SELECT {COLUMNS} FROM registrations r WHERE r.id = :id", id=registration)
    if row is None:
        raise NotFound(what="registration")
    return from_row(row)


async def by_code(tx: Transaction, forum: ForumId, code: str) -> Registration | None:
    row = await tx.one(
        f"SELECT {COLUMNS} FROM registrations r WHERE r.forum = :forum AND r.code = :code", forum=forum, code=code
    )
    return None if row is None else from_row(row)


async def add(tx: Transaction, one: Registration) -> Registration:
    """Record a new one; its own id does not count."""
    values = _values(one)
    number = await tx.value(
        f"""INSERT INTO registrations (forum, {", ".join(values)}) VALUES (:forum, :{", :".join(values)})
            RETURNING id""",
        forum=one.forum,
        **values,
    )
    return one.model_copy(update={"id": RegistrationId(number)})


async def save(tx: Transaction, one: Registration) -> None:
    values = _values(one)
    await tx.run(
        f"UPDATE registrations SET {', '.join(f'{column} = :{column}' for column in values)} WHERE id = :id",
        id=one.id,
        **values,
    )


async def checked_by(tx: Transaction, registration: RegistrationId, by: ParticipantId | None) -> None:
    """Who of the staff checked them in; None for the code of the door."""
    await tx.run("UPDATE registrations SET checked_by = :by WHERE id = :id", id=registration, by=by)


async def count_offered(tx: Transaction, participant: ParticipantId, *, now: datetime) -> int:
    """How many seats are held for somebody who has not said yet whether they come."""
    return int(
        await tx.value(
            """SELECT count(*) FROM registrations
               WHERE participant = :participant AND state = 'offered' AND offered_until > :now""",
            participant=participant,
            now=seconds(now),
        )
    )


# -- the line ----------------------------------------------------------------------------------------------------------


async def tail(tx: Transaction, forum: ForumId) -> int:
    """The position behind everybody who waits or has been offered a seat."""
    found = await tx.value("SELECT max(position) FROM registrations WHERE forum = :forum", forum=forum)
    return int(found or 0) + 1


async def ahead(tx: Transaction, forum: ForumId, position: int) -> int:
    """How many wait before a position."""
    return int(
        await tx.value(
            """SELECT count(*) FROM registrations
               WHERE forum = :forum AND state = 'waiting' AND position < :position""",
            forum=forum,
            position=position,
        )
    )


async def line(tx: Transaction, forum: ForumId, *, now: datetime, limit: int) -> list[Registration]:
    """The first who wait and can be written to, in order: who blocked us or paused keeps their place meanwhile."""
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM registrations r JOIN participants p ON p.id = r.participant
            WHERE r.forum = :forum AND r.state = 'waiting' AND p.unreachable_since IS NULL
              AND (p.paused_until IS NULL OR p.paused_until <= :now)
            ORDER BY r.position LIMIT :limit""",
        forum=forum,
        now=seconds(now),
        limit=limit,
    )
    return [from_row(row) for row in rows]


async def expired(tx: Transaction, *, now: datetime, limit: int, forum: ForumId | None = None) -> list[Registration]:
    """Offers whose hold is over, the longest over first; of one forum or of all."""
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM registrations r
            WHERE r.state = 'offered' AND r.offered_until <= :now AND (:forum IS NULL OR r.forum = :forum)
            ORDER BY r.offered_until, r.id LIMIT :limit""",
        now=seconds(now),
        forum=forum,
        limit=limit,
    )
    return [from_row(row) for row in rows]


async def clip_offers(tx: Transaction, forum: ForumId, *, until: datetime) -> None:
    """No seat is held beyond this."""
    await tx.run(
        """UPDATE registrations SET offered_until = :until
           WHERE forum = :forum AND state = 'offered' AND offered_until > :until""",
        forum=forum,
        until=seconds(until),
    )


async def with_a_freed_seat(tx: Transaction, *, now: datetime, limit: int) -> list[ForumId]:
    """Forums ahead in which somebody waits although a seat is free."""
    rows = await tx.all(
        """SELECT f.id FROM forums f
           WHERE f.recorded = 'open' AND f.over_at > :now AND f.starts_at > :now AND f.registration_closed = 0
             AND EXISTS (SELECT 1 FROM registrations r JOIN participants p ON p.id = r.participant
                         WHERE r.forum = f.id AND r.state = 'waiting' AND p.unreachable_since IS NULL
                           AND (p.paused_until IS NULL OR p.paused_until <= :now))
             AND (f.capacity IS NULL OR f.capacity >
                  (SELECT count(*) FROM registrations r
                   WHERE r.forum = f.id AND r.state IN ('registered', 'offered')))
           ORDER BY f.starts_at, f.id LIMIT :limit""",
        now=seconds(now),
        limit=limit,
    )
    return [ForumId(row["id"]) for row in rows]


# -- wrong codes -------------------------------------------------------------------------------------------------------


async def tries(tx: Transaction, registration: RegistrationId, *, now: datetime, within: timedelta) -> int:
    """Wrong codes that were typed lately."""
    row = await tx.one("SELECT tries, tried_at FROM registrations WHERE id = :id", id=registration)
    if row is None or row["tried_at"] is None or row["tried_at"] + within.total_seconds() <= now.timestamp():
        return 0
    return int(row["tries"])


async def tried(tx: Transaction, registration: RegistrationId, *, now: datetime, tries: int) -> None:
    """One more; they count from the first."""
    await tx.run(
        """UPDATE registrations SET tries = :tries, tried_at = CASE WHEN :tries = 1 THEN :now ELSE tried_at END
           WHERE id = :id""",
        id=registration,
        tries=tries,
        now=seconds(now),
    )
