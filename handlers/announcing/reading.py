"""A message of the staff as it came from Telegram, read as what an announcement says."""

from typing import NamedTuple

from telegram import Message, MessageEntity

from bot.domain.contents import Content, Kind, Piece, Spot
from bot.domain.formatted import Style, masked, to_html
from bot.domain.personal_data import PersonalData, find
from bot.i18n import mark

UNWANTED = {
    "poll": mark("announcing.no_poll"),
    "voice": mark("announcing.no_voice"),
    "audio": mark("announcing.no_voice"),
    "video_note": mark("announcing.no_voice"),
    "animation": mark("announcing.no_animation"),
    "sticker": mark("announcing.no_sticker"),
}
"""What cannot be sent on, and the words that say what to do instead."""


class Read(NamedTuple):
    """`content` is None where `unwanted` names why it is no announcement. `album` is Telegram's number of the album
    that it is a piece of. `masked`: an ЕГН in it was blacked out.
    """

    content: Content | None
    unwanted: str = ""
    album: str = ""
    masked: bool = False


def read(message: Message) -> Read:
    """A moving picture is a file by nature and comes as both, so what is unwanted is looked for first."""
    unwanted = next((words for name, words in UNWANTED.items() if getattr(message, name)), None)
    if unwanted is not None:
        return Read(None, unwanted, album=message.media_group_id or "")
    shown = message.text or message.caption or ""
    html = masked(to_html(shown, [_style(one) for one in message.entities or message.caption_entities]), shown)
    content = _content(message, html)
    if content is None:
        return Read(None, mark("announcing.not_that"), album=message.media_group_id or "")
    found = any(one.kind is PersonalData.egn for one in find(shown))
    return Read(content, album=message.media_group_id or "", masked=found)


def _content(message: Message, html: str) -> Content | None:
    if message.text:
        options = message.link_preview_options
        return Content(kind=Kind.text, html=html, preview=options is None or not options.is_disabled)
    if message.photo:
        return _file(Kind.photo, message.photo[-1].file_id, html)
    if message.video is not None:
        return _file(Kind.video, message.video.file_id, html)
    if message.document is not None:
        return _file(Kind.document, message.document.file_id, html)
    if message.venue is not None:  # which comes as a location too
        where, venue = message.venue.location, message.venue
        spot = Spot(latitude=where.latitude, longitude=where.longitude, title=venue.title, address=venue.address)
        return Content(kind=Kind.venue, spot=spot)
    if message.location is not None:
        return Content(
            kind=Kind.location, spot=Spot(latitude=message.location.latitude, longitude=message.location.longitude)
        )
    return None


def _file(kind: Kind, telegram_id: str, html: str) -> Content:
    return Content(kind=kind, html=html, pieces=(Piece(kind=kind, telegram_id=telegram_id),))


def _style(entity: MessageEntity) -> Style:
    end = entity.offset + entity.length
    return Style(str(entity.type), entity.offset, end, entity.url or "", entity.language or "")
