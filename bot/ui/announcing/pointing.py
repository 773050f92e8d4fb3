"""The buttons under an announcement, and what it is about."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.domain.contents import MOST_BUTTONS
from bot.domain.links import LABEL_AT_MOST
from bot.i18n import NAMES, Translator, mark
from bot.services.announcements.drafting import Draft
from bot.services.consultations import Page
from bot.ui.announcing import callbacks as buttons
from bot.ui.announcing.desk import about
from bot.ui.announcing.words import NAME_ROOM, button
from bot.ui.callbacks import Callback
from bot.ui.desks import GoAnnouncementDesk
from bot.ui.fitting import cut
from bot.ui.navigation import back_row, form_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten

ADD = {
    "consultation": mark("announcing.add_consultation"),
    "forum": mark("announcing.add_forum"),
    "questionnaire": mark("announcing.add_questionnaire"),
    "body": mark("announcing.add_body"),
}
WHICH = {
    "consultation": (mark("announcing.which_consultation"), mark("announcing.no_consultation")),
    "forum": (mark("announcing.which_forum"), mark("announcing.no_forum")),
    "questionnaire": (mark("announcing.which_questionnaire"), mark("announcing.no_questionnaire")),
    "body": (mark("announcing.which_body"), mark("announcing.no_body")),
}


def listed(t: Translator, found: Draft, said: Markup | None = None) -> Screen:
    """All of them, and what can be added."""
    one, number = found.announcement, found.announcement.id
    labels = [button(t, link, name, one.fallback) for link, name in zip(one.buttons, found.names, strict=True)]
    text = paragraphs(
        said,
        t("announcing.buttons_listed", n=len(labels), most=MOST_BUTTONS)
        if labels
        else t("announcing.no_buttons", most=MOST_BUTTONS),
        lines(about(t, found), t("announcing.about_why")) if about(t, found) else None,
    )
    add: list[Button] = []
    if len(labels) < MOST_BUTTONS:
        add = [
            Button(t.plain("announcing.add_link"), buttons.AddLink(number)),
            *(Button(t.plain(words), buttons.Pick(number, kind, 0)) for kind, words in ADD.items()),
            Button(t.plain("announcing.add_home"), buttons.AddAction(number, "home", "")),
        ]
    forget = ((Button(t.plain("announcing.drop_subject"), buttons.DropSubject(number)),),) if one.subject else ()
    rows: Rows = (
        *((Button(shorten(label), buttons.ShowButton(number, place)),) for place, label in enumerate(labels)),
        *in_pairs(add),
        *forget,
        back_row(t, GoAnnouncementDesk(number)),
    )
    return Screen(text, rows)


def one_button(t: Translator, found: Draft, place: int) -> Screen:
    one, number = found.announcement, found.announcement.id
    link = one.buttons[place]
    label = button(t, link, found.names[place], one.fallback)
    said = [
        t("announcing.label_in", language=NAMES.get(language, language), label=words)
        for language, words in link.labels.items()
    ]
    text = paragraphs(
        Markup("<b>{}</b>").format(cut(label, NAME_ROOM)),
        link.url and Markup("{}").format(link.url),
        lines(*said),
    )
    ways = [Button(t.plain("announcing.drop_button"), buttons.DropButton(number, place))]
    if place:
        ways.insert(0, Button(t.plain("announcing.move_up"), buttons.MoveButton(number, place)))
    if link.url is not None:
        ways.append(Button(t.plain("announcing.labels"), buttons.Labels(number, place)))
    return Screen(text, (*in_pairs(ways), back_row(t, buttons.Buttons(number))))


def choose(t: Translator, number: int, kind: str, found: Sequence[tuple[str, str]], page: Page) -> Screen:
    """What a button may lead to."""
    some, none = WHICH[kind]
    rows: Rows = (
        *((Button(shorten(name), buttons.AddAction(number, kind, value)),) for value, name in found),
        *pager(t, page, lambda at: buttons.Pick(number, kind, at)),
        back_row(t, buttons.Buttons(number)),
    )
    return Screen(lines(t(some) if found else t(none), page_line(t, page)), rows)


def ask_link(t: Translator, back: Callback) -> Screen:
    return Screen(t("announcing.ask_link", limit=LABEL_AT_MOST), (form_row(t, back),))


def ask_address(t: Translator, label: str, back: Callback) -> Screen:
    return Screen(t("announcing.ask_address", label=label), (form_row(t, back),))


def ask_label(t: Translator, url: str, back: Callback) -> Screen:
    return Screen(t("announcing.ask_label", url=cut(url, NAME_ROOM), limit=LABEL_AT_MOST), (form_row(t, back),))


def ask_labels(t: Translator, back: Callback) -> Screen:
    return Screen(t("announcing.ask_labels", limit=LABEL_AT_MOST), (form_row(t, back),))
