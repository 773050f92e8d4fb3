"""Shelves of forums: coming, one's own, past."""

from bot.domain.forums import Forum, ForumStatus, Seats
from bot.domain.seats import RegistrationState
from bot.i18n import Translator, mark
from bot.services.forums import ForumShelf
from bot.ui import forum_words as words
from bot.ui.navigation import GoForum, GoForums, menu_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs, shorten

TITLES = {
    "coming": mark("forums.coming_title"),
    "mine": mark("forums.mine_title"),
    "past": mark("forums.past_title"),
}
EMPTY = {
    "coming": mark("forums.empty_coming"),
    "mine": mark("forums.empty_mine"),
    "past": mark("forums.empty_past"),
}
TO_SHELF = {
    "coming": mark("forums.to_coming"),
    "mine": mark("forums.to_mine"),
    "past": mark("forums.to_past"),
}
STATES = {
    RegistrationState.registered: mark("forums.mark_registered"),
    RegistrationState.waiting: mark("forums.mark_waiting"),
    RegistrationState.offered: mark("forums.mark_offered"),
}
"""A sign and a word before what is one's own."""
LISTED_TITLE = 160


def shelf(t: Translator, view: ForumShelf, *, recorded: bool) -> Screen:
    """Every item is a button; somebody without a record has no shelf of their own."""
    heading = t(TITLES[view.shelf], n=view.page.total) if view.items else t(EMPTY[view.shelf])
    text = paragraphs(
        lines(heading, page_line(t, view.page)),
        *(
            lines(
                words.title(t, one, LISTED_TITLE),
                words.when(t, one),
                shorten(view.places[one.id], LISTED_TITLE) if one.id in view.places else None,
            )
            for one in view.items
        ),
    )
    others = [name for name in TO_SHELF if name != view.shelf and (recorded or name != "mine")]
    rows: Rows = (
        *((Button(_label(t, one, view), GoForum(one.id)),) for one in view.items),
        *pager(t, view.page, lambda number: GoForums(view.shelf, number)),
        tuple(Button(t.plain(TO_SHELF[name]), GoForums(name, 0)) for name in others),
        menu_row(t),
    )
    return Screen(text, rows)


def _label(t: Translator, forum: Forum, view: ForumShelf) -> str:
    """Time first: phones cut the end of a label."""
    state = view.states.get(forum.id)
    own = t.plain(STATES[state]) if state in STATES else None
    none = None
    if own is None and view.shelf == "coming":
        full = view.seats.get(forum.id, Seats()).is_full(forum.capacity)
        closed = t.plain("forums.mark_closed") if forum.registration_closed else None
        none = closed or (t.plain("forums.mark_full") if full else None)
    off = t.plain("forums.mark_cancelled") if forum.recorded is ForumStatus.cancelled else None
    parts = (words.digits(t, forum, over=forum.id in view.over), off or own or none, forum.title_in(t.language))
    return shorten(" · ".join(part for part in parts if part))
