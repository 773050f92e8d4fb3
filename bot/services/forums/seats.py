"""Taking a seat, waiting for one, and giving it up. Every act first lets go of offers whose hold is over and offers
what is free to those who wait, so that nobody is passed by and no seat is given twice.
"""

import secrets
from datetime import timedelta

from bot.domain.errors import WrongState
from bot.domain.forum_refusals import RegistrationClosed
from bot.domain.forums import Forum, ForumStatus, Seats
from bot.domain.ids import ForumId, ParticipantId
from bot.domain.schedule import out_of_quiet
from bot.domain.seats import (
    LIVE,
    ForumFull,
    NotRegistered,
    OfferOver,
    Registration,
    RegistrationState,
    a_code,
    held_until,
)
from bot.services.forums.reading import public
from bot.services.forums.telling import OFFERED, PASSED, PREFIX, tell_one
from bot.services.turn import Turn
from storage import forums as stored
from storage import outbox, participants
from storage.forums import registrations

AT_ONCE = 100
"""Offers that expire or are made in one transaction."""
RANDOM_BYTES = 16
LOOKED_FOR = timedelta(days=7)
"""After a hold is over: so long its notice stays where a bot that was away can see that it never left."""


async def register(turn: Turn, number: int) -> Registration:
    """Take a seat; who has one keeps it, and an offered one is accepted.

    Raises ConsentNeeded, NotFound, WrongState once it begins or was cancelled, RegistrationClosed for who is offered
    none, and ForumFull, which says how many wait.
    """
    forum, person = await _ahead(turn, number)
    seats = await deal(turn, forum)
    own = await registrations.of(turn.tx, forum.id, person)
    if own is not None and own.state is RegistrationState.registered:
        return own
    if own is not None and own.state is RegistrationState.offered:
        return await _accepted(turn, own)
    _must_take(turn, forum)
    if seats.is_full(forum.capacity):
        raise ForumFull(ahead=seats.waiting)
    return await seat(turn, forum, own)


async def wait(turn: Turn, number: int) -> Registration:
    """Wait for a seat behind everybody else; where one is free by now, take it. Raises as `register`, not ForumFull."""
    forum, person = await _ahead(turn, number)
    seats = await deal(turn, forum)
    own = await registrations.of(turn.tx, forum.id, person)
    stays = _full(forum, seats) or not forum.takes_registrations(turn.now)
    if own is not None and own.state in LIVE and (stays or own.state is not RegistrationState.waiting):
        return own
    _must_take(turn, forum)
    if not _full(forum, seats):
        return await seat(turn, forum, own)
    position = await registrations.tail(turn.tx, forum.id)
    if own is None:
        return await registrations.add(turn.tx, await _new(turn, forum, RegistrationState.waiting, position))
    again = own.come_again(turn.now, position=position)
    await registrations.save(turn.tx, again)
    return again


async def accept(turn: Turn, number: int) -> Registration:
    """Take the seat that was offered. A second tap finds it taken.

    An offer is kept also where registration was closed. Raises as `register`; OfferOver once the hold is over, and
    NotRegistered for who was offered none.
    """
    forum, _ = await _ahead(turn, number)
    own = await _own(turn, forum.id)
    if own.state is RegistrationState.registered:
        return own
    if own.state is RegistrationState.offered:
        return await _accepted(turn, own)
    if own.state in (RegistrationState.waiting, RegistrationState.off):
        raise OfferOver(until=turn.now)
    raise NotRegistered()


async def give_up(turn: Turn, number: int) -> Registration:
    """Give up a seat, an offer or a place in the line, until the forum is over; what is freed is offered at once.

    A second tap changes nothing. Raises ConsentNeeded, NotFound, NotRegistered, WrongState for who has come, and for
    everybody once it is over: who did not come is counted as that.
    """
    forum = await public(turn, number)
    own = await _own(turn, forum.id)
    if own.state is RegistrationState.cancelled:
        return own
    status = forum.status(turn.now)
    if status in (ForumStatus.held, ForumStatus.summarised):
        raise WrongState(state=status.value, action="give_up")
    given_up = own.cancel()
    await registrations.save(turn.tx, given_up)
    await deal(turn, forum)
    return given_up


async def deal(turn: Turn, forum: Forum) -> Seats:
    """Let go of what was held too long, offer what is free to those who wait, and say how the seats stand now.

    The line is dealt AT_ONCE at a time; the tick deals the rest.
    """
    for one in await registrations.expired(turn.tx, now=turn.now, forum=forum.id, limit=AT_ONCE):
        await _let_go(turn, forum, one)
    seats = await registrations.seats(turn.tx, forum.id)
    if not forum.takes_registrations(turn.now) or seats.waiting == 0:
        return seats
    left = seats.left(forum.capacity)
    free = AT_ONCE if left is None else min(left, AT_ONCE)
    waiting = await registrations.line(turn.tx, forum.id, now=turn.now, limit=AT_ONCE) if free else []
    offered = 0
    for one in waiting:
        if offered < free:
            offered += await _offer(turn, forum, one)
    return Seats(taken=seats.taken + offered, waiting=seats.waiting - offered)


async def let_pass(turn: Turn, forum: Forum, one: Registration) -> None:
    """The hold is over; before it begins they are told how they stand, the first time kindly."""
    passed = one.let_pass(await registrations.tail(turn.tx, forum.id))
    await registrations.save(turn.tx, passed.registration)
    if one.participant is not None and forum.lies_ahead(turn.now):
        params = {"forum": forum.id, "again": passed.again}
        await tell_one(turn, one.participant, PASSED, params, expires_at=forum.starts_at)


async def seat(turn: Turn, forum: Forum, own: Registration | None) -> Registration:
    """Give them a free seat; whoever calls has seen that there is one."""
    if own is None:
        return await registrations.add(turn.tx, await _new(turn, forum, RegistrationState.registered, None))
    if own.state in (RegistrationState.waiting, RegistrationState.offered):
        own = own.cancel()
    seated = own.come_again(turn.now, position=None)
    await registrations.save(turn.tx, seated)
    return seated


async def new_code(turn: Turn, forum: ForumId) -> str:
    """Unlike any other of this forum."""
    while True:
        code = a_code(secrets.token_bytes(RANDOM_BYTES))
        if await registrations.by_code(turn.tx, forum, code) is None:
            return code


async def _new(turn: Turn, forum: Forum, state: RegistrationState, position: int | None) -> Registration:
    return Registration(
        forum=forum.id,
        participant=turn.participant.id,
        state=state,
        code=await new_code(turn, forum.id),
        position=position,
        registered_at=turn.now,
    )


async def _offer(turn: Turn, forum: Forum, one: Registration) -> int:
    """1 where it was offered; who sleeps until it begins would not hear of it, and is left in peace."""
    assert one.participant is not None
    assert forum.starts_at is not None
    person = await participants.get(turn.tx, one.participant)
    assert person is not None
    zone = turn.town.zone
    if out_of_quiet(turn.now, person.quiet, zone) >= forum.starts_at:
        return 0
    until = held_until(turn.now, starts_at=forum.starts_at, quiet=person.quiet, zone=zone)
    await registrations.save(turn.tx, one.offer(until))
    await tell_one(
        turn,
        one.participant,
        OFFERED,
        {"forum": forum.id, "until": int(until.timestamp())},
        expires_at=until + LOOKED_FOR,
    )
    return 1


async def _accepted(turn: Turn, own: Registration) -> Registration:
    accepted = own.accept(turn.now)
    await registrations.save(turn.tx, accepted)
    return accepted


async def _ahead(turn: Turn, number: int) -> tuple[Forum, ParticipantId]:
    """A forum that is still to come, and who asks."""
    person = turn.participant.id
    forum = await public(turn, number)
    if not forum.lies_ahead(turn.now):
        raise WrongState(state=forum.status(turn.now).value, action="register")
    return forum, person


def _must_take(turn: Turn, forum: Forum) -> None:
    if not forum.takes_registrations(turn.now):
        raise RegistrationClosed()


async def _own(turn: Turn, forum: ForumId) -> Registration:
    own = await registrations.of(turn.tx, forum, turn.participant.id)
    if own is None:
        raise NotRegistered()
    return own


async def _let_go(turn: Turn, forum: Forum, one: Registration) -> None:
    """The hold is over. Who could not be told of it, because the bot was away, has let nothing pass."""
    person = [] if one.participant is None else [one.participant]
    if await outbox.take_back(turn.tx, PREFIX + OFFERED, person, about=("forum", forum.id)):
        await registrations.save(turn.tx, one.unheard())
    else:
        await let_pass(turn, forum, one)


def _full(forum: Forum, seats: Seats) -> bool:
    return seats.is_full(forum.capacity)


async def free_held(turn: Turn) -> bool:
    """The tick's part: let go of what was held too long. True when nothing is left to do."""
    found = await registrations.expired(turn.tx, now=turn.now, limit=AT_ONCE)
    forums = await stored.by_ids(turn.tx, {one.forum for one in found})
    for one in found:
        await _let_go(turn, forums[one.forum], one)
    for forum in forums.values():
        await deal(turn, forum)
    return len(found) < AT_ONCE


async def offer_freed(turn: Turn) -> bool:
    """The tick's part: offer seats that nobody's turn offered, as after an erasure or a pause. Always True."""
    for number in await registrations.with_a_freed_seat(turn.tx, now=turn.now, limit=AT_ONCE):
        await deal(turn, await stored.get(turn.tx, number))
    return True
