"""Proposals: whatever a person sends for consideration, in three kinds, and the verbs that move each.

A `statement` is given in a consultation and answered in its spravka (ЗНА чл. 26); a `formal` proposal goes to the
registry and is decided within two months (АПК чл. 107-118); an `idea` is anonymous and has no legal procedure.
"""

from datetime import date, timedelta
from typing import Self

from pydantic import AwareDatetime

from bot.domain.deadlines import COMPLETED_DAYS, decision_due, longest_decision
from bot.domain.dispositions import Answer, Disposition
from bot.domain.errors import WrongState
from bot.domain.ids import SectionId
from bot.domain.personal_data import PersonalData, mask, without_egn
from bot.domain.proposal_kinds import (
    ANSWERED,
    DECISIONS,
    OUTCOMES,
    OVER,
    AuthorType,
    Channel,
    HiddenCode,
    ProposalKind,
    ProposalStatus,
    Stage,
    Stance,
)
from bot.domain.proposal_record import NOT_KEPT, Hidden, Record
from bot.domain.proposal_refusals import ExtensionTooLong, NotFromHere, OnlyOnce
from bot.domain.proposal_texts import (
    AUTHORITY_AT_MOST,
    NAME_AT_MOST,
    REGISTRY_NO_AT_MOST,
    SENTENCE_AT_LEAST,
    TEXT_AT_LEAST,
    TEXT_AT_MOST,
    FullNameNeeded,
    clean_contact,
    clean_full_name,
    clean_name,
    clean_organisation,
    clean_provision,
    clean_sentence,
    clean_text,
)
from bot.domain.text import clean

__all__ = [
    "ANSWERED",
    "AUTHORITY_AT_MOST",
    "A_DAY_AT_MOST",
    "FILES_AT_MOST",
    "NAME_AT_MOST",
    "NOT_KEPT",
    "OVER",
    "REGISTRY_NO_AT_MOST",
    "SENTENCE_AT_LEAST",
    "TEXT_AT_LEAST",
    "TEXT_AT_MOST",
    "AuthorType",
    "Channel",
    "ExtensionTooLong",
    "FullNameNeeded",
    "Hidden",
    "HiddenCode",
    "NotFromHere",
    "OnlyOnce",
    "Proposal",
    "ProposalKind",
    "ProposalStatus",
    "Stage",
    "Stance",
    "clean_contact",
    "clean_full_name",
    "clean_name",
    "clean_organisation",
    "clean_provision",
    "clean_sentence",
    "clean_text",
]

A_DAY_AT_MOST = 5
"""Proposals of one participant a day, by a counter that does not say which they were (our rule)."""
FILES_AT_MOST = 3

_S = ProposalStatus


class Proposal(Record):
    """The record and its verbs, which leave `version`: storage counts it."""

    # -- the author's verbs ------------------------------------------------------------------------------------

    def amend(
        self, *, text: str, provision: str | None, section: SectionId | None, stance: Stance | None, name: str | None
    ) -> Self:
        """Only the new text counts; it is checked anew, and nobody has compared it with another yet.

        The service sees to the term. Raises WrongState.
        """
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
            merged_into=None,
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

    def redact(self) -> Self:
        """The same proposal with every number that leads to a person blacked out. Raises WrongState once it is over."""
        if self.status in OVER:
            raise WrongState(state=self.status, action="redact")
        return self.model_copy(
            update={name: mask(words, frozenset(PersonalData)) for name, words in self.readable.items()}
        )

    def merge_into(self, main: "Proposal") -> Self:
        """Answered by another of the same consultation from here on. Raises WrongState."""
        fits = main.kind is self.kind and main.consultation == self.consultation and main.id != self.id
        if not fits or self.status in OVER or main.stage is Stage.over or main.merged_into is not None:
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
                status = OUTCOMES[answer.disposition]
            case _:
                if answer.disposition not in DECISIONS:
                    raise NotFromHere()
                status = DECISIONS[answer.disposition]
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
        where = without_egn(" ".join(clean(authority, at_most=AUTHORITY_AT_MOST).split()))
        return self._become(_S.redirected, "redirect", note=f"{where}\n{clean_sentence(reason)}", due_on=None)
