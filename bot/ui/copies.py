"""One announcement as it arrives: the same call for a preview, a test and every copy, so that they cannot differ."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from bot.domain.announcements import Announcement
from bot.domain.contents import CAPTIONED, Content, Kind
from bot.domain.town import Place
from bot.i18n import Translator, mark, translator
from bot.ui.navigation import (
    GoBody,
    GoConsultation,
    GoForum,
    GoHome,
    GoQuestionnaire,
    LessAnnouncements,
    WhyAnnouncement,
)
from bot.ui.screen import Button, Rows

Call = tuple[str, dict[str, Any]]
"""A Bot API method and its parameters, without the chat."""

ACTIONS = {
    "consultation": mark("announcements.to_consultation"),
    "forum": mark("announcements.to_forum"),
    "questionnaire": mark("announcements.to_questionnaire"),
    "body": mark("announcements.to_body"),
    "home": mark("announcements.to_home"),
}
_METHODS = {
    Kind.text: "sendMessage",
    Kind.photo: "sendPhoto",
    Kind.video: "sendVideo",
    Kind.document: "sendDocument",
    Kind.album: "sendMediaGroup",
    Kind.location: "sendLocation",
    Kind.venue: "sendVenue",
}
PIECE = {Kind.photo: "photo", Kind.video: "video", Kind.document: "document"}


def chosen(texts: Mapping[str, Content], language: str, fallback: str) -> Content:
    """What somebody of this language is shown. `texts` holds at least the fallback."""
    return texts.get(language) or texts[fallback]


def copy(t: Translator, one: Announcement, content: Content, *, place: str, username: str, post: bool = False) -> Call:
    """To be sent. `place` is what is put in for the variable (`place_name`); `post` is one in a
    group or channel, whose readers follow links instead of pressing buttons that answer somebody alone."""
    method = _METHODS[content.kind]
    words = _words(t, one, content, place, username, post=post)
    markup = {"inline_keyboard": [[b.to_json(None) for b in row] for row in rows(t, one, username, post=post)]}
    if content.kind is Kind.text:
        return method, {**_text(content, words), "reply_markup": markup}
    if content.kind is Kind.album:
        media: list[dict[str, Any]] = [
            {"type": PIECE[piece.kind], "media": piece.telegram_id} for piece in content.pieces
        ]
        if words:
            media[0] |= {"caption": words, "parse_mode": "HTML"}
        return method, {"media": media}
    if content.spot is not None:
        spot = (
            content.spot.model_dump()
            if content.kind is Kind.venue
            else content.spot.model_dump(include={"latitude", "longitude"})
        )
        return method, {**spot, "reply_markup": markup}
    piece = content.pieces[0]
    params = {PIECE[piece.kind]: piece.telegram_id, "reply_markup": markup}
    return method, ({**params, "caption": words, "parse_mode": "HTML"} if words else params)


def corrected(
    t: Translator, one: Announcement, content: Content, *, place: str, username: str, post: bool = False
) -> Call:
    """The newest text for a message that shows an older one; without the message's number."""
    words = _words(t, one, content, place, username, post=post)
    return _edit(content, words, rows(t, one, username, post=post))


def withdrawn(t: Translator, content: Content) -> Call:
    """For a message that is too old to be deleted."""
    return _edit(content, str(t("announcements.withdrawn")), ())


def _edit(content: Content, words: str, under: Rows) -> Call:
    markup = {"inline_keyboard": [[b.to_json(None) for b in row] for row in under]}
    if content.kind is Kind.text:
        return "editMessageText", {**_text(content, words), "reply_markup": markup}
    if content.kind in CAPTIONED:
        params = {"caption": words, "parse_mode": "HTML"}
        return "editMessageCaption", (params if content.kind is Kind.album else {**params, "reply_markup": markup})
    return "editMessageReplyMarkup", {"reply_markup": markup}


def _text(content: Content, words: str) -> dict[str, Any]:
    """Links show what is behind them, unless whoever wrote it took that away."""
    return {"text": words, "parse_mode": "HTML", "link_preview_options": {"is_disabled": not content.preview}}


def place_name(t: Translator, place: Place | None, said_in: str) -> str:
    """What stands for the variable in a text of this language, also for whoever chose no place."""
    return translator(said_in, t.zone).plain("announcements.everywhere") if place is None else place.name(said_in)


def _words(t: Translator, one: Announcement, content: Content, place: str, username: str, *, post: bool) -> str:
    parts = [content.said(str(escape(place)))] if content.html else []
    if one.corrected_at is not None and one.revision > 1:
        parts.append(str(t("announcements.corrected", moment=t.moment(one.corrected_at))))
    if content.kind is Kind.album and not post:  # Telegram shows no buttons there
        why = Markup('<a href="{}">{}</a>').format(_link(username, f"w{one.id}"), t.plain("announcements.why"))
        parts.append(str(why))
    return "\n\n".join(parts)


def rows(t: Translator, one: Announcement, username: str, *, post: bool) -> Rows:
    """Its own buttons, and under a copy for one person the way to get less."""
    own = tuple((_button(t, one, index, username, post=post),) for index in range(len(one.buttons)))
    if post:
        return own
    return (
        *own,
        (
            Button(t.plain("announcements.why"), WhyAnnouncement(one.id)),
            Button(t.plain("announcements.less"), LessAnnouncements(one.id)),
        ),
    )


_LETTERS = {"consultation": "c", "forum": "e", "questionnaire": "q", "body": "b"}
"""Of deep links, as the features that open them name them."""


def _link(username: str, payload: str) -> str:
    return f"https://t.me/{username}" + (f"?start={payload}" if payload else "")


def _button(t: Translator, one: Announcement, index: int, username: str, *, post: bool) -> Button:
    link = one.buttons[index]
    if link.action is None:
        return Button(link.label(t.language, one.fallback), url=link.url)
    label = t.plain(ACTIONS[link.action])
    if post:
        payload = f"{_LETTERS[link.action]}{link.value}" if link.action in _LETTERS else ""
        return Button(label, url=_link(username, payload))
    match link.action:
        case "consultation":
            return Button(label, GoConsultation(int(link.value)))
        case "forum":
            return Button(label, GoForum(int(link.value)))
        case "questionnaire":
            return Button(label, GoQuestionnaire(int(link.value)))
        case "body":
            return Button(label, GoBody(link.value))
        case _:
            return Button(label, GoHome())
