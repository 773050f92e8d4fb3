"""Until when news of a proposal is worth hearing: what was done to it, and how it stands by the time they leave."""

from collections.abc import Callable, Mapping

from bot.domain.proposals import OVER, Proposal, ProposalStatus

_S = ProposalStatus
_RUNNING = frozenset({_S.forwarded, _S.in_review, _S.extended})

_STILL_TRUE: Mapping[str, Callable[[Proposal], bool]] = {
    # to the author
    "visible": lambda one: one.status is _S.visible,
    "hidden": lambda one: one.status is _S.hidden,
    "upheld": lambda one: one.status is _S.hidden and one.reviewed,
    "merged": lambda one: one.merged_into is not None and one.status not in OVER,
    "parted": lambda one: one.merged_into is None and one.status not in OVER,
    "redacted": lambda one: one.status is not _S.withdrawn,
    "question": lambda one: one.status not in OVER,
    "incomplete": lambda one: one.status is _S.incomplete,
    "lapsed": lambda one: one.status is _S.closed,
    "registered": lambda one: one.status in _RUNNING,
    "in_review": lambda one: one.status is _S.in_review,
    "extended": lambda one: one.status is _S.extended,
    "redirected": lambda one: one.status is _S.redirected,
    "answered": lambda one: one.answer is not None,
    "done": lambda one: one.status is _S.done,
    # to staff
    "replied": lambda one: one.status not in OVER,
    "review": lambda one: one.status is _S.hidden,
    "amended": lambda one: one.status is _S.submitted,
}


def is_pointless(what: str, proposal: Proposal) -> bool:
    """Whether it went on since, so that other news tell it or nothing is to be said. KeyError for unknown news."""
    return not _STILL_TRUE[what](proposal)
