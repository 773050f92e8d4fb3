"""At the door: one's own code, the code on the screen, and what came of it."""

from markupsafe import Markup

from bot.domain.forums import Forum
from bot.i18n import Translator, mark
from bot.services.forums import Arrival, ForumCard, Outcome
from bot.ui import forum_words as words
from bot.ui.forums import callbacks as buttons
from bot.ui.navigation import GoForum, back_row, form_row, menu_row
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs

SAYINGS = {
    Outcome.checked_in: mark("forums.checked_in"),
    Outcome.already: mark("forums.checked_in_already"),
    Outcome.wrong: mark("forums.code_wrong"),
    Outcome.stale: mark("forums.code_stale"),
    Outcome.too_many: mark("forums.code_too_often"),
    Outcome.not_registered: mark("forums.come_late"),
    Outcome.full: mark("forums.no_room"),
    Outcome.waiting: mark("forums.no_seat_yet"),
}
TRY_AGAIN = frozenset({Outcome.wrong, Outcome.stale})


def ticket(t: Translator, view: ForumCard) -> Screen:
    """The two ways in. Before the door opens it says from when."""
    forum, own = view.forum, view.registration
    code = None if own is None else own.code
    text = paragraphs(
        lines(words.title(t, forum), words.when(t, forum)),
        t("forums.show_code", code=code or ""),
        t("forums.door_is_open") if view.door_is_open else t("forums.door_opens"),
        t("forums.on_the_list_as", name=own.name) if own is not None and own.name else None,
    )
    number = forum.id
    name = Button(t.plain("forums.name_me"), buttons.NameMe(number))
    if own is not None and own.name:
        name = Button(t.plain("forums.unname"), buttons.Unname(number))
    qr = Button(t.plain("forums.show_qr"), buttons.ShowQr(number))
    typing: Rows = ((Button(t.plain("forums.type_code"), buttons.TypeCode(number)),),) if view.door_is_open else ()
    return Screen(text, (*typing, (qr, name), back_row(t, GoForum(number))))


def qr_caption(t: Translator, forum: Forum, code: str) -> Markup:
    return lines(words.title(t, forum), t("forums.show_code", code=code))


def ask_code(t: Translator, forum: Forum) -> Screen:
    return Screen(paragraphs(words.title(t, forum), t("forums.ask_code")), (form_row(t),))


def ask_name(t: Translator, forum: Forum) -> Screen:
    return Screen(paragraphs(words.title(t, forum), t("forums.ask_name")), (form_row(t),))


def arrived(t: Translator, arrival: Arrival, *, code: str = "") -> Screen:
    """What came of the code of the door; `code` is carried on where they may register late by it."""
    forum = arrival.forum
    text = paragraphs(words.title(t, forum), saying(t, arrival))
    rows: Rows = (back_row(t, GoForum(forum.id)),)
    if arrival.outcome is Outcome.not_registered:
        rows = ((Button(t.plain("forums.register_late"), buttons.ComeLate(forum.id, code)),), *rows)
    elif arrival.outcome in TRY_AGAIN:
        rows = ((Button(t.plain("forums.type_code"), buttons.TypeCode(forum.id)),), *rows)
    return Screen(text, rows)


def saying(t: Translator, arrival: Arrival) -> Markup:
    """One sentence or two."""
    own = arrival.registration
    at = t.time(own.checked_in_at) if own is not None and own.checked_in_at is not None else ""
    return t(SAYINGS[arrival.outcome], time=at)


def thanks(t: Translator, *, first: bool) -> Screen:
    """For the answer after sixty days."""
    return Screen(t("forums.thanks_answer") if first else t("forums.answered_before"), (menu_row(t),))
