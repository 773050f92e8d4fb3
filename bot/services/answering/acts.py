"""What staff may do with one proposal, who may do it, and the one way in which it is done.

Every act carries the `version` of the proposal that was looked at. Where it is another by now, nothing is written: a
colleague or the author was first (`StaleProposal`), and `what_happened` says what they did. The same person doing the
same once more, by a second tap, is answered as at the first and changes nothing.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from bot.domain.ids import ProposalId
from bot.domain.proposals import OVER, Proposal, ProposalKind, ProposalStatus, Stage
from bot.domain.staff import Action
from bot.services.proposals import tell_author
from bot.services.turn import Turn
from storage import audit
from storage import proposals as stored
from storage.proposals import StaleProposal


class Act(StrEnum):
    show = "show"
    hide = "hide"
    uphold = "uphold"
    redact = "redact"
    merge = "merge"
    part = "part"
    ask = "ask"
    answer = "answer"
    drop = "drop"
    publish = "publish"
    forward = "forward"
    lacks = "lacks"
    review = "review"
    extend = "extend"
    redirect = "redirect"
    finish = "finish"


NEEDS: Mapping[Act, Action] = {
    **dict.fromkeys((Act.answer, Act.drop), Action.proposal_prepare),
    **dict.fromkeys(
        (Act.show, Act.hide, Act.uphold, Act.redact, Act.merge, Act.part, Act.ask), Action.proposal_moderate
    ),
    **dict.fromkeys((Act.publish, Act.forward, Act.lacks, Act.review), Action.proposal_decide),
    **dict.fromkeys((Act.extend, Act.redirect, Act.finish), Action.proposal_decide),
}

DONE: Mapping[Act, str] = {
    Act.show: "shown",
    Act.hide: "hidden",
    Act.uphold: "upheld",
    Act.redact: "redacted",
    Act.merge: "merged",
    Act.part: "parted",
    Act.ask: "asked",
    Act.answer: "answer_prepared",
    Act.drop: "answer_dropped",
    Act.publish: "answered",
    Act.forward: "forwarded",
    Act.lacks: "incomplete",
    Act.review: "in_review",
    Act.extend: "extended",
    Act.redirect: "redirected",
    Act.finish: "finished",
}
"""What the audit calls each once it is done, after "proposal."."""

_LEADS_TO = {
    Act.show: ProposalStatus.visible,
    Act.hide: ProposalStatus.hidden,
    Act.forward: ProposalStatus.forwarded,
    Act.lacks: ProposalStatus.incomplete,
    Act.review: ProposalStatus.in_review,
    Act.extend: ProposalStatus.extended,
    Act.redirect: ProposalStatus.redirected,
    Act.finish: ProposalStatus.done,
}


def possible(turn: Turn, proposal: Proposal) -> frozenset[Act]:
    """What this member may do with it as it stands."""
    return frozenset(act for act in Act if turn.may(NEEDS[act]) and _fits(act, proposal))


def _fits(act: Act, proposal: Proposal) -> bool:
    if act in _LEADS_TO:
        return proposal.may_become(_LEADS_TO[act])
    if proposal.status in OVER:
        return False
    single, draft = proposal.merged_into is None, proposal.draft_answer
    match act:
        case Act.uphold:
            return proposal.hidden is not None and proposal.review_asked and not proposal.reviewed
        case Act.redact:
            return bool(proposal.personal)
        case Act.merge:
            return single and proposal.kind is not ProposalKind.formal
        case Act.part:
            return not single
        case Act.ask:
            return proposal.author is not None
        case Act.answer:
            return single and proposal.stage is not Stage.over
        case Act.drop:
            return draft is not None
        case _:
            return draft is not None and draft.is_complete and _may_be_answered(proposal)


def _may_be_answered(proposal: Proposal) -> bool:
    """Whether a word of its own is published now; statements wait for their spravka."""
    if proposal.kind is ProposalKind.formal:
        return proposal.may_become(ProposalStatus.accepted)
    return proposal.kind is ProposalKind.idea and proposal.may_become(ProposalStatus.used)


def subject(number: int) -> str:
    return f"proposal:{number}"


async def looked_at(turn: Turn, act: Act, number: int, version: int) -> Proposal:
    """The proposal in the version that was looked at. Raises NotAllowed, NotFound, StaleProposal."""
    turn.require(NEEDS[act])
    proposal = await stored.get(turn.tx, ProposalId(number))
    if proposal.version != version:
        raise StaleProposal()
    return proposal


async def carry_out(
    turn: Turn,
    act: Act,
    number: int,
    version: int,
    change: Callable[[Proposal], Proposal],
    *,
    tell: str | None = None,
    **facts: Any,
) -> Proposal:
    """Change it, note who did, and promise the author the news named `tell`. `facts` are for the audit: codes only.

    Raises NotAllowed, NotFound, StaleProposal and whatever the change refuses.
    """
    turn.require(NEEDS[act])
    proposal = await stored.get(turn.tx, ProposalId(number))
    if proposal.version != version:
        if await _did_it(turn, act, proposal, version):
            return proposal
        raise StaleProposal()
    saved = await stored.save(turn.tx, change(proposal))
    turn.audit(f"proposal.{DONE[act]}", subject=subject(number), **facts)
    if tell is not None:
        await tell_author(turn, saved, tell)
    return saved


async def _did_it(turn: Turn, act: Act, proposal: Proposal, version: int) -> bool:
    """Whether the only thing that happened to that version is this very act, by this very person."""
    if proposal.version != version + 1 or turn.actor is None:
        return False
    latest = await audit.latest(turn.tx, subject(proposal.id))
    return latest is not None and latest.actor == turn.actor.id and latest.action == f"proposal.{DONE[act]}"


class Happening(NamedTuple):
    """What was done last: the audit's code of it, and by which colleague; None where it was nobody of the staff."""

    action: str
    by: str | None


async def what_happened(turn: Turn, number: int) -> Happening | None:
    """Raises NotAllowed."""
    turn.require(Action.proposal_prepare)
    latest = await audit.latest(turn.tx, subject(number))
    return None if latest is None else Happening(latest.action, latest.actor_name)
