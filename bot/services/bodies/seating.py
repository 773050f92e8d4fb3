"""Seats: staff make, name, offer and free them; whoever is invited takes one; a member may leave.

The link works once, for seven days, and for as long as whoever gave it may still invite. Only its hash is kept.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from bot.domain import retention
from bot.domain.bodies import (
    PERSON_AT_MOST,
    SEATS_AT_MOST,
    AlreadyMember,
    Function,
    OwnChoice,
    Seat,
    SeatInvitationOver,
    SeatTaken,
    TooManySeats,
)
from bot.domain.errors import ConsentNeeded, NotFound, WrongState
from bot.domain.ids import BodyId, MemberId, ParticipantId
from bot.domain.personal_data import without_egn
from bot.domain.staff import Action, may
from bot.domain.text import clean
from bot.domain.town import Body
from bot.services.bodies import telling
from bot.services.bodies.common import known, note_names, require_seat, subject
from bot.services.turn import Turn
from storage import staff as members_of_staff
from storage.bodies import record, seats
from storage.bodies.seats import Invitation

TOKEN_BYTES = 16


@dataclass(frozen=True, slots=True)
class Seating:
    """A body's seats as staff see them. `invited`: whose link nobody has answered; `names`: whether names may show."""

    body: Body
    seats: list[Seat]
    invited: set[MemberId]
    names: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation as the invited sees it; `token` is known only when it is given, and to whoever has the link."""

    body: Body
    seat: Seat
    expires_at: datetime
    token: str


# -- staff -------------------------------------------------------------------------------------------------------------


async def seating(turn: Turn, body: str) -> Seating:
    """Raises NotAllowed, NotFound."""
    turn.require(Action.body_prepare)
    found = (await known(turn, body)).body
    names = turn.may(Action.names_read)
    note_names(turn, found.id)
    return Seating(
        body=found,
        seats=await seats.of_body(turn.tx, found.id),
        invited=await seats.invited(turn.tx, found.id, now=turn.now),
        names=names,
    )


async def seat(turn: Turn, number: int) -> tuple[Seat, Seating]:
    """One seat beside the others. Raises NotAllowed, NotFound."""
    turn.require(Action.body_manage)
    one = await seats.get(turn.tx, MemberId(number))
    return one, await seating(turn, one.body)


async def add(
    turn: Turn, body: str, *, function: Function, quota: str | None, organisation: str | None, name: str | None
) -> MemberId:
    """`name` is of somebody who is not invited here (yet). Raises NotAllowed, NotFound, TooManySeats."""
    turn.require(Action.body_manage)
    found = (await known(turn, body)).body
    if len(await seats.of_body(turn.tx, found.id)) >= SEATS_AT_MOST:
        raise TooManySeats(limit=SEATS_AT_MOST)
    number = await seats.add(turn.tx, found.id, function=function, quota=quota, organisation=organisation, name=name)
    turn.audit("body.seat_added", subject=subject(found.id))
    return number


async def change(turn: Turn, number: int, **values: object) -> Seat:
    """Function, quota, organisation or name. Raises NotAllowed, NotFound."""
    one = await _seat(turn, number)
    changed = one.model_copy(update=values)
    await seats.save(turn.tx, changed)
    turn.audit("body.seat_changed", subject=subject(one.body))
    return changed


async def show_name(turn: Turn, number: int, *, on: bool) -> None:
    """Staff publish a name that they entered; a member who is here decides alone, and staff may only hide it.

    Raises NotAllowed, NotFound, OwnChoice, WrongState.
    """
    one = await _seat(turn, number)
    if one.name is None:
        raise WrongState(state="vacant", action="show_name")
    if on and one.participant is not None:
        raise OwnChoice()
    await seats.save(turn.tx, one.model_copy(update={"name_public": on}))
    turn.audit("body.seat_changed", subject=subject(one.body))


async def free(turn: Turn, number: int) -> Seat:
    """Nobody holds it any more; who held it is told once. Raises NotAllowed, NotFound, WrongState."""
    one = await _seat(turn, number)
    freed = one.freed()
    await _empty(turn, one)
    turn.audit("body.seat_freed", subject=subject(one.body))
    if one.participant is not None and one.participant != turn.participant.id:
        await telling.tell_one(turn, one.participant, telling.FREED, one.body)
    return freed


async def end(turn: Turn, number: int) -> BodyId:
    """Close a seat that nobody holds. Raises NotAllowed, NotFound, SeatTaken."""
    one = await _seat(turn, number)
    if one.is_held:
        raise SeatTaken()
    await seats.void_invitations(turn.tx, one.id)
    await seats.end(turn.tx, one.id, now=turn.now)
    turn.audit("body.seat_ended", subject=subject(one.body))
    return one.body


async def _seat(turn: Turn, number: int) -> Seat:
    turn.require(Action.body_manage)
    return await seats.get(turn.tx, MemberId(number))


async def _empty(turn: Turn, one: Seat) -> None:
    await seats.void_invitations(turn.tx, one.id)
    if one.participant is not None:
        await seats.forget_promises(turn.tx, one.participant, one.body)
    await seats.save(turn.tx, one.freed())


async def invite(turn: Turn, number: int) -> Offer:
    """A link to a seat; an earlier one that nobody used stops working. Raises NotAllowed, NotFound, SeatTaken."""
    one = await _seat(turn, number)
    if one.participant is not None:
        raise SeatTaken()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = turn.now + retention.INVITATION
    await seats.invite(
        turn.tx,
        one.id,
        token_hash=_hash(token),
        invited_by=turn.participant.id,
        now=turn.now,
        expires_at=expires_at,
    )
    turn.audit("body.seat_offered", subject=subject(one.body))
    return Offer((await record.get(turn.tx, one.body)).body, one, expires_at, token)


async def assign(turn: Turn, body: BodyId, participant: ParticipantId, *, name: str, organisation: str | None) -> Seat:
    """Give somebody whose application was accepted the first seat that is free and offered to nobody, or a new one.

    Raises AlreadyMember.
    """
    if await seats.of_participant(turn.tx, participant, body) is not None:
        raise AlreadyMember()
    filled = await seats.of_body(turn.tx, body)
    promised = await seats.invited(turn.tx, body, now=turn.now)
    free = (one for one in filled if one.function is Function.member and not one.is_held and one.id not in promised)
    vacant = next(free, None)
    if vacant is None:
        number = await add(turn, body, function=Function.member, quota=None, organisation=organisation, name=None)
        vacant = await seats.get(turn.tx, number)
    taken = vacant.taken(participant, name, turn.now)
    if taken.organisation is None:
        taken = taken.model_copy(update={"organisation": organisation})
    await seats.save(turn.tx, taken)
    return taken


# -- the invited, and members ------------------------------------------------------------------------------------------


async def offered(turn: Turn, token: str) -> Offer:
    """What a link offers, also to somebody without a record. Raises SeatInvitationOver."""
    invitation, one = await _valid(turn, token)
    return Offer((await record.get(turn.tx, one.body)).body, one, invitation.expires_at, token)


async def accept(turn: Turn, token: str, *, name: str) -> Seat:
    """Take the seat. `name` is kept as Telegram gives it, unless staff have entered one.

    Raises ConsentNeeded, SeatInvitationOver, AlreadyMember; a refusal does not use the invitation up.
    """
    if turn.actor is None:
        raise ConsentNeeded()
    invitation, one = await _valid(turn, token)
    if await seats.of_participant(turn.tx, turn.actor.id, one.body) is not None:
        raise AlreadyMember()
    given = without_egn(" ".join(clean(name, at_least=0).split()))[:PERSON_AT_MOST] or f"№ {turn.actor.id}"
    taken = one.taken(turn.actor.id, given, turn.now)
    await seats.use_invitation(turn.tx, invitation.id, now=turn.now)
    await seats.save(turn.tx, taken)
    turn.audit("body.seat_taken", subject=subject(one.body))
    return taken


async def decline(turn: Turn, token: str) -> Body:
    """The link is used up, so that nobody else takes it. Raises SeatInvitationOver."""
    invitation, one = await _valid(turn, token)
    await seats.use_invitation(turn.tx, invitation.id, now=turn.now)
    turn.audit("body.seat_declined", subject=subject(one.body))
    return (await record.get(turn.tx, one.body)).body


async def _valid(turn: Turn, token: str) -> tuple[Invitation, Seat]:
    """Raises SeatInvitationOver."""
    invitation = await seats.invitation(turn.tx, _hash(token))
    if invitation is None or invitation.used or turn.now >= invitation.expires_at or invitation.invited_by is None:
        raise SeatInvitationOver()
    inviter = await members_of_staff.get(turn.tx, invitation.invited_by)
    if inviter is None or not may(inviter.role, Action.body_manage, may_decide=inviter.may_decide):
        raise SeatInvitationOver()
    try:
        one = await seats.get(turn.tx, invitation.member)
    except NotFound:
        raise SeatInvitationOver() from None
    if one.participant is not None:
        raise SeatInvitationOver()
    return invitation, one


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def membership(turn: Turn, body: str) -> tuple[Body, Seat]:
    """One's own seat. Raises ConsentNeeded, NotFound, NotAMember."""
    found = (await known(turn, body)).body
    return found, await require_seat(turn, found.id)


async def show_own_name(turn: Turn, body: str, *, on: bool) -> None:
    """Raises ConsentNeeded, NotFound, NotAMember."""
    _, one = await membership(turn, body)
    await seats.save(turn.tx, one.model_copy(update={"name_public": on}))


async def leave(turn: Turn, body: str) -> Body:
    """The seat is free again. Raises ConsentNeeded, NotFound, NotAMember."""
    found, one = await membership(turn, body)
    await _empty(turn, one)
    turn.audit("body.left", subject=subject(found.id))
    return found
