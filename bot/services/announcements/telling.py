"""What staff are told of an announcement: that it waits for a second person, came back, must be approved anew, is out,
or was corrected or recalled. Each notice reads the announcement again as it leaves (`bot.notices.announcements`).
"""

from collections.abc import Collection
from typing import Any

from bot.domain.announcements import Announcement
from bot.domain.ids import ParticipantId
from bot.domain.staff import Action, may
from bot.services.reaching import reached
from bot.services.turn import Turn
from storage import outbox, staff
from storage.notices import audience
from storage.outbox import Recipient

REQUESTED = "announcements.requested"
"""To all who may approve it but its author. Parameters: the announcement, and when it was requested (epoch seconds),
which tells this request from a later one."""
RETURNED = "announcements.returned"
"""To its author; the note is the announcement's. Parameter: the announcement."""
CHANGED = "announcements.changed"
"""To author and approver: its recipients became so many more or fewer that it must be approved anew. Parameters: the
announcement, the number that was approved, and the number found."""
MISSED = "announcements.missed"
"""To author and approver: its time went by while nothing ran, and it must be approved anew. Parameters: the
announcement, and when it was to leave (epoch seconds)."""
SENT = "announcements.sent"
"""To author and approver: nothing is left to send. Parameter: the announcement."""
HELD = "announcements.held"
"""To author and approver: Telegram refuses it, and it is on pause. Parameter: the announcement."""
CORRECTED = "announcements.corrected"
"""To author and approver but whoever did it: one colleague alone gave it a new text. Parameters: the announcement, and
who did it (`by`, a participant)."""
RECALLED = "announcements.recalled"
"""To author and approver but whoever did it: one colleague alone takes it back. Parameters: as of CORRECTED."""
TO_STAFF = frozenset({REQUESTED, RETURNED, CHANGED, MISSED, SENT, HELD, CORRECTED, RECALLED})
STAFF_AT_MOST = 1_000


async def approvers(turn: Turn, one: Announcement) -> list[ParticipantId]:
    """Everybody of the staff who may approve it and can be written to; its author is none of them."""
    found = await staff.colleagues(turn.tx, limit=STAFF_AT_MOST, offset=0)
    members = [member.member for member in found]
    others = [
        member.participant
        for member in members
        if may(member.role, Action.announcement_manage, may_decide=member.may_decide)
        and member.participant != one.author
    ]
    return [number for number, who in (await audience.listeners(turn.tx, others)).items() if who.reachable]


async def requested(turn: Turn, one: Announcement) -> None:
    others = await approvers(turn, one)
    at = 0 if one.requested_at is None else int(one.requested_at.timestamp())
    await _tell(turn, one, REQUESTED, others, at=at)


async def returned(turn: Turn, one: Announcement) -> None:
    await _tell(turn, one, RETURNED, _but_the_actor(turn, {one.author}))


async def changed(turn: Turn, one: Announcement, *, recipients: int) -> None:
    """`one` as it was approved; it waits for approval again, because it would reach so many `recipients`."""
    people = _but_the_actor(turn, {one.author, one.approver})
    await _tell(turn, one, CHANGED, people, promised=one.promised or 0, recipients=recipients)


async def missed(turn: Turn, one: Announcement) -> None:
    """`one` as it was approved."""
    at = 0 if one.due_at is None else int(one.due_at.timestamp())
    await _tell(turn, one, MISSED, _but_the_actor(turn, {one.author, one.approver}), at=at)


async def corrected(turn: Turn, one: Announcement) -> None:
    await _tell_what_was_done(turn, one, CORRECTED)


async def recalled(turn: Turn, one: Announcement) -> None:
    await _tell_what_was_done(turn, one, RECALLED)


async def _tell_what_was_done(turn: Turn, one: Announcement, notice: str) -> None:
    """A mistake is mended at once by whoever sees it, without a second person: but those who stand for the text know.
    Nobody waits for them to act, so that an emergency does not wake them either.
    """
    recipients = await reached(turn, _but_the_actor(turn, {one.author, one.approver}))
    await outbox.notify(turn.tx, notice, {"announcement": one.id, "by": turn.participant.id}, recipients)


def _but_the_actor(turn: Turn, people: Collection[ParticipantId | None]) -> list[ParticipantId]:
    actor = None if turn.actor is None else turn.actor.id
    return sorted(one for one in people if one is not None and one != actor)


async def _tell(turn: Turn, one: Announcement, notice: str, people: Collection[ParticipantId], **facts: Any) -> None:
    """At the end of their quiet hours, but in an emergency at once: "urgent" says so to whoever holds notices back."""
    params = {"announcement": one.id, **facts}
    if one.emergency:
        params["urgent"] = True
        listeners = (await audience.listeners(turn.tx, list(people))).values()
        recipients = [Recipient(who.participant, who.chat_id, turn.now) for who in listeners if who.reachable]
    else:
        recipients = await reached(turn, list(people))
    await outbox.notify(turn.tx, notice, params, recipients)
