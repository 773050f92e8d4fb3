"""The words of every notice, as they are true when it leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from bot.domain.consultations import Consultation, ConsultationStatus
from bot.domain.notices import Name
from bot.domain.participants import Cadence
from bot.i18n import Translator, mark
from bot.ui.callbacks import Callback
from bot.ui.desks import GoStaff
from bot.ui.navigation import (
    OPEN_NOW,
    Follow,
    GoCadence,
    GoConsultation,
    GoHome,
    GoSay,
    GoSpravka,
    Rarer,
    StopDigests,
    StopReminders,
    menu_row,
)
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs, shorten

SOON_DAYS = 7
LISTED = 10
"""Consultations in one message; of more it says how many."""
LONGEST_TITLE = 300
"""Characters; a title from a town file has no limit of its own."""
LISTED_TITLE = 120
LONGEST_REASON = 1_000

FIELDS: Mapping[str, str] = {
    "title": mark("notices.field_title"),
    "summary": mark("notices.field_summary"),
    "url": mark("notices.field_url"),
    "topics": mark("notices.field_topics"),
    "places": mark("notices.field_places"),
    "translations": mark("notices.field_translations"),
    "participation": mark("notices.field_participation"),
    "hearing": mark("notices.field_hearing"),
    "documents": mark("notices.field_documents"),
}
"""Codes of what can be corrected."""


@dataclass(frozen=True, slots=True)
class RemindAgain(Callback, prefix="c.remind"):
    """Takes StopReminders back."""

    consultation: int


def alert(
    t: Translator, found: Sequence[Consultation], *, today: date, weekly: bool, follows: bool, cadence: Cadence
) -> Screen:
    """New consultations on what somebody chose, nearest deadline first: one in full, several as a list.

    `follows`: whether they follow the only one already.
    """
    if len(found) == 1:
        return _one_new(t, found[0], today, follows)
    total, listed = len(found), found[:LISTED]
    more = total - len(listed)
    soon = sum((one.days_left(today) or 0) <= SOON_DAYS for one in found)
    text = paragraphs(
        lines(
            t.n("notices.digest_week", total) if weekly else t.n("notices.digest", total),
            t.n("notices.digest_soon", soon) if soon else None,
        ),
        *(in_time(t, one, today, title=shorten(one.title_in(t.language), LISTED_TITLE)) for one in listed),
        t.n("notices.digest_more", more) if more else None,
    )
    rows: Rows = (
        *((Button(shorten(one.title_in(t.language)), GoConsultation(one.id)),) for one in listed),
        *(((Button(t.plain("notices.all_open"), OPEN_NOW),),) if more else ()),
        *rarer_row(t, cadence),
    )
    return Screen(text, rows)


def _one_new(t: Translator, consultation: Consultation, today: date, follows: bool) -> Screen:
    text = t(
        "notices.new",
        title=_title(t, consultation),
        date=_last_day(t, consultation),
        left=_left(t, consultation, today),
    )
    view = _view(t, consultation)
    follow = Button(t.plain("notices.follow"), Follow(consultation.id, True))
    fewer = Button(t.plain("notices.fewer"), GoCadence())
    rows: Rows = (
        (view, _say(t, consultation)),
        *(((fewer, *menu_row(t)),) if follows else ((follow, fewer), menu_row(t))),
    )
    return Screen(text, rows)


def in_time(t: Translator, consultation: Consultation, today: date, *, title: str) -> Markup:
    """A line of a digest: what it is called, and how much time is left."""
    return t(
        "notices.digest_line",
        title=title,
        date="" if consultation.last_day is None else t.short_date(consultation.last_day),
        left=_left(t, consultation, today),
    )


def rarer_row(t: Translator, cadence: Cadence) -> Rows:
    """Under a digest that left at this `cadence`: one tap makes the next one rarer, or stops them."""
    return (
        (Button(t.plain("notices.rarer"), Rarer(cadence.value)), Button(t.plain("notices.never"), StopDigests())),
        menu_row(t),
    )


def reminder(t: Translator, consultation: Consultation, *, today: date) -> Screen:
    """How much time is left, counted on the day it is read."""
    days = consultation.days_left(today) or 0
    if days == 0:
        heading = t("notices.reminder_today")
    elif days == 1:
        heading = t("notices.reminder_tomorrow")
    else:
        heading = t.n("notices.reminder_days", days)
    text = paragraphs(lines(heading, _title(t, consultation)), t("notices.until", date=_last_day(t, consultation)))
    stop = Button(t.plain("notices.stop"), StopReminders(consultation.id))
    return Screen(text, ((_say(t, consultation), _view(t, consultation)), (stop, *menu_row(t))))


def closed(t: Translator, consultation: Consultation) -> Screen:
    text = t("notices.closed", title=_title(t, consultation), date=_last_day(t, consultation))
    return Screen(text, _for_followers(t, consultation))


def change(t: Translator, kind: Name, consultation: Consultation, *, reason: str, what: Sequence[str]) -> Screen:
    """What was done to it and why, to somebody who follows it. A code of `what` without words is left out."""
    title, day = _title(t, consultation), _last_day(t, consultation)
    fields = t.listing([t.plain(FIELDS[code]) for code in what if code in FIELDS])
    match kind:
        case Name.extended:
            said = t("notices.extended", title=title, date=day)
        case Name.restarted:
            said = t("notices.restarted", title=title, date=day)
        case Name.cancelled:
            said = t("notices.cancelled", title=title)
        case _:
            said = paragraphs(
                t("notices.corrected", title=title),
                lines(
                    t("notices.what", what=fields) if fields else None,
                    t("notices.until", date=day) if day else None,
                ),
            )
    why = t("notices.why", reason=shorten(reason, LONGEST_REASON)) if reason else None
    over: Rows = ((_view(t, consultation), *menu_row(t)),)
    return Screen(paragraphs(said, why), over if kind is Name.cancelled else _for_followers(t, consultation))


def reported(t: Translator, consultation: Consultation) -> Screen:
    spravka = Button(t.plain("notices.to_spravka"), GoSpravka(consultation.id))
    unfollow = Button(t.plain("notices.unfollow"), Follow(consultation.id, False))
    return Screen(t("notices.reported", title=_title(t, consultation)), ((spravka,), (unfollow, *menu_row(t))))


def decided(t: Translator, consultation: Consultation) -> Screen:
    """How the council decided, to somebody who follows it."""
    title, decision = _title(t, consultation), consultation.decision
    said = ""
    if decision is not None:
        day = t.short_date(decision.decided_on)
        said = t.plain("notices.decision_on", date=day)
        if decision.number is not None:
            said = t.plain("notices.decision_numbered", number=decision.number, date=day)
    adopted = consultation.recorded is ConsultationStatus.adopted
    text = t("notices.adopted", title=title, decision=said) if adopted else None
    spravka = Button(t.plain("notices.to_spravka"), GoSpravka(consultation.id))
    rows: Rows = ((_view(t, consultation), spravka), menu_row(t))
    return Screen(text or t("notices.not_adopted", title=title, decision=said), rows)


def report(t: Translator, consultation: Consultation, *, told: int, later: int) -> Screen:
    """The exact count, to who published it."""
    if told or later:
        counts = lines(t.n("notices.report_told", told), t.n("notices.report_later", later) if later else None)
    else:
        counts = t("notices.report_nobody")
    rows: Rows = (
        (_view(t, consultation),),
        (Button(t.plain("home.staff"), GoStaff()), *menu_row(t)),
    )
    return Screen(paragraphs(t("notices.report", title=_title(t, consultation)), counts), rows)


def reminders_stopped(t: Translator, consultation: int) -> Screen:
    undo = Button(t.plain("common.undo"), RemindAgain(consultation))
    return Screen(
        t("notices.stopped"),
        ((Button(t.plain("notices.view"), GoConsultation(consultation)), undo), menu_row(t)),
    )


def reminding_again(t: Translator, consultation: int) -> Screen:
    view = Button(t.plain("notices.view"), GoConsultation(consultation))
    return Screen(t("notices.reminding"), ((view, Button(t.plain("common.menu"), GoHome())),))


def _for_followers(t: Translator, consultation: Consultation) -> Rows:
    unfollow = Button(t.plain("notices.unfollow"), Follow(consultation.id, False))
    return ((_view(t, consultation),), (unfollow, *menu_row(t)))


def _say(t: Translator, consultation: Consultation) -> Button:
    """Only under what leaves while the consultation is open; pressed later, it says what is still possible."""
    return Button(t.plain("notices.say"), GoSay(consultation.id))


def _view(t: Translator, consultation: Consultation) -> Button:
    return Button(t.plain("notices.view"), GoConsultation(consultation.id))


def _title(t: Translator, consultation: Consultation) -> str:
    return shorten(consultation.title_in(t.language), LONGEST_TITLE)


def _last_day(t: Translator, consultation: Consultation) -> str:
    return "" if consultation.last_day is None else t.date(consultation.last_day)


def _left(t: Translator, consultation: Consultation, today: date) -> Markup:
    days = consultation.days_left(today) or 0
    if days == 0:
        return t("notices.left_today")
    return t("notices.left_tomorrow") if days == 1 else t.n("notices.left_days", days)
