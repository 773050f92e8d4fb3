"""The questions staff are asked about a consultation, one to a screen."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from bot.domain.consultations import MANDATORY, ConsultationKind, DocumentKind
from bot.domain.term import FULL_TERM_DAYS, SHORTEST_TERM_DAYS
from bot.domain.town import WHOLE, Named
from bot.domain.typed import FILE_AT_MOST_MB
from bot.i18n import Translator, mark
from bot.services.consultations import Page
from bot.services.publishing import Paper
from bot.ui.callbacks import Callback
from bot.ui.consultation_card import KINDS, PAPERS
from bot.ui.desks import GoStaff
from bot.ui.navigation import Resume, form_row, menu_row
from bot.ui.paging import pager
from bot.ui.publishing.callbacks import (
    Back,
    ChooseDay,
    ChooseKind,
    ChoosePaper,
    ChooseTerm,
    DropPaper,
    Keep,
    PapersDone,
    SkipHearing,
    SkipLink,
    SkipReason,
    StartOver,
    Tick,
    TickDone,
    TickPage,
)
from bot.ui.screen import NO_ROWS, Button, Rows, Screen, in_pairs, lines, paragraphs, shorten, ticked

TICKED = {
    "topic": mark("publishing.ask_topics"),
    "place": mark("publishing.ask_places"),
    "form": mark("publishing.ask_participation"),
}
"""What is asked, by the scope of what is ticked."""
OFFERED = (DocumentKind.impact_assessment, DocumentKind.other)
"""Documents that may be added to the mandatory ones."""


class Frame(NamedTuple):
    """Where a question stands: in which form, and which step of how many; no step for a single question."""

    form: str
    state: str
    step: int | None = None
    steps: int = 0
    keep: bool = False
    """Whether it was answered before, so that the answer may stay."""

    @property
    def back(self) -> Callback | None:
        """Before the first of several steps there is nothing; before a single question, where it was chosen."""
        return None if self.step == 1 else Back(self.form, self.state)


def question(t: Translator, frame: Frame, text: Markup, rows: Rows = NO_ROWS) -> Screen:
    """Any question of a form: its own `rows`, then the ways on and back."""
    if frame.step is not None:
        text = lines(t("common.step", step=frame.step, steps=frame.steps), text)
    kept: Rows = ((Button(t.plain("publishing.keep"), Keep(frame.form, frame.state)),),) if frame.keep else ()
    return Screen(text, (*rows, *kept, form_row(t, frame.back)))


def unfinished(t: Translator, *, conversation: str, title: str | None) -> Screen:
    """A form was put aside: go on with it, or begin anew and lose it."""
    rows: Rows = (
        (Button(t.plain("common.continue_draft"), Resume(conversation)),),
        (Button(t.plain("publishing.start_over"), StartOver()),),
        (Button(t.plain("common.back"), GoStaff()), *menu_row(t)),
    )
    named = t("publishing.unfinished_named", title=shorten(title, 120)) if title else t("publishing.unfinished")
    return Screen(named, rows)


def title(t: Translator, frame: Frame) -> Screen:
    return question(t, frame, t("publishing.ask_title"))


def kind(t: Translator, frame: Frame) -> Screen:
    buttons = [Button(t.capital(t.plain(words)), ChooseKind(frame.form, one.value)) for one, words in KINDS.items()]
    return question(t, frame, t("publishing.ask_kind"), in_pairs(buttons))


def summary(t: Translator, frame: Frame) -> Screen:
    return question(t, frame, t("publishing.ask_summary"))


def link(t: Translator, frame: Frame, *, may_skip: bool) -> Screen:
    skip: Rows = ((Button(t.plain("publishing.no_link"), SkipLink(frame.form)),),) if may_skip else ()
    return question(t, frame, t("publishing.ask_link"), skip)


def day(t: Translator, frame: Frame, *, today: date, opens: bool) -> Screen:
    """`opens`: the consultation opens on that day; else it is open and only its term starts again."""
    rows: Rows = (
        (
            Button(t.plain("publishing.yesterday"), ChooseDay(frame.form, -1)),
            Button(t.plain("publishing.today"), ChooseDay(frame.form, 0)),
        ),
    )
    ask = mark("publishing.ask_date") if opens else mark("publishing.ask_date_again")
    return question(t, frame, t(ask, example=_example(today)), rows)


def term(t: Translator, frame: Frame, *, published_on: date) -> Screen:
    rows: Rows = ((_days(t, frame, FULL_TERM_DAYS), _days(t, frame, 45)),)
    text = t("publishing.ask_term", date=t.short_date(published_on), example=_example(published_on, FULL_TERM_DAYS))
    return question(t, frame, text, rows)


def refused(t: Translator, frame: Frame, days: int) -> Screen:
    """Below the least that is possible, and the ways out."""
    text = t.n("publishing.refused", days) if days > 0 else t("publishing.refused_backwards")
    shortest = Button(t.plain("publishing.shortest"), ChooseTerm(frame.form, SHORTEST_TERM_DAYS))
    return question(t, frame._replace(step=None, keep=False), text, ((shortest, _days(t, frame, FULL_TERM_DAYS)),))


def _days(t: Translator, frame: Frame, days: int) -> Button:
    return Button(t.plain_n("publishing.days", days), ChooseTerm(frame.form, days))


def reason(t: Translator, frame: Frame, *, days: int, may_skip: bool) -> Screen:
    skip: Rows = ((Button(t.plain("common.skip"), SkipReason(frame.form)),),) if may_skip else ()
    return question(t, frame, t.n("publishing.ask_reason", days), skip)


def hearing(t: Translator, frame: Frame, *, kind: ConsultationKind, today: date, may_skip: bool) -> Screen:
    skip: Rows = ((Button(t.plain("publishing.no_hearing"), SkipHearing(frame.form)),),) if may_skip else ()
    text = paragraphs(
        t("publishing.ask_hearing", example=f"{_example(today, 10)} 17:30"),
        t("publishing.hearing_demanded") if kind is ConsultationKind.budget else None,
    )
    return question(t, frame, text, skip)


def venue(t: Translator, frame: Frame) -> Screen:
    return question(t, frame, t("publishing.ask_venue"))


def papers(
    t: Translator, frame: Frame, *, kind: ConsultationKind, attached: Sequence[Paper], slot: DocumentKind
) -> Screen:
    """What is there and what is missing, and which document the next file will be."""
    mandatory = [one for one in DocumentKind if one in MANDATORY[kind]]
    there = {paper.kind for paper in attached}
    listed = [
        _listed(t, kind, next((paper.name for paper in attached if paper.kind is kind), None)) for kind in mandatory
    ]
    listed += [_listed(t, paper.kind, paper.name) for paper in attached if paper.kind not in mandatory]
    text = paragraphs(
        t("publishing.ask_papers"),
        lines(*listed),
        t("publishing.send_paper", kind=t.plain(PAPERS[slot]), limit=FILE_AT_MOST_MB),
    )
    choices = [
        Button(ticked(one is slot, t.plain(PAPERS[one])), ChoosePaper(frame.form, one.value))
        for one in (*mandatory, *OFFERED)
    ]
    drops: Rows = tuple(
        (Button(shorten(t.plain("publishing.drop_paper", name=one.name)), DropPaper(frame.form, one.id or one.file)),)
        for one in attached
    )
    all_there = there.issuperset(mandatory)
    finish = t.plain("common.done") if all_there else t.plain("publishing.papers_later")
    rows: Rows = (*in_pairs(choices), *drops, (Button(finish, PapersDone(frame.form)),))
    return question(t, frame, text, rows)


def _listed(t: Translator, kind: DocumentKind, name: str | None) -> Markup:
    if name is None:
        return t("publishing.paper_missing", kind=t.plain(PAPERS[kind]))
    return t("publishing.paper_there", kind=t.plain(PAPERS[kind]), name=name)


def ticks(
    t: Translator,
    frame: Frame,
    *,
    scope: str,
    options: Sequence[tuple[str, Named]],
    chosen: Sequence[str],
    page: Page,
) -> Screen:
    """Topics and forms of participation all at once, places page by page; `options` are those of this page.

    No place means all of them.
    """
    marks = [
        Button(ticked(target in chosen, name.name(t.language)), Tick(frame.form, scope, target, page.number))
        for target, name in options
    ]
    whole: Rows = ()
    if scope == "place":
        label = ticked(not chosen, t.plain("common.whole_municipality"))
        whole = ((Button(label, Tick(frame.form, scope, WHOLE, page.number)),),)
    rows: Rows = (
        *whole,
        *in_pairs(marks),
        *pager(t, page, lambda number: TickPage(frame.form, scope, number)),
        (Button(t.plain("common.done"), TickDone(frame.form, scope)),),
    )
    return question(t, frame, t(TICKED[scope]), rows)


def _example(day: date, days: int = 0) -> str:
    return date.fromordinal(day.toordinal() + days).strftime("%d.%m.%Y")
