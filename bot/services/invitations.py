"""Invitations to the staff: a link that works once, for seven days, and for as long as whoever gave it may still
invite. Only a hash of its token is kept.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain import retention
from bot.domain.errors import ConsentNeeded, NotFound
from bot.domain.ids import OrganisationId
from bot.domain.staff import Action, AlreadyStaff, InvitationOver, Role, may
from bot.domain.town import Organisation
from bot.services import staff, towns
from bot.services.consultations import Page
from bot.services.turn import Turn
from storage import staff as stored
from storage import town
from storage.staff import Invitation, Member

TOKEN_BYTES = 16


@dataclass(frozen=True, slots=True)
class Given:
    """An invitation as it is given: the one time that its token is known."""

    token: str
    role: Role
    organisation: Organisation
    expires_at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class Offered:
    """An invitation as the invited sees it."""

    role: Role
    organisation: Organisation
    expires_at: datetime


async def organisations(turn: Turn) -> list[Organisation]:
    """Whom somebody can be invited to work for. Raises NotAllowed."""
    turn.require(Action.staff_manage)
    return await town.organisations(turn.tx)


async def invite(turn: Turn, *, role: Role, organisation: str) -> Given:
    """Raises NotAllowed, NotFound."""
    turn.require(Action.staff_manage)
    known = await towns.organisation(turn, organisation)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = turn.now + retention.INVITATION
    number = await stored.invite(
        turn.tx,
        token_hash=_hash(token),
        role=role,
        organisation=known.id,
        invited_by=turn.participant.id,
        now=turn.now,
        expires_at=expires_at,
    )
    turn.audit("staff.invited", subject=f"invitation:{number}", role=role.value, organisation=str(known.id))
    return Given(token, role, known, expires_at, number)


async def waiting(turn: Turn, wanted: int) -> tuple[list[Invitation], Mapping[OrganisationId, Organisation], Page]:
    """A page of those that nobody has answered, with their organisations. Raises NotAllowed."""
    turn.require(Action.staff_manage)
    page = Page.of(await stored.count_open_invitations(turn.tx, now=turn.now), wanted, staff.LISTED)
    found = await stored.open_invitations(turn.tx, now=turn.now, limit=staff.LISTED, offset=page.number * staff.LISTED)
    return found, {one.id: one for one in await town.organisations(turn.tx)}, page


async def withdraw(turn: Turn, number: int) -> None:
    """Raises NotAllowed, and NotFound for one that is no longer open."""
    turn.require(Action.staff_manage)
    found = await stored.open_invitation(turn.tx, number, now=turn.now)
    if found is None:
        raise NotFound(what="invitation")
    await stored.withdraw_invitation(turn.tx, found.id)
    turn.audit("staff.withdrawn", subject=f"invitation:{found.id}", role=found.role.value)


async def offered(turn: Turn, token: str) -> Offered:
    """What a link offers, also to somebody without a record. Raises InvitationOver."""
    invitation = await _valid(turn, token)
    return Offered(invitation.role, await towns.organisation(turn, invitation.organisation), invitation.expires_at)


async def accept(turn: Turn, token: str, *, name: str) -> Member:
    """Become staff. `name` is kept for colleagues as Telegram gives it.

    Raises ConsentNeeded, InvitationOver, AlreadyStaff; a refusal does not use the invitation up.
    """
    if turn.actor is None:
        raise ConsentNeeded()
    invitation = await _valid(turn, token)
    if turn.member is not None:
        raise AlreadyStaff()
    await stored.use_invitation(turn.tx, invitation.id, now=turn.now)
    return await staff.join(turn, role=invitation.role, organisation=invitation.organisation, name=name)


async def decline(turn: Turn, token: str) -> None:
    """The link is used up, so that nobody else takes it. Raises InvitationOver, AlreadyStaff."""
    invitation = await _valid(turn, token)
    if turn.member is not None:
        raise AlreadyStaff()
    await stored.use_invitation(turn.tx, invitation.id, now=turn.now)
    turn.audit("staff.declined", subject=f"invitation:{invitation.id}", role=invitation.role.value)


async def _valid(turn: Turn, token: str) -> Invitation:
    """Raises InvitationOver."""
    invitation = await stored.invitation(turn.tx, _hash(token))
    if invitation is None or invitation.used or turn.now >= invitation.expires_at or invitation.invited_by is None:
        raise InvitationOver()
    inviter = await stored.get(turn.tx, invitation.invited_by)
    if inviter is None or not may(inviter.role, Action.staff_manage, may_decide=inviter.may_decide):
        raise InvitationOver()
    return invitation


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
