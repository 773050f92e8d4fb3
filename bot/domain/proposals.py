"""Proposals: whatever a person sends for consideration, in three kinds, and the verbs that move each.

A `statement` is given in a consultation and answered in its spravka (ЗНА чл. 26); a `formal` proposal goes to the
registry and is decided within two months (АПК чл. 107-118); an `idea` is anonymous and has no legal procedure.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.deadlines import COMPLETED_DAYS, decision_due, longest_decision
from bot.domain.dispositions import Answer, Disposition
from bot.domain.errors import DomainError, WrongState
from bot.domain.ids import ConsultationId, ParticipantId, ProposalId, SectionId
from bot.domain.text import clean

NOT_KEPT = ProposalId(0)
"""The id of a proposal that storage has not seen yet."""

TEXT_AT_LEAST, TEXT_AT_MOST = 20, 3500
PROVISION_AT_MOST = 120
NAME_AT_LEAST, NAME_AT_MOST = 5, 120
ORGANISATION_AT_MOST = 160
CONTACT_AT_MOST = 200
SENTENCE_AT_LEAST, SENTENCE_AT_MOST = 10, 500
"""What is said to an author about one proposal: why it is hidden, what it lacks, where it went."""
REGISTRY_NO_AT_MOST = 60
AUTHORITY_AT_MOST = 160
A_DAY_AT_MOST = 5
"""Proposals of one participant a day, by a counter that does not say which they were (our rule)."""
FILES_AT_MOST = 3


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
_MOVES: Mapping[ProposalKind, Mapping[ProposalStatus, frozenset[ProposalStatus]]] = {
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

_DECISIONS = {
    Disposition.accepted: _S.accepted,
    Disposition.partly: _S.partly,
    Disposition.not_accepted: _S.not_accepted,
}
_OUTCOMES = {
    Disposition.accepted: _S.used,
    Disposition.partly: _S.noted,
    Disposition.not_accepted: _S.not_used,
    Disposition.out_of_scope: _S.not_used,
}


class NotFromHere(DomainError):
    """This disposition does not fit the kind: a formal proposal out of scope is redirected instead."""

    def __init__(self) -> None:
        super().__init__()


class FullNameNeeded(DomainError):
    """One word is not the name of a person whom a registry could find."""

    def __init__(self) -> None:
        super().__init__()


class OnlyOnce(DomainError):
    """A second look by another moderator can be asked for once."""

    def __init__(self) -> None:
        super().__init__()


class ExtensionTooLong(DomainError):
    """No decision may be put off beyond `longest` (АПК чл. 118, ал. 3), nor to before it is due."""

    def __init__(self, *, longest: date) -> None:
        super().__init__(longest=longest)


class Hidden(BaseModel):
    """Why it is not shown: a code, and a sentence that the author reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: HiddenCode
    sentence: str


class Proposal(BaseModel):
    """As kept. Public are its number, text, provision, stance and, with `name_public`, its name.

    `dated` is False where a source does not say when it was received: `received_on` is then the first day it may have
    been. `author` is who sent it by chat; an idea has none, and what staff entered has none. `name` is what the author
    wants to be called, None where no name was to be shown; a formal proposal has name and `contact` by law and shows
    them to nobody but staff. `draft_answer` is private until it is published. `due_on` is the authority's next
    deadline, of formal proposals only. `merged_into` is the proposal that answers for this one too. Verbs leave
    `version`, storage counts it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: ProposalId = NOT_KEPT
    receipt_no: str
    kind: ProposalKind
    consultation: ConsultationId | None = None
    author: ParticipantId | None = None
    channel: Channel = Channel.bot
    author_type: AuthorType = AuthorType.citizen
    name: str | None = None
    name_public: bool = False
    contact: str | None = None
    organisation: str | None = None
    provision: str | None = None
    section: SectionId | None = None
    stance: Stance | None = None
    text: str
    language: str = "bg"
    status: ProposalStatus = ProposalStatus.submitted
    received_on: date
    dated: bool = True
    submitted_at: AwareDatetime
    hidden: Hidden | None = None
    review_asked: bool = False
    reviewed: bool = False
    answer: Answer | None = None
    answered_at: AwareDatetime | None = None
    draft_answer: Answer | None = None
    registry_no: str | None = None
    registered_on: date | None = None
    due_on: date | None = None
    note: str | None = None
    merged_into: ProposalId | None = None
    version: int = 1

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it: it was checked and shown, and what came of it stays readable."""
        if self.kind is ProposalKind.formal or self.hidden is not None:
            return False
        return self.status is ProposalStatus.visible or self.status in ANSWERED

    @property
    def shown_name(self) -> str | None:
        """The name the public reads, None for "without a published name"."""
        return self.name if self.name_public else None

    @property
    def stage(self) -> Stage:
        """What staff owe it. To an idea that is hidden nothing more: there is nobody to answer."""
        if self.status in OVER or (self.kind is ProposalKind.idea and self.status is _S.hidden):
            return Stage.over
        if self.merged_into is not None:
            return Stage.merged
        if self.status is _S.submitted:
            return Stage.unchecked
        return Stage.unanswered if self.draft_answer is None else Stage.prepared

    def may_become(self, status: ProposalStatus) -> bool:
        return status in _MOVES[self.kind].get(self.status, frozenset())

    def require_unanswered(self, action: str) -> None:
        """Raises WrongState once the authority has spoken."""
        if self.status in ANSWERED:
            raise WrongState(state=self.status, action=action)

    def _become(self, status: ProposalStatus, action: str, **changes: object) -> Self:
        if not self.may_become(status):
            raise WrongState(state=self.status, action=action)
        return self.model_copy(update={"status": status, **changes})

    # -- the author's verbs ------------------------------------------------------------------------------------

    def amend(
        self, *, text: str, provision: str | None, section: SectionId | None, stance: Stance | None, name: str | None
    ) -> Self:
        """Only the new text counts, and it is checked anew. The service sees to the term. Raises WrongState."""
        return self._become(
            _S.submitted,
            "amend",
            text=text,
            provision=provision,
            section=section,
            stance=stance,
            name=name,
            name_public=name is not None,
            hidden=None,
            draft_answer=None,
        )

    def withdraw(self) -> Self:
        """Raises WrongState."""
        return self._become(_S.withdrawn, "withdraw", draft_answer=None)

    def complete(self, text: str) -> Self:
        """What a formal proposal lacked was sent; `text` is the whole of it. Raises WrongState."""
        if self.status is not _S.incomplete:
            raise WrongState(state=self.status, action="complete")
        return self._become(_S.submitted, "complete", text=text, note=None)

    def ask_review(self) -> Self:
        """Once, for another moderator's look at a hidden one. Raises WrongState, OnlyOnce."""
        if self.status is not _S.hidden:
            raise WrongState(state=self.status, action="review")
        if self.review_asked:
            raise OnlyOnce()
        return self.model_copy(update={"review_asked": True})

    # -- checking ----------------------------------------------------------------------------------------------

    def show(self) -> Self:
        """Into the public register. Raises WrongState."""
        return self._become(_S.visible, "show", hidden=None)

    def hide(self, code: HiddenCode, sentence: str) -> Self:
        """Out of the public register, not out of the spravka. Raises WrongState and the refusals of `clean`."""
        return self._become(_S.hidden, "hide", hidden=Hidden(code=code, sentence=clean_sentence(sentence)))

    def uphold(self, code: HiddenCode, sentence: str) -> Self:
        """After the second look that its author asked for it stays hidden. Raises WrongState, refusals of `clean`."""
        if self.status is not _S.hidden or not self.review_asked or self.reviewed:
            raise WrongState(state=self.status, action="uphold")
        return self.model_copy(
            update={"hidden": Hidden(code=code, sentence=clean_sentence(sentence)), "reviewed": True}
        )

    def redact(self, text: str) -> Self:
        """The same proposal with personal data of others blacked out. Raises WrongState once it is answered."""
        if self.status in OVER:
            raise WrongState(state=self.status, action="redact")
        return self.model_copy(update={"text": text})

    def merge_into(self, main: "Proposal") -> Self:
        """Answered by another of the same consultation from here on. Raises WrongState."""
        fits = main.kind is self.kind and main.consultation == self.consultation and main.id != self.id
        if not fits or self.status in OVER or main.status in OVER or main.merged_into is not None:
            raise WrongState(state=main.status, action="merge")
        return self.model_copy(update={"merged_into": main.id, "draft_answer": None})

    def part(self) -> Self:
        """Stands for itself again. Raises WrongState once it is answered."""
        if self.status in OVER:
            raise WrongState(state=self.status, action="part")
        return self.model_copy(update={"merged_into": None})

    # -- answering ---------------------------------------------------------------------------------------------

    def prepare_answer(self, answer: Answer | None) -> Self:
        """Keep an answer to publish later; None drops it. Raises WrongState once it is answered."""
        if self.status in OVER:
            raise WrongState(state=self.status, action="answer")
        if answer is not None and self.kind is ProposalKind.formal and answer.disposition is Disposition.out_of_scope:
            raise NotFromHere()
        return self.model_copy(update={"draft_answer": answer})

    def publish_answer(self, answer: Answer, now: AwareDatetime) -> Self:
        """The authority's word. Raises ReasonNeeded, WrongState; NotFromHere for a formal one out of scope."""
        answer.require_complete()
        match self.kind:
            case ProposalKind.statement:
                status = _S.answered
            case ProposalKind.idea:
                status = _OUTCOMES[answer.disposition]
            case _:
                if answer.disposition not in _DECISIONS:
                    raise NotFromHere()
                status = _DECISIONS[answer.disposition]
        return self._become(status, "answer", answer=answer, answered_at=now, draft_answer=None, due_on=None)

    def finish(self) -> Self:
        """What was accepted has been carried out. Raises WrongState."""
        return self._become(_S.done, "finish")

    # -- the registry (formal proposals) -----------------------------------------------------------------------

    def forward(self, registry_no: str, registered_on: date) -> Self:
        """Registered: from here the law's clock runs. Raises WrongState and the refusals of `clean`."""
        number = " ".join(clean(registry_no, at_most=REGISTRY_NO_AT_MOST).split())
        return self._become(
            _S.forwarded,
            "forward",
            registry_no=number,
            registered_on=registered_on,
            due_on=decision_due(registered_on),
        )

    def ask_more(self, what: str, today: date) -> Self:
        """Something is missing that a formal proposal needs; the author has 14 days. Raises WrongState."""
        return self._become(
            _S.incomplete, "ask", note=clean_sentence(what), due_on=today + timedelta(days=COMPLETED_DAYS)
        )

    def lapse(self) -> Self:
        """Nobody said what was missing. Raises WrongState."""
        return self._become(_S.closed, "lapse", due_on=None)

    def begin_review(self) -> Self:
        """Raises WrongState."""
        return self._become(_S.in_review, "review")

    def extend(self, until: date, reason: str) -> Self:
        """More time by leave of the superior body, the author told. Raises WrongState, ExtensionTooLong."""
        if self.registered_on is None or self.due_on is None:
            raise WrongState(state=self.status, action="extend")
        longest = longest_decision(self.registered_on)
        if not self.due_on < until <= longest:
            raise ExtensionTooLong(longest=longest)
        return self._become(_S.extended, "extend", due_on=until, note=clean_sentence(reason))

    def redirect(self, authority: str, reason: str) -> Self:
        """To whom it concerns. Raises WrongState and the refusals of `clean`."""
        where = " ".join(clean(authority, at_most=AUTHORITY_AT_MOST).split())
        return self._become(_S.redirected, "redirect", note=f"{where}\n{clean_sentence(reason)}", due_on=None)

    def is_overdue(self, today: date) -> bool:
        """Whether the authority is late with a formal proposal."""
        return self.status not in OVER and self.due_on is not None and today > self.due_on


def clean_text(text: str) -> str:
    """What a person proposes. Raises TextTooShort, TextTooLong, TextEmpty: nothing is cut silently."""
    return clean(text, at_most=TEXT_AT_MOST, at_least=TEXT_AT_LEAST)


def clean_sentence(text: str) -> str:
    """What is said to an author. Raises the refusals of `clean`."""
    return clean(text, at_most=SENTENCE_AT_MOST, at_least=SENTENCE_AT_LEAST)


def clean_provision(text: str) -> str:
    """ "чл. 12, ал. 2". Raises the refusals of `clean`."""
    return " ".join(clean(text, at_most=PROVISION_AT_MOST).split())


def clean_name(text: str) -> str:
    """A full name, as a formal proposal needs it (АПК чл. 111). Raises the refusals of `clean`."""
    return " ".join(clean(text, at_most=NAME_AT_MOST, at_least=NAME_AT_LEAST).split())


def clean_full_name(text: str) -> str:
    """At least two names of one person. Raises FullNameNeeded and the refusals of `clean`."""
    name = " ".join(clean(text, at_most=NAME_AT_MOST).split())
    if " " not in name:
        raise FullNameNeeded()
    return clean_name(name)


def clean_organisation(text: str) -> str:
    return " ".join(clean(text, at_most=ORGANISATION_AT_MOST).split())


def clean_contact(text: str) -> str:
    """Where an answer may be sent: an e-mail or a postal address. Raises the refusals of `clean`."""
    return " ".join(clean(text, at_most=CONTACT_AT_MOST, at_least=5).split())
