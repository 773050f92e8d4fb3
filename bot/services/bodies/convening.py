"""Meetings as staff prepare them: when, where and what about, the summons, and moving or cancelling it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import WrongState
from bot.domain.ids import BodyId
from bot.domain.meeting_refusals import TooManyItems
from bot.domain.meetings import ITEMS_AT_MOST, Counter, Decision, Item, Meeting, MeetingStatus
from bot.domain.staff import Action
from bot.domain.town import Body
from bot.services.bodies import telling
from bot.services.bodies.common import LISTED, known, meeting, subject
from bot.services.bodies.reading import counter
from bot.services.consultations import Page
from bot.services.turn import Turn
from storage.bodies import meetings, papers, record
from storage.bodies.papers import Paper, PaperKind


@dataclass(frozen=True, slots=True)
class Desk:
    """A meeting as staff see it. `manages`: whether they may summon, move and record."""

    meeting: Meeting
    body: Body
    items: list[Item]
    proposed: list[Item]
    papers: list[Paper]
    minutes: Paper | None
    decisions: list[Decision]
    counter: Counter
    followers: int
    manages: bool
    names: bool


async def listing(turn: Turn, body: str, wanted: int) -> tuple[Body, list[Meeting], Page]:
    """Raises NotAllowed, NotFound."""
    turn.require(Action.body_prepare)
    found = (await known(turn, body)).body
    page = Page.of(await meetings.count(turn.tx, found.id, "all"), wanted, LISTED)
    listed = await meetings.page(turn.tx, found.id, "all", limit=LISTED, offset=page.number * LISTED)
    return found, listed, page


async def desk(turn: Turn, number: int) -> Desk:
    """Raises NotAllowed, NotFound."""
    turn.require(Action.body_prepare)
    one = await meeting(turn, number)
    everything = await papers.of_meeting(turn.tx, one.id)
    return Desk(
        meeting=one,
        body=(await record.get(turn.tx, one.body)).body,
        items=await meetings.items(turn.tx, one.id),
        proposed=await meetings.items(turn.tx, one.id, proposed=True),
        papers=[paper for paper in everything if paper.kind is not PaperKind.minutes],
        minutes=next((paper for paper in everything if paper.kind is PaperKind.minutes), None),
        decisions=await papers.decisions_of(turn.tx, one.id),
        counter=await counter(turn, one),
        followers=await record.count_followers(turn.tx, one.body),
        manages=turn.may(Action.body_manage),
        names=turn.may(Action.names_read),
    )


async def prepare(
    turn: Turn,
    body: str,
    *,
    starts_at: datetime,
    place: str,
    link: str | None,
    is_open: bool,
    agenda: Sequence[str],
) -> Meeting:
    """A draft that nobody hears of before the summons. Raises NotAllowed, NotFound."""
    turn.require(Action.body_prepare)
    found = (await known(turn, body)).body
    number = await meetings.add(turn.tx, found.id, starts_at=starts_at, place=place, link=link, is_open=is_open)
    await meetings.put_agenda(turn.tx, number, agenda)
    turn.audit("body.meeting_prepared", subject=subject(found.id))
    return await meetings.get(turn.tx, number)


async def set_agenda(turn: Turn, number: int, agenda: Sequence[str]) -> Meeting:
    """Raises NotAllowed, NotFound, WrongState."""
    one = await _changeable(turn, number)
    await meetings.put_agenda(turn.tx, one.id, agenda)
    turn.audit("body.agenda_set", subject=subject(one.body))
    return one


async def take_item(turn: Turn, number: int, *, on: bool) -> Meeting:
    """Put what a member proposes on the agenda, or leave it. Raises NotAllowed, NotFound, WrongState, TooManyItems."""
    turn.require(Action.body_prepare)
    item = await meetings.item(turn.tx, number)
    one = await _changeable(turn, item.meeting)
    if not item.proposed:
        raise WrongState(state="agenda", action="take_item")
    if on and len(await meetings.items(turn.tx, one.id)) >= ITEMS_AT_MOST:
        raise TooManyItems(limit=ITEMS_AT_MOST)
    await meetings.drop_item(turn.tx, item.id)
    if on:
        await meetings.add_item(turn.tx, one.id, item.text, proposed=False)
        turn.audit("body.agenda_set", subject=subject(one.body))
    return one


async def _changeable(turn: Turn, number: int) -> Meeting:
    turn.require(Action.body_prepare)
    one = await meeting(turn, number)
    if one.status not in (MeetingStatus.draft, MeetingStatus.summoned):
        raise WrongState(state=one.status.value, action="change")
    return one


async def drop(turn: Turn, number: int) -> BodyId:
    """A draft that nobody heard of. Raises NotAllowed, NotFound, WrongState."""
    turn.require(Action.body_prepare)
    one = await meeting(turn, number)
    if one.status is not MeetingStatus.draft:
        raise WrongState(state=one.status.value, action="drop")
    await meetings.drop(turn.tx, one.id)
    turn.audit("body.meeting_dropped", subject=subject(one.body))
    return one.body


async def summon(turn: Turn, number: int) -> Meeting:
    """Members are told by the next tick. Raises NotAllowed, NotFound, WrongState, AgendaMissing, SummonsTooLate."""
    turn.require(Action.body_manage)
    one = await meeting(turn, number)
    items = len(await meetings.items(turn.tx, one.id))
    summoned = await meetings.save(turn.tx, one.summon(turn.now, turn.town.zone, items=items))
    await telling.summoned(turn, summoned)
    turn.audit("body.meeting_summoned", subject=subject(one.body))
    return summoned


async def move(turn: Turn, number: int, *, starts_at: datetime, place: str) -> Meeting:
    """Everybody is told and asked anew. Raises NotAllowed, NotFound and the refusals of `Meeting.move`."""
    turn.require(Action.body_manage)
    was = await meeting(turn, number)
    moved = await meetings.save(turn.tx, was.move(starts_at, place, turn.now, turn.town.zone))
    if moved.status is MeetingStatus.summoned:
        await meetings.forget_replies(turn.tx, moved.id)
        await telling.moved(turn, moved, was)
        turn.audit("body.meeting_moved", subject=subject(moved.body))
    return moved


async def cancel(turn: Turn, number: int, reason: str) -> Meeting:
    """Whoever was summoned is told why. Raises NotAllowed, NotFound and the refusals of `Meeting.cancel`."""
    turn.require(Action.body_manage)
    was = await meeting(turn, number)
    cancelled = await meetings.save(turn.tx, was.cancel(reason, turn.now))
    if was.status is MeetingStatus.summoned:
        await telling.cancelled(turn, cancelled)
    turn.audit("body.meeting_cancelled", subject=subject(cancelled.body))
    return cancelled
