"""The clock's part at the door: pictures that staff keep open change with the code, and shut when it is over."""

from collections.abc import Callable

from bot.documents import qr
from bot.gateway import doors
from bot.i18n import translator
from bot.services import forums
from bot.services.forums import Showing
from bot.services.forums.doors import AT_ONCE
from bot.services.turn import Turn
from bot.ui.hosting import door as screens
from storage import outbox
from storage.files import FileId
from storage.outbox import Lane


class Doorkeeper:
    """`username` is asked late, because the bot learns its name from Telegram."""

    def __init__(self, username: Callable[[], str]) -> None:
        self._username = username

    async def keep(self, turn: Turn) -> bool:
        """A step of the tick: True when nothing is left to do."""
        due = await forums.doors_due(turn)
        pictures: dict[str, FileId] = {}
        for showing in due:
            await self._show(turn, showing, pictures)
        return len(due) < AT_ONCE

    async def _show(self, turn: Turn, showing: Showing, pictures: dict[str, FileId]) -> None:
        t = translator(showing.language, turn.town.zone)
        chat = {"chat_id": showing.chat_id}
        if showing.door is None:
            params = chat | screens.shut(t, showing)
            outbox.call(turn.tx, "editMessageCaption", params, chat_id=showing.chat_id, now=turn.now, lane=Lane.NOTICE)
            return
        payload = screens.payload(showing)
        if payload not in pictures:
            content = qr.picture(doors.url(self._username(), payload))
            name = f"door-{showing.forum.id}.png"
            pictures[payload] = await forums.keep(turn, name=name, mime=qr.MIME, content=content, own=False)
        outbox.call(
            turn.tx,
            "editMessageMedia",
            {**chat, "file": pictures[payload], **screens.shown(t, showing)},
            chat_id=showing.chat_id,
            now=turn.now,
            lane=Lane.NOTICE,
            expires_at=showing.door.changes_at,  # a code that is no longer the present one is not shown
        )
