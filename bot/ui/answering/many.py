"""One answer for many: ticking them page by page, what is said, and the last look with the counts."""

from collections.abc import Collection
from datetime import date

from bot.domain.dispositions import Answer, Disposition
from bot.i18n import Translator, mark
from bot.services.answering import MANY_AT_MOST, Look, Many, Queue, Sorted
from bot.ui.answering import questions
from bot.ui.answering.callbacks import Back, Finish, Take, Tick, TickAll, Turn
from bot.ui.answering.item import answered
from bot.ui.answering.questions import Frame
from bot.ui.answering.queue import entry, heading, label, narrow
from bot.ui.navigation import back_row, form_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import TITLE_LABEL, Button, Rows, Screen, lines, paragraphs, shorten, ticked

FORM = "b"


def ticks(t: Translator, found: Queue, chosen: Collection[int], *, today: date) -> Screen:
    """A page of the queue with a mark before each; what is ticked on other pages stays so."""
    page = found.page
    text = paragraphs(
        lines(heading(t, found), page_line(t, page)),
        *(entry(t, one, found, today) for one in found.items),
        t("answering.chosen", n=len(chosen)),
    )
    every = min(page.total, MANY_AT_MOST)
    whole = [Button(t.plain("answering.choose_all", n=every), TickAll(FORM, True))] if page.total else []
    none = [Button(t.plain("answering.choose_none"), TickAll(FORM, False))] if chosen else []
    rows: Rows = (
        *(
            (Button(shorten(ticked(one.id in chosen, label(one)), TITLE_LABEL), Tick(FORM, one.id, page.number)),)
            for one in found.items
        ),
        *((tuple([*whole, *none]),) if whole or none else ()),
        *pager(t, page, lambda number: Turn(FORM, "ticks", number)),
        (Button(t.plain("answering.go_on"), Take(FORM, "ticks", "go")),),
        form_row(t),
    )
    return Screen(text, rows)


def frame(t: Translator, state: str, n: int) -> Frame:
    return Frame(FORM, state, t("answering.chosen", n=n), first=False)


def disposition(t: Translator, n: int) -> Screen:
    return questions.disposition(t, frame(t, "disposition", n), formal=False)


def reason(t: Translator, n: int, chosen: Disposition, *, previous: str | None) -> Screen:
    return questions.reason(t, frame(t, "reason", n), chosen, previous=previous)


def confirm(t: Translator, found: Sorted, answer: Answer, *, at: int) -> Screen:
    """What is kept as a draft, what is published at once, and what is left alone."""
    doing = len(found.drafts) + len(found.at_once)
    text = paragraphs(
        lines(
            t.n("answering.many_drafts", len(found.drafts)) if found.drafts else None,
            t.n("answering.many_at_once", len(found.at_once)) if found.at_once else None,
            t.n("answering.many_left", found.left) if found.left else None,
        ),
        answered(t, answer, mark("answering.to_say")),
        t("answering.many_told") if found.at_once else None,
        None if doing else t("answering.many_nothing"),
    )
    rows: Rows = ((Button(t.plain("answering.many_do", n=doing), Finish(FORM, doing, at)),),) if doing else ()
    return Screen(text, (*rows, form_row(t, Back(FORM, "confirm"))))


def done(t: Translator, found: Many, look: Look) -> Screen:
    text = lines(
        t.n("answering.many_kept", found.drafts) if found.drafts else None,
        t.n("answering.many_published", found.published) if found.published else None,
        t.n("answering.many_left", found.left) if found.left else None,
    )
    return Screen(text or t("answering.many_nothing"), (back_row(t, narrow(look)),))
