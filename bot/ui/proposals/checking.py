"""The last screens before sending: hints, warnings, the preview, and what is left when the term ended meanwhile."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.domain.consultations import Consultation
from bot.domain.personal_data import PersonalData
from bot.domain.proposals import Proposal, ProposalKind
from bot.domain.routing import Route
from bot.i18n import Translator, mark
from bot.services.proposals import Draft
from bot.ui.callbacks import Callback
from bot.ui.fitting import ROOM, cut, shown_units, units
from bot.ui.navigation import CancelForm, DropDraft, GoProposal, Resume, menu_row
from bot.ui.proposals import callbacks as buttons
from bot.ui.proposals import words
from bot.ui.proposals.questions import FORM, Frame, question
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten
from storage.files import StoredFile
from storage.proposals import Section

FIELDS = {
    "about": mark("proposals.field_about"),
    "stance": mark("proposals.field_stance"),
    "text": mark("proposals.field_text"),
    "files": mark("proposals.field_files"),
    "name": mark("proposals.field_name"),
    "identity": mark("proposals.field_name"),
    "contact": mark("proposals.field_contact"),
    "organisation": mark("proposals.field_organisation"),
}
DATA = {
    PersonalData.egn: mark("proposals.data_egn"),
    PersonalData.phone: mark("proposals.data_phone"),
    PersonalData.iban: mark("proposals.data_iban"),
    PersonalData.email: mark("proposals.data_email"),
}
LISTED_TEXT = 350
LAST = ("route", "personal", "similar", "preview")
"""States in which a text that changes must be looked at again."""


def route(t: Translator, frame: Frame, found: Route, *, registry: tuple[str, str] | None) -> Screen:
    """It says of itself that it is something else. `registry` is the name and address of where that is taken."""
    text = t("proposals.route_signal") if found is Route.signal else t("proposals.route_request")
    where = t("proposals.route_where", name=registry[0], address=registry[1]) if registry is not None else None
    go_on: Rows = ((Button(t.plain("proposals.route_on"), buttons.GoOn()),),)
    return question(t, frame, paragraphs(text, where, t("proposals.route_ask")), go_on)


def personal(t: Translator, frame: Frame, kinds: Sequence[PersonalData]) -> Screen:
    """What in the text leads to a person."""
    named = t.listing([t.plain(DATA[one]) for one in kinds])
    rows: Rows = (
        (Button(t.plain("proposals.hide_data"), buttons.HideData()),),
        (
            Button(t.plain("proposals.edit_text"), buttons.EditField("text")),
            Button(t.plain("proposals.leave_data"), buttons.LeaveData()),
        ),
    )
    return question(t, frame, t("proposals.personal", kinds=named), rows)


def similar(t: Translator, frame: Frame, found: Sequence[Proposal]) -> Screen:
    text = paragraphs(t.n("proposals.similar", len(found)), *(_like(t, one) for one in found))
    rows: Rows = (
        *((Button(words.label(t, one), buttons.SeeSimilar(one.id)),) for one in found),
        (Button(t.plain("proposals.go_on_with_mine"), buttons.GoOnWithMine()),),
    )
    return question(t, frame, text, rows)


def _like(t: Translator, proposal: Proposal) -> Markup:
    return t("proposals.like", number=proposal.receipt_no, text=cut(" ".join(proposal.text.split()), LISTED_TEXT))


def one_similar(t: Translator, text: Markup, proposal: Proposal, *, may_support: bool) -> Screen:
    """`text` is its public card."""
    instead: Rows = ()
    if may_support:
        instead = ((Button(t.plain("proposals.support_instead"), buttons.SupportInstead(proposal.id)),),)
    back = (Button(t.plain("common.back"), Resume(FORM)), Button(t.plain("common.cancel"), CancelForm()))
    return Screen(text, (*instead, (Button(t.plain("proposals.go_on_with_mine"), buttons.GoOnWithMine()),), back))


def supported_instead(t: Translator, proposal: Proposal) -> Screen:
    """What was written stays until it is decided what becomes of it."""
    rows: Rows = (
        (Button(t.plain("proposals.go_on_with_mine"), Resume(FORM)),),
        (Button(t.plain("common.drop_draft"), DropDraft(FORM)), Button(t.plain("proposals.view"), _see(proposal))),
        menu_row(t),
    )
    return Screen(t("proposals.supported_instead", number=proposal.receipt_no), rows)


def _see(proposal: Proposal) -> Callback:
    return GoProposal(proposal.id)


# -- the preview -------------------------------------------------------------------------------------------------------


def preview(
    t: Translator,
    frame: Frame,
    draft: Draft,
    *,
    consultation: Consultation | None,
    section: Section | None,
    attached: Sequence[StoredFile],
    send: Callback,
    hidden_egn: bool,
) -> Screen:
    """As it will look; what only staff will see stands apart. A text is shown shorter only where it cannot fit."""
    before = paragraphs(
        t("proposals.preview_own") if draft.kind is ProposalKind.formal else t("proposals.preview"),
        words.about(
            t,
            consultation=consultation,
            section=section,
            provision=draft.provision,
            stance=draft.stance,
        ),
    )
    after = paragraphs(
        lines(_signature(t, draft), t.n("proposals.files_count", len(attached)) if attached else None),
        t("proposals.egn_hidden") if hidden_egn else None,
    )
    text = fitted(t, draft.text, before, after, cut_note=t("proposals.preview_cut"))
    label = t.plain("proposals.save_change") if isinstance(send, buttons.SaveChange) else t.plain("proposals.send")
    rows: Rows = (
        (Button(label, send),),
        (
            Button(t.plain("proposals.edit"), buttons.ChooseField()),
            Button(t.plain("proposals.later"), CancelForm()),
        ),
    )
    return question(t, frame, text, rows)


def fitted(t: Translator, text: str, before: Markup, after: Markup, *, cut_note: Markup | None = None) -> Markup:
    """The text between its frame, whole if that fits into one message and else its beginning with `cut_note`."""
    room = ROOM - shown_units(before) - shown_units(after) - 40
    if units(text) <= room:
        return paragraphs(before, Markup.escape(text), after)
    if cut_note is not None:
        room -= shown_units(cut_note) + 2
    return paragraphs(before, Markup.escape(cut(text, max(room, 0))), cut_note, after)


def _signature(t: Translator, draft: Draft) -> Markup | None:
    match draft.kind:
        case ProposalKind.statement:
            return words.signed(t, name=draft.name, organisation=draft.organisation)
        case ProposalKind.formal:
            organisation = draft.organisation
            return lines(
                t("proposals.for_staff"),
                t("proposals.by_name", name=cut(draft.name or "", words.NAME_ROOM)),
                t("proposals.for_organisation", name=cut(organisation, words.NAME_ROOM)) if organisation else None,
                t("proposals.answer_to", contact=cut(draft.contact or "", words.NAME_ROOM)),
            )
        case _:
            return t("proposals.by_nobody")


def fields(t: Translator, frame: Frame, path: Sequence[str]) -> Screen:
    choices = [Button(t.plain(FIELDS[state]), buttons.EditField(state)) for state in path]
    return question(t, frame, t("proposals.which_field"), in_pairs(choices))


# -- when it cannot be sent --------------------------------------------------------------------------------------------


def late(t: Translator, last_day: date | None) -> Screen:
    """The term ended while somebody wrote: what was typed is kept, and may become something else."""
    day = "" if last_day is None else t.short_date(last_day)
    return Screen(t("proposals.late", date=day), (_instead(t), (_drop(t), *menu_row(t))))


def _instead(t: Translator) -> tuple[Button, ...]:
    return (
        Button(t.plain("proposals.as_formal"), buttons.AsKind(ProposalKind.formal.value)),
        Button(t.plain("proposals.as_idea"), buttons.AsKind(ProposalKind.idea.value)),
    )


def _drop(t: Translator) -> Button:
    return Button(t.plain("common.drop_draft"), DropDraft(FORM))


def gone(t: Translator) -> Screen:
    """The consultation was cancelled, or is no longer there."""
    return Screen(t("proposals.gone"), (_instead(t), (_drop(t), *menu_row(t))))


def late_change(t: Translator, proposal: int, last_day: date | None) -> Screen:
    """The term ended while a change was being written; with no day where it is over for another reason."""
    text = t("proposals.late_change", date=t.short_date(last_day)) if last_day else t("proposals.change_over")
    rows: Rows = ((Button(t.plain("proposals.view"), GoProposal(proposal)), *menu_row(t)),)
    return Screen(text, rows)


def closed(t: Translator, consultation: Consultation) -> Screen:
    """Somebody begins when the term is over: nothing is written yet, and the other kinds are open."""
    title = shorten(consultation.title_in(t.language), 120)
    day = consultation.last_day
    text = t("proposals.closed", title=title, date=t.short_date(day)) if day else None
    ways = tuple(
        Button(t.plain(label), buttons.Begin(kind.value, consultation.id))
        for kind, label in (
            (ProposalKind.formal, mark("proposals.as_formal")),
            (ProposalKind.idea, mark("proposals.as_idea")),
        )
    )
    return Screen(text or t("proposals.closed_undated", title=title), (ways, menu_row(t)))


def unfinished(t: Translator, fresh: buttons.Fresh, *, typed: str) -> Screen:
    """One was put aside: go on with it, or begin anew and lose it."""
    rows: Rows = (
        (Button(t.plain("common.continue_draft"), Resume(FORM)),),
        (Button(t.plain("proposals.start_over"), fresh),),
        menu_row(t),
    )
    quoted = t("proposals.unfinished_named", text=cut(" ".join(typed.split()), 200)) if typed else None
    return Screen(quoted or t("proposals.unfinished"), rows)
