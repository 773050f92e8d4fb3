"""After a meeting: who was there, the minutes, the decisions, and their publication."""

from dataclasses import dataclass

from bot.domain.bodies import Seat, quorum
from bot.domain.calendar import town_date
from bot.domain.errors import NotFound, WrongState
from bot.domain.ids import MemberId
from bot.domain.meeting_refusals import MeetingAhead
from bot.domain.meetings import Decision, Meeting, MeetingStatus, Reply
from bot.domain.retention import DRAFT
from bot.domain.staff import Action
from bot.domain.town import Body
from bot.domain.typed import accept_file
from bot.services.bodies import telling
from bot.services.bodies.common import known, meeting, note_names, subject
from bot.services.turn import Turn
from storage import files
from storage.bodies import meetings, papers, record, seats
from storage.bodies.papers import Paper, PaperKind
from storage.files import FileId


@dataclass(frozen=True, slots=True)
class Attendance:
    """The seats that are held, and which of them were there."""

    meeting: Meeting
    body: Body
    seats: list[Seat]
    present: set[MemberId]
    needed: int
    names: bool


async def attendance(turn: Turn, number: int) -> Attendance:
    """Who said they would come is ticked when it is first opened.

    Raises NotAllowed, NotFound, WrongState, MeetingAhead.
    """
    one = await _recordable(turn, number)
    found = await record.get(turn.tx, one.body)
    filled = [seat for seat in await seats.of_body(turn.tx, one.body) if seat.is_held]
    present = await meetings.attendance(turn.tx, one.id)
    if one.status is MeetingStatus.summoned and not present:
        coming = [answer.member for answer in await meetings.answers(turn.tx, one.id) if answer.reply is Reply.coming]
        await meetings.put_attendance(turn.tx, one.id, coming)
        present = set(coming)
    note_names(turn, one.body)
    return Attendance(
        meeting=one,
        body=found.body,
        seats=filled,
        present=present & {seat.id for seat in filled},
        needed=quorum(len(filled), found.charter.quorum),
        names=turn.may(Action.names_read),
    )


async def tick(turn: Turn, number: int, seat: int) -> Attendance:
    """Raises as `attendance` does."""
    one = await _recordable(turn, number)
    known_seat = await seats.get(turn.tx, MemberId(seat))
    if known_seat.body != one.body:
        raise NotFound(what="member")
    await meetings.tick(turn.tx, one.id, known_seat.id)
    if one.status is MeetingStatus.summoned and not await meetings.attendance(turn.tx, one.id):
        # The last tick was taken away: without this, those who meant to come would be ticked again.
        one = await _hold(turn, one)
    return await attendance(turn, number)


async def hold(turn: Turn, number: int) -> Meeting:
    """Record how many were there, and whether they were enough. Raises as `attendance` does."""
    one = await _recordable(turn, number)
    held = await _hold(turn, one)
    turn.audit("body.attendance_recorded", subject=subject(held.body))
    return held


async def _hold(turn: Turn, one: Meeting) -> Meeting:
    found = await record.get(turn.tx, one.body)
    filled = {seat.id for seat in await seats.of_body(turn.tx, one.body) if seat.is_held}
    present = len(filled & await meetings.attendance(turn.tx, one.id))
    needed = quorum(len(filled), found.charter.quorum)
    return await meetings.save(turn.tx, one.hold(present=present, needed=needed, now=turn.now))


async def _recordable(turn: Turn, number: int) -> Meeting:
    turn.require(Action.body_manage)
    one = await meeting(turn, number)
    if one.status not in (MeetingStatus.summoned, MeetingStatus.held) or one.published_at is not None:
        raise WrongState(state=one.status.value, action="hold")
    if turn.now < one.starts_at:
        raise MeetingAhead(starts_at=one.starts_at)
    return one


# -- papers ------------------------------------------------------------------------------------------------------------


async def keep_upload(turn: Turn, *, name: str | None, mime: str | None, size: int | None, telegram_id: str) -> FileId:
    """Keep a file that staff sent; its content stays with Telegram. Raises NotAllowed, FileNotAccepted, FileTooBig."""
    turn.require(Action.body_prepare)
    kept, kind = accept_file(name=name, mime=mime, size=size)
    return await files.add(
        turn.tx, name=kept, mime=kind, size=size or 0, telegram_id=telegram_id, expires_at=turn.now + DRAFT
    )


async def add_paper(turn: Turn, body: str, kind: PaperKind, file: FileId) -> None:
    """To a body. Raises NotAllowed, NotFound."""
    turn.require(Action.body_prepare)
    found = (await known(turn, body)).body
    await papers.add(turn.tx, found.id, None, kind, file, now=turn.now)
    turn.audit("body.paper_added", subject=subject(found.id))


async def add_meeting_paper(turn: Turn, number: int, kind: PaperKind, file: FileId) -> None:
    """To a meeting; its minutes once it was held. Raises NotAllowed, NotFound, WrongState."""
    turn.require(Action.body_prepare)
    one = await meeting(turn, number)
    if one.status is MeetingStatus.cancelled or (kind is PaperKind.minutes and one.status is not MeetingStatus.held):
        raise WrongState(state=one.status.value, action="add_paper")
    await papers.add(turn.tx, one.body, one.id, kind, file, now=turn.now)
    turn.audit("body.paper_added", subject=subject(one.body))


async def drop_paper(turn: Turn, number: int) -> Paper:
    """Raises NotAllowed, NotFound."""
    turn.require(Action.body_prepare)
    found = await papers.get(turn.tx, number)
    await papers.drop(turn.tx, found.id, now=turn.now)
    turn.audit("body.paper_dropped", subject=subject(found.body))
    return found


async def approve_minutes(turn: Turn, number: int, *, on: bool) -> Meeting:
    """Minutes are approved at the next meeting. Raises NotAllowed, NotFound, WrongState."""
    turn.require(Action.body_manage)
    one = await meeting(turn, number)
    if not any(paper.kind is PaperKind.minutes for paper in await papers.of_meeting(turn.tx, one.id)):
        raise WrongState(state=one.status.value, action="approve_minutes")
    turn.audit("body.minutes_approved", subject=subject(one.body))
    return await meetings.save(turn.tx, one.model_copy(update={"minutes_approved": on}))


# -- decisions ---------------------------------------------------------------------------------------------------------


async def decide(turn: Turn, number: int, text: str, count: tuple[int, int, int] | None) -> Decision:
    """The next number of the body's year. Raises NotAllowed, NotFound, WrongState."""
    one = await require_held(turn, number)
    year = town_date(one.starts_at, turn.town.zone).year
    decision = await papers.add_decision(turn.tx, one.body, one.id, year=year, text=text, count=count)
    turn.audit("body.decided", subject=subject(one.body))
    return decision


async def drop_decision(turn: Turn, number: int) -> Meeting:
    """The last one, while its number is still the body's last. Raises NotAllowed, NotFound, WrongState."""
    one = await require_held(turn, number)
    if not await papers.drop_last_decision(turn.tx, one.id):
        raise WrongState(state="numbered", action="drop_decision")
    turn.audit("body.decision_dropped", subject=subject(one.body))
    return one


async def require_held(turn: Turn, number: int) -> Meeting:
    """One that was held and is not published. Raises NotAllowed, NotFound, WrongState."""
    turn.require(Action.body_manage)
    one = await meeting(turn, number)
    if one.status is not MeetingStatus.held or one.published_at is not None:
        raise WrongState(state=one.status.value, action="decide")
    return one


async def publish(turn: Turn, number: int) -> Meeting:
    """Minutes and decisions are for everybody now. Raises NotAllowed, NotFound, WrongState, NothingToPublish."""
    turn.require(Action.body_manage)
    one = await meeting(turn, number)
    has_minutes = any(paper.kind is PaperKind.minutes for paper in await papers.of_meeting(turn.tx, one.id))
    decisions = len(await papers.decisions_of(turn.tx, one.id))
    published = one.publish(turn.now, has_minutes=has_minutes, decisions=decisions)
    await meetings.save(turn.tx, published)
    await telling.published(turn, published)
    turn.audit("body.published", subject=subject(one.body))
    return published
