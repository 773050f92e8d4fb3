"""The list of those who come: ticked at the door, searched, and one row of it."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.domain.forums import Forum
from bot.domain.seats import LIVE, Registration, RegistrationState
from bot.i18n import Translator, mark
from bot.services.forums import Arrival, Attendance, Outcome
from bot.ui import forum_words as words
from bot.ui.callbacks import Callback
from bot.ui.desks import GoForumDesk
from bot.ui.hosting import callbacks as buttons
from bot.ui.navigation import back_row, form_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs, shorten, ticked
from storage.forums import Counts

STATES = {
    RegistrationState.registered: mark("hosting.state_registered"),
    RegistrationState.waiting: mark("hosting.state_waiting"),
    RegistrationState.offered: mark("hosting.state_offered"),
    RegistrationState.cancelled: mark("hosting.state_cancelled"),
    RegistrationState.off: mark("hosting.state_off"),
}
ARRIVALS = {
    Outcome.checked_in: mark("hosting.checked_in"),
    Outcome.already: mark("hosting.already"),
    Outcome.wrong: mark("hosting.unknown_code"),
    Outcome.full: mark("hosting.no_seat_full"),
    Outcome.waiting: mark("hosting.no_seat"),
}
NAME_LABEL = 40


def attendance(t: Translator, view: Attendance, said: Markup | None = None) -> Screen:
    """A page: a tap on somebody says that they are here, and again that they are not."""
    number, page, counts = view.forum.id, view.page, view.counts
    if not view.items:
        told = t("hosting.all_here") if view.absent and counts.registered else t("hosting.list_empty")
    else:
        told = t("hosting.list_how") if view.named else t("hosting.list_how_nameless")
    text = paragraphs(
        said,
        lines(words.title(t, view.forum), words.when(t, view.forum)),
        lines(
            here(t, counts),
            page_line(t, page),
        ),
        told,
    )
    other = mark("hosting.show_all") if view.absent else mark("hosting.show_absent")
    rows: Rows = (
        *((_toggle(t, one, page.number, view.absent),) for one in view.items),
        *pager(t, page, lambda wanted: buttons.ShowList(number, wanted, view.absent)),
        (
            Button(t.plain("hosting.find"), buttons.Find(number)),
            Button(t.plain(other), buttons.ShowList(number, 0, not view.absent)),
        ),
        (Button(t.plain("hosting.walk_in"), buttons.WalkIn(number)),),
        (
            Button(t.plain("hosting.as_csv"), buttons.TakeList(number, "csv")),
            Button(t.plain("hosting.as_xlsx"), buttons.TakeList(number, "xlsx")),
        ),
        back_row(t, GoForumDesk(number)),
    )
    return Screen(text, rows)


def here(t: Translator, counts: Counts) -> Markup:
    return t("hosting.here", attended=counts.attended, registered=counts.registered)


def who(t: Translator, one: Registration) -> str:
    """Code and name, as far as there are any."""
    return " · ".join(part for part in (one.code, one.name) if part) or t.plain("hosting.guest")


def _toggle(t: Translator, one: Registration, page: int, absent: bool) -> Button:
    at = f" · {t.time(one.checked_in_at)}" if one.checked_in_at is not None else ""
    label = ticked(one.attended, shorten(who(t, one), NAME_LABEL) + at)
    return Button(label, buttons.Tick(one.id, not one.attended, page, absent))


def row(t: Translator, forum: Forum, one: Registration, said: Markup | None = None) -> Screen:
    """One of the list. Who has come cannot be taken off it, unless unticked first."""
    text = paragraphs(
        said,
        words.title(t, forum),
        lines(
            Markup("<b>{}</b>").format(who(t, one)),
            t(STATES[one.state]),
            t("hosting.here_since", time=t.time(one.checked_in_at)) if one.checked_in_at is not None else None,
        ),
    )
    ways = []
    if one.state in LIVE:
        tick = mark("hosting.untick") if one.attended else mark("hosting.tick")
        ways.append(Button(t.plain(tick), buttons.Tick(one.id, not one.attended, 0, absent=False)))
        if not one.attended:
            ways.append(Button(t.plain("hosting.strike"), buttons.Strike(one.id, sure=False)))
    rows: Rows = ((*ways,),) if ways else ()
    return Screen(text, (*rows, back_row(t, _list(forum))))


def ask_strike(t: Translator, forum: Forum, one: Registration) -> Screen:
    text = paragraphs(words.title(t, forum), t("hosting.ask_strike", who=who(t, one)))
    yes = Button(t.plain("hosting.strike_now"), buttons.Strike(one.id, sure=True))
    return Screen(text, ((yes, Button(t.plain("common.no"), buttons.ShowRow(one.id))), back_row(t, _list(forum))))


def ask_find(t: Translator, forum: Forum, *, named: bool) -> Screen:
    asked = t("hosting.ask_find") if named else t("hosting.ask_find_code")
    return Screen(paragraphs(words.title(t, forum), asked), (form_row(t, _list(forum)),))


def found(t: Translator, forum: Forum, items: Sequence[Registration]) -> Screen:
    heading = t.n("hosting.found", len(items)) if items else t("hosting.found_none")
    rows: Rows = (
        *((Button(shorten(ticked(one.attended, who(t, one))), buttons.ShowRow(one.id)),) for one in items),
        (Button(t.plain("hosting.find"), buttons.Find(forum.id)),),
        back_row(t, _list(forum)),
    )
    return Screen(paragraphs(words.title(t, forum), heading), rows)


def ask_guest(t: Translator, forum: Forum) -> Screen:
    rows: Rows = ((Button(t.plain("hosting.nameless"), buttons.Nameless(forum.id)),), form_row(t, _list(forum)))
    return Screen(paragraphs(words.title(t, forum), t("hosting.ask_guest")), rows)


def arrived(t: Translator, arrival: Arrival, counts: Counts) -> Screen:
    """To staff who scanned somebody's code: who it is, and how many are here."""
    forum, one = arrival.forum, arrival.registration
    text = paragraphs(
        words.title(t, forum),
        lines(
            saying(t, arrival),
            Markup("<b>{}</b>").format(who(t, one)) if one is not None else None,
        ),
        here(t, counts),
    )
    rows: Rows = ((Button(t.plain("hosting.list"), _list(forum)),), back_row(t, GoForumDesk(forum.id)))
    return Screen(text, rows)


def saying(t: Translator, arrival: Arrival) -> Markup:
    one = arrival.registration
    at = t.time(one.checked_in_at) if one is not None and one.checked_in_at is not None else ""
    return t(ARRIVALS[arrival.outcome], time=at)


def caption(t: Translator, forum: Forum, counts: Counts, *, named: bool) -> Markup:
    """Of the list as a file."""
    private = t("hosting.file_private") if named else None
    return lines(words.title(t, forum), here(t, counts), private)


def _list(forum: Forum) -> Callback:
    return buttons.ShowList(forum.id, 0, absent=False)
