"""Files that staff hand in: fetched from Telegram, and what they hold taken in the name of who sent them."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.domain.errors import NotFound
from bot.i18n import Translator
from bot.services.questionnaires import building, managing
from bot.services.town import TownFileRefused
from bot.services.turn import Town, Turn
from bot.ui.screen import Screen
from bot.ui.surveying import builder, files
from storage import files as stored
from storage import participants
from storage.engine import Transaction
from storage.files import FileId
from storage.reports import Request

Fetch = Callable[[str], Awaitable[bytes]]
"""The content of a file by Telegram's id of it."""


async def wanted(tx: Transaction, request: Request) -> str:
    """Telegram's id of the file. Raises NotFound."""
    file = await stored.get(tx, FileId(int(request.format)))
    if file.telegram_id is None:
        raise NotFound(what="file")
    return file.telegram_id


async def taken(
    tx: Transaction, request: Request, content: bytes, *, now: datetime, town: Town, t: Translator
) -> Screen:
    """A draft of it, or what is wrong with it. Raises NotAllowed for who is not, or no longer, of the staff."""
    chat = request.chat_id or 0  # a private chat has the number of its person
    who = await participants.arrival(tx, chat, chat)
    turn = Turn(tx=tx, now=now, town=town, actor=who.participant, member=who.member)
    file = await stored.get(tx, FileId(int(request.format)))
    try:
        made = await building.begin_with(turn, content, file.name)
    except TownFileRefused as refusal:
        return files.refused(t, refusal)
    return builder.build(t, await managing.desk(turn, made.id, t.language), 0, t("surveying.begun"))
