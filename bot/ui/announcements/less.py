"""What a tap on "fewer of these" did, in one sentence, and the way back."""

from dataclasses import dataclass

from markupsafe import Markup

from bot.domain.participants import Cadence
from bot.i18n import Translator, mark
from bot.services.announcements.lessening import Lessened, Outcome
from bot.ui.announcements.why import ChooseReason
from bot.ui.callbacks import Callback
from bot.ui.navigation import GoCadence, GoPause, GoSettings, StopDigests, WhyAnnouncement, menu_row
from bot.ui.screen import Button, Rows, Screen
from bot.ui.settings import CADENCES_SAID

NOW = {
    Cadence.at_once: mark("announcements.now_at_once"),
    Cadence.daily: mark("announcements.now_daily"),
    Cadence.weekly: mark("announcements.now_weekly"),
    Cadence.never: mark("announcements.now_never"),
}
OF_DIGESTS = 0
"""Stands for the announcement where a digest was made rarer, which speaks of many."""


@dataclass(frozen=True, slots=True)
class Restore(Callback, prefix="an.c.undo"):
    """Takes back what was just done. `cadence` is how often they came before."""

    announcement: int
    cadence: str


def less(t: Translator, done: Lessened) -> Screen:
    """Of a preview `why` speaks."""
    one = done.why.announcement
    match done.outcome:
        case Outcome.rarer if done.before is not None:
            return changed(t, one.id, before=done.before, now=done.cadence)
        case Outcome.unfollowed if done.reason is not None:
            undo = Button(t.plain("common.undo"), ChooseReason(one.id, done.reason.number, True))
            text = t("announcements.ended_follows", name=done.reason.name)
            return Screen(text, ((undo,), _further(t)))
        case Outcome.again:
            return unchanged(t, t("announcements.less_again", cadence=t(CADENCES_SAID[done.cadence])))
        case Outcome.rarest:
            return _pause_offered(t, t("announcements.less_rarest"))
        case Outcome.emergency:
            return _pause_offered(t, t("announcements.less_emergency"))
        case Outcome.belongs:
            why = Button(t.plain("announcements.why"), WhyAnnouncement(one.id))
            return _pause_offered(t, t("announcements.less_belongs"), why)
        case _:
            return Screen(t("announcements.because_no_more"), (_further(t),))


def changed(t: Translator, number: int, *, before: Cadence, now: Cadence) -> Screen:
    """They come more seldom from now on. `number` is of the announcement, or OF_DIGESTS."""
    undo = Button(t.plain("common.undo"), Restore(number, before.value))
    return Screen(t(NOW[now]), ((undo,), _further(t)))


def unchanged(t: Translator, text: Markup) -> Screen:
    return Screen(text, ((Button(t.plain("settings.cadence"), GoCadence()),), _further(t)))


def not_rarer(t: Translator, now: Cadence) -> Screen:
    """A digest that cannot come more seldom, or does so already."""
    if now is Cadence.weekly:
        stop = Button(t.plain("notices.never"), StopDigests())
        return _pause_offered(t, t("announcements.less_weekly"), stop)
    return unchanged(t, t("announcements.less_now", cadence=t(CADENCES_SAID[now])))


def restored(t: Translator, now: Cadence) -> Screen:
    return Screen(t("announcements.restored", cadence=t(CADENCES_SAID[now])), (_further(t),))


def unrecorded(t: Translator) -> Screen:
    """To somebody who erased themselves: nothing else comes anyway."""
    return Screen(t("announcements.because_unrecorded"), (menu_row(t),))


def _pause_offered(t: Translator, text: Markup, *also: Button) -> Screen:
    rows: Rows = ((Button(t.plain("settings.pause"), GoPause()), *also), _further(t))
    return Screen(text, rows)


def _further(t: Translator) -> tuple[Button, ...]:
    return (Button(t.plain("home.settings"), GoSettings()), *menu_row(t))
