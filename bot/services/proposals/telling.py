"""Promising news of one proposal: to its author, and to the staff who wait for theirs.

A notice is `proposals.<what>` with the proposal's number; its words are found when it leaves (`bot.notices`). Every
step is told once, in the transaction that made it.
"""

from collections.abc import Sequence
from typing import Any

from bot.domain.ids import ParticipantId
from bot.domain.proposals import Proposal
from bot.domain.staff import Action, may
from bot.services.reaching import reached
from bot.services.turn import Turn
from storage import outbox, staff

PREFIX = "proposals."
TO_AUTHOR = frozenset(
    {
        *("visible", "hidden", "merged", "question", "incomplete", "lapsed", "registered", "in_review", "extended"),
        *("redirected", "answered", "done", "redacted", "parted", "upheld"),
    }
)
"""What authors are told. The words say how it stands by then, so that late news are true ones."""
TO_STAFF = frozenset({"replied", "review", "amended"})


async def tell_author(turn: Turn, proposal: Proposal, what: str, **facts: Any) -> None:
    """One notice for one change. Nobody is told of an idea, or of what staff entered: it has no author."""
    if what not in TO_AUTHOR:
        raise ValueError(f"authors are not told of {what!r}")
    if proposal.author is not None:
        await _promise(turn, [proposal.author], what, {"proposal": proposal.id, **facts})


async def tell_staff_of(turn: Turn, proposal: Proposal, what: str) -> None:
    """To everybody who may act on it."""
    if what not in TO_STAFF:
        raise ValueError(f"staff are not told of {what!r}")
    members = [
        one.member.participant
        for one in await staff.colleagues(turn.tx, limit=1_000, offset=0)
        if may(one.member.role, Action.proposal_moderate, may_decide=one.member.may_decide)
    ]
    await _promise(turn, members, what, {"proposal": proposal.id})


async def _promise(turn: Turn, people: Sequence[ParticipantId], what: str, params: dict[str, Any]) -> None:
    """For the end of their quiet hours at the latest; whoever paused hears nothing of it."""
    await outbox.notify(turn.tx, PREFIX + what, params, await reached(turn, people))
