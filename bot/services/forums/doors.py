"""Doors that staff keep open: a picture in their chat with the code of the moment, changed as the code changes.

Several of the staff may keep the same door. It shuts by itself when the forum is over or called off, and for whoever
is no longer of the staff.
"""

from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.forums import Forum
from bot.domain.ids import ForumId
from bot.domain.staff import Action
from bot.services.forums.checkin import Door, door
from bot.services.turn import Turn
from storage import forums as stored
from storage import participants, staff
from storage.forums import Counts, doors
from storage.forums.doors import OpenDoor

AT_ONCE = 20
"""Pictures changed in one transaction."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What the message of a door is to show now; without a `door` that it is shut."""

    chat_id: int
    message_id: int
    language: str
    forum: Forum
    counts: Counts
    door: Door | None


async def open_door(turn: Turn, number: int, *, chat_id: int, message_id: int) -> Showing:
    """Keep this message showing the code. Raises NotAllowed, NotFound, DoorNotOpen, DoorClosed."""
    shown = await door(turn, number)
    person = turn.participant
    at = int(shown.changes_at.timestamp())
    await doors.put(turn.tx, OpenDoor(shown.forum.id, person.id, chat_id, message_id, at))
    counts = await stored.counts(turn.tx, shown.forum.id)
    return Showing(chat_id, message_id, person.language, shown.forum, counts, shown)


async def renew_code(turn: Turn, number: int, *, chat_id: int, message_id: int) -> Showing:
    """Another code before its time, as when a picture of it went round: no earlier one is good any more.

    The pictures of colleagues follow with the tick. Raises as `open_door`.
    """
    forum = (await door(turn, number)).forum
    await stored.put_secret(turn.tx, forum.id)
    await doors.expire(turn.tx, forum.id, now=turn.now)
    return await open_door(turn, number, chat_id=chat_id, message_id=message_id)


async def shut_door(turn: Turn, number: int) -> bool:
    """One's own; False where it was shut already. Raises NotAllowed."""
    turn.require(Action.forum_prepare)
    return await doors.close(turn.tx, ForumId(number), turn.participant.id)


async def doors_due(turn: Turn) -> list[Showing]:
    """The tick's part: what at most AT_ONCE messages are to show anew. Fewer: nothing else is due."""
    return [await _again(turn, one) for one in await doors.due(turn.tx, now=turn.now, limit=AT_ONCE)]


async def _again(turn: Turn, one: OpenDoor) -> Showing:
    person = await participants.get(turn.tx, one.participant)
    assert person is not None  # the row goes with them
    member = await staff.get(turn.tx, one.participant)
    theirs = Turn(tx=turn.tx, now=turn.now, town=turn.town, actor=person, member=member)
    try:
        return await open_door(theirs, one.forum, chat_id=one.chat_id, message_id=one.message_id)
    except DomainError:
        await doors.close(turn.tx, one.forum, one.participant)
    forum = await stored.get(turn.tx, one.forum)
    counts = await stored.counts(turn.tx, one.forum)
    return Showing(one.chat_id, one.message_id, person.language, forum, counts, None)
