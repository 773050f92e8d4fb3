"""The spravka as staff prepare it: which are owed, what one still lacks, and publishing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from bot.domain.consultations import ConsultationStatus
from bot.i18n import Translator
from bot.services.consultations import Page
from bot.services.spravka import Preview, Waiting
from bot.ui.callbacks import Callback
from bot.ui.desks import GoQueue, GoReporting, GoReportingList, GoStaff
from bot.ui.fitting import cut
from bot.ui.navigation import GoConsultation, GoSpravka, back_row, form_row, menu_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import TITLE_LABEL, Button, Rows, Screen, lines, paragraphs, shorten
from bot.ui.spravka.common import TITLE_ROOM, counts, counts_of, file_rows
from bot.ui.spravka.decision import Decide

LISTED_TITLE = 120


@dataclass(frozen=True, slots=True)
class AskPublish(Callback, prefix="spr.ask"):
    consultation: int


@dataclass(frozen=True, slots=True)
class Publish(Callback, prefix="spr.pub"):
    """`stamp` is of what was looked at."""

    consultation: int
    stamp: int


@dataclass(frozen=True, slots=True)
class PutUrl(Callback, prefix="spr.url"):
    consultation: int


def owing(t: Translator, found: Sequence[Waiting], page: Page, *, today: date) -> Screen:
    """Consultations that owe a spravka; each is a button."""
    listed = (
        t(
            "spravka.owing_line",
            title=cut(one.consultation.title, LISTED_TITLE),
            n=one.statements,
            due=_due(t, one, today),
        )
        for one in found
    )
    text = paragraphs(
        t("spravka.owing", n=page.total) if found else t("spravka.owing_none"),
        page_line(t, page),
        *listed,
    )
    rows: Rows = (
        *((Button(shorten(one.consultation.title, TITLE_LABEL), GoReporting(one.consultation.id)),) for one in found),
        *pager(t, page, GoReportingList),
        back_row(t, GoStaff()),
    )
    return Screen(text, rows)


def _due(t: Translator, one: Waiting, today: date) -> str:
    if one.due_on is None:
        return ""
    date = t.short_date(one.due_on)
    return t.plain("spravka.owing_late", date=date) if today > one.due_on else t.plain("spravka.owing_due", date=date)


def preview(t: Translator, found: Preview, *, today: date, said: str | None = None) -> Screen:
    """What it comes to, what is missing and what can be done now; `said` is what the last tap did."""
    consultation, spravka = found.consultation, found.spravka
    text = paragraphs(
        said,
        t("spravka.heading", title=cut(consultation.title, TITLE_ROOM)),
        counts(t, counts_of(spravka), published=spravka.header.published),
        _standing(t, found, today),
    )
    rows: Rows = (
        *_missing_rows(t, found),
        *_acts(t, found),
        *file_rows(t, consultation.id),
        *_public_row(t, found),
        (Button(t.plain("spravka.to_list"), GoReportingList(0)), *menu_row(t)),
    )
    return Screen(text, rows)


def _standing(t: Translator, found: Preview, today: date) -> Markup:
    """Where it stands: out, not yet due, or how far it is from being published."""
    consultation, header = found.consultation, found.spravka.header
    if found.published is not None:
        since = t("spravka.is_out")
        if header.spravka_on is not None:
            since = t("spravka.out_since", date=t.short_date(header.spravka_on))
        return paragraphs(since, t("spravka.on_website") if header.spravka_url else t("spravka.not_on_website"))
    if not found.is_closed and consultation.last_day is not None:
        return t("spravka.still_open", date=t.date(consultation.last_day))
    late = None
    if found.due_on is not None:
        day = t.date(found.due_on)
        late = t("spravka.late", date=day) if today > found.due_on else t("spravka.target", date=day)
    return paragraphs(late, _lacking(t, found), None if found.may_publish else t("spravka.only_deciders"))


def _lacking(t: Translator, found: Preview) -> Markup:
    unchecked, undecided, unexplained = (len(rows) for rows in found.spravka.missing)
    if found.spravka.is_nil:
        return t("spravka.is_nil_staff")
    if not unchecked + undecided + unexplained:
        return t("spravka.complete")
    return lines(
        t("spravka.lacking"),
        t.n("spravka.lacks_unchecked", unchecked) if unchecked else None,
        t.n("spravka.lacks_undecided", undecided) if undecided else None,
        t.n("spravka.lacks_unexplained", unexplained) if unexplained else None,
    )


def _missing_rows(t: Translator, found: Preview) -> Rows:
    """Each group leads to the queue where it can be dealt with."""
    if found.published is not None:
        return ()
    number = found.consultation.id
    unchecked, undecided, unexplained = (len(rows) for rows in found.spravka.missing)
    buttons = []
    if unchecked:
        buttons.append(Button(t.plain("spravka.to_unchecked", n=unchecked), GoQueue("unchecked", number, 0)))
    if undecided:
        buttons.append(Button(t.plain("spravka.to_undecided", n=undecided), GoQueue("unanswered", number, 0)))
    if unexplained:
        buttons.append(Button(t.plain("spravka.to_unexplained", n=unexplained), GoQueue("prepared", number, 0)))
    return tuple((button,) for button in buttons)


def _acts(t: Translator, found: Preview) -> Rows:
    number = found.consultation.id
    if not found.may_publish:
        return ()
    if found.published is None:
        if not found.is_closed or not found.spravka.publishable:
            return ()
        if found.spravka.is_nil:
            return ((Button(t.plain("spravka.publish_nil"), Publish(number, found.stamp)),),)
        return ((Button(t.plain("spravka.publish"), AskPublish(number)),),)
    decision: Rows = ()
    if found.consultation.recorded is ConsultationStatus.reported:
        decision = ((Button(t.plain("spravka.record_decision"), Decide(number)),),)
    url = t.plain("spravka.change_url") if found.spravka.header.spravka_url else t.plain("spravka.put_url")
    return ((Button(url, PutUrl(number)),), *decision)


def _public_row(t: Translator, found: Preview) -> Rows:
    number = found.consultation.id
    if found.published is None:
        return ((Button(t.plain("spravka.to_consultation"), GoConsultation(number)),),)
    return ((Button(t.plain("spravka.to_public"), GoSpravka(number)),),)


def ask_publish(t: Translator, found: Preview) -> Screen:
    number = found.consultation.id
    text = paragraphs(
        t("spravka.heading", title=cut(found.consultation.title, TITLE_ROOM)),
        counts(t, counts_of(found.spravka), published=False),
        t.n("spravka.ask_publish", len(found.spravka.rows)),
    )
    rows: Rows = (
        (Button(t.plain("spravka.publish_yes"), Publish(number, found.stamp)),),
        back_row(t, GoReporting(number)),
    )
    return Screen(text, rows)


def ask_url(t: Translator) -> Screen:
    return Screen(t("spravka.ask_url"), (form_row(t),))
