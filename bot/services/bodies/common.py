"""What every use case of bodies asks first: which body, and whether this person is its member."""

from bot.domain.bodies import NotAMember, Seat
from bot.domain.ids import BodyId, MeetingId
from bot.domain.meetings import Meeting
from bot.domain.staff import Action
from bot.domain.town import BodyStatus
from bot.services.turn import Turn
from storage.bodies import meetings as stored_meetings
from storage.bodies import record, seats
from storage.bodies.record import Record

LISTED = 8
"""Things on a page."""


async def known(turn: Turn, body: str) -> Record:
    """Raises NotFound."""
    return await record.get(turn.tx, BodyId(body))


async def meeting(turn: Turn, number: int) -> Meeting:
    """Raises NotFound."""
    return await stored_meetings.get(turn.tx, MeetingId(number))


async def own_seat(turn: Turn, body: BodyId) -> Seat | None:
    """None for whoever is no member, or has no record."""
    return None if turn.actor is None else await seats.of_participant(turn.tx, turn.actor.id, body)


async def require_seat(turn: Turn, body: BodyId) -> Seat:
    """Raises ConsentNeeded, NotAMember."""
    seat = await seats.of_participant(turn.tx, turn.participant.id, body)
    if seat is None:
        raise NotAMember()
    return seat


def reads_names(turn: Turn, seat: Seat | None = None) -> bool:
    """Whether names that are not public may be seen: by staff whose role goes so far, and by the chair."""
    return turn.may(Action.names_read) or (seat is not None and seat.function == "chair")


def note_names(turn: Turn, body: BodyId) -> None:
    """Every look of staff at names is audited."""
    if turn.may(Action.names_read):
        turn.audit("body.names_read", subject=subject(body))


def subject(body: BodyId) -> str:
    return f"body:{body}"


def is_working(found: Record) -> bool:
    return found.body.status is not BodyStatus.dissolved
