"""Bodies as anybody reads them, and following one. Names are seen only where they are public."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.bodies import Application, ApplicationStatus, Call, Function, Seat
from bot.domain.errors import NotFound, WrongState
from bot.domain.forums import Forum
from bot.domain.ids import BodyId
from bot.domain.meetings import Counter, Decision, Item, Meeting, MeetingStatus, Reply, quorum_of
from bot.domain.staff import Action
from bot.domain.town import Body
from bot.services.bodies.common import LISTED, is_working, known, meeting, own_seat
from bot.services.consultations import Page
from bot.services.turn import Turn
from storage import forums
from storage.bodies import calls, meetings, news, papers, record, seats, votes
from storage.bodies.papers import Paper, PaperKind
from storage.bodies.record import Record

DECISIONS = 2
"""On a page: a decision may be long."""
FORUMS = 2
"""Led to from its card."""


@dataclass(frozen=True, slots=True)
class Card:
    """One body with what its screen says. `own` is the reader's seat, `application` what they last sent."""

    record: Record
    seats: int
    held: int
    chair: str | None
    next_meeting: Meeting | None
    papers: int
    decisions: int
    votes: int
    follows: bool
    may_follow: bool
    call: Call | None
    application: Application | None
    own: Seat | None
    staff: bool
    forums: Sequence[Forum] = ()
    """Those that it holds or held, the latest first."""


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """A meeting as this reader may see it. `counter` and `reply` are for members, `counter` for staff as well."""

    meeting: Meeting
    body: Body
    items: list[Item]
    papers: list[Paper]
    minutes: Paper | None
    decisions: list[Decision]
    counter: Counter | None
    reply: Reply | None
    own: Seat | None
    staff: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of all bodies, and which of them the reader sits in or follows."""

    items: list[Body]
    page: Page
    own: set[BodyId]
    followed: set[BodyId]


async def listing(turn: Turn, wanted: int) -> Listing:
    page = Page.of(await record.count(turn.tx), wanted, LISTED)
    found = await record.page(turn.tx, limit=LISTED, offset=page.number * LISTED)
    people = [] if turn.actor is None else [turn.actor.id]
    return Listing(
        items=found,
        page=page,
        own={body for _, body in await seats.bodies_of(turn.tx, people)},
        followed={body for _, body in await news.following(turn.tx, people)},
    )


async def card(turn: Turn, body: str) -> Card:
    """Raises NotFound."""
    found = await known(turn, body)
    number = found.body.id
    filled = await seats.of_body(turn.tx, number)
    own = await own_seat(turn, number)
    call = await calls.latest(turn.tx, number)
    staff = turn.may(Action.body_prepare)
    actor = turn.actor
    return Card(
        record=found,
        seats=len(filled),
        held=sum(one.is_held for one in filled),
        chair=next((one.public_name for one in filled if one.function is Function.chair), None),
        next_meeting=await meetings.following(turn.tx, number, now=turn.now),
        papers=len(await papers.of_body(turn.tx, number)),
        decisions=await papers.count_decisions(turn.tx, number),
        votes=await votes.count(turn.tx, number, everything=own is not None),
        follows=actor is not None and await record.follows(turn.tx, actor.id, number),
        may_follow=is_working(found),
        call=call if call is not None and call.is_open(turn.now) and is_working(found) else None,
        application=None if actor is None else await calls.latest_of(turn.tx, actor.id, number),
        own=own,
        staff=staff,
        forums=await forums.of_body(turn.tx, number, limit=FORUMS),
    )


async def composition(turn: Turn, body: str) -> tuple[Record, list[Seat]]:
    """Raises NotFound."""
    found = await known(turn, body)
    return found, await seats.of_body(turn.tx, found.body.id)


async def meeting_page(turn: Turn, body: str, wanted: int) -> tuple[Body, list[Meeting], Page]:
    """Those that were summoned at some time. Raises NotFound."""
    found = await known(turn, body)
    page = Page.of(await meetings.count(turn.tx, found.body.id, "public"), wanted, LISTED)
    listed = await meetings.page(turn.tx, found.body.id, "public", limit=LISTED, offset=page.number * LISTED)
    return found.body, listed, page


async def decision_page(turn: Turn, body: str, wanted: int) -> tuple[Body, list[Decision], Page]:
    """Those that are published. Raises NotFound."""
    found = await known(turn, body)
    page = Page.of(await papers.count_decisions(turn.tx, found.body.id), wanted, DECISIONS)
    listed = await papers.decisions(turn.tx, found.body.id, limit=DECISIONS, offset=page.number * DECISIONS)
    return found.body, listed, page


async def body_papers(turn: Turn, body: str) -> tuple[Record, list[Paper]]:
    """Raises NotFound."""
    found = await known(turn, body)
    return found, await papers.of_body(turn.tx, found.body.id)


async def counter(turn: Turn, one: Meeting) -> Counter:
    """Who is expected at a meeting."""
    found = await record.get(turn.tx, one.body)
    return quorum_of(
        await seats.of_body(turn.tx, one.body), await meetings.answers(turn.tx, one.id), found.charter.quorum
    )


async def meeting_card(turn: Turn, number: int) -> MeetingCard:
    """Raises NotFound, also for what nobody but staff knows of yet."""
    one = await meeting(turn, number)
    staff, own = turn.may(Action.body_prepare), await own_seat(turn, one.body)
    if one.status is MeetingStatus.draft and not staff:
        raise NotFound(what="meeting")
    inside = staff or own is not None
    everything = await papers.of_meeting(turn.tx, one.id)
    shown = [paper for paper in everything if _may_read(paper, one, inside=inside)]
    published = inside or one.published_at is not None
    return MeetingCard(
        meeting=one,
        body=(await record.get(turn.tx, one.body)).body,
        items=await meetings.items(turn.tx, one.id),
        papers=[paper for paper in shown if paper.kind is not PaperKind.minutes],
        minutes=next((paper for paper in shown if paper.kind is PaperKind.minutes), None),
        decisions=await papers.decisions_of(turn.tx, one.id) if published else [],
        counter=await counter(turn, one) if inside and one.status is MeetingStatus.summoned else None,
        reply=None if own is None else await meetings.reply_of(turn.tx, one.id, turn.participant.id),
        own=own,
        staff=staff,
    )


def _may_read(paper: Paper, one: Meeting, *, inside: bool) -> bool:
    """The public reads what an open meeting speaks of, and of any meeting what was published."""
    return inside or (one.published_at is not None if paper.kind is PaperKind.minutes else one.is_open)


async def paper(turn: Turn, number: int) -> tuple[Paper, Body]:
    """A paper to be sent. Raises NotFound, also for what this reader may not see."""
    found = await papers.get(turn.tx, number)
    if found.meeting is not None:
        shown = await meeting_card(turn, found.meeting)
        if found not in (*shown.papers, shown.minutes):
            raise NotFound(what="paper")
    return found, (await record.get(turn.tx, found.body)).body


# -- following ---------------------------------------------------------------------------------------------------------


async def follow(turn: Turn, body: str) -> None:
    """Raises ConsentNeeded, NotFound, and WrongState for one that was dissolved."""
    participant = turn.participant
    found = await known(turn, body)
    if not is_working(found):
        raise WrongState(state=found.body.status.value, action="follow")
    await record.follow(turn.tx, participant.id, found.body.id, now=turn.now)


async def unfollow(turn: Turn, body: str) -> None:
    """Raises ConsentNeeded."""
    await record.unfollow(turn.tx, turn.participant.id, BodyId(body))


def is_waiting(application: Application | None) -> bool:
    return application is not None and application.status is ApplicationStatus.submitted
