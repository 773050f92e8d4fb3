"""The published spravka for everybody, and its files for whoever may have them."""

from telegram import Update

from bot.gateway.context import Context, Handler, pressed
from bot.gateway.doors import Door
from bot.services import spravka
from bot.services.spravka import FORMATS
from bot.ui.callbacks import BadCallback, Callback
from bot.ui.navigation import GoSpravka
from bot.ui.spravka import files
from bot.ui.spravka import reading as screens
from bot.ui.spravka.common import GetFile


async def show_public(context: Context, choice: GoSpravka) -> None:
    context.show(screens.public(context.t, await spravka.public(context.turn, choice.consultation)))


async def show_what(update: Update, context: Context) -> None:
    context.show(screens.what(context.t, context.choice(screens.ShowWhat).consultation))


async def get_file(update: Update, context: Context) -> None:
    """At once where somebody had it before; else it is being made, and this screen says so until it comes."""
    choice, turn, t = context.choice(GetFile), context.turn, context.t
    if choice.format not in FORMATS:
        raise BadCallback()
    file = await spravka.ready(turn, choice.consultation, choice.format, t.language)
    if file is None:
        message = update.effective_message
        await spravka.ask(
            turn,
            choice.consultation,
            choice.format,
            t.language,
            chat_id=context.exchange.chat_id,
            message_id=None if message is None else message.message_id,
        )
        context.show(files.making(t))
        return
    found = await spravka.public(turn, choice.consultation)
    context.exchange.call(
        "sendPhoto" if choice.format == "chart" else "sendDocument",
        file=file.id,
        caption=str(files.caption(t, found.header, found.counts, choice.format)),
        parse_mode="HTML",
    )


DOORS: dict[type[Callback], Door] = {GoSpravka: show_public}


def handlers() -> list[Handler]:
    return [pressed(screens.ShowWhat, show_what), pressed(GetFile, get_file)]
