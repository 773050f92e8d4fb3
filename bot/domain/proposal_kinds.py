"""The kinds of proposals, what they may say of themselves, and from which status to which each kind may go."""

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.dispositions import Disposition


class ProposalKind(StrEnum):
    statement = "statement"
    formal = "formal"
    idea = "idea"

    @property
    def series(self) -> str:
        """The letter of its receipt numbers."""
        return {"statement": "S", "formal": "P", "idea": "I"}[self.value]


class Stance(StrEnum):
    support = "support"
    change = "change"
    oppose = "oppose"


class Channel(StrEnum):
    """How it reached the town. What did not come by chat is entered by staff into the same register."""

    bot = "bot"
    paper = "paper"
    email = "email"
    website = "website"
    hearing = "hearing"
    other = "other"


class AuthorType(StrEnum):
    citizen = "citizen"
    ngo = "ngo"
    organisation = "organisation"
    business = "business"
    councillor = "councillor"
    mayor = "mayor"
    other = "other"


class HiddenCode(StrEnum):
    """Why something is not shown to the public; the author is told, with a sentence."""

    personal_data = "personal_data"
    insult = "insult"
    spam = "spam"
    off_topic = "off_topic"
    illegal = "illegal"
    duplicate = "duplicate"


class ProposalStatus(StrEnum):
    submitted = "submitted"
    visible = "visible"
    hidden = "hidden"
    answered = "answered"
    incomplete = "incomplete"
    forwarded = "forwarded"
    in_review = "in_review"
    extended = "extended"
    redirected = "redirected"
    accepted = "accepted"
    partly = "partly"
    not_accepted = "not_accepted"
    done = "done"
    closed = "closed"
    used = "used"
    noted = "noted"
    not_used = "not_used"
    withdrawn = "withdrawn"


class Stage(StrEnum):
    """What staff owe a proposal: a first look, an answer, its publication; nothing of its own; nothing any more."""

    unchecked = "unchecked"
    unanswered = "unanswered"
    prepared = "prepared"
    merged = "merged"
    over = "over"


_S = ProposalStatus
_PUBLIC_OR_NOT = {_S.visible, _S.hidden}
_DECIDED = {_S.accepted, _S.partly, _S.not_accepted}

# A formal proposal that has not reached the registry may be taken back as well: nothing was handed over yet.
MOVES: Mapping[ProposalKind, Mapping[ProposalStatus, frozenset[ProposalStatus]]] = {
    ProposalKind.statement: {
        _S.submitted: frozenset({_S.submitted, _S.withdrawn} | _PUBLIC_OR_NOT),
        _S.visible: frozenset({_S.submitted, _S.withdrawn, _S.hidden, _S.answered}),
        _S.hidden: frozenset({_S.submitted, _S.withdrawn, _S.visible, _S.answered}),
    },
    ProposalKind.formal: {
        _S.submitted: frozenset({_S.submitted, _S.forwarded, _S.incomplete, _S.withdrawn}),
        _S.incomplete: frozenset({_S.submitted, _S.closed, _S.withdrawn}),
        _S.forwarded: frozenset({_S.in_review, _S.extended, _S.redirected, _S.withdrawn}),
        _S.in_review: frozenset({_S.extended, _S.redirected, _S.withdrawn} | _DECIDED),
        _S.extended: frozenset(_DECIDED),
        _S.accepted: frozenset({_S.done}),
        _S.partly: frozenset({_S.done}),
    },
    ProposalKind.idea: {
        _S.submitted: frozenset(_PUBLIC_OR_NOT),
        _S.visible: frozenset({_S.hidden, _S.used, _S.noted, _S.not_used}),
        _S.hidden: frozenset({_S.visible}),
    },
}

ANSWERED = frozenset({_S.answered, _S.used, _S.noted, _S.not_used, _S.done} | _DECIDED)
"""The authority has spoken."""
OVER = ANSWERED | {_S.closed, _S.redirected, _S.withdrawn}
"""Staff owe nothing more. What is being carried out is answered, and counts here."""

DECISIONS = {
    Disposition.accepted: _S.accepted,
    Disposition.partly: _S.partly,
    Disposition.not_accepted: _S.not_accepted,
}
OUTCOMES = {
    Disposition.accepted: _S.used,
    Disposition.partly: _S.noted,
    Disposition.not_accepted: _S.not_used,
    Disposition.out_of_scope: _S.not_used,
}
