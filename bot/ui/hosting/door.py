"""The door: a picture with the code of the moment, its words, and that it is shut."""

from typing import Any

from markupsafe import Markup

from bot.i18n import Translator
from bot.services.forums import Showing
from bot.ui import forum_words as words
from bot.ui.desks import GoForumDesk
from bot.ui.hosting import callbacks as buttons
from bot.ui.hosting.roster import here
from bot.ui.navigation import menu_row
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs

TITLE_ROOM = 200


def payload(showing: Showing) -> str:
    """Of the link in the picture: whoever opens it is checked in by the code (the feature `forums` opens it)."""
    assert showing.door is not None
    return f"d{showing.forum.id}-{showing.door.code}"


def shown(t: Translator, showing: Showing) -> dict[str, Any]:
    """What `editMessageMedia` takes beside the picture; the message was a text or an earlier picture."""
    assert showing.door is not None
    number = showing.forum.id
    code = Markup("<b>{}</b>").format(" ".join(showing.door.code))
    caption = paragraphs(
        words.title(t, showing.forum, TITLE_ROOM),
        t("hosting.door_how"),
        code,
        lines(here(t, showing.counts), t("hosting.door_until", time=t.time(showing.door.changes_at))),
    )
    rows: Rows = (
        (Button(t.plain("hosting.new_code"), buttons.NewCode(number)),),
        (Button(t.plain("hosting.shut_door"), buttons.ShutDoor(number)),),
        (Button(t.plain("hosting.list"), buttons.ShowList(number, 0, absent=False)),),
    )
    return {
        "message_id": showing.message_id,
        "media": {"caption": str(caption), "parse_mode": "HTML"},
        "reply_markup": Screen(caption, rows).params()["reply_markup"],
    }


def shut(t: Translator, showing: Showing) -> dict[str, Any]:
    """What `editMessageCaption` takes: the picture stays, and says that its code is worth nothing."""
    title = words.title(t, showing.forum, TITLE_ROOM)
    caption = paragraphs(title, t("hosting.door_shut"), here(t, showing.counts))
    to_desk = Button(t.plain("hosting.to_desk"), GoForumDesk(showing.forum.id))
    return {
        "message_id": showing.message_id,
        "caption": str(caption),
        "parse_mode": "HTML",
        "reply_markup": Screen(caption, ((to_desk, *menu_row(t)),)).params()["reply_markup"],
    }
