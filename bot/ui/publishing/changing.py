"""What is changed after publication: what to change, why, and the last look before it is done."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from bot.domain.consultations import Consultation
from bot.domain.term import Proof
from bot.i18n import Translator, mark
from bot.services.publishing import RESTARTING, Paper
from bot.ui.consultation_card import PAPERS, TITLE_ROOM
from bot.ui.desks import GoManaged
from bot.ui.fitting import cut
from bot.ui.navigation import back_row
from bot.ui.publishing.callbacks import AddDays, ChooseDocument, ChooseField, Confirm, Manage
from bot.ui.publishing.desk import FIELDS, counted, fields_of
from bot.ui.publishing.questions import Frame, question
from bot.ui.screen import Button, Rows, Screen, in_pairs, paragraphs, shorten

CORRECTABLE = ("title", "summary", "link", "participation", "hearing", "topics", "places")
LONGER = (7, 14, 30)
VALUE_ROOM = 900
"""UTF-16 units of an old and of a new value, side by side in one message."""

DONE = {
    "extend": mark("publishing.done_extend"),
    "correct": mark("publishing.done_correct"),
    "replace": mark("publishing.done_replace"),
    "cancel": mark("publishing.done_cancel"),
}


def which_field(t: Translator, frame: Frame, consultation: Consultation) -> Screen:
    states = [state for state in fields_of(consultation.kind) if state in CORRECTABLE]
    buttons = [Button(t.plain(FIELDS[state]), ChooseField(state)) for state in states]
    text = t("publishing.which_field", title=shorten(consultation.title, 120))
    return question(t, frame, paragraphs(text, t("publishing.correct_note")), in_pairs(buttons))


def how_long(t: Translator, frame: Frame, consultation: Consultation) -> Screen:
    buttons = tuple(Button(t.plain_n("publishing.add_days", days), AddDays(days)) for days in LONGER)
    last_day, example = consultation.last_day, date(2027, 1, 15)
    if last_day is not None:
        example = date.fromordinal(last_day.toordinal() + LONGER[1])
    text = t(
        "publishing.ask_extend",
        date=t.date(last_day) if last_day is not None else "",
        example=example.strftime("%d.%m.%Y"),
    )
    return question(t, frame, text, in_pairs(buttons))


def which_document(t: Translator, frame: Frame, papers: Sequence[Paper]) -> Screen:
    rows: Rows = tuple(
        (Button(shorten(f"{t.plain(PAPERS[one.kind])} · {one.name}"), ChooseDocument(one.id or 0)),) for one in papers
    )
    return question(t, frame, t("publishing.ask_document"), rows)


def new_version(t: Translator, frame: Frame, paper: Paper, *, limit: int) -> Screen:
    """Says what it leads to before anything is sent."""
    warning = t("publishing.restarts") if paper.kind in RESTARTING else t("publishing.no_restart")
    text = t("publishing.ask_version", kind=t.plain(PAPERS[paper.kind]), name=paper.name, limit=limit)
    return question(t, frame, paragraphs(text, warning))


def why(t: Translator, frame: Frame, act: str) -> Screen:
    text = t("publishing.ask_why_cancel") if act == "cancel" else t("publishing.ask_why")
    return question(t, frame, text)


class Look(NamedTuple):
    """The last look: at which consultation, for which reason, and when (UTC seconds)."""

    frame: Frame
    consultation: Consultation
    reason: str
    at: int


def confirm_extend(t: Translator, look: Look, proof: Proof) -> Screen:
    last_day = look.consultation.last_day
    was = t("publishing.was_last_day", date=t.date(last_day)) if last_day else None
    explained = look.consultation.short_term_reason is not None
    return _confirm(t, look, mark("publishing.confirm_extend"), paragraphs(was, counted(t, proof, explained=explained)))


def confirm_correct(t: Translator, look: Look, *, state: str, was: str, becomes: str) -> Screen:
    change = t(
        "publishing.from_to", field=t.plain(FIELDS[state]), was=cut(was, VALUE_ROOM), becomes=cut(becomes, VALUE_ROOM)
    )
    return _confirm(t, look, mark("publishing.confirm_correct"), change)


def confirm_replace(
    t: Translator, look: Look, paper: Paper, *, name: str, proof: Proof | None, explained: bool
) -> Screen:
    """`proof` of the term that starts again, None where it goes on; `explained`: a short one has its reason."""
    change = t("publishing.from_to", field=t.plain(PAPERS[paper.kind]), was=paper.name, becomes=name)
    if proof is None:
        return _confirm(t, look, mark("publishing.confirm_version"), change)
    restarted = paragraphs(change, t("publishing.restarts"), counted(t, proof, explained=explained))
    return _confirm(t, look, mark("publishing.confirm_restart"), restarted)


def confirm_cancel(t: Translator, look: Look) -> Screen:
    return _confirm(t, look, mark("publishing.confirm_cancel"), t("publishing.cancel_is_final"))


def _confirm(t: Translator, look: Look, button: str, change: Markup) -> Screen:
    text = paragraphs(
        Markup("<b>{}</b>").format(cut(look.consultation.title, TITLE_ROOM)),
        change,
        t("publishing.reason_shown", reason=cut(look.reason, VALUE_ROOM)),
    )
    confirm = Button(t.plain(button), Confirm(look.consultation.id, look.at))
    return question(t, look.frame, text, ((confirm,),))


def done(t: Translator, act: str, consultation: Consultation) -> Screen:
    rows: Rows = (
        (Button(t.plain("publishing.manage"), Manage(consultation.id)),),
        back_row(t, GoManaged(0)),
    )
    day = t.date(consultation.last_day) if consultation.last_day else ""
    return Screen(t(DONE[act], title=cut(consultation.title, TITLE_ROOM), date=day), rows)
