"""The desk: what is being prepared and what is published, one by one, and the preview before publishing."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.domain.consultations import Consultation, ConsultationKind, ConsultationStatus, MissingDocuments
from bot.domain.errors import DomainError
from bot.domain.participation import names_forms
from bot.domain.term import Proof, Verdict
from bot.i18n import Translator, mark
from bot.services.consultations import Card, Page
from bot.services.publishing import Managed, Paper, Prepared
from bot.ui.attached import to_questionnaire
from bot.ui.consultation_card import PAPERS, TITLE_ROOM, card_text
from bot.ui.consultations import label, standing
from bot.ui.desks import GoManaged, GoPublish, GoQueue, GoReporting, GoSections, GoStaff
from bot.ui.fitting import ROOM, cut, shown_units
from bot.ui.navigation import GoConsultation, back_row
from bot.ui.paging import page_line, pager
from bot.ui.publishing.callbacks import AskDiscard, Change, ChooseEdit, Discard, Edit, Manage, Publish
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten
from bot.ui.term import proof_lines

FIELDS = {
    "title": mark("publishing.field_title"),
    "kind": mark("publishing.field_kind"),
    "summary": mark("publishing.field_summary"),
    "link": mark("publishing.field_link"),
    "date": mark("publishing.field_date"),
    "term": mark("publishing.field_term"),
    "reason": mark("publishing.field_reason"),
    "participation": mark("publishing.field_participation"),
    "hearing": mark("publishing.field_hearing"),
    "papers": mark("publishing.field_papers"),
    "topics": mark("publishing.field_topics"),
    "places": mark("publishing.field_places"),
}
"""What can be changed in a draft, by the state of the form that asks it."""

OBJECTIONS = {
    "term-too-short": mark("publishing.objection_too_short"),
    "short-term-reason-needed": mark("publishing.objection_reason"),
    "missing-documents": mark("publishing.objection_documents"),
    "address-missing": mark("publishing.objection_address"),
    "term-over": mark("publishing.objection_over"),
    "hearing-missing": mark("publishing.objection_hearing"),
    "participation-missing": mark("publishing.objection_participation"),
}
ACTS = {
    "extend": mark("publishing.act_extend"),
    "correct": mark("publishing.act_correct"),
    "replace": mark("publishing.act_replace"),
    "cancel": mark("publishing.act_cancel"),
}


WITH_SPRAVKA = (
    ConsultationStatus.closed,
    ConsultationStatus.reported,
    ConsultationStatus.adopted,
    ConsultationStatus.not_adopted,
)
"""What is over has a spravka, or owes one."""


def desk(t: Translator, found: Sequence[Consultation], page: Page, *, now: datetime) -> Screen:
    """Drafts, then what is open, what is coming, and what owes a spravka."""
    text = lines(
        t("publishing.desk", n=page.total) if found else t("publishing.desk_empty"),
        page_line(t, page),
    )
    rows: Rows = (
        *((Button(_label(t, one, now), Manage(one.id)),) for one in found),
        *pager(t, page, GoManaged),
        (Button(t.plain("publishing.new"), GoPublish()),),
        back_row(t, GoStaff()),
    )
    return Screen(text, rows)


def _label(t: Translator, consultation: Consultation, now: datetime) -> str:
    if consultation.recorded is ConsultationStatus.draft:
        return shorten(t.plain("publishing.label_draft", title=consultation.title))
    if consultation.status(now) is ConsultationStatus.closed:
        return shorten(t.plain("publishing.label_owing", title=consultation.title))
    return label(t, consultation, now)


def preview(t: Translator, prepared: Prepared, card: Card, *, now: datetime) -> Screen:
    """The card as citizens will see it, then the proof, who will be told, and what stands against it."""
    number = prepared.consultation.id
    after = paragraphs(
        t("publishing.below_is_for_staff"),
        lines(*_proof(t, prepared), _papers(t, prepared.papers)),
        t.n("publishing.audience", prepared.audience),
        _objections(t, prepared),
        None if prepared.may_publish else t("publishing.for_moderator"),
    )
    heading = t("publishing.preview")
    room = ROOM - shown_units(heading) - shown_units(after) - 4
    publish = Button(t.plain("publishing.publish"), Publish(number, prepared.consultation.version))
    rows: Rows = (
        *(((publish,),) if prepared.may_publish and not prepared.blocked else ()),
        (
            Button(t.plain("publishing.edit"), ChooseEdit(number)),
            Button(t.plain("publishing.discard"), AskDiscard(number)),
        ),
        back_row(t, GoManaged(0)),
    )
    return Screen(paragraphs(heading, card_text(t, card, now=now, room=room), after), rows)


def _proof(t: Translator, prepared: Prepared) -> list[Markup]:
    if prepared.proof is None:
        return [t("publishing.no_dates")]
    explained = prepared.consultation.short_term_reason is not None
    return [counted(t, prepared.proof, explained=explained)]


def counted(t: Translator, proof: Proof, *, explained: bool) -> Markup:
    """The proof line by line; its demand for a reason is left out where there is one (`explained`)."""
    steps = proof_lines(proof, t)
    if proof.verdict is Verdict.REASON and explained:
        steps = steps[:-1]
    return lines(*(Markup.escape(step) for step in steps))


def _papers(t: Translator, papers: Sequence[Paper]) -> Markup:
    kinds = t.listing([t.plain(PAPERS[paper.kind]) for paper in papers])
    return t("publishing.papers", kinds=kinds) if kinds else t("publishing.papers_none")


def _objections(t: Translator, prepared: Prepared) -> Markup | None:
    if not prepared.objections:
        return None
    heading = t("publishing.blocked") if prepared.blocked else t("publishing.warned")
    return lines(heading, *(objection(t, one) for one in prepared.objections))


def objection(t: Translator, found: DomainError) -> Markup:
    """What stands against publishing, in words."""
    facts = dict(found.facts)
    if isinstance(found, MissingDocuments):
        kinds = found.facts["kinds"]
        assert isinstance(kinds, tuple)
        facts["kinds"] = t.listing([t.plain(PAPERS[kind]) for kind in kinds])
    if "last_day" in facts:
        facts["last_day"] = t.date(facts["last_day"])  # type: ignore[arg-type] # TermOver carries a date
    return t(OBJECTIONS[found.code], **facts)


def fields_of(kind: ConsultationKind) -> list[str]:
    """Of FIELDS those that such an act has; any may have a hearing."""
    return [state for state in FIELDS if state != "participation" or names_forms(kind)]


def choose_edit(t: Translator, consultation: Consultation) -> Screen:
    buttons = [Button(t.plain(FIELDS[state]), Edit(consultation.id, state)) for state in fields_of(consultation.kind)]
    rows: Rows = (*in_pairs(buttons), back_row(t, Manage(consultation.id)))
    return Screen(t("publishing.which_field", title=shorten(consultation.title, 120)), rows)


def ask_discard(t: Translator, consultation: Consultation) -> Screen:
    rows: Rows = (
        (
            Button(t.plain("publishing.discard_yes"), Discard(consultation.id)),
            Button(t.plain("common.no"), Manage(consultation.id)),
        ),
    )
    return Screen(t("publishing.ask_discard", title=cut(consultation.title, TITLE_ROOM)), rows)


def discarded(t: Translator) -> Screen:
    return Screen(t("publishing.discarded"), (back_row(t, GoManaged(0)),))


def published(t: Translator, consultation: Consultation, *, audience: int, now: datetime) -> Screen:
    """After the tap; when everybody was told, this message gets the final count."""
    title = cut(consultation.title, TITLE_ROOM)
    opens = consultation.opens_at
    if consultation.status(now) is ConsultationStatus.scheduled and opens is not None:
        said = t("publishing.published_ahead", title=title, date=t.date(opens.astimezone(t.zone).date()))
    else:
        said = t("publishing.published", title=title)
    rows: Rows = (
        (
            Button(t.plain("publishing.view"), GoConsultation(consultation.id)),
            Button(t.plain("publishing.manage"), Manage(consultation.id)),
        ),
        back_row(t, GoManaged(0)),
    )
    return Screen(paragraphs(said, t.n("publishing.audience", audience)), rows)


def manage(t: Translator, managed: Managed, *, now: datetime) -> Screen:
    """A published consultation and what may be done to it now."""
    consultation = managed.consultation
    status = consultation.status(now)
    acts: tuple[str, ...] = ()
    if managed.may_change and status in (ConsultationStatus.open, ConsultationStatus.scheduled):
        acts = ("extend", "correct", "replace", "cancel") if managed.papers else ("extend", "correct", "cancel")
    elif managed.may_change and status is ConsultationStatus.closed:
        acts = ("correct",)
    buttons = [Button(t.plain(ACTS[act]), Change(act, consultation.id)) for act in acts]
    if acts:
        buttons.append(Button(t.plain("publishing.sections"), GoSections(consultation.id)))
    proposals = Button(t.plain("publishing.proposals"), GoQueue("open", consultation.id, 0))
    spravka = Button(t.plain("publishing.to_spravka"), GoReporting(consultation.id))
    rows: Rows = (
        *in_pairs(buttons),
        (proposals, spravka) if status in WITH_SPRAVKA else (proposals,),
        (
            to_questionnaire(t, managed.attached, "consultation", consultation.id),
            Button(t.plain("publishing.view"), GoConsultation(consultation.id)),
        ),
        back_row(t, GoManaged(0)),
    )
    text = paragraphs(
        Markup("<b>{}</b>").format(cut(consultation.title, TITLE_ROOM)),
        lines(standing(t, consultation, now), _papers(t, managed.papers)),
        None if managed.may_change else t("publishing.only_deciders"),
    )
    return Screen(text, rows)
