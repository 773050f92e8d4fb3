"""Staff: who works for which organisation, in which role, and the invitations that are still open."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from bot.domain.ids import OrganisationId, ParticipantId
from bot.domain.staff import Role
from storage.engine import Row, Transaction


@dataclass(frozen=True, slots=True)
class Member:
    """A participant at work. `may_decide` is their organisation's: only the municipality decides."""

    participant: ParticipantId
    role: Role
    organisation: OrganisationId
    may_decide: bool
    name: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member as their colleagues see them."""

    member: Member
    since: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    id: int
    role: Role
    organisation: OrganisationId
    invited_by: ParticipantId | None
    expires_at: datetime
    used: bool


_MEMBER = """SELECT s.participant, s.role, s.organisation, s.name, s.since, o.may_decide
             FROM staff s JOIN organisations o ON o.id = s.organisation"""


def _member(row: Row) -> Member:
    return Member(
        participant=ParticipantId(row["participant"]),
        role=Role(row["role"]),
        organisation=OrganisationId(row["organisation"]),
        may_decide=bool(row["may_decide"]),
        name=row["name"],
    )


def _colleague(row: Row) -> Colleague:
    return Colleague(member=_member(row), since=datetime.fromtimestamp(row["since"], UTC))


async def colleagues(tx: Transaction, *, limit: int, offset: int) -> list[Colleague]:
    """By name."""
    rows = await tx.all(
        f"{_MEMBER} ORDER BY s.name, s.participant LIMIT :limit OFFSET :offset", limit=limit, offset=offset
    )
    return [_colleague(row) for row in rows]


async def colleague(tx: Transaction, participant: ParticipantId) -> Colleague | None:
    row = await tx.one(f"{_MEMBER} WHERE s.participant = :id", id=participant)
    return None if row is None else _colleague(row)


async def names(tx: Transaction, participants: Collection[ParticipantId]) -> dict[ParticipantId, str]:
    """Names of those of the given who are staff now."""
    rows = await tx.all(
        "SELECT participant, name FROM staff WHERE participant IN (SELECT value FROM json_each(:ids))",
        ids=orjson.dumps(list(participants)).decode(),
    )
    return {ParticipantId(row["participant"]): row["name"] for row in rows}


async def count(tx: Transaction) -> int:
    return int(await tx.value("SELECT count(*) FROM staff"))


async def get(tx: Transaction, participant: ParticipantId) -> Member | None:
    row = await tx.one(f"{_MEMBER} WHERE s.participant = :id", id=participant)
    return None if row is None else _member(row)


async def join(
    tx: Transaction,
    participant: ParticipantId,
    *,
    role: Role,
    organisation: OrganisationId,
    name: str,
    now: datetime,
) -> None:
    """Make somebody staff, or move them to another role."""
    await tx.run(
        """INSERT INTO staff (participant, role, organisation, name, since)
           VALUES (:participant, :role, :organisation, :name, :now)
           ON CONFLICT (participant) DO UPDATE
           SET role = excluded.role, organisation = excluded.organisation, name = excluded.name""",
        participant=participant,
        role=role,
        organisation=organisation,
        name=name,
        now=int(now.timestamp()),
    )


async def leave(tx: Transaction, participant: ParticipantId) -> None:
    await tx.run("DELETE FROM staff WHERE participant = :id", id=participant)


async def owners(tx: Transaction) -> int:
    return int(await tx.value("SELECT count(*) FROM staff WHERE role = 'owner'"))


async def only_owner(tx: Transaction) -> ParticipantId | None:
    """The owner beside whom there is no other; None where there are several or none."""
    row = await tx.one("SELECT min(participant) AS one, count(*) AS n FROM staff WHERE role = 'owner'")
    return ParticipantId(row["one"]) if row is not None and row["n"] == 1 else None


async def invite(
    tx: Transaction,
    *,
    token_hash: str,
    role: Role,
    organisation: OrganisationId,
    invited_by: ParticipantId,
    now: datetime,
    expires_at: datetime,
) -> int:
    """Keep an invitation by the hash of its token: the link itself is known only to the two people.

    Returns its number.
    """
    return int(
        await tx.value(
            """INSERT INTO invitations (token_hash, role, organisation, invited_by, created_at, expires_at)
               VALUES (:token_hash, :role, :organisation, :invited_by, :now, :expires_at) RETURNING id""",
            token_hash=token_hash,
            role=role,
            organisation=organisation,
            invited_by=invited_by,
            now=int(now.timestamp()),
            expires_at=int(expires_at.timestamp()),
        )
    )


def _invitation(row: Row) -> Invitation:
    return Invitation(
        id=row["id"],
        role=Role(row["role"]),
        organisation=OrganisationId(row["organisation"]),
        invited_by=None if row["invited_by"] is None else ParticipantId(row["invited_by"]),
        expires_at=datetime.fromtimestamp(row["expires_at"], UTC),
        used=row["used_at"] is not None,
    )


async def invitation(tx: Transaction, token_hash: str) -> Invitation | None:
    row = await tx.one("SELECT * FROM invitations WHERE token_hash = :hash", hash=token_hash)
    return None if row is None else _invitation(row)


async def open_invitation(tx: Transaction, invitation: int, *, now: datetime) -> Invitation | None:
    row = await tx.one(
        "SELECT * FROM invitations WHERE id = :id AND used_at IS NULL AND expires_at > :now",
        id=invitation,
        now=int(now.timestamp()),
    )
    return None if row is None else _invitation(row)


async def open_invitations(tx: Transaction, *, now: datetime, limit: int, offset: int) -> list[Invitation]:
    """Neither used nor over, the newest first."""
    rows = await tx.all(
        """SELECT * FROM invitations WHERE used_at IS NULL AND expires_at > :now
           ORDER BY id DESC LIMIT :limit OFFSET :offset""",
        now=int(now.timestamp()),
        limit=limit,
        offset=offset,
    )
    return [_invitation(row) for row in rows]


async def count_open_invitations(tx: Transaction, *, now: datetime) -> int:
    return int(
        await tx.value(
            "SELECT count(*) FROM invitations WHERE used_at IS NULL AND expires_at > :now", now=int(now.timestamp())
        )
    )


async def use_invitation(tx: Transaction, invitation: int, *, now: datetime) -> None:
    """Accepted or declined: either way the link has done its work."""
    await tx.run("UPDATE invitations SET used_at = :now WHERE id = :id", id=invitation, now=int(now.timestamp()))


async def withdraw_invitation(tx: Transaction, invitation: int) -> None:
    await tx.run("DELETE FROM invitations WHERE id = :id", id=invitation)


async def void_invitations(tx: Transaction, invited_by: ParticipantId) -> None:
    """Those that nobody has taken up yet."""
    await tx.run("DELETE FROM invitations WHERE invited_by = :id AND used_at IS NULL", id=invited_by)


async def forget_invitations(tx: Transaction, *, before: datetime) -> None:
    await tx.run("DELETE FROM invitations WHERE expires_at < :before", before=int(before.timestamp()))
