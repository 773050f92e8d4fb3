"""Telling members and followers: planned in the turn that decided it, promised by the tick, read again as it leaves.

A notice is `bodies.<name>` with the numbers that it speaks of (`bot.notices.bodies` finds the words).
"""

from datetime import datetime
from typing import Any

from bot.domain.body_votes import Vote
from bot.domain.ids import BodyId, ParticipantId
from bot.domain.meetings import Meeting
from bot.domain.notices import OLD_NEWS
from bot.services.reaching import reached
from bot.services.turn import Turn
from storage import outbox
from storage.bodies import news, votes
from storage.bodies.news import Audience, News
from storage.notices import told

PREFIX = "bodies."
STRETCH = 500
"""People in one transaction."""
VOTES_AT_ONCE = 20

SUMMONS, ANNOUNCED, REMINDER = "summons", "announced", "reminder"
MOVED, CANCELLED, PUBLISHED = "moved", "cancelled", "published"
VOTE_OPENED, VOTE_CLOSED = "vote_opened", "vote_closed"
ACCEPTED, DECLINED, FREED = "accepted", "declined", "freed"


async def summoned(turn: Turn, meeting: Meeting) -> None:
    """Members are summoned and reminded the day before; followers hear of a meeting that is open."""
    await _of_meeting(turn, meeting, SUMMONS, "members")
    await _remind(turn, meeting)
    if meeting.is_open:
        await _of_meeting(turn, meeting, ANNOUNCED, "followers")


async def moved(turn: Turn, meeting: Meeting, was: Meeting) -> None:
    """What was still to be told of the time before is told to nobody any more."""
    await news.drop(turn.tx, meeting.id)
    facts = {"was": int(was.starts_at.timestamp()), "was_place": was.place}
    await _of_meeting(turn, meeting, MOVED, "members", **facts)
    await _remind(turn, meeting)
    if meeting.is_open:
        await _of_meeting(turn, meeting, MOVED, "followers", **facts)


async def cancelled(turn: Turn, meeting: Meeting) -> None:
    await news.drop(turn.tx, meeting.id)
    await _of_meeting(turn, meeting, CANCELLED, "members")
    if meeting.is_open:
        await _of_meeting(turn, meeting, CANCELLED, "followers")


async def published(turn: Turn, meeting: Meeting) -> None:
    audiences: tuple[Audience, ...] = ("members", "followers")
    for whom in audiences:
        await _plan(turn, meeting, PUBLISHED, whom, due_at=turn.now, pointless_at=turn.now + OLD_NEWS)


async def _remind(turn: Turn, meeting: Meeting) -> None:
    """The day before; where that is over already, the summons itself was said so late that it reminds."""
    due_at = meeting.reminder_at(turn.town.zone)
    if due_at > turn.now:
        await _plan(turn, meeting, REMINDER, "members", due_at=due_at, pointless_at=meeting.starts_at)


async def _of_meeting(turn: Turn, meeting: Meeting, name: str, whom: Audience, **facts: Any) -> None:
    await _plan(turn, meeting, name, whom, due_at=turn.now, pointless_at=meeting.starts_at, **facts)


async def _plan(
    turn: Turn,
    meeting: Meeting,
    name: str,
    whom: Audience,
    *,
    due_at: datetime,
    pointless_at: datetime,
    **facts: Any,
) -> None:
    await news.plan(
        turn.tx,
        key=f"meeting:{meeting.id}:{meeting.moves}:{name}:{whom}",
        name=name,
        body=meeting.body,
        meeting=meeting.id,
        audience=whom,
        params={"meeting": meeting.id, "moves": meeting.moves, "whom": whom, **facts},
        due_at=due_at,
        pointless_at=pointless_at,
    )


async def vote_opened(turn: Turn, vote: Vote) -> None:
    await _of_vote(turn, vote, VOTE_OPENED, pointless_at=vote.closes_at)


async def vote_closed(turn: Turn, vote: Vote) -> None:
    await _of_vote(turn, vote, VOTE_CLOSED, pointless_at=turn.now + OLD_NEWS)


async def _of_vote(turn: Turn, vote: Vote, name: str, *, pointless_at: datetime) -> None:
    await news.plan(
        turn.tx,
        key=f"vote:{vote.id}:{name}",
        name=name,
        body=vote.body,
        meeting=None,
        audience="members",
        params={"vote": vote.id},
        due_at=turn.now,
        pointless_at=pointless_at,
    )


async def tell_one(turn: Turn, participant: ParticipantId, name: str, body: BodyId, **facts: Any) -> None:
    """About themselves: promised at once, also to who paused, for the end of their quiet hours at the latest."""
    await outbox.notify(
        turn.tx, PREFIX + name, {"body": body, **facts}, await reached(turn, [participant], in_a_pause=True)
    )


# -- the clock's own work ----------------------------------------------------------------------------------------------


async def tick(turn: Turn) -> bool:
    """Record what votes brought whose time is over, then tell one stretch of people; True when nothing is left."""
    over = await votes.due(turn.tx, now=turn.now, limit=VOTES_AT_ONCE)
    for vote in over:
        await record_result(turn, vote)
    if over:
        return False
    due = await news.next_due(turn.tx, now=turn.now)
    if due is not None:
        await _advance(turn, due)
    return due is None


async def record_result(turn: Turn, vote: Vote) -> Vote:
    """Close a vote, count it, and let the ballots go. Raises WrongState where that was done."""
    counts = await votes.tally(turn.tx, vote)
    closed = vote.close(turn.now, counts=counts, eligible=await votes.eligible(turn.tx, vote.body))
    await votes.save_result(turn.tx, closed)
    await vote_closed(turn, closed)
    return closed


async def _advance(turn: Turn, due: News) -> None:
    """Who paused or blocked hears nothing of it; who would hear it too late neither."""
    if turn.now >= due.pointless_at:
        news.finish(turn.tx, due.id, now=turn.now)
        return
    people = await news.audience(turn.tx, due, limit=STRETCH)
    in_time = await reached(turn, people, until=due.pointless_at)
    fresh = await told.tell(turn.tx, due.key, [one.participant for one in in_time], now=turn.now)
    await outbox.notify(turn.tx, PREFIX + due.name, due.params, [one for one in in_time if one.participant in fresh])
    if len(people) < STRETCH:
        news.finish(turn.tx, due.id, now=turn.now)
    else:
        news.advance(turn.tx, due.id, cursor=people[-1])
