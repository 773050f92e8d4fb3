"""The door: the message of the desk becomes a picture with the code, until it is shut or the forum is over."""

from typing import Any

from telegram import Update

from bot.documents import qr
from bot.gateway import doors
from bot.gateway.context import Context, Handler, pressed
from bot.services import forums
from bot.services.forums import Showing
from bot.ui.hosting import callbacks as buttons
from bot.ui.hosting import door as screens
from handlers.hosting.desk import show_one


async def open_door(update: Update, context: Context) -> None:
    """Raises NotAllowed, NotFound, DoorNotOpen, DoorClosed."""
    number = context.choice(buttons.OpenDoor).forum
    showing = await forums.open_door(context.turn, number, **_here(update, context))
    await _show(context, showing)


async def new_code(update: Update, context: Context) -> None:
    number = context.choice(buttons.NewCode).forum
    await _show(context, await forums.renew_code(context.turn, number, **_here(update, context)))


async def shut_door(update: Update, context: Context) -> None:
    """The picture stays and says that it is shut; the desk follows below. Where there is no picture, the desk comes."""
    number = context.choice(buttons.ShutDoor).forum
    await forums.shut_door(context.turn, number)
    if not _is_picture(update):
        await show_one(context, number)
        return
    found = await forums.managed(context.turn, number)
    here = _here(update, context)
    showing = Showing(here["chat_id"], here["message_id"], context.t.language, found.forum, found.counts, None)
    context.exchange.call("editMessageCaption", **screens.shut(context.t, showing))
    await show_one(context, number)


def _is_picture(update: Update) -> bool:
    message = update.effective_message
    return message is not None and bool(message.photo)


async def _show(context: Context, showing: Showing) -> None:
    content = qr.picture(doors.url(context.bot_username, screens.payload(showing)))
    name = f"door-{showing.forum.id}.png"
    file = await forums.keep(context.turn, name=name, mime=qr.MIME, content=content, own=False)
    context.exchange.call("editMessageMedia", file=file, **screens.shown(context.t, showing))


def _here(update: Update, context: Context) -> dict[str, Any]:
    message = update.effective_message
    assert message is not None
    return {"chat_id": context.exchange.chat_id, "message_id": message.message_id}


def handlers() -> list[Handler]:
    return [
        pressed(buttons.OpenDoor, open_door),
        pressed(buttons.NewCode, new_code),
        pressed(buttons.ShutDoor, shut_door),
    ]
