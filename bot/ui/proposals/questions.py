"""The questions of having a say, one to a screen."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup

from bot.domain.consultations import Consultation
from bot.domain.proposals import FILES_AT_MOST, TEXT_AT_LEAST, TEXT_AT_MOST, ProposalKind
from bot.domain.typed import ATTACHMENT_AT_MOST_MB
from bot.i18n import Translator, mark
from bot.services.consultations import Page
from bot.ui.callbacks import Callback
from bot.ui.consultations import label as consultation_label
from bot.ui.files import named
from bot.ui.fitting import cut
from bot.ui.navigation import Resume, form_row
from bot.ui.paging import page_line, pager
from bot.ui.proposals import callbacks as buttons
from bot.ui.proposals.words import KINDS, PROMISES, STANCES, TITLE_ROOM
from bot.ui.screen import NO_ROWS, Button, Rows, Screen, in_pairs, lines, paragraphs, shorten
from storage.files import StoredFile
from storage.proposals import Section

FORM = "say"
QUOTED = 300
"""UTF-16 units of what was typed so far that are shown where it is only mentioned."""

NOTES = {
    "egn": mark("proposals.note_egn"),
    "added": mark("proposals.note_added"),
    "attached": mark("proposals.note_attached"),
    "edited": mark("proposals.note_edited"),
    "full": mark("proposals.note_full"),
}
"""What the last message did, where the question itself does not show it."""


class Frame(NamedTuple):
    """Where a question stands: which step of how many, and whether it was answered before."""

    state: str
    step: int | None = None
    steps: int = 0
    keep: bool = False
    back: bool = True
    note: str | None = None
    """A key of NOTES."""


def question(t: Translator, frame: Frame, text: Markup, rows: Rows = NO_ROWS) -> Screen:
    if frame.step is not None:
        text = lines(t("common.step", step=frame.step, steps=frame.steps), text)
    note = t(NOTES[frame.note]) if frame.note in NOTES else None
    kept: Rows = ((Button(t.plain("proposals.keep"), buttons.Keep(frame.state)),),) if frame.keep else ()
    back: Callback | None = buttons.Back(frame.state) if frame.back else None
    return Screen(paragraphs(note, text), (*rows, *kept, form_row(t, back)))


def kind(t: Translator, frame: Frame, *, typed: str) -> Screen:
    """Every kind with its promise before anything is chosen; `typed` is what was written already."""
    text = paragraphs(
        t("proposals.kept_typed", text=cut(" ".join(typed.split()), QUOTED)) if typed else None,
        t("proposals.ask_kind"),
        *(t("proposals.kind_line", kind=t.capital(t.plain(KINDS[one])), promise=t(PROMISES[one])) for one in KINDS),
    )
    choices: Rows = (
        (Button(t.plain("proposals.choose_statement"), buttons.ChooseKind(ProposalKind.statement.value)),),
        (Button(t.plain("proposals.choose_formal"), buttons.ChooseKind(ProposalKind.formal.value)),),
        (Button(t.plain("proposals.choose_idea"), buttons.ChooseKind(ProposalKind.idea.value)),),
        (Button(t.plain("proposals.difference"), buttons.Difference()),),
    )
    return question(t, frame, text, choices)


def difference(t: Translator) -> Screen:
    return Screen(t("proposals.difference_text"), ((_again(t),), form_row(t)))


def _again(t: Translator) -> Button:
    """The present question once more."""
    return Button(t.plain("proposals.to_question"), Resume(FORM))


def which(t: Translator, frame: Frame, found: Sequence[Consultation], page: Page, *, now: datetime) -> Screen:
    text = lines(t("proposals.ask_which") if found else t("proposals.none_open"), page_line(t, page))
    rows: Rows = (
        *((Button(consultation_label(t, one, now), buttons.ChooseConsultation(one.id)),) for one in found),
        *pager(t, page, buttons.WhichPage),
    )
    return question(t, frame, text, rows)


def about(t: Translator, frame: Frame, consultation: Consultation, sections: Sequence[Section], page: Page) -> Screen:
    """Which part: chosen where the text is divided, typed in any case. `sections` are those of this page."""
    ask = t("proposals.ask_section") if page.total else t("proposals.ask_provision")
    rows: Rows = (
        *((Button(shorten(one.name(t.language)), buttons.ChooseSection(one.id)),) for one in sections),
        *pager(t, page, buttons.SectionPage),
        (
            Button(t.plain("proposals.whole_draft"), buttons.WholeDraft()),
            Button(t.plain("common.skip"), buttons.Skip(frame.state)),
        ),
    )
    title = t("proposals.statement_on", title=cut(consultation.title_in(t.language), TITLE_ROOM))
    text = paragraphs(lines(title, t(PROMISES[ProposalKind.statement])), lines(ask, page_line(t, page)))
    return question(t, frame, text, rows)


def stance(t: Translator, frame: Frame) -> Screen:
    choices = [Button(t.plain(words), buttons.ChooseStance(one.value)) for one, words in STANCES.items()]
    rows: Rows = (*((one,) for one in choices), (Button(t.plain("common.skip"), buttons.Skip(frame.state)),))
    return question(t, frame, t("proposals.ask_stance"), rows)


def text(t: Translator, frame: Frame, *, kind: ProposalKind, count: int, parts: int, typed: str = "") -> Screen:
    """How much there is so far, and what is wrong with it; of the first screen, what to write.

    Whoever comes back to change it sees how it begins: their messages may be far above, or were sent days ago.
    """
    ask = {
        ProposalKind.statement: mark("proposals.ask_text_statement"),
        ProposalKind.formal: mark("proposals.ask_text_formal"),
        ProposalKind.idea: mark("proposals.ask_text_idea"),
    }[kind]
    if not count:
        said = paragraphs(t(ask), t("proposals.text_how", least=TEXT_AT_LEAST, limit=TEXT_AT_MOST))
        return question(t, frame, said, ((Button(t.plain("proposals.example"), buttons.Example()),),))
    now = t("proposals.text_now", text=cut(" ".join(typed.split()), QUOTED)) if typed and frame.step is None else None
    said = paragraphs(now, _count(t, count), t("proposals.text_more"))
    return question(t, frame, said, _of_text(t, count, parts))


def _count(t: Translator, count: int) -> Markup:
    so_far = t.n("proposals.text_so_far", count, limit=TEXT_AT_MOST)
    if count > TEXT_AT_MOST:
        return lines(so_far, t.n("proposals.text_over", count - TEXT_AT_MOST))
    if count < TEXT_AT_LEAST:
        return lines(so_far, t("proposals.text_under", least=TEXT_AT_LEAST))
    return so_far


def _of_text(t: Translator, count: int, parts: int) -> Rows:
    fits = TEXT_AT_LEAST <= count <= TEXT_AT_MOST
    done: Rows = ((Button(t.plain("common.done"), buttons.TextDone()),),) if fits else ()
    less = Button(t.plain("proposals.drop_last"), buttons.DropLast())
    clear = Button(t.plain("proposals.clear_text"), buttons.ClearText())
    return (*done, (less, clear) if parts > 1 else (clear,))


def example(t: Translator) -> Screen:
    return Screen(t("proposals.example_text"), ((_again(t),), form_row(t)))


def files(t: Translator, frame: Frame, *, kind: ProposalKind, attached: Sequence[StoredFile]) -> Screen:
    text = paragraphs(
        t("proposals.ask_files", most=FILES_AT_MOST, limit=ATTACHMENT_AT_MOST_MB),
        t("proposals.files_anonymous") if kind is ProposalKind.idea else None,
        lines(*(t("proposals.file_there", name=name) for _, name in named(t, attached))),
    )
    drops: Rows = tuple(
        (Button(shorten(t.plain("proposals.drop_file", name=name)), buttons.DropFile(one.id)),)
        for one, name in named(t, attached)
    )
    finish = t.plain("common.done") if attached else t.plain("proposals.no_files")
    return question(t, frame, text, (*drops, (Button(finish, buttons.FilesDone()),)))


def name(t: Translator, frame: Frame, *, known: str | None) -> Screen:
    """Whether to be named, and how; `known` is the name that Telegram knows."""
    nobody = Button(t.plain("proposals.without_name"), buttons.Skip(frame.state))
    use: Rows = ()
    if known:
        use = ((Button(shorten(t.plain("proposals.with_name", name=known)), buttons.UseName()),),)
    return question(t, frame, t("proposals.ask_name"), (*use, (nobody,)))


def organisation(t: Translator, frame: Frame) -> Screen:
    alone: Rows = ((Button(t.plain("proposals.for_myself"), buttons.Skip(frame.state)),),)
    return question(t, frame, t("proposals.ask_organisation"), alone)


def identity(t: Translator, frame: Frame) -> Screen:
    return question(t, frame, t("proposals.ask_identity"))


def contact(t: Translator, frame: Frame) -> Screen:
    ways = (
        Button(t.plain("proposals.by_chat"), buttons.AnswerBy("here")),
        Button(t.plain("proposals.by_email"), buttons.AnswerBy("email")),
        Button(t.plain("proposals.by_address"), buttons.AnswerBy("address")),
    )
    return question(t, frame, t("proposals.ask_contact"), in_pairs(ways))


def email(t: Translator, frame: Frame) -> Screen:
    return question(t, frame, t("proposals.ask_email"))


def address(t: Translator, frame: Frame) -> Screen:
    return question(t, frame, t("proposals.ask_address"))
