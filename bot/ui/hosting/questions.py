"""The questions staff are asked about a forum, one to a screen."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from markupsafe import Markup

from bot.domain.forums import ForumKind
from bot.domain.typed import FILE_AT_MOST_MB
from bot.i18n import Translator, mark
from bot.services.consultations import Page
from bot.ui.callbacks import Callback
from bot.ui.desks import GoForumsManaged
from bot.ui.hosting.callbacks import Back, Keep, Pick, StartOver, TurnPage
from bot.ui.navigation import Resume, form_row, menu_row
from bot.ui.paging import pager
from bot.ui.screen import NO_ROWS, Button, Rows, Screen, lines, shorten

ASKED = {
    "title": mark("hosting.ask_title"),
    "title_en": mark("hosting.ask_title_en"),
    "title_tr": mark("hosting.ask_title_tr"),
    "kind": mark("hosting.ask_kind"),
    "starts": mark("hosting.ask_starts"),
    "ends": mark("hosting.ask_ends"),
    "place": mark("hosting.ask_place"),
    "access": mark("hosting.ask_access"),
    "pin": mark("hosting.ask_pin"),
    "link": mark("hosting.ask_link"),
    "seats": mark("hosting.ask_seats"),
    "purpose": mark("hosting.ask_purpose"),
    "agenda": mark("hosting.ask_agenda"),
    "programme": mark("hosting.ask_programme"),
    "consultation": mark("hosting.ask_consultation"),
    "body": mark("hosting.ask_body"),
    "questionnaire": mark("hosting.ask_questionnaire"),
}
"""By the state of the form that asks it."""
WITHOUT = {
    "title_en": mark("hosting.no_translation"),
    "title_tr": mark("hosting.no_translation"),
    "ends": mark("hosting.no_end"),
    "place": mark("hosting.online_only"),
    "access": mark("common.skip"),
    "pin": mark("hosting.no_pin"),
    "link": mark("hosting.no_link"),
    "seats": mark("hosting.no_limit"),
    "purpose": mark("common.skip"),
    "agenda": mark("common.skip"),
    "programme": mark("hosting.no_programme"),
    "consultation": mark("hosting.no_consultation"),
    "body": mark("hosting.no_body"),
    "questionnaire": mark("hosting.no_questionnaire"),
}
"""The button that leaves it empty."""
KINDS = {
    ForumKind.forum: mark("hosting.kind_forum"),
    ForumKind.info_meeting: mark("hosting.kind_info_meeting"),
}
EXAMPLE_AHEAD = timedelta(days=14)


class Frame(NamedTuple):
    """Where a question stands: in which form, and which of five steps; None for a single question."""

    form: str
    state: str
    step: int | None = None
    first: bool = False
    keep: bool = False
    """Whether it was answered before, so that the answer may stay."""

    @property
    def back(self) -> Callback | None:
        return None if self.first else Back(self.form, self.state)


STEPS = 5


def question(
    t: Translator, frame: Frame, *, now: datetime, choices: Sequence[tuple[str, str]] = (), page: Page | None = None,
    may_skip: bool = True,
) -> Screen:  # fmt: skip
    """`choices` are values with their labels."""
    form, state = frame.form, frame.state
    example = (now + EXAMPLE_AHEAD).astimezone(t.zone).strftime("%d.%m.%Y 17:30")
    asked = t(ASKED[state], example=example, limit=FILE_AT_MOST_MB)
    rows: Rows = tuple((Button(shorten(label), Pick(form, state, value)),) for value, label in choices)
    if page is not None:
        rows = (*rows, *pager(t, page, lambda number: TurnPage(form, state, number)))
    if may_skip and state in WITHOUT:
        rows = (*rows, (Button(t.plain(WITHOUT[state]), Pick(form, state, "")),))
    return framed(t, frame, asked, rows)


def framed(t: Translator, frame: Frame, text: Markup, rows: Rows = NO_ROWS) -> Screen:
    """Any question of a form: its own `rows`, then the ways on and back."""
    if frame.step is not None:
        text = lines(t("common.step", step=frame.step, steps=STEPS), text)
    kept: Rows = ((Button(t.plain("hosting.keep"), Keep(frame.form, frame.state)),),) if frame.keep else ()
    return Screen(text, (*rows, *kept, form_row(t, frame.back)))


def unfinished(t: Translator, *, conversation: str, title: str | None) -> Screen:
    """A form was put aside: go on with it, or begin anew and lose it."""
    rows: Rows = (
        (Button(t.plain("common.continue_draft"), Resume(conversation)),),
        (Button(t.plain("hosting.start_over"), StartOver()),),
        (Button(t.plain("common.back"), GoForumsManaged(0)), *menu_row(t)),
    )
    named = t("hosting.unfinished_named", title=shorten(title, 120)) if title else t("hosting.unfinished")
    return Screen(named, rows)
