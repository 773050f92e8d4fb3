"""One answer for many: drafts for statements and formal proposals, at once the word for ideas."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.dispositions import Answer
from bot.domain.errors import DomainError
from bot.domain.ids import ProposalId
from bot.domain.proposals import Proposal, ProposalKind, ProposalStatus
from bot.domain.staff import Action
from bot.services.answering.acts import DONE, Act, possible, subject
from bot.services.answering.deciding import answer_merged
from bot.services.proposals import tell_author
from bot.services.turn import Turn
from storage import proposals as stored

MANY_AT_MOST = 200
"""Proposals answered in one turn: all of it is one transaction."""


class TooMany(DomainError):
    """At most `limit` are answered at once."""

    def __init__(self, *, limit: int) -> None:
        super().__init__(limit=limit)


@dataclass(frozen=True, slots=True)
class Sorted:
    """What one answer would do: kept as a draft, published at once, or left alone because it does not fit."""

    drafts: list[Proposal]
    at_once: list[Proposal]
    left: int


@dataclass(frozen=True, slots=True)
class Many:
    """What was done. `left` were answered, merged or changed by others meanwhile."""

    drafts: int
    published: int
    left: int


async def sort_out(turn: Turn, chosen: Mapping[int, int | None], answer: Answer) -> Sorted:
    """`chosen` are versions by number, None for whatever it is now. Raises NotAllowed, ReasonNeeded, TooMany."""
    turn.require(Action.proposal_prepare)
    answer.require_complete()
    if len(chosen) > MANY_AT_MOST:
        raise TooMany(limit=MANY_AT_MOST)
    drafts, at_once, left = list[Proposal](), list[Proposal](), 0
    found = await stored.by_ids(turn.tx, [ProposalId(number) for number in chosen])
    for number, version in chosen.items():
        one = found.get(ProposalId(number))
        if one is None or (version is not None and one.version != version) or Act.answer not in possible(turn, one):
            left += 1
        elif _at_once(turn, one):
            at_once.append(one)
        elif _takes(one, answer):
            drafts.append(one)
        else:
            left += 1
    return Sorted(drafts, at_once, left)


def _at_once(turn: Turn, proposal: Proposal) -> bool:
    decides = turn.may(Action.proposal_decide)
    return decides and proposal.kind is ProposalKind.idea and proposal.may_become(ProposalStatus.used)


def _takes(proposal: Proposal, answer: Answer) -> bool:
    try:
        proposal.prepare_answer(answer)
    except DomainError:
        return False
    return True


async def answer_many(turn: Turn, chosen: Mapping[int, int], answer: Answer) -> Many:
    """Raises as `sort_out`. What somebody else changed since `chosen` was read is left alone and counted."""
    found = await sort_out(turn, chosen, answer)
    for one in found.drafts:
        await stored.save(turn.tx, one.prepare_answer(answer))
        turn.audit(
            f"proposal.{DONE[Act.answer]}", subject=subject(one.id), disposition=answer.disposition.value, many=True
        )
    for one in found.at_once:
        saved = await stored.save(turn.tx, one.publish_answer(answer, turn.now))
        turn.audit(f"proposal.{DONE[Act.publish]}", subject=subject(one.id), many=True)
        await tell_author(turn, saved, "answered")
        await answer_merged(turn, saved, answer)
    return Many(drafts=len(found.drafts), published=len(found.at_once), left=found.left)
