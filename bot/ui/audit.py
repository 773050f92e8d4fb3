"""The audit trail in words."""

from typing import Any

from markupsafe import Markup

from bot.domain.ids import (
    AnnouncementId,
    ConsultationId,
    ForumId,
    LinkedChatId,
    OrganisationId,
    ParticipantId,
    ProposalId,
    QuestionnaireId,
)
from bot.domain.staff import Action, Role
from bot.i18n import Translator, mark
from bot.services.audit import Trail, body_of, number_of
from bot.ui.desks import GoStaff
from bot.ui.navigation import back_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import Screen, lines, paragraphs, shorten
from bot.ui.staff import ROLES, ShowAudit
from storage.audit import Entry

ACTS = {
    "refused": mark("audit.refused"),
    "consultation.prepared": mark("audit.consultation_prepared"),
    "consultation.draft_changed": mark("audit.consultation_draft_changed"),
    "consultation.draft_discarded": mark("audit.consultation_draft_discarded"),
    "consultation.published": mark("audit.consultation_published"),
    "consultation.extended": mark("audit.consultation_extended"),
    "consultation.corrected": mark("audit.consultation_corrected"),
    "consultation.restarted": mark("audit.consultation_restarted"),
    "consultation.cancelled": mark("audit.consultation_cancelled"),
    "consultation.adopted": mark("audit.consultation_adopted"),
    "consultation.not_adopted": mark("audit.consultation_not_adopted"),
    "spravka.published": mark("audit.spravka_published"),
    "spravka.put_on_website": mark("audit.spravka_put_on_website"),
    "consultation.sections_set": mark("audit.consultation_sections_set"),
    "proposal.submitted": mark("audit.proposal_submitted"),
    "proposal.amended": mark("audit.proposal_amended"),
    "proposal.withdrawn": mark("audit.proposal_withdrawn"),
    "proposal.completed": mark("audit.proposal_completed"),
    "proposal.review_asked": mark("audit.proposal_review_asked"),
    "proposal.replied": mark("audit.proposal_replied"),
    "proposal.names_read": mark("audit.proposal_names_read"),
    "proposal.entered": mark("audit.proposal_entered"),
    "proposal.shown": mark("audit.proposal_shown"),
    "proposal.hidden": mark("audit.proposal_hidden"),
    "proposal.upheld": mark("audit.proposal_upheld"),
    "proposal.redacted": mark("audit.proposal_redacted"),
    "proposal.merged": mark("audit.proposal_merged"),
    "proposal.parted": mark("audit.proposal_parted"),
    "proposal.asked": mark("audit.proposal_asked"),
    "proposal.answer_prepared": mark("audit.proposal_answer_prepared"),
    "proposal.answer_dropped": mark("audit.proposal_answer_dropped"),
    "proposal.answered": mark("audit.proposal_answered"),
    "proposal.forwarded": mark("audit.proposal_forwarded"),
    "proposal.incomplete": mark("audit.proposal_incomplete"),
    "proposal.in_review": mark("audit.proposal_in_review"),
    "proposal.extended": mark("audit.proposal_extended"),
    "proposal.redirected": mark("audit.proposal_redirected"),
    "proposal.finished": mark("audit.proposal_finished"),
    "proposal.lapsed": mark("audit.proposal_lapsed"),
    "forum.prepared": mark("audit.forum_prepared"),
    "forum.changed": mark("audit.forum_changed"),
    "forum.discarded": mark("audit.forum_discarded"),
    "forum.opened": mark("audit.forum_opened"),
    "forum.registration_closed": mark("audit.forum_registration_closed"),
    "forum.registration_opened": mark("audit.forum_registration_opened"),
    "forum.cancelled": mark("audit.forum_cancelled"),
    "forum.summarised": mark("audit.forum_summarised"),
    "forum.paper_added": mark("audit.forum_paper_added"),
    "forum.paper_dropped": mark("audit.forum_paper_dropped"),
    "forum.unticked": mark("audit.forum_unticked"),
    "forum.struck": mark("audit.forum_struck"),
    "forum.names_read": mark("audit.forum_names_read"),
    "announcement.begun": mark("audit.announcement_begun"),
    "announcement.copied": mark("audit.announcement_copied"),
    "announcement.dropped": mark("audit.announcement_dropped"),
    "questionnaire.prepared": mark("audit.questionnaire_prepared"),
    "questionnaire.changed": mark("audit.questionnaire_changed"),
    "questionnaire.published": mark("audit.questionnaire_published"),
    "questionnaire.closed": mark("audit.questionnaire_closed"),
    "questionnaire.withdrawn": mark("audit.questionnaire_withdrawn"),
    "questionnaire.results_read": mark("audit.questionnaire_results_read"),
    "questionnaire.texts_read": mark("audit.questionnaire_texts_read"),
    "questionnaire.text_became_proposal": mark("audit.questionnaire_text_became_proposal"),
    "participant.erased": mark("audit.participant_erased"),
    "staff.owner_named": mark("audit.staff_owner_named"),
    "staff.invited": mark("audit.staff_invited"),
    "staff.withdrawn": mark("audit.staff_withdrawn"),
    "staff.declined": mark("audit.staff_declined"),
    "staff.joined": mark("audit.staff_joined"),
    "staff.names_read": mark("audit.staff_names_read"),
    "staff.role_changed": mark("audit.staff_role_changed"),
    "staff.revoked": mark("audit.staff_revoked"),
    "body.founded": mark("audit.body_founded"),
    "body.changed": mark("audit.body_changed"),
    "body.seat_added": mark("audit.body_seat_added"),
    "body.seat_changed": mark("audit.body_seat_changed"),
    "body.seat_freed": mark("audit.body_seat_freed"),
    "body.seat_ended": mark("audit.body_seat_ended"),
    "body.seat_offered": mark("audit.body_seat_offered"),
    "body.seat_taken": mark("audit.body_seat_taken"),
    "body.seat_declined": mark("audit.body_seat_declined"),
    "body.left": mark("audit.body_left"),
    "body.names_read": mark("audit.body_names_read"),
    "body.call_opened": mark("audit.body_call_opened"),
    "body.call_closed": mark("audit.body_call_closed"),
    "body.applied": mark("audit.body_applied"),
    "body.application_withdrawn": mark("audit.body_application_withdrawn"),
    "body.application_accepted": mark("audit.body_application_accepted"),
    "body.application_declined": mark("audit.body_application_declined"),
    "body.meeting_prepared": mark("audit.body_meeting_prepared"),
    "body.agenda_set": mark("audit.body_agenda_set"),
    "body.meeting_dropped": mark("audit.body_meeting_dropped"),
    "body.meeting_summoned": mark("audit.body_meeting_summoned"),
    "body.meeting_moved": mark("audit.body_meeting_moved"),
    "body.meeting_cancelled": mark("audit.body_meeting_cancelled"),
    "body.attendance_recorded": mark("audit.body_attendance_recorded"),
    "body.paper_added": mark("audit.body_paper_added"),
    "body.paper_dropped": mark("audit.body_paper_dropped"),
    "body.minutes_approved": mark("audit.body_minutes_approved"),
    "body.decided": mark("audit.body_decided"),
    "body.decision_dropped": mark("audit.body_decision_dropped"),
    "body.published": mark("audit.body_published"),
    "body.vote_started": mark("audit.body_vote_started"),
    "body.vote_closed": mark("audit.body_vote_closed"),
    "body.vote_shown": mark("audit.body_vote_shown"),
    "announcement.timed": mark("audit.announcement_timed"),
    "announcement.marked_emergency": mark("audit.announcement_marked_emergency"),
    "announcement.unmarked_emergency": mark("audit.announcement_unmarked_emergency"),
    "announcement.aimed": mark("audit.announcement_aimed"),
    "announcement.audience_saved": mark("audit.announcement_audience_saved"),
    "announcement.audience_forgotten": mark("audit.announcement_audience_forgotten"),
    "announcement.requested": mark("audit.announcement_requested"),
    "announcement.taken_back": mark("audit.announcement_taken_back"),
    "announcement.returned": mark("audit.announcement_returned"),
    "announcement.approved": mark("audit.announcement_approved"),
    "announcement.held": mark("audit.announcement_held"),
    "announcement.resumed": mark("audit.announcement_resumed"),
    "announcement.cancelled": mark("audit.announcement_cancelled"),
    "announcement.corrected": mark("audit.announcement_corrected"),
    "announcement.recalled": mark("audit.announcement_recalled"),
    "announcement.tried_again": mark("audit.announcement_tried_again"),
    "chat.chosen": mark("audit.chat_chosen"),
    "chat.linked": mark("audit.chat_linked"),
    "chat.unlinked": mark("audit.chat_unlinked"),
    "chat.left": mark("audit.chat_left"),
}
"""Every act that is audited; an old entry of an act that no longer exists is shown by its code."""

DEEDS = {
    Action.consultation_prepare: mark("audit.deed_consultation_prepare"),
    Action.consultation_publish: mark("audit.deed_consultation_publish"),
    Action.consultation_change: mark("audit.deed_consultation_change"),
    Action.proposal_prepare: mark("audit.deed_proposal_prepare"),
    Action.proposal_moderate: mark("audit.deed_proposal_moderate"),
    Action.proposal_decide: mark("audit.deed_proposal_decide"),
    Action.forum_prepare: mark("audit.deed_forum_prepare"),
    Action.forum_manage: mark("audit.deed_forum_manage"),
    Action.questionnaire_prepare: mark("audit.deed_questionnaire_prepare"),
    Action.questionnaire_manage: mark("audit.deed_questionnaire_manage"),
    Action.announcement_prepare: mark("audit.deed_announcement_prepare"),
    Action.announcement_manage: mark("audit.deed_announcement_manage"),
    Action.body_prepare: mark("audit.deed_body_prepare"),
    Action.body_manage: mark("audit.deed_body_manage"),
    Action.staff_manage: mark("audit.deed_staff_manage"),
    Action.audit_read: mark("audit.deed_audit_read"),
    Action.town_settings: mark("audit.deed_town_settings"),
    Action.counts_read: mark("audit.deed_counts_read"),
    Action.names_read: mark("audit.deed_names_read"),
}
"""What was refused."""

TITLE = 80
"""Characters of a title or of an organisation's name in an entry."""


def trail(t: Translator, found: Trail) -> Screen:
    """A page of the trail, newest first."""
    page = found.page
    text = paragraphs(
        lines(
            t("audit.title", n=page.total) if found.entries else t("audit.empty"),
            page_line(t, page),
        ),
        *(entry(t, one, found) for one in found.entries),
    )
    return Screen(text, (*pager(t, page, ShowAudit), back_row(t, GoStaff())))


def entry(t: Translator, one: Entry, found: Trail) -> Markup:
    """When, who and what, in two lines."""
    act = t(ACTS[one.action], **_facts(t, one, found)) if one.action in ACTS else t("audit.other", act=one.action)
    return lines(t("audit.entry", when=t.moment(one.at), who=_who(t, one)), act)


def _who(t: Translator, one: Entry) -> str:
    if one.actor is None:
        return t.plain("audit.nobody")
    return one.actor_name or t.plain("audit.outsider")


def _facts(t: Translator, one: Entry, found: Trail) -> dict[str, Any]:
    """Everything that a sentence about an act may name."""
    return {
        "what": _proposal(t, one, found)
        or _forum(t, one, found)
        or _body(t, one, found)
        or _questionnaire(t, one, found)
        or _announcement(t, one, found)
        or _chat(t, one, found)
        or _consultation(t, one, found),
        "whom": _person(t, one, found),
        "invitation": number_of(one, "invitation") or "",
        "role": _role(t, one.facts.get("role")),
        "was": _role(t, one.facts.get("was")),
        "organisation": _organisation(t, one, found),
        "deed": _deed(t, one.facts.get("what")),
    }


def _consultation(t: Translator, one: Entry, found: Trail) -> str:
    number = number_of(one, "consultation")
    if number is None:
        return ""
    known = found.consultations.get(ConsultationId(number))
    title = None if known is None else shorten(known.title_in(t.language), TITLE)
    return t.plain("audit.consultation", title=title) if title else t.plain("audit.numbered", number=number)


def _proposal(t: Translator, one: Entry, found: Trail) -> str:
    """By its receipt number, which says nothing of its author."""
    number = number_of(one, "proposal")
    if number is None:
        return ""
    known = found.proposals.get(ProposalId(number))
    return t.plain("audit.numbered_proposal", number=number if known is None else known.receipt_no)


def _forum(t: Translator, one: Entry, found: Trail) -> str:
    """A draft that was discarded has no title any more."""
    number = number_of(one, "forum")
    if number is None:
        return ""
    known = found.forums.get(ForumId(number))
    title = None if known is None else shorten(known.title_in(t.language), TITLE)
    return t.plain("audit.forum", title=title) if title else t.plain("audit.numbered_forum", number=number)


def _announcement(t: Translator, one: Entry, found: Trail) -> str:
    """A draft that was dropped has no title any more."""
    number = number_of(one, "announcement")
    if number is None:
        return ""
    known = found.announcements.get(AnnouncementId(number))
    title = None if known is None else shorten(known.title, TITLE)
    return (
        t.plain("audit.announcement", title=title) if title else t.plain("audit.numbered_announcement", number=number)
    )


def _body(t: Translator, one: Entry, found: Trail) -> str:
    number = body_of(one)
    known = None if number is None else found.bodies.get(number)
    return "" if known is None else t.plain("audit.body", name=shorten(known.name(t.language), TITLE))


def _questionnaire(t: Translator, one: Entry, found: Trail) -> str:
    number = number_of(one, "questionnaire")
    if number is None:
        return ""
    known = found.questionnaires.get(QuestionnaireId(number))
    title = None if known is None else shorten(known.title(t.language), TITLE)
    return (
        t.plain("audit.questionnaire", title=title) if title else t.plain("audit.numbered_questionnaire", number=number)
    )


def _chat(t: Translator, one: Entry, found: Trail) -> str:
    number = number_of(one, "chat")
    if number is None:
        return ""
    known = found.chats.get(LinkedChatId(number))
    title = None if known is None else shorten(known.title, TITLE)
    return t.plain("audit.chat", title=title) if title else t.plain("audit.numbered_chat", number=number)


def _person(t: Translator, one: Entry, found: Trail) -> str:
    number = number_of(one, "participant")
    known = None if number is None else found.names.get(ParticipantId(number))
    return known or t.plain("audit.outsider")


def _role(t: Translator, value: object) -> str:
    return t.plain(ROLES[Role(value)]) if isinstance(value, str) and value in set(Role) else ""


def _organisation(t: Translator, one: Entry, found: Trail) -> str:
    known = found.organisations.get(OrganisationId(str(one.facts.get("organisation"))))
    return "" if known is None else shorten(known.name(t.language), TITLE)


def _deed(t: Translator, value: object) -> str:
    return t.plain(DEEDS[Action(value)]) if isinstance(value, str) and value in set(Action) else ""
