"""The public register, and searching it. The words of a search are in the message that its result answers."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.gateway import doors
from bot.gateway.context import Context, Handler, pressed
from bot.services import proposals
from bot.ui.callbacks import Callback
from bot.ui.navigation import GoRegister
from bot.ui.proposals import callbacks as buttons
from bot.ui.proposals import register as screens


async def show_register(context: Context, choice: GoRegister) -> None:
    """Raises NotFound for a consultation that is not public."""
    shelf = await proposals.register(context.turn, max(choice.consultation, 0), choice.page)
    context.show(screens.shelf(context.t, shelf))


async def search(context: Context, words: str) -> None:
    """The result answers what was typed, which its pages read again."""
    found = await proposals.search(context.turn, words, 0)
    context.say(screens.found(context.t, found), answering=True)


async def search_command(update: Update, context: Context) -> None:
    """`/search words`; a form under way is put aside."""
    context.exchange.suspend()
    words = _words(context.typed())
    if words:
        await search(context, words)
    else:
        context.show(screens.how_to_search(context.t))


async def turn_page(update: Update, context: Context) -> None:
    message = context.answered_message
    words = _words(message.text or "") if message is not None else ""
    if not words:
        context.show(screens.how_to_search(context.t))
        return
    found = await proposals.search(context.turn, words, context.choice(buttons.FoundPage).page)
    context.show(screens.found(context.t, found))


def _words(typed: str) -> str:
    """What was typed, without the command that may stand before it."""
    return typed.partition(" ")[2].strip() if typed.startswith("/") else typed.strip()


DOORS: dict[type[Callback], doors.Door] = {GoRegister: show_register}


def handlers() -> list[Handler]:
    return [
        CommandHandler("search", search_command, filters=filters.ChatType.PRIVATE),
        pressed(buttons.FoundPage, turn_page),
    ]
