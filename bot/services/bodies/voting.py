"""Votes among members: they bind nobody, one ballot each, and what stays is the counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.bodies import Seat
from bot.domain.body_votes import NobodyToVote, Vote, VoteTooShort
from bot.domain.errors import NotFound
from bot.domain.staff import Action
from bot.domain.town import Body
from bot.services.bodies import telling
from bot.services.bodies.common import known, own_seat, require_seat, subject
from bot.services.consultations import Page
from bot.services.turn import Turn
from storage.bodies import record, votes

LISTED = 5


@dataclass(frozen=True, slots=True)
class Ballot:
    """A vote as this reader sees it. `choice` is what they chose; `cast` is how many have voted until now."""

    vote: Vote
    body: Body
    own: Seat | None
    choice: int | None
    cast: int
    eligible: int
    manages: bool


async def listing(turn: Turn, body: str, wanted: int) -> tuple[Body, list[Vote], Page]:
    """Members and staff see all, others what staff made public. Raises NotFound."""
    found = (await known(turn, body)).body
    everything = turn.may(Action.body_prepare) or await own_seat(turn, found.id) is not None
    page = Page.of(await votes.count(turn.tx, found.id, everything=everything), wanted, LISTED)
    listed = await votes.page(turn.tx, found.id, everything=everything, limit=LISTED, offset=page.number * LISTED)
    return found, listed, page


async def show(turn: Turn, number: int) -> Ballot:
    """Raises NotFound, also for what this reader may not see."""
    vote = await votes.get(turn.tx, number)
    own = await own_seat(turn, vote.body)
    public = vote.is_public and vote.closed_at is not None
    if not (public or own is not None or turn.may(Action.body_prepare)):
        raise NotFound(what="vote")
    return Ballot(
        vote=vote,
        body=(await record.get(turn.tx, vote.body)).body,
        own=own,
        choice=None if own is None else await votes.ballot_of(turn.tx, vote.id, turn.participant.id),
        cast=vote.cast if vote.closed_at is not None else sum(await votes.tally(turn.tx, vote)),
        eligible=await votes.eligible(turn.tx, vote.body) if vote.eligible is None else vote.eligible,
        manages=turn.may(Action.body_manage),
    )


async def start(turn: Turn, body: str, *, question: str, options: Sequence[str], closes_at: datetime) -> Vote:
    """Members are told by the next tick. Raises NotAllowed, NotFound, VoteTooShort, NobodyToVote."""
    turn.require(Action.body_manage)
    found = (await known(turn, body)).body
    require_later(turn, closes_at)
    if await votes.eligible(turn.tx, found.id) == 0:
        raise NobodyToVote()
    number = await votes.add(turn.tx, found.id, question=question, options=options, now=turn.now, closes_at=closes_at)
    vote = await votes.get(turn.tx, number)
    await telling.vote_opened(turn, vote)
    turn.audit("body.vote_started", subject=subject(found.id))
    return vote


def require_later(turn: Turn, closes_at: datetime) -> None:
    """Raises VoteTooShort."""
    if closes_at <= turn.now:
        raise VoteTooShort()


async def cast(turn: Turn, number: int, choice: int) -> None:
    """The last choice counts. Raises ConsentNeeded, NotFound, NotAMember, VoteOver."""
    vote = await votes.get(turn.tx, number)
    await require_seat(turn, vote.body)
    vote.require_open(turn.now)
    if not 0 <= choice < len(vote.options):
        raise NotFound(what="option")
    await votes.cast(turn.tx, vote.id, turn.participant.id, choice, now=turn.now)


async def close(turn: Turn, number: int) -> Vote:
    """Before its time. Raises NotAllowed, NotFound, WrongState."""
    turn.require(Action.body_manage)
    vote = await votes.get(turn.tx, number)
    closed = await telling.record_result(turn, vote)
    turn.audit("body.vote_closed", subject=subject(vote.body))
    return closed


async def set_public(turn: Turn, number: int, *, on: bool) -> None:
    """Whether everybody sees the result. Raises NotAllowed, NotFound."""
    turn.require(Action.body_manage)
    vote = await votes.get(turn.tx, number)
    await votes.set_public(turn.tx, vote.id, on=on)
    turn.audit("body.vote_shown", subject=subject(vote.body))
