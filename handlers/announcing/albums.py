"""Albums: Telegram sends each piece as a message of its own, and they are gathered wherever the person is by then."""

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.contents import (
    AlbumSize,
    AnnouncementTooLong,
    BrokenVariable,
    MixedAlbum,
    NoButtonsUnderAlbum,
    NothingWritten,
    TooMuchFormatting,
    UnknownVariable,
)
from bot.gateway.context import Context, Handler
from bot.gateway.exchange import CURRENT
from bot.services.announcements import drafting
from bot.ui.announcing.writing import of_a_piece
from bot.ui.screen import lines
from handlers.announcing.base import FORM, Gathering, gathering
from handlers.announcing.reading import read
from handlers.problems import words

REFUSALS = (
    *(AlbumSize, AnnouncementTooLong, BrokenVariable, MixedAlbum, NoButtonsUnderAlbum, NothingWritten),
    *(TooMuchFormatting, UnknownVariable),
)
"""Of what was written: said without undoing the turn, which remembers what else comes of the same message."""


class Piece(BaseHandler[Update, Context, Any]):
    """A further piece of the album that is being gathered. It stands before all forms, lest one of them hear it."""

    def __init__(self) -> None:
        super().__init__(_join)

    def check_update(self, update: object) -> Gathering | None:
        message = update.message if isinstance(update, Update) else None
        if message is None or message.media_group_id is None:
            return None
        known = gathering(CURRENT.get().dialogue(FORM))
        return known if known is not None and known.album == message.media_group_id else None


async def _join(update: Update, context: Context) -> None:
    """Silently, where all is well: the first piece was answered."""
    known, message = gathering(context.exchange.dialogue(FORM)), update.effective_message
    assert known is not None
    assert message is not None
    found = await drafting.read(context.turn, known.number, context.t.language)
    before = found.texts.get(known.language)
    if before is None:
        return
    try:
        got = read(message)
        if got.content is None:
            raise MixedAlbum()
        await drafting.write(context.turn, known.number, known.language, before.joined(got.content))
        if got.masked:
            context.say(of_a_piece(context.t, known.number, context.t("announcing.masked")))
    except REFUSALS as refusal:
        said = lines(context.t("announcing.piece_refused"), words(context.t, refusal))
        context.say(of_a_piece(context.t, known.number, said))


def always() -> list[Handler]:
    return [Piece()]
