"""A proposal in words: what it is, where it stands, what comes next and by when."""

from datetime import date

from markupsafe import Markup

from bot.domain.consultations import Consultation, ConsultationStatus
from bot.domain.dispositions import Answer, Disposition
from bot.domain.proposals import HiddenCode, Proposal, ProposalKind, ProposalStatus, Stance
from bot.i18n import Translator, mark
from bot.ui.fitting import cut
from bot.ui.screen import lines, shorten
from storage.proposals import Section

TITLE_ROOM, NAME_ROOM, REASON_ROOM = 100, 80, 1500
"""UTF-16 units of what stands beside a text, so that a text of 3,500 letters fits whole into one message."""

KINDS = {
    ProposalKind.statement: mark("proposals.kind_statement"),
    ProposalKind.formal: mark("proposals.kind_formal"),
    ProposalKind.idea: mark("proposals.kind_idea"),
}
PROMISES = {
    ProposalKind.statement: mark("proposals.promise_statement"),
    ProposalKind.formal: mark("proposals.promise_formal"),
    ProposalKind.idea: mark("proposals.promise_idea"),
}
STANCES = {
    Stance.support: mark("proposals.stance_support"),
    Stance.change: mark("proposals.stance_change"),
    Stance.oppose: mark("proposals.stance_oppose"),
}
HIDDEN = {
    HiddenCode.personal_data: mark("proposals.hidden_personal_data"),
    HiddenCode.insult: mark("proposals.hidden_insult"),
    HiddenCode.spam: mark("proposals.hidden_spam"),
    HiddenCode.off_topic: mark("proposals.hidden_off_topic"),
    HiddenCode.illegal: mark("proposals.hidden_illegal"),
    HiddenCode.duplicate: mark("proposals.hidden_duplicate"),
}
OUTCOMES = {
    Disposition.accepted: mark("proposals.outcome_accepted"),
    Disposition.partly: mark("proposals.outcome_partly"),
    Disposition.not_accepted: mark("proposals.outcome_not_accepted"),
    Disposition.out_of_scope: mark("proposals.outcome_out_of_scope"),
}
IDEA_OUTCOMES = {
    ProposalStatus.used: mark("proposals.outcome_used"),
    ProposalStatus.noted: mark("proposals.outcome_noted"),
    ProposalStatus.not_used: mark("proposals.outcome_not_used"),
}
STATES = {
    ProposalStatus.submitted: mark("proposals.state_submitted"),
    ProposalStatus.visible: mark("proposals.state_visible"),
    ProposalStatus.hidden: mark("proposals.state_hidden"),
    ProposalStatus.answered: mark("proposals.state_answered"),
    ProposalStatus.incomplete: mark("proposals.state_incomplete"),
    ProposalStatus.forwarded: mark("proposals.state_forwarded"),
    ProposalStatus.in_review: mark("proposals.state_in_review"),
    ProposalStatus.extended: mark("proposals.state_extended"),
    ProposalStatus.redirected: mark("proposals.state_redirected"),
    ProposalStatus.accepted: mark("proposals.outcome_accepted"),
    ProposalStatus.partly: mark("proposals.outcome_partly"),
    ProposalStatus.not_accepted: mark("proposals.outcome_not_accepted"),
    ProposalStatus.done: mark("proposals.state_done"),
    ProposalStatus.closed: mark("proposals.state_closed"),
    ProposalStatus.used: mark("proposals.outcome_used"),
    ProposalStatus.noted: mark("proposals.outcome_noted"),
    ProposalStatus.not_used: mark("proposals.outcome_not_used"),
    ProposalStatus.withdrawn: mark("proposals.state_withdrawn"),
}
"""In two words, for lists."""


def heading(t: Translator, proposal: Proposal) -> Markup:
    return t("proposals.heading", number=proposal.receipt_no, kind=t.plain(KINDS[proposal.kind]))


def about(
    t: Translator,
    *,
    consultation: Consultation | None,
    section: Section | None,
    provision: str | None,
    stance: Stance | None,
) -> Markup:
    """What it speaks of and for which side, as far as that was said; a line each."""
    return lines(
        _of(t, consultation),
        t("proposals.of_section", section=shorten(section.name(t.language), TITLE_ROOM)) if section else None,
        t("proposals.of_provision", provision=provision) if provision else None,
        t("proposals.with_stance", stance=t.plain(STANCES[stance])) if stance else None,
    )


def _of(t: Translator, consultation: Consultation | None) -> Markup | None:
    if consultation is None:
        return None
    return t("proposals.of_consultation", title=cut(consultation.title_in(t.language), TITLE_ROOM))


def signed(t: Translator, *, name: str | None, organisation: str | None) -> Markup:
    """Who says it, as the register shows it."""
    return lines(
        t("proposals.by_name", name=cut(name, NAME_ROOM)) if name else t("proposals.by_nobody"),
        t("proposals.for_organisation", name=cut(organisation, NAME_ROOM)) if organisation else None,
    )


def standing(t: Translator, proposal: Proposal, consultation: Consultation | None) -> Markup:
    """Where it stands and what comes next, by when. What was decided is said by `decided`."""
    match proposal.status:
        case ProposalStatus.submitted | ProposalStatus.visible:
            return _waiting(t, proposal, consultation)
        case ProposalStatus.hidden:
            return _hidden(t, proposal)
        case ProposalStatus.incomplete:
            return t("proposals.next_complete", what=proposal.note or "", date=_day(t, proposal.due_on))
        case ProposalStatus.forwarded | ProposalStatus.in_review | ProposalStatus.extended:
            return _at_registry(t, proposal)
        case ProposalStatus.redirected:
            authority, _, reason = (proposal.note or "").partition("\n")
            return t("proposals.is_redirected", authority=authority, reason=reason)
        case ProposalStatus.closed:
            return t("proposals.is_lapsed")
        case ProposalStatus.withdrawn:
            return t("proposals.is_withdrawn")
        case _:
            return decided(t, proposal) or t("proposals.state_answered")


def _waiting(t: Translator, proposal: Proposal, consultation: Consultation | None) -> Markup:
    """For its check, or for an answer."""
    checked = proposal.status is ProposalStatus.visible
    if proposal.kind is ProposalKind.formal:
        return t("proposals.next_registry", date=_day(t, proposal.due_on))
    if proposal.kind is ProposalKind.idea:
        return t("proposals.next_idea") if checked else t("proposals.next_check_idea")
    if _is_cancelled(proposal, consultation):
        return t("proposals.nothing_follows")
    last_day = _last_day(t, consultation)
    return t("proposals.next_spravka", date=last_day) if checked else t("proposals.next_check", date=last_day)


def _is_cancelled(proposal: Proposal, consultation: Consultation | None) -> bool:
    """A statement of a consultation that has no spravka to come."""
    cancelled = consultation is not None and consultation.recorded is ConsultationStatus.cancelled
    return cancelled and proposal.kind is ProposalKind.statement


def _hidden(t: Translator, proposal: Proposal) -> Markup:
    why = proposal.hidden
    code = t.plain(HIDDEN[why.code]) if why is not None else ""
    statement = proposal.kind is ProposalKind.statement
    return lines(
        t("proposals.is_hidden", code=code, sentence=why.sentence if why is not None else ""),
        t("proposals.hidden_counts") if statement else None,
        t("proposals.review_waits") if proposal.review_asked else None,
    )


def _at_registry(t: Translator, proposal: Proposal) -> Markup:
    due = _day(t, proposal.due_on)
    extended = proposal.status is ProposalStatus.extended
    return lines(
        t("proposals.registered", number=proposal.registry_no or "", date=_day(t, proposal.registered_on)),
        t("proposals.in_review") if proposal.status is ProposalStatus.in_review else None,
        t("proposals.extended_to", date=due, reason=proposal.note or "")
        if extended
        else t("proposals.decision_by", date=due),
    )


def decided(t: Translator, proposal: Proposal) -> Markup | None:
    """The authority's word with its reason; None before there is one."""
    answer = proposal.answer
    if answer is None:
        return None
    outcome = IDEA_OUTCOMES.get(proposal.status) or OUTCOMES[answer.disposition]
    return lines(
        t("proposals.decided", outcome=t.plain(outcome)),
        t("proposals.because", reason=cut(answer.reason, REASON_ROOM)) if answer.reason else None,
        _carried_out(t, answer),
        t("proposals.is_done") if proposal.status is ProposalStatus.done else None,
    )


def _carried_out(t: Translator, answer: Answer) -> Markup | None:
    if answer.unit and answer.due_on:
        return t("proposals.carried_out_until", unit=answer.unit, date=t.short_date(answer.due_on))
    if answer.unit:
        return t("proposals.carried_out", unit=answer.unit)
    return t("proposals.done_until", date=t.short_date(answer.due_on)) if answer.due_on else None


def _day(t: Translator, day: date | None) -> str:
    return "" if day is None else t.short_date(day)


def _last_day(t: Translator, consultation: Consultation | None) -> str:
    return _day(t, None if consultation is None else consultation.last_day)


def label(t: Translator, proposal: Proposal) -> str:
    """For a list of others' proposals: the number first, phones cut the end."""
    return shorten(f"{proposal.receipt_no} · {' '.join(proposal.text.split())}")


def _state(proposal: Proposal) -> str:
    if proposal.kind is ProposalKind.formal and proposal.status is ProposalStatus.submitted:
        return mark("proposals.state_to_registry")
    return STATES[proposal.status]


def own_label(t: Translator, proposal: Proposal, *, waits: bool) -> str:
    """For a list of one's own: where it stands, before what it says."""
    state = t.plain("proposals.state_waits") if waits else t.plain(_state(proposal))
    return shorten(f"{proposal.receipt_no} · {state} · {' '.join(proposal.text.split())}")
