"""Staff: who works for which organisation, in which role, and the invitations that are still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

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
class Invitation:
    id: int
    role: Role
    organisation: OrganisationId
    invited_by: ParticipantId | None
    expires_at: datetime
    used: bool


_MEMBER = """SELECT s.participant, s.role, s.organisation, s.name, o.may_decide
             FROM staff s JOIN organisations o ON o.id = s.organisation"""


def _member(row: Row) -> Member:
    return Member(
        participant=ParticipantId(row["participant"]),
        role=Role(row["role"]),
        organisation=OrganisationId(row["organisation"]),
        may_decide=bool(row["may_decide"]),
        name=row["name"],
    )


async def members(tx: Transaction, *, limit: int = 100) -> Sequence[Member]:
    return [_member(row) for row in await tx.all(f"{_MEMBER} ORDER BY s.name LIMIT :limit", limit=limit)]


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


async def invite(
    tx: Transaction,
    *,
    token_hash: str,
    role: Role,
    organisation: OrganisationId,
    invited_by: ParticipantId,
    now: datetime,
    expires_at: datetime,
) -> None:
    """Keep an invitation by the hash of its token: the link itself is known only to the two people."""
    await tx.run(
        """INSERT INTO invitations (token_hash, role, organisation, invited_by, created_at, expires_at)
           VALUES (:token_hash, :role, :organisation, :invited_by, :now, :expires_at)""",
        token_hash=token_hash,
        role=role,
        organisation=organisation,
        invited_by=invited_by,
        now=int(now.timestamp()),
        expires_at=int(expires_at.timestamp()),
    )


async def invitation(tx: Transaction, token_hash: str) -> Invitation | None:
    row = await tx.one("SELECT * FROM invitations WHERE token_hash = :hash", hash=token_hash)
    if row is None:
        return None
    return Invitation(
        id=row["id"],
        role=Role(row["role"]),
        organisation=OrganisationId(row["organisation"]),
        invited_by=None if row["invited_by"] is None else ParticipantId(row["invited_by"]),
        expires_at=datetime.fromtimestamp(row["expires_at"], UTC),
        used=row["used_at"] is not None,
    )


async def use_invitation(tx: Transaction, invitation: int, *, now: datetime) -> None:
    await tx.run("UPDATE invitations SET used_at = :now WHERE id = :id", id=invitation, now=int(now.timestamp()))


async def forget_invitations(tx: Transaction, *, before: datetime) -> None:
    await tx.run("DELETE FROM invitations WHERE expires_at < :before", before=int(before.timestamp()))
