"""The home menu, help, and the sentences for everything that was not understood."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from bot.i18n import Translator
from bot.services.questionnaires import DRAFTS
from bot.ui.desks import GoStaff
from bot.ui.fitting import cut
from bot.ui.navigation import (
    OPEN_NOW,
    Accept,
    DropDraft,
    GoBodies,
    GoForums,
    GoHelp,
    GoMyProposals,
    GoPrivacy,
    GoQuestionnaires,
    GoRegister,
    GoSay,
    GoSettings,
    back_row,
    language_row,
    menu_row,
    unfinished_rows,
)
from bot.ui.proposals.callbacks import KeepTyped
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten

QUOTED = 200
"""UTF-16 units of what somebody typed that are said back to them."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the home menu says. `nearest` is title and last day of the open consultation that ends first."""

    name: str
    open: int
    forums: int
    """Those coming."""
    following: int
    waiting: int
    """Things of theirs that go on only when they say something."""
    questionnaires: int
    """Of these, how many questionnaires."""
    nearest: tuple[str, date] | None
    recorded: bool
    staff: bool
    unfinished: str | None
    """The conversation that was put aside, if any."""


def home(t: Translator, overview: Overview) -> Screen:
    nearest = None
    if overview.nearest is not None:
        title, day = overview.nearest
        nearest = t("home.nearest", title=shorten(title, 80), date=t.short_date(day))
    text = paragraphs(
        t("home.hello", name=overview.name),
        lines(
            t.n("home.open", overview.open),
            nearest,
            t.n("home.coming_forums", overview.forums) if overview.forums else None,
            t.n("home.following", overview.following) if overview.recorded else None,
            t.n("home.waiting", overview.waiting) if overview.waiting else None,
        ),
    )
    buttons = [
        Button(t.plain("home.consultations"), OPEN_NOW),
        Button(t.plain("home.say"), GoSay(0)),
        Button(t.plain("home.forums"), GoForums("coming", 0)),
        Button(_questionnaires(t, overview.questionnaires), GoQuestionnaires(0)),
        Button(t.plain("home.bodies"), GoBodies(0)),
        Button(t.plain("home.register"), GoRegister(0, 0)),
    ]
    if overview.recorded:
        buttons += [
            Button(t.plain("home.mine"), GoMyProposals(0)),
            Button(t.plain("home.settings"), GoSettings()),
        ]
    buttons.append(Button(t.plain("home.help"), GoHelp("")))
    rows = (*unfinished_rows(t, overview.unfinished), *in_pairs(buttons))
    if not overview.recorded:
        rows = (*rows, (Button(t.plain("home.agree"), Accept("")),), language_row(t))
    if overview.staff:
        rows = (*rows, (Button(t.plain("home.staff"), GoStaff()),))
    return Screen(text, rows)


def _questionnaires(t: Translator, waiting: int) -> str:
    return t.plain("home.questionnaires_waiting", n=waiting) if waiting else t.plain("home.questionnaires")


def help_screen(t: Translator, *, registry: tuple[str, str] | None, unfinished: str | None) -> Screen:
    """`registry` is where a person can be asked: its name and address."""
    text = t("help.text_plain")
    if registry is not None:
        text = t("help.text", registry=registry[0], address=registry[1])
    rows: Rows = (
        *unfinished_rows(t, unfinished),
        (Button(t.plain("help.say"), GoHelp("say")),),
        (Button(t.plain("help.how"), GoHelp("how")),),
        (Button(t.plain("help.alerts"), GoHelp("alerts")),),
        (Button(t.plain("help.kept"), GoPrivacy()),),
        menu_row(t),
    )
    return Screen(paragraphs(text, t("help.form_waiting") if unfinished else None), rows)


def help_about(t: Translator, about: str) -> Screen:
    if about == "say":
        return Screen(t("help.say_text"), ((Button(t.plain("home.say"), GoSay(0)),), back_row(t, GoHelp(""))))
    text = t("help.alerts_text") if about == "alerts" else t("help.how_text")
    return Screen(text, (back_row(t, GoHelp("")),))


def unknown(t: Translator, *, typed: str, unfinished: str | None, keep: bool = False) -> Screen:
    """Never silence: what was typed is quoted, so that nothing is lost, and the ways on are shown.

    `keep` offers to make it the beginning of an opinion.
    """
    kept: Rows = ((Button(t.plain("help.keep_yes"), KeepTyped()),),) if keep else ()
    text = t("help.unknown", text=cut(" ".join(typed.split()), QUOTED)) if typed else t("help.unknown_kind")
    return Screen(
        paragraphs(text, t("help.keep_typed") if keep else None, t("help.form_waiting") if unfinished else None),
        (*kept, *unfinished_rows(t, unfinished), *_ways_on(t)),
    )


def bad_link(t: Translator) -> Screen:
    return Screen(t("help.bad_link"), _ways_on(t))


def _ways_on(t: Translator) -> Rows:
    consultations = Button(t.plain("home.consultations"), OPEN_NOW)
    return ((consultations, Button(t.plain("home.help"), GoHelp(""))), menu_row(t))


def cancelled(t: Translator, conversation: str) -> Screen:
    rows: Rows = (
        *unfinished_rows(t, conversation),
        (Button(t.plain("common.drop_draft"), DropDraft(conversation)), *menu_row(t)),
    )
    kept = t("help.cancelled_answers") if conversation == DRAFTS else t("help.cancelled")
    return Screen(kept, rows)


def stopped(t: Translator) -> Screen:
    """A form in which nothing had been written yet."""
    return Screen(t("help.stopped"), (menu_row(t),))


def nothing_to_cancel(t: Translator) -> Screen:
    return Screen(t("help.nothing_to_cancel"), (menu_row(t),))


def draft_dropped(t: Translator) -> Screen:
    return Screen(t("help.draft_dropped"), (menu_row(t),))


def refusal(t: Translator, text: Markup) -> Screen:
    """Why something did not happen, with the way out."""
    return Screen(text, _ways_on(t))
