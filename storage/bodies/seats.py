"""Seats of bodies: who holds them, and the links by which they are offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from bot.domain.bodies import Function, Seat
from bot.domain.errors import NotFound
from bot.domain.ids import BodyId, MemberId, ParticipantId
from storage.engine import Row, Transaction

_COLUMNS = "id, body, function, label, quota, organisation, participant, name, name_public, since"
_ORDER = "CASE function WHEN 'chair' THEN 0 WHEN 'vice' THEN 1 WHEN 'secretary' THEN 2 ELSE 3 END, id"


def _seat(row: Row) -> Seat:
    return Seat(
        **{
            **row,
            "function": Function(row["function"]),
            "name_public": bool(row["name_public"]),
            "since": None if row["since"] is None else datetime.fromtimestamp(row["since"], UTC),
        }
    )


async def add(
    tx: Transaction,
    body: BodyId,
    *,
    function: Function,
    quota: str | None,
    organisation: str | None,
    name: str | None,
) -> MemberId:
    number = await tx.value(
        """INSERT INTO body_members (body, function, quota, organisation, name)
           VALUES (:body, :function, :quota, :organisation, :name) RETURNING id""",
        body=body,
        function=function.value,
        quota=quota,
        organisation=organisation,
        name=name,
    )
    return MemberId(number)


async def take_from_file(tx: Transaction, bodies: Sequence[BodyId]) -> None:
    """Seats that a town file tells of, for bodies that have none yet. A label that is not public is for staff alone."""
    await tx.run(
        """INSERT INTO body_members (body, function, label, quota, organisation, name, name_public)
           SELECT b.id, json_extract(m.value, '$.function'),
                  CASE WHEN NOT coalesce(json_extract(m.value, '$.name_public'), 0)
                       THEN json_extract(m.value, '$.label_bg') END,
                  json_extract(m.value, '$.quota_bg'),
                  (SELECT json_extract(o.names, '$.bg') FROM organisations o
                   WHERE o.id = json_extract(m.value, '$.organisation')),
                  CASE WHEN json_extract(m.value, '$.name_public') THEN json_extract(m.value, '$.label_bg') END,
                  coalesce(json_extract(m.value, '$.name_public'), 0)
           FROM bodies b JOIN json_each(b.facts, '$.members') m
           WHERE b.id IN (SELECT value FROM json_each(:bodies))
             AND NOT EXISTS (SELECT 1 FROM body_members s WHERE s.body = b.id)
           ORDER BY b.id, m.key""",
        bodies=orjson.dumps([*bodies]).decode(),
    )


async def get(tx: Transaction, seat: MemberId) -> Seat:
    """Raises NotFound(what="member"), also for a seat that was closed."""
    row = await tx.one(f"SELECT {_COLUMNS} FROM body_members WHERE id = :id AND ended_at IS NULL", id=seat)
    if row is None:
        raise NotFound(what="member")
    return _seat(row)


async def of_body(tx: Transaction, body: BodyId) -> list[Seat]:
    """Every seat there is, the chair first. A body has at most `bodies.SEATS_AT_MOST`."""
    rows = await tx.all(
        f"SELECT {_COLUMNS} FROM body_members WHERE body = :body AND ended_at IS NULL ORDER BY {_ORDER}", body=body
    )
    return [_seat(row) for row in rows]


async def of_participant(tx: Transaction, participant: ParticipantId, body: BodyId) -> Seat | None:
    """The seat somebody holds in a body."""
    row = await tx.one(
        f"SELECT {_COLUMNS} FROM body_members WHERE participant = :participant AND body = :body AND ended_at IS NULL",
        participant=participant,
        body=body,
    )
    return None if row is None else _seat(row)


async def bodies_of(tx: Transaction, participants: Sequence[ParticipantId]) -> set[tuple[ParticipantId, BodyId]]:
    """Who of these is a member of what."""
    rows = await tx.all(
        """SELECT participant, body FROM body_members
           WHERE participant IN (SELECT value FROM json_each(:ids)) AND ended_at IS NULL""",
        ids=orjson.dumps([*participants]).decode(),
    )
    return {(row["participant"], row["body"]) for row in rows}


async def save(tx: Transaction, seat: Seat) -> None:
    """Everything but whose body it is."""
    await tx.run(
        """UPDATE body_members SET function = :function, label = :label, quota = :quota, organisation = :organisation,
               participant = :participant, name = :name, name_public = :name_public, since = :since
           WHERE id = :id""",
        id=seat.id,
        function=seat.function.value,
        label=seat.label,
        quota=seat.quota,
        organisation=seat.organisation,
        participant=seat.participant,
        name=seat.name,
        name_public=int(seat.name_public),
        since=None if seat.since is None else int(seat.since.timestamp()),
    )


async def end(tx: Transaction, seat: MemberId, *, now: datetime) -> None:
    """The seat is no more; what was recorded of its attendance stays."""
    await tx.run("UPDATE body_members SET ended_at = :now WHERE id = :id", id=seat, now=int(now.timestamp()))


async def forget_promises(tx: Transaction, participant: ParticipantId, body: BodyId) -> None:
    """Whoever is no longer a member: what they said of meetings to come, and their ballots in votes that run."""
    await tx.run(
        """DELETE FROM meeting_replies WHERE participant = :participant
           AND meeting IN (SELECT id FROM meetings WHERE body = :body)""",
        participant=participant,
        body=body,
    )
    await tx.run(
        """DELETE FROM body_ballots WHERE participant = :participant
           AND vote IN (SELECT id FROM body_votes WHERE body = :body)""",
        participant=participant,
        body=body,
    )


# -- invitations -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Invitation:
    id: int
    member: MemberId
    invited_by: ParticipantId | None
    expires_at: datetime
    used: bool


async def invite(
    tx: Transaction,
    seat: MemberId,
    *,
    token_hash: str,
    invited_by: ParticipantId,
    now: datetime,
    expires_at: datetime,
) -> None:
    """One link at a time leads to a seat: earlier ones that nobody used no longer work."""
    await void_invitations(tx, seat)
    await tx.run(
        """INSERT INTO body_invitations (member, token_hash, invited_by, created_at, expires_at)
           VALUES (:seat, :token_hash, :invited_by, :now, :expires_at)""",
        seat=seat,
        token_hash=token_hash,
        invited_by=invited_by,
        now=int(now.timestamp()),
        expires_at=int(expires_at.timestamp()),
    )


async def void_invitations(tx: Transaction, seat: MemberId) -> None:
    await tx.run("DELETE FROM body_invitations WHERE member = :seat AND used_at IS NULL", seat=seat)


async def invitation(tx: Transaction, token_hash: str) -> Invitation | None:
    row = await tx.one(
        """SELECT id, member, invited_by, expires_at, used_at FROM body_invitations
           WHERE token_hash = :hash""",
        hash=token_hash,
    )
    if row is None:
        return None
    return Invitation(
        id=row["id"],
        member=MemberId(row["member"]),
        invited_by=row["invited_by"],
        expires_at=datetime.fromtimestamp(row["expires_at"], UTC),
        used=row["used_at"] is not None,
    )


async def invited(tx: Transaction, body: BodyId, *, now: datetime) -> set[MemberId]:
    """Seats whose link nobody has answered yet."""
    rows = await tx.all(
        """SELECT i.member FROM body_invitations i JOIN body_members m ON m.id = i.member
           WHERE m.body = :body AND i.used_at IS NULL AND i.expires_at > :now""",
        body=body,
        now=int(now.timestamp()),
    )
    return {MemberId(row["member"]) for row in rows}


async def use_invitation(tx: Transaction, number: int, *, now: datetime) -> None:
    await tx.run("UPDATE body_invitations SET used_at = :now WHERE id = :id", id=number, now=int(now.timestamp()))


async def forget_invitations(tx: Transaction, *, before: datetime) -> None:
    """Those that are over or used."""
    await tx.run(
        "DELETE FROM body_invitations WHERE expires_at <= :before OR used_at IS NOT NULL",
        before=int(before.timestamp()),
    )
