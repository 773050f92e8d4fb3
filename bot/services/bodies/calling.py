"""Calls for members: staff open and close them and answer who applied; citizens apply and may take it back."""

from dataclasses import dataclass
from datetime import date

from bot.domain.bodies import AlreadyMember, Application, Call, CallOver
from bot.domain.calendar import midnight_after
from bot.domain.errors import NotFound, WrongState
from bot.domain.staff import Action
from bot.domain.town import Body
from bot.services.bodies import telling
from bot.services.bodies.common import LISTED, is_working, known, note_names, own_seat, subject
from bot.services.bodies.reading import is_waiting
from bot.services.bodies.seating import assign
from bot.services.consultations import Page
from bot.services.turn import Turn
from storage.bodies import calls, record


@dataclass(frozen=True, slots=True)
class Applications:
    """A page of those that nobody has answered."""

    body: Body
    items: list[Application]
    page: Page


async def open_call(turn: Turn, body: str, *, text: str, last_day: date | None) -> None:
    """`last_day` counts whole, by the town's calendar. Raises NotAllowed, NotFound, WrongState."""
    turn.require(Action.body_manage)
    found = await known(turn, body)
    latest = await calls.latest(turn.tx, found.body.id)
    if not is_working(found) or (latest is not None and latest.is_open(turn.now)):
        raise WrongState(state=found.body.status.value, action="open_call")
    closes_at = None if last_day is None else midnight_after(last_day, turn.town.zone)
    await calls.open_call(turn.tx, found.body.id, text=text, now=turn.now, closes_at=closes_at)
    turn.audit("body.call_opened", subject=subject(found.body.id))


async def close_call(turn: Turn, body: str) -> None:
    """What was sent until now waits for its answer all the same. Raises NotAllowed, NotFound, CallOver."""
    turn.require(Action.body_manage)
    found = (await known(turn, body)).body
    await calls.close_call(turn.tx, (await _open(turn, found)).id, now=turn.now)
    turn.audit("body.call_closed", subject=subject(found.id))


async def _open(turn: Turn, body: Body) -> Call:
    latest = await calls.latest(turn.tx, body.id)
    if latest is None or not latest.is_open(turn.now):
        raise CallOver()
    return latest


async def waiting(turn: Turn, body: str, wanted: int) -> Applications:
    """With names, which is audited. Raises NotAllowed, NotFound."""
    turn.require(Action.body_manage)
    turn.require(Action.names_read)
    found = (await known(turn, body)).body
    page = Page.of(await calls.count_waiting(turn.tx, found.id), wanted, LISTED)
    note_names(turn, found.id)
    items = await calls.waiting(turn.tx, found.id, limit=LISTED, offset=page.number * LISTED)
    return Applications(found, items, page)


async def application(turn: Turn, number: int) -> tuple[Application, Body]:
    """One that waits, with its name, which is audited. Raises NotAllowed, NotFound, WrongState."""
    turn.require(Action.body_manage)
    turn.require(Action.names_read)
    found = await calls.application(turn.tx, number)
    if not is_waiting(found):
        raise WrongState(state=found.status.value, action="answer")
    note_names(turn, found.body)
    return found, (await record.get(turn.tx, found.body)).body


async def accept(turn: Turn, number: int, reason: str | None) -> Body:
    """They get a seat, and are told. Raises NotAllowed, NotFound, WrongState, AlreadyMember."""
    found, body = await application(turn, number)
    await assign(turn, body.id, found.participant, name=found.name, organisation=found.organisation)
    turn.audit("body.application_accepted", subject=subject(body.id))
    return await _answered(turn, found.accepted(reason, turn.now), body, telling.ACCEPTED)


async def decline(turn: Turn, number: int, reason: str) -> Body:
    """They are told why. Raises NotAllowed, NotFound, WrongState."""
    found, body = await application(turn, number)
    turn.audit("body.application_declined", subject=subject(body.id))
    return await _answered(turn, found.declined(reason, turn.now), body, telling.DECLINED)


async def _answered(turn: Turn, answered: Application, body: Body, how: str) -> Body:
    await calls.save(turn.tx, answered)
    await telling.tell_one(turn, answered.participant, how, body.id, reason=answered.reason or "")
    return body


# -- citizens ----------------------------------------------------------------------------------------------------------


async def require_call(turn: Turn, body: str) -> tuple[Body, Call]:
    """That this person may apply now. Raises ConsentNeeded, NotFound, CallOver, AlreadyMember, WrongState."""
    participant = turn.participant
    found = (await known(turn, body)).body
    if await own_seat(turn, found.id) is not None:
        raise AlreadyMember()
    call = await _open(turn, found)
    latest = await calls.latest_of(turn.tx, participant.id, found.id)
    if latest is not None and latest.call == call.id and latest.status != "withdrawn":
        raise WrongState(state=latest.status.value, action="apply")
    return found, call


async def apply(turn: Turn, body: str, *, name: str, organisation: str | None, text: str) -> Body:
    """One application to a call. Raises as `require_call` does."""
    found, call = await require_call(turn, body)
    await calls.apply(
        turn.tx, call.id, turn.participant.id, name=name, organisation=organisation, text=text, now=turn.now
    )
    turn.audit("body.applied", subject=subject(found.id))
    return found


async def own(turn: Turn, body: str) -> tuple[Body, Application]:
    """What somebody last sent. Raises ConsentNeeded, NotFound."""
    found = (await known(turn, body)).body
    latest = await calls.latest_of(turn.tx, turn.participant.id, found.id)
    if latest is None:
        raise NotFound(what="application")
    return found, latest


async def withdraw(turn: Turn, body: str) -> None:
    """Raises ConsentNeeded, NotFound, WrongState."""
    found, latest = await own(turn, body)
    await calls.save(turn.tx, latest.withdrawn(turn.now))
    turn.audit("body.application_withdrawn", subject=subject(found.id))
