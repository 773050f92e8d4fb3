"""The questions of the forms about bodies, one to a screen: words, choices, and the ways on and back."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from markupsafe import Markup

from bot.domain.bodies import Function
from bot.domain.town import BodyKind, BodyStatus
from bot.domain.typed import FILE_AT_MOST_MB
from bot.i18n import Translator, mark
from bot.ui.bodies import words
from bot.ui.bodies.form_callbacks import Back, Keep, Pick, Skip
from bot.ui.navigation import form_row
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs
from storage.bodies.papers import PaperKind

MINE, WORK = "m", "w"
"""The letters of the two forms: what citizens and members write, and the work of the staff."""

ASKED = {
    "name": mark("bodies.ask_name"),
    "organisation": mark("bodies.ask_organisation"),
    "motivation": mark("bodies.ask_motivation"),
    "confirm": mark("bodies.ask_confirm"),
    "why": mark("bodies.ask_why"),
    "item": mark("bodies.ask_item"),
    "title": mark("bodies.ask_title"),
    "kind": mark("bodies.ask_kind"),
    "role": mark("bodies.ask_role"),
    "founding": mark("bodies.ask_founding"),
    "rules": mark("bodies.ask_rules"),
    "quorum": mark("bodies.ask_quorum"),
    "status": mark("bodies.ask_status"),
    "function": mark("bodies.ask_function"),
    "quota": mark("bodies.ask_quota"),
    "from": mark("bodies.ask_from"),
    "holder": mark("bodies.ask_holder"),
    "call": mark("bodies.ask_call"),
    "until": mark("bodies.ask_until"),
    "accept": mark("bodies.ask_accept"),
    "decline": mark("bodies.ask_decline"),
    "when": mark("bodies.ask_when"),
    "where": mark("bodies.ask_where"),
    "link": mark("bodies.ask_link"),
    "open": mark("bodies.ask_open"),
    "agenda": mark("bodies.ask_agenda"),
    "off": mark("bodies.ask_off"),
    "paperkind": mark("bodies.ask_paperkind"),
    "file": mark("bodies.ask_file"),
    "decision": mark("bodies.ask_decision"),
    "count": mark("bodies.ask_count"),
    "question": mark("bodies.ask_question"),
    "options": mark("bodies.ask_options"),
    "closes": mark("bodies.ask_closes"),
}
"""Every question there is."""

SKIPS = {
    "organisation": mark("bodies.skip_organisation"),
    "role": mark("common.skip"),
    "founding": mark("common.skip"),
    "rules": mark("common.skip"),
    "quota": mark("common.skip"),
    "from": mark("common.skip"),
    "holder": mark("bodies.skip_holder"),
    "until": mark("bodies.skip_until"),
    "accept": mark("bodies.skip_reason"),
    "link": mark("bodies.skip_link"),
    "count": mark("bodies.skip_count"),
}
"""Questions that need no answer, and how that is said."""

CHOICES: dict[str, Sequence[tuple[str, str]]] = {
    "confirm": [("send", mark("bodies.send"))],
    "kind": [(kind.value, words.KINDS[kind]) for kind in BodyKind],
    "quorum": [("half", mark("bodies.more_than_half"))],
    "status": [(status.value, words.STANDINGS[status]) for status in BodyStatus],
    "function": [(function.value, words.FUNCTIONS[function]) for function in Function],
    "where": [("same", mark("bodies.same_place"))],
    "open": [("yes", mark("bodies.choose_open")), ("no", mark("bodies.choose_closed"))],
    "paperkind": [(kind.value, words.PAPERS[kind]) for kind in (PaperKind.rules, PaperKind.act, PaperKind.other)],
}
"""What may be chosen instead of typing, or only chosen."""
ONLY_CHOSEN = frozenset({"confirm", "kind", "status", "function", "open", "paperkind"})
UPLOADED = frozenset({"file"})
EDITS = frozenset({"role", "founding", "rules", "s.quota", "s.from"})
"""Acts that write one thing anew, or leave it empty."""


class Frame(NamedTuple):
    """Where a question stands: in which form and act, and which step of how many."""

    form: str
    act: str
    state: str
    step: int
    steps: int
    keep: bool
    """Whether it was answered before, so that the answer may stay."""


def choices_of(act: str, state: str) -> Sequence[tuple[str, str]]:
    """A new meeting has no place yet that could stay."""
    return () if (act, state) == ("meet", "where") else CHOICES.get(state, ())


def may_skip(act: str, state: str) -> bool:
    """A seat is freed by another button than the one that names its holder."""
    return state in SKIPS and (act, state) != ("s.holder", "holder")


def ask(t: Translator, frame: Frame, *, today: date, answers: Mapping[str, Any]) -> Screen:
    state = frame.state
    text = t(ASKED[state], example=_example(state, today), limit=FILE_AT_MOST_MB)
    if frame.steps > 1:
        text = lines(t("common.step", step=frame.step, steps=frame.steps), text)
    choices = [
        Button(t.capital(t.plain(label)), Pick(frame.form, state, value))
        for value, label in choices_of(frame.act, state)
    ]
    rows: Rows = in_pairs(choices)
    if may_skip(frame.act, state):
        label = t.plain("bodies.leave_empty") if frame.act in EDITS else t.plain(SKIPS[state])
        rows = (*rows, (Button(label, Skip(frame.form, state)),))
    if frame.keep:
        rows = (*rows, (Button(t.plain("bodies.keep"), Keep(frame.form, state)),))
    shown = paragraphs(text, _preview(t, answers) if state == "confirm" else None)
    return Screen(shown, (*rows, form_row(t, Back(frame.form, state))))


def _preview(t: Translator, answers: Mapping[str, Any]) -> Markup:
    organisation = answers.get("organisation")
    return paragraphs(
        lines(
            t("bodies.applicant", name=answers.get("name", "")),
            t("bodies.seat_organisation", organisation=organisation) if organisation else None,
        ),
        answers.get("motivation", ""),
    )


def _example(state: str, today: date) -> str:
    """A day in the near future as people type it, and an hour where one is wanted."""
    days = {"when": 10, "closes": 5, "until": 14}.get(state, 0)
    day = (today + timedelta(days=days)).strftime("%d.%m.%Y")
    return day if state == "until" else f"{day} 17:30"
