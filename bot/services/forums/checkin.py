"""Checking in, two ways: the person by the code of the door, staff by the person's own code or by a tick."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain import checkin as rules
from bot.domain.checkin import TRIES_AT_MOST, TRIES_WITHIN, Verdict
from bot.domain.forum_texts import clean_guest
from bot.domain.forums import Forum, ForumStatus
from bot.domain.ids import ForumId, RegistrationId
from bot.domain.receipts import read_code
from bot.domain.seats import SEATED, ForumFull, Registration, RegistrationState
from bot.domain.staff import Action
from bot.services.forums.reading import public
from bot.services.forums.seats import deal, seat
from bot.services.turn import Turn
from storage import forums as stored
from storage.forums import registrations

DOORS_AT_ONCE = 10
"""Forums whose doors may be open at the same time."""
LISTED_AFTER = timedelta(hours=2)
"""After the end: so long staff may complete the list from paper."""


class Outcome(StrEnum):
    """Of a code at the door. What is not checked in is no refusal: wrong codes are counted, and the turn is kept."""

    checked_in = "checked_in"
    already = "already"
    wrong = "wrong"
    stale = "stale"
    too_many = "too_many"
    """Wrong codes; they may try again after TRIES_WITHIN."""
    not_registered = "not_registered"
    """There is room, so they may register late."""
    full = "full"
    """Neither registered nor is there room."""
    waiting = "waiting"
    """To staff: they have no seat."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """`registration` is None where there is none to speak of."""

    outcome: Outcome
    forum: Forum
    registration: Registration | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """What the screen at the door shows: the code, and when it shows the next one."""

    forum: Forum
    code: str
    changes_at: datetime


# -- the person --------------------------------------------------------------------------------------------------------


async def at_the_door(turn: Turn, number: int) -> Forum:
    """A forum whose door is open now. Raises NotFound, DoorNotOpen, DoorClosed."""
    forum = await public(turn, number)
    rules.must_be_open(forum, turn.now)
    return forum


async def come_in(turn: Turn, number: int, typed: str, *, late: bool = False) -> Arrival:
    """Check in by the code of the door; with `late` take a seat as well, where one is free.

    Raises ConsentNeeded, NotFound, DoorNotOpen, DoorClosed.
    """
    person = turn.participant
    forum = await at_the_door(turn, number)
    own = await registrations.of(turn.tx, forum.id, person.id)
    if own is not None and own.attended:
        return Arrival(Outcome.already, forum, own)
    tried = 0
    if own is not None:
        tried = await registrations.tries(turn.tx, own.id, now=turn.now, within=TRIES_WITHIN)
        if tried >= TRIES_AT_MOST:
            return Arrival(Outcome.too_many, forum, own)
    verdict = rules.judge(await stored.secret(turn.tx, forum.id), typed, turn.now)
    if verdict is not Verdict.good:
        if own is not None:
            await registrations.tried(turn.tx, own.id, now=turn.now, tries=tried + 1)
        return Arrival(Outcome.stale if verdict is Verdict.stale else Outcome.wrong, forum, own)
    if own is None or own.state not in SEATED:
        seats = await deal(turn, forum)
        if seats.is_full(forum.capacity):
            return Arrival(Outcome.full, forum, own)
        if not late:
            return Arrival(Outcome.not_registered, forum, own)
        own = await seat(turn, forum, own)
    return Arrival(Outcome.checked_in, forum, await _check_in(turn, own, by_staff=False))


async def door_of(turn: Turn, typed: str) -> Forum | None:
    """Whose door a code belongs to that was typed where nothing was asked: the screen at the door says to write it.

    A wrong one belongs to the open door where they have a seat and are not in yet. None for what is no code there.
    """
    if not rules.may_be_a_code(typed):
        return None
    coming = await stored.page(turn.tx, shelf="coming", now=turn.now, limit=DOORS_AT_ONCE, offset=0)
    doors = [one for one in coming if rules.is_open(one, turn.now)]
    for forum in doors:
        if rules.judge(await stored.secret(turn.tx, forum.id), typed, turn.now) is Verdict.good:
            return forum
    for forum in doors if turn.actor is not None else ():
        own = await registrations.of(turn.tx, forum.id, turn.participant.id)
        if own is not None and own.state in SEATED and not own.attended:
            return forum
    return None


# -- staff -------------------------------------------------------------------------------------------------------------


async def door(turn: Turn, number: int) -> Door:
    """What the door's screen shows now. Raises NotAllowed, NotFound, DoorNotOpen, DoorClosed."""
    turn.require(Action.forum_prepare)
    forum = await at_the_door(turn, number)
    code = rules.door_code(await stored.secret(turn.tx, forum.id), turn.now)
    return Door(forum, code, rules.changes_at(turn.now))


async def let_in(turn: Turn, number: int, typed: str) -> Arrival:
    """Check in whoever shows this personal code: `checked_in`, `already` (since when, says the registration),
    `waiting` or `wrong`.

    Raises NotAllowed, NotFound, DoorNotOpen, DoorClosed.
    """
    turn.require(Action.forum_prepare)
    forum = await _listed(turn, number)
    one = await registrations.by_code(turn.tx, forum.id, read_code(typed))
    return Arrival(Outcome.wrong, forum) if one is None else await _let_in(turn, forum, one)


async def tick(turn: Turn, registration: int) -> Arrival:
    """As `let_in`, by the number of a row of the list."""
    turn.require(Action.forum_prepare)
    one = await registrations.get(turn.tx, RegistrationId(registration))
    return await _let_in(turn, await _listed(turn, one.forum), one)


async def untick(turn: Turn, registration: int) -> Registration:
    """Staff ticked the wrong one. Raises as `tick`."""
    turn.require(Action.forum_prepare)
    one = await registrations.get(turn.tx, RegistrationId(registration))
    await _listed(turn, one.forum)
    absent = one.model_copy(update={"checked_in_at": None})
    await registrations.save(turn.tx, absent)
    await registrations.checked_by(turn.tx, one.id, None)
    turn.audit("forum.unticked", subject=subject(one.forum))
    return absent


async def walk_in(turn: Turn, number: int, name: str | None) -> Registration:
    """Somebody came who has no record here: they take a free seat and are checked in. `name` is for staff alone.

    Raises NotAllowed, NotFound, DoorNotOpen, DoorClosed, ForumFull, and what `clean_guest` refuses.
    """
    member = turn.require(Action.forum_prepare)
    forum = await _listed(turn, number)
    seats = await deal(turn, forum)
    if seats.is_full(forum.capacity):
        raise ForumFull(ahead=seats.waiting)
    one = await registrations.add(
        turn.tx,
        Registration(
            forum=forum.id,
            participant=None,
            state=RegistrationState.registered,
            code=None,
            name=None if name is None else clean_guest(name),
            registered_at=turn.now,
            checked_in_at=turn.now,
        ),
    )
    await registrations.checked_by(turn.tx, one.id, member.participant)
    return one


async def may_fill_in(turn: Turn, number: int) -> Forum:
    """A forum whose list is filled in now. Raises as `walk_in`, not ForumFull."""
    turn.require(Action.forum_prepare)
    return await _listed(turn, number)


def subject(forum: ForumId) -> str:
    """In the audit trail."""
    return f"forum:{forum}"


async def _let_in(turn: Turn, forum: Forum, one: Registration) -> Arrival:
    if one.attended:
        return Arrival(Outcome.already, forum, one)
    if one.state not in SEATED:
        seats = await deal(turn, forum)
        return Arrival(Outcome.full if seats.is_full(forum.capacity) else Outcome.waiting, forum, one)
    return Arrival(Outcome.checked_in, forum, await _check_in(turn, one, by_staff=True))


async def _check_in(turn: Turn, one: Registration, *, by_staff: bool) -> Registration:
    here = one.check_in(turn.now)
    await registrations.save(turn.tx, here)
    if by_staff:
        await registrations.checked_by(turn.tx, one.id, turn.participant.id)
    return here


async def _listed(turn: Turn, number: int) -> Forum:
    """A forum whose list staff may fill in now: from the opening of the door until LISTED_AFTER its end."""
    forum = await public(turn, number)
    end = forum.end
    if forum.recorded is ForumStatus.open and end is not None and end <= turn.now < end + LISTED_AFTER:
        return forum
    rules.must_be_open(forum, turn.now)
    return forum
