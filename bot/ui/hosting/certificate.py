"""A certificate of participation: under what name, a last look, and that it is being made."""

from markupsafe import Markup

from bot.domain.forums import Forum
from bot.i18n import Translator
from bot.ui import forum_words as words
from bot.ui.hosting import callbacks as buttons
from bot.ui.hosting.questions import Frame, framed
from bot.ui.navigation import GoForum, GoForums, back_row, form_row
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs


def ask_name(t: Translator, forum: Forum) -> Screen:
    return Screen(paragraphs(words.title(t, forum), t("hosting.ask_certified")), (form_row(t, GoForum(forum.id)),))


def confirm(t: Translator, frame: Frame, forum: Forum, *, name: str) -> Screen:
    text = paragraphs(words.title(t, forum), t("hosting.will_be_printed"), Markup("<b>{}</b>").format(name))
    rows: Rows = ((Button(t.plain("hosting.certify"), buttons.Certify(forum.id)),),)
    return framed(t, frame, text, rows)


def promised(t: Translator, forum: Forum) -> Screen:
    return Screen(
        paragraphs(words.title(t, forum), t("hosting.certificate_promised")), (back_row(t, GoForum(forum.id)),)
    )


def caption(t: Translator, forum: Forum) -> Markup:
    return lines(words.title(t, forum), t("hosting.certificate_ready"))


def failed(t: Translator) -> Screen:
    return Screen(t("hosting.certificate_failed"), (back_row(t, GoForums("mine", 0)),))
