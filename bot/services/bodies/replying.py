"""What a member says to a summons: that they come, that they cannot, why not, and what else should be spoken of."""

from dataclasses import dataclass

from bot.domain.bodies import Seat
from bot.domain.ids import MemberId
from bot.domain.meeting_refusals import TooManyItems
from bot.domain.meetings import PROPOSED_AT_MOST, Answer, Counter, Meeting, MeetingStatus, Reply, quorum_of
from bot.domain.staff import Action
from bot.domain.town import Body
from bot.services.bodies.common import meeting, note_names, own_seat, reads_names, require_seat
from bot.services.turn import Turn
from storage.bodies import meetings, record, seats


@dataclass(frozen=True, slots=True)
class Roll:
    """Who said what: for the chair and for staff whose role reads names."""

    meeting: Meeting
    body: Body
    seats: list[Seat]
    answers: dict[MemberId, Answer]
    counter: Counter


async def reply(turn: Turn, number: int, answer: Reply | None, *, moves: int) -> Meeting:
    """`answer` None takes it back. `moves` says to which summons this answers.

    Raises ConsentNeeded, NotFound, NotAMember, MeetingCancelled, MeetingMoved, MeetingBegun, WrongState.
    """
    one = await _awaited(turn, number, moves=moves)
    if answer is None:
        await meetings.take_back_reply(turn.tx, one.id, turn.participant.id)
    else:
        await meetings.put_reply(turn.tx, one.id, turn.participant.id, answer, now=turn.now)
    return one


async def explain(turn: Turn, number: int, reason: str) -> Meeting:
    """Why somebody cannot come; for the chair and the staff. Raises as `reply` does."""
    one = await meeting(turn, number)
    await _awaited(turn, number, moves=one.moves)
    await meetings.put_reason(turn.tx, one.id, turn.participant.id, reason)
    return one


async def propose(turn: Turn, number: int, text: str) -> Meeting:
    """An item for the agenda, which staff take up or leave; not kept with a name. Raises as `reply`; TooManyItems."""
    one = await meeting(turn, number)
    await _awaited(turn, number, moves=one.moves)
    if len(await meetings.items(turn.tx, one.id, proposed=True)) >= PROPOSED_AT_MOST:
        raise TooManyItems(limit=PROPOSED_AT_MOST)
    await meetings.add_item(turn.tx, one.id, text, proposed=True)
    return one


async def require_awaited(turn: Turn, number: int) -> Meeting:
    """That this member may still say something of this meeting. Raises as `reply` does."""
    one = await meeting(turn, number)
    return await _awaited(turn, number, moves=one.moves)


async def _awaited(turn: Turn, number: int, *, moves: int) -> Meeting:
    one = await meeting(turn, number)
    await require_seat(turn, one.body)
    one.require_awaited(turn.now, moves=moves)
    return one


async def roll(turn: Turn, number: int) -> Roll:
    """Raises NotFound, and NotAllowed for anybody but the chair and staff; their look is audited."""
    one = await meeting(turn, number)
    if one.status is MeetingStatus.draft or not reads_names(turn, await own_seat(turn, one.body)):
        turn.require(Action.names_read)
    note_names(turn, one.body)
    found = await record.get(turn.tx, one.body)
    filled = await seats.of_body(turn.tx, one.body)
    answers = await meetings.answers(turn.tx, one.id)
    return Roll(
        one,
        found.body,
        [seat for seat in filled if seat.is_held],
        {answer.member: answer for answer in answers},
        quorum_of(filled, answers, found.charter.quorum),
    )
