"""The first minute: who runs this and what it keeps, consent, topics and places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.town import WHOLE, Named
from bot.i18n import Translator, mark
from bot.services.participants import Choices
from bot.ui.callbacks import Callback
from bot.ui.navigation import OPEN_NOW, Accept, GoHome, GoPrivacy, language_row, menu_row
from bot.ui.screen import NO_ROWS, Button, Rows, Screen, in_pairs, ticked

PLACES_A_PAGE = 10
LONGEST_TARGET = 40
"""Characters of a deep link that still fit into a button beside its prefix and language."""


@dataclass(frozen=True, slots=True)
class Browse(Callback, prefix="start.look"):
    target: str


@dataclass(frozen=True, slots=True)
class Pick(Callback, prefix="pick"):
    """Tick or untick a topic or place. `flow` is where "done" leads: "start" or "set"."""

    scope: str
    target: str
    page: int
    flow: str


@dataclass(frozen=True, slots=True)
class PickPage(Callback, prefix="pick.page"):
    scope: str
    page: int
    flow: str


@dataclass(frozen=True, slots=True)
class PickDone(Callback, prefix="pick.done"):
    scope: str
    flow: str


def hello(t: Translator, *, name: str, operator: str, target: str) -> Screen:
    rows: Rows = (
        (Button(t.plain("start.accept"), Accept(target)),),
        (
            Button(t.plain("start.browse_only"), Browse(target)),
            Button(t.plain("start.privacy"), GoPrivacy()),
        ),
        language_row(t, target),
    )
    return Screen(t("start.hello", name=name, operator=operator), rows)


def new_policy(t: Translator, *, target: str) -> Screen:
    """Somebody agreed to an older text: what they agreed to does not cover the new one."""
    rows: Rows = (
        (Button(t.plain("start.agree"), Accept(target)),),
        (Button(t.plain("start.privacy"), GoPrivacy()), Button(t.plain("common.menu"), GoHome())),
    )
    return Screen(t("start.new_policy"), rows)


def consent_needed(t: Translator, *, target: str) -> Screen:
    """Somebody who only looks around asked for what needs a record."""
    rows: Rows = (
        (Button(t.plain("start.accept"), Accept(target)),),
        (Button(t.plain("start.privacy"), GoPrivacy()), Button(t.plain("common.menu"), GoHome())),
    )
    return Screen(t("start.consent_needed"), rows)


def browse(t: Translator) -> Screen:
    rows: Rows = (
        (Button(t.plain("home.consultations"), OPEN_NOW),),
        (Button(t.plain("start.agree"), Accept("")), Button(t.plain("common.menu"), GoHome())),
    )
    return Screen(t("start.browse"), rows)


def picker(t: Translator, choices: Choices, *, page: int, flow: str) -> Screen:
    """Topics all at once, places page by page. In the first minute it says which step this is."""
    if choices.scope == "topic":
        title = t("start.topics") if flow == "start" else t("settings.topics_title")
        options, pager = choices.options, NO_ROWS
    else:
        title = t("start.places") if flow == "start" else t("settings.places_title")
        options, pager = _page(t, choices.options, page, flow)
    ticks = [_tick(t, choices, target, names, page, flow) for target, names in options]
    whole: Rows = ()
    if choices.scope == "place":
        label = ticked(WHOLE in choices.chosen, t.plain("common.whole_municipality"))
        whole = ((Button(label, Pick("place", WHOLE, page, flow)),),)
    finish = mark("common.done") if choices.chosen or flow != "start" else mark("common.skip")
    last: Rows = ((Button(t.plain(finish), PickDone(choices.scope, flow)),),)
    return Screen(title, (*whole, *in_pairs(ticks), *pager, *last, menu_row(t)))


def _tick(t: Translator, choices: Choices, target: str, names: Mapping[str, str], page: int, flow: str) -> Button:
    label = ticked(target in choices.chosen, Named(names=names).name(t.language))
    return Button(label, Pick(choices.scope, target, page, flow))


def _page(
    t: Translator, options: Sequence[tuple[str, Mapping[str, str]]], page: int, flow: str
) -> tuple[Sequence[tuple[str, Mapping[str, str]]], Rows]:
    pages = max(1, -(-len(options) // PLACES_A_PAGE))
    page = min(max(page, 0), pages - 1)
    part = options[page * PLACES_A_PAGE : (page + 1) * PLACES_A_PAGE]
    turns = []
    if page > 0:
        turns.append(Button(t.plain("common.previous"), PickPage("place", page - 1, flow)))
    if page < pages - 1:
        turns.append(Button(t.plain("common.next"), PickPage("place", page + 1, flow)))
    return part, ((tuple(turns),) if turns else ())


def done(t: Translator, *, chose: bool) -> Screen:
    rows: Rows = (
        (Button(t.plain("start.open_now"), OPEN_NOW),),
        (
            Button(t.plain("start.change"), PickPage("topic", 0, "start")),
            Button(t.plain("common.menu"), GoHome()),
        ),
    )
    return Screen(t("start.done") if chose else t("start.done_nothing"), rows)
