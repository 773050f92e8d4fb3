"""What things are called: kinds, states, channels, stances, outcomes, acts; and the clock in words."""

from bot.domain.dispositions import Answer, Disposition
from bot.domain.personal_data import PersonalData
from bot.domain.proposals import AuthorType, Channel, HiddenCode, Proposal, ProposalKind, ProposalStatus, Stance
from bot.i18n import Translator, mark
from bot.services.answering import Act, Clock, Happening, Wait
from bot.ui.audit import ACTS as AUDITED

KINDS = {
    ProposalKind.statement: mark("answering.kind_statement"),
    ProposalKind.formal: mark("answering.kind_formal"),
    ProposalKind.idea: mark("answering.kind_idea"),
}
STATUSES = {
    ProposalStatus.submitted: mark("answering.status_submitted"),
    ProposalStatus.visible: mark("answering.status_visible"),
    ProposalStatus.hidden: mark("answering.status_hidden"),
    ProposalStatus.answered: mark("answering.status_answered"),
    ProposalStatus.incomplete: mark("answering.status_incomplete"),
    ProposalStatus.forwarded: mark("answering.status_forwarded"),
    ProposalStatus.in_review: mark("answering.status_in_review"),
    ProposalStatus.extended: mark("answering.status_extended"),
    ProposalStatus.redirected: mark("answering.status_redirected"),
    ProposalStatus.accepted: mark("answering.status_accepted"),
    ProposalStatus.partly: mark("answering.status_partly"),
    ProposalStatus.not_accepted: mark("answering.status_not_accepted"),
    ProposalStatus.done: mark("answering.status_done"),
    ProposalStatus.closed: mark("answering.status_closed"),
    ProposalStatus.used: mark("answering.status_used"),
    ProposalStatus.noted: mark("answering.status_noted"),
    ProposalStatus.not_used: mark("answering.status_not_used"),
    ProposalStatus.withdrawn: mark("answering.status_withdrawn"),
}
CHANNELS = {
    Channel.bot: mark("answering.channel_bot"),
    Channel.paper: mark("answering.channel_paper"),
    Channel.email: mark("answering.channel_email"),
    Channel.website: mark("answering.channel_website"),
    Channel.hearing: mark("answering.channel_hearing"),
    Channel.other: mark("answering.channel_other"),
}
AUTHORS = {
    AuthorType.citizen: mark("answering.author_citizen"),
    AuthorType.ngo: mark("answering.author_ngo"),
    AuthorType.organisation: mark("answering.author_organisation"),
    AuthorType.business: mark("answering.author_business"),
    AuthorType.councillor: mark("answering.author_councillor"),
    AuthorType.mayor: mark("answering.author_mayor"),
    AuthorType.other: mark("answering.author_other"),
}
STANCES = {
    Stance.support: mark("answering.stance_support"),
    Stance.change: mark("answering.stance_change"),
    Stance.oppose: mark("answering.stance_oppose"),
}
DISPOSITIONS = {
    Disposition.accepted: mark("answering.disposition_accepted"),
    Disposition.partly: mark("answering.disposition_partly"),
    Disposition.not_accepted: mark("answering.disposition_not_accepted"),
    Disposition.out_of_scope: mark("answering.disposition_out_of_scope"),
}
CODES = {
    HiddenCode.personal_data: mark("answering.code_personal_data"),
    HiddenCode.insult: mark("answering.code_insult"),
    HiddenCode.spam: mark("answering.code_spam"),
    HiddenCode.off_topic: mark("answering.code_off_topic"),
    HiddenCode.illegal: mark("answering.code_illegal"),
    HiddenCode.duplicate: mark("answering.code_duplicate"),
}
SENTENCES = {
    HiddenCode.personal_data: mark("answering.sentence_personal_data"),
    HiddenCode.insult: mark("answering.sentence_insult"),
    HiddenCode.spam: mark("answering.sentence_spam"),
    HiddenCode.off_topic: mark("answering.sentence_off_topic"),
    HiddenCode.illegal: mark("answering.sentence_illegal"),
    HiddenCode.duplicate: mark("answering.sentence_duplicate"),
}
"""A ready sentence for each reason to hide."""
TEMPLATES = {
    Disposition.accepted: (mark("answering.template_accepted"),),
    Disposition.partly: (mark("answering.template_partly"),),
    Disposition.not_accepted: (mark("answering.template_no_money"), mark("answering.template_against_law")),
    Disposition.out_of_scope: (mark("answering.template_not_ours"), mark("answering.template_not_this_draft")),
}
"""Ready reasons, to be taken as they are or copied and made exact."""
PERSONAL = {
    PersonalData.egn: mark("answering.personal_egn"),
    PersonalData.phone: mark("answering.personal_phone"),
    PersonalData.iban: mark("answering.personal_iban"),
    PersonalData.email: mark("answering.personal_email"),
}
ACTS = {
    Act.show: mark("answering.act_show"),
    Act.hide: mark("answering.act_hide"),
    Act.uphold: mark("answering.act_uphold"),
    Act.redact: mark("answering.act_redact"),
    Act.merge: mark("answering.act_merge"),
    Act.part: mark("answering.act_part"),
    Act.ask: mark("answering.act_ask"),
    Act.answer: mark("answering.act_answer"),
    Act.drop: mark("answering.act_drop"),
    Act.publish: mark("answering.act_publish"),
    Act.forward: mark("answering.act_forward"),
    Act.lacks: mark("answering.act_lacks"),
    Act.review: mark("answering.act_review"),
    Act.extend: mark("answering.act_extend"),
    Act.redirect: mark("answering.act_redirect"),
    Act.finish: mark("answering.act_finish"),
}
DONE = {
    Act.show: mark("answering.done_show"),
    Act.hide: mark("answering.done_hide"),
    Act.uphold: mark("answering.done_uphold"),
    Act.redact: mark("answering.done_redact"),
    Act.merge: mark("answering.done_merge"),
    Act.part: mark("answering.done_part"),
    Act.ask: mark("answering.done_ask"),
    Act.answer: mark("answering.done_answer"),
    Act.drop: mark("answering.done_drop"),
    Act.publish: mark("answering.done_publish"),
    Act.forward: mark("answering.done_forward"),
    Act.lacks: mark("answering.done_lacks"),
    Act.review: mark("answering.done_review"),
    Act.extend: mark("answering.done_extend"),
    Act.redirect: mark("answering.done_redirect"),
    Act.finish: mark("answering.done_finish"),
}
STATES = {
    "unchecked": mark("answering.state_unchecked"),
    "unanswered": mark("answering.state_unanswered"),
    "prepared": mark("answering.state_prepared"),
    "overdue": mark("answering.state_overdue"),
    "open": mark("answering.state_open"),
}
WAITS = {
    Wait.check: mark("answering.wait_check"),
    Wait.forward: mark("answering.wait_forward"),
    Wait.complete: mark("answering.wait_complete"),
    Wait.decide: mark("answering.wait_decide"),
    Wait.opinions: mark("answering.wait_opinions"),
    Wait.spravka: mark("answering.wait_spravka"),
}


def standing(t: Translator, one: Proposal) -> str:
    """How it stands; what goes to the registry is not checked first."""
    if one.kind is ProposalKind.formal and one.status is ProposalStatus.submitted:
        return t.plain("answering.status_to_registry")
    return t.plain(STATUSES[one.status])


def clock(t: Translator, found: Clock) -> str:
    """ "решение до 2 януари 2027 г., закъснява с 3 дни"."""
    said = t.plain(WAITS[found.wait], date=t.short_date(found.due_on))
    if not found.late:
        return said
    late = t.plain_n("answering.late", found.late)
    return f"{said}, {late}"


def outcome(t: Translator, answer: Answer) -> str:
    return t.capital(t.plain(DISPOSITIONS[answer.disposition]))


def happened(t: Translator, found: Happening | None, receipt_no: str) -> str:
    """Why nothing was done: somebody was first. At most what fits over the chat."""
    if found is None or not found.action.startswith("proposal.") or found.action not in AUDITED:
        return t.plain("answering.stale")
    numbered = t.plain("audit.numbered_proposal", number=receipt_no)
    what = t.plain(AUDITED[found.action], what=numbered)
    if found.by is None:
        return t.plain("answering.stale_by_author", what=what)
    return t.plain("answering.stale_by", name=found.by, what=what)
