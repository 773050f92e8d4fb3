"""Shelves of consultations, and what somebody follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from markupsafe import Markup

from bot.domain.consultations import Consultation, ConsultationStatus
from bot.domain.town import Topic
from bot.i18n import Translator, mark
from bot.services.consultations import Page, ShelfView
from bot.ui.callbacks import Callback
from bot.ui.navigation import (
    OPEN_NOW,
    GoConsultation,
    GoConsultations,
    GoFollows,
    GoMyProposals,
    GoSettings,
    back_row,
    menu_row,
)
from bot.ui.paging import page_line, pager
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten
from storage.follows import Followed

LISTED_TITLE = 160
LAST_MINUTE = time(23, 59)
"""The last day counts until its end; people know that as 23:59."""

TITLES = {
    "open": mark("consultations.open_title"),
    "coming": mark("consultations.coming_title"),
    "closed": mark("consultations.closed_title"),
}
EMPTY = {
    "open": mark("consultations.empty_open"),
    "coming": mark("consultations.empty_coming"),
    "closed": mark("consultations.empty_closed"),
}
TO_SHELF = {
    "open": mark("consultations.to_open"),
    "coming": mark("consultations.to_coming"),
    "closed": mark("consultations.to_closed"),
}


@dataclass(frozen=True, slots=True)
class PickTopic(Callback, prefix="c.topics"):
    """Choose what to narrow a shelf to."""

    shelf: str


def shelf(t: Translator, view: ShelfView, *, now: datetime) -> Screen:
    """A page of a shelf; every item is a button."""
    topic = "" if view.topic is None else view.topic.id
    heading = t(TITLES[view.shelf], n=view.page.total) if view.items else t(EMPTY[view.shelf]) if not topic else None
    text = lines(
        heading or t("consultations.empty_topic"),
        t("consultations.of_topic", topic=view.topic.name(t.language)) if view.topic is not None else None,
        page_line(t, view.page),
    )
    rows: Rows = (
        *((Button(label(t, one, now), GoConsultation(one.id)),) for one in view.items),
        *pager(t, view.page, lambda number: GoConsultations(view.shelf, number, topic)),
        *_narrowing(t, view.shelf, topic),
        tuple(
            Button(t.plain(TO_SHELF[other]), GoConsultations(other, 0, topic))
            for other in TO_SHELF
            if other != view.shelf
        ),
        *(((Button(t.plain("consultations.alert_me"), GoSettings()),),) if not view.items else ()),
        menu_row(t),
    )
    return Screen(text, rows)


def _narrowing(t: Translator, shelf: str, topic: str) -> Rows:
    by_topic = Button(t.plain("consultations.by_topic"), PickTopic(shelf))
    if not topic:
        return ((by_topic,),)
    return ((by_topic, Button(t.plain("consultations.all_topics"), GoConsultations(shelf, 0, ""))),)


def topics(t: Translator, shelf: str, known: Sequence[Topic]) -> Screen:
    buttons = [Button(one.name(t.language), GoConsultations(shelf, 0, one.id)) for one in known]
    every = GoConsultations(shelf, 0, "")
    rows: Rows = ((Button(t.plain("consultations.all_topics"), every),), *in_pairs(buttons), back_row(t, every))
    return Screen(t("consultations.which_topic"), rows)


def label(t: Translator, consultation: Consultation, now: datetime) -> str:
    """Time first: phones cut the end of a label."""
    title = consultation.title_in(t.language)
    match consultation.status(now):
        case ConsultationStatus.open:
            days = consultation.days_left(now.astimezone(t.zone).date()) or 0
            ahead = t.plain_n("consultations.label_days", days) if days else t.plain("consultations.label_today")
        case ConsultationStatus.scheduled if consultation.published_on is not None:
            ahead = t.plain("consultations.label_from", date=_digits(consultation.published_on))
        case _ if consultation.last_day is not None:
            ahead = _digits(consultation.last_day)
        case _:
            ahead = ""
    return shorten(f"{ahead} · {title}" if ahead else title)


def _digits(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def follows(t: Translator, found: Sequence[Followed], page: Page, *, now: datetime) -> Screen:
    """What somebody follows, with where each stands."""
    if not found:
        rows: Rows = ((Button(t.plain("consultations.to_open"), OPEN_NOW),), back_row(t, GoMyProposals(0)))
        return Screen(t("consultations.follows_none"), rows)
    text = paragraphs(
        lines(t("consultations.follows_title", n=page.total), page_line(t, page)),
        *(_followed(t, one, now) for one in found),
    )
    rows = (
        *(
            (Button(shorten(one.consultation.title_in(t.language)), GoConsultation(one.consultation.id)),)
            for one in found
        ),
        *pager(t, page, GoFollows),
        back_row(t, GoMyProposals(0)),
    )
    return Screen(text, rows)


def _followed(t: Translator, one: Followed, now: datetime) -> Markup:
    return lines(
        Markup("<b>{}</b>").format(shorten(one.consultation.title_in(t.language), LISTED_TITLE)),
        standing(t, one.consultation, now),
        None if one.reminders else t("consultations.without_reminders"),
    )


def standing(t: Translator, consultation: Consultation, now: datetime) -> Markup:
    """Where a consultation stands, in one line with its dates."""
    last_day, decision = consultation.last_day, consultation.decision
    match consultation.status(now):
        case ConsultationStatus.draft:
            return t("consultations.is_draft")
        case ConsultationStatus.scheduled:
            return t("consultations.is_scheduled", date=_opening(t, consultation), until=until(t, consultation))
        case ConsultationStatus.open:
            return t("consultations.is_open", until=until(t, consultation), left=left(t, consultation, now))
        case ConsultationStatus.closed:
            return t("consultations.is_closed_on", date=t.date(last_day)) if last_day else t("consultations.is_closed")
        case ConsultationStatus.reported:
            return t("consultations.is_reported")
        case ConsultationStatus.adopted if decision is not None and decision.number is not None:
            return t("consultations.is_adopted_by", number=decision.number, date=t.short_date(decision.decided_on))
        case ConsultationStatus.adopted if decision is not None:
            return t("consultations.is_adopted_on", date=t.short_date(decision.decided_on))
        case ConsultationStatus.adopted:
            return t("consultations.is_adopted")
        case ConsultationStatus.not_adopted if decision is not None:
            return t("consultations.is_not_adopted_on", date=t.short_date(decision.decided_on))
        case ConsultationStatus.not_adopted:
            return t("consultations.is_not_adopted")
        case ConsultationStatus.cancelled:
            return t("consultations.is_cancelled")


def _opening(t: Translator, consultation: Consultation) -> str:
    return "" if consultation.opens_at is None else t.date(consultation.opens_at.astimezone(t.zone).date())


def until(t: Translator, consultation: Consultation) -> str:
    """The last day as people read it: with its last minute."""
    return "" if consultation.last_day is None else f"{t.date(consultation.last_day)}, {t.time(LAST_MINUTE)}"


def left(t: Translator, consultation: Consultation, now: datetime) -> Markup:
    days = consultation.days_left(now.astimezone(t.zone).date()) or 0
    if days == 0:
        return t("consultations.left_today")
    return t("consultations.left_tomorrow") if days == 1 else t.n("consultations.left_days", days)
