"""Settings: everything chosen in the first minute, and how often to be written to, when not, and a pause."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from bot.domain.participants import UNTIL_RESUMED, Cadence, Participant, Pause, QuietHours
from bot.i18n import LANGUAGES, NAMES, Translator, mark
from bot.services.participants import Chosen
from bot.ui.callbacks import BadCallback, Callback
from bot.ui.navigation import GoCadence, GoPause, GoPrivacy, GoSettings, back_row, form_row, menu_row
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs
from bot.ui.start import PickPage

NONE = "none"
OFFERED = (QuietHours(start_minute=21 * 60, end_minute=8 * 60), QuietHours(start_minute=22 * 60, end_minute=7 * 60))
"""Quiet hours that are one tap away."""

CADENCES = {
    Cadence.at_once: mark("settings.cadence_at_once"),
    Cadence.daily: mark("settings.cadence_daily"),
    Cadence.weekly: mark("settings.cadence_weekly"),
    Cadence.never: mark("settings.cadence_never"),
}
CADENCES_SAID = {
    Cadence.at_once: mark("settings.alerts_at_once"),
    Cadence.daily: mark("settings.alerts_daily"),
    Cadence.weekly: mark("settings.alerts_weekly"),
    Cadence.never: mark("settings.alerts_never"),
}
PAUSES = {
    Pause.week: mark("settings.pause_week"),
    Pause.month: mark("settings.pause_month"),
    Pause.open: mark("settings.pause_open"),
}


@dataclass(frozen=True, slots=True)
class GoLanguage(Callback, prefix="set.lang"):
    pass


@dataclass(frozen=True, slots=True)
class GoQuiet(Callback, prefix="set.quiet"):
    pass


@dataclass(frozen=True, slots=True)
class TypeQuiet(Callback, prefix="set.quiet.own"):
    """Quiet hours of one's own, to be typed."""


@dataclass(frozen=True, slots=True)
class Choose(Callback, prefix="set.to"):
    """One thing chosen by one tap; undoing it is choosing what was before.

    `what` is "language", "cadence", "quiet" (minutes "1260-480", or "none") or "pause" (a Pause, its end in UTC
    epoch seconds, or "none").
    """

    what: str
    value: str


def read(choice: Choose, *, now: datetime) -> dict[str, Any]:
    """The fields of Preferences that a choice names. Raises BadCallback for what no button of ours says."""
    try:
        match choice.what:
            case "language" if choice.value in LANGUAGES:
                return {"language": choice.value}
            case "cadence":
                return {"cadence": Cadence(choice.value)}
            case "quiet":
                return {"quiet": None if choice.value == NONE else _read_quiet(choice.value)}
            case "pause":
                return {"paused_until": None if choice.value == NONE else _read_pause(choice.value, now)}
    except ValueError as error:
        raise BadCallback() from error
    raise BadCallback()


def _read_quiet(value: str) -> QuietHours:
    start, _, end = value.partition("-")
    if start == end:
        raise ValueError("no button of ours offers a day that is all quiet")
    return QuietHours(start_minute=int(start), end_minute=int(end))


def _read_pause(value: str, now: datetime) -> datetime:
    if not value.isdecimal():
        return Pause(value).until(now)
    if len(value) > 12 or int(value) > UNTIL_RESUMED.timestamp():
        raise ValueError("beyond the longest pause")
    return datetime.fromtimestamp(int(value), UTC)


def present(what: str, chosen: Participant) -> Choose:
    """The choice that stands now: what undoes the next one."""
    match what:
        case "language":
            value = chosen.language
        case "cadence":
            value = chosen.cadence.value
        case "quiet":
            value = _quiet_value(chosen.quiet)
        case _:
            value = NONE if chosen.paused_until is None else str(int(chosen.paused_until.timestamp()))
    return Choose(what, value)


def _quiet_value(quiet: QuietHours | None) -> str:
    return NONE if quiet is None else f"{quiet.start_minute}-{quiet.end_minute}"


# -- screens -------------------------------------------------------------------------------------------------------


def settings(t: Translator, chosen: Chosen, *, now: datetime, undo: Choose | None = None) -> Screen:
    """What is chosen now. `undo` takes back what was just changed."""
    one = chosen.participant
    text = paragraphs(
        t("settings.saved") if undo is not None else t("settings.title"),
        lines(
            t("settings.language_is", language=NAMES[one.language]),
            t("settings.interests", topics=chosen.topics, places=chosen.places),
            t("settings.alerts_are", cadence=t(CADENCES_SAID[one.cadence])),
            _quiet_line(t, one.quiet),
            _pause_line(t, one, now),
        ),
    )
    buttons = [
        Button(t.plain("settings.language"), GoLanguage()),
        Button(t.plain("settings.cadence"), GoCadence()),
        Button(t.plain("settings.topics"), PickPage("topic", 0, "set")),
        Button(t.plain("settings.places"), PickPage("place", 0, "set")),
        Button(t.plain("settings.quiet"), GoQuiet()),
        _resume(t) if one.is_paused(now) else Button(t.plain("settings.pause"), GoPause()),
    ]
    undoing: Rows = () if undo is None else ((Button(t.plain("common.undo"), undo),),)
    data = Button(t.plain("settings.data"), GoPrivacy())
    return Screen(text, (*undoing, *in_pairs(buttons), (data,), menu_row(t)))


def _quiet_line(t: Translator, quiet: QuietHours | None) -> Markup:
    return t("settings.quiet_none") if quiet is None else t("settings.quiet_is", hours=hours(quiet))


def hours(quiet: QuietHours) -> str:
    """21:00–08:00."""
    return f"{quiet.start:%H:%M}–{quiet.end:%H:%M}"


def _pause_line(t: Translator, one: Participant, now: datetime) -> Markup | None:
    if one.paused_until is None or not one.is_paused(now):
        return None
    if one.paused_until >= UNTIL_RESUMED:
        return t("settings.paused")
    return t("settings.paused_until", moment=t.moment(one.paused_until))


def _resume(t: Translator) -> Button:
    return Button(t.plain("settings.resume"), Choose("pause", NONE))


def _one_of(label: str, chosen: bool) -> str:
    """One choice among several that exclude each other, marked by form and not by colour."""
    return f"{'◉' if chosen else '○'} {label}"


def _choices(what: str, options: Iterable[tuple[str, str]], now: str | None) -> Rows:
    """`options` are values and labels; `now` is the value that stands."""
    return in_pairs(Button(_one_of(label, value == now), Choose(what, value)) for value, label in options)


def language(t: Translator, one: Participant) -> Screen:
    rows = _choices("language", NAMES.items(), one.language)
    return Screen(t("settings.which_language"), (*rows, back_row(t, GoSettings())))


def cadence(t: Translator, one: Participant) -> Screen:
    options = [(value.value, t.plain(words)) for value, words in CADENCES.items()]
    return Screen(
        t("settings.how_often"), (*_choices("cadence", options, one.cadence.value), back_row(t, GoSettings()))
    )


def quiet(t: Translator, one: Participant) -> Screen:
    offered = [*OFFERED] if one.quiet is None or one.quiet in OFFERED else [*OFFERED, one.quiet]
    options = [*((_quiet_value(each), hours(each)) for each in offered), (NONE, t.plain("settings.never_quiet"))]
    own = Button(t.plain("settings.own_hours"), TypeQuiet())
    rows = (*_choices("quiet", options, _quiet_value(one.quiet)), (own,), back_row(t, GoSettings()))
    return Screen(t("settings.when_quiet"), rows)


def type_quiet(t: Translator, one: Participant) -> Screen:
    text = paragraphs(_quiet_line(t, one.quiet), t("settings.type_quiet"))
    return Screen(text, (form_row(t, GoQuiet()),))


def pause(t: Translator, one: Participant, *, now: datetime) -> Screen:
    buttons = [Button(t.plain(words), Choose("pause", length.value)) for length, words in PAUSES.items()]
    if one.is_paused(now):
        buttons.append(_resume(t))
    text = paragraphs(_pause_line(t, one, now), t("settings.pause_for"))
    return Screen(text, (*in_pairs(buttons), back_row(t, GoSettings())))
