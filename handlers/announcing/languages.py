"""What an announcement says in each language: which are written, and which stands in for the others."""

from markupsafe import Markup
from telegram import Update

from bot.domain.errors import NotFound
from bot.gateway.context import Context, Handler, pressed
from bot.i18n import LANGUAGES, NAMES
from bot.services.announcements import drafting
from bot.ui.announcing import callbacks as buttons
from bot.ui.announcing import writing as screens
from bot.ui.callbacks import BadCallback
from handlers.announcing.base import leave_form


async def show_all(update: Update, context: Context) -> None:
    leave_form(context)
    await _show(context, context.choice(buttons.Languages).announcement)


async def _show(context: Context, number: int, said: Markup | None = None) -> None:
    await drafting.editable(context.turn, number)
    context.show(screens.languages(context.t, await drafting.read(context.turn, number, context.t.language), said))


async def show_one(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowLanguage)
    await drafting.editable(context.turn, choice.announcement)
    found = await drafting.read(context.turn, choice.announcement, context.t.language)
    if choice.language not in found.texts:
        raise NotFound(what="text")
    context.show(screens.language(context.t, found, choice.language))


async def drop(update: Update, context: Context) -> None:
    choice = context.choice(buttons.DropText)
    await drafting.drop_text(context.turn, choice.announcement, choice.language)
    await _show(context, choice.announcement, context.t("announcing.text_dropped", language=_name(choice.language)))


async def put_first(update: Update, context: Context) -> None:
    choice = context.choice(buttons.PutFirst)
    await drafting.put_fallback(context.turn, choice.announcement, choice.language)
    await _show(context, choice.announcement, context.t("common.saved"))


async def rename(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Rename)
    if choice.language not in LANGUAGES:
        raise BadCallback()
    await drafting.rename_language(context.turn, choice.announcement, choice.language)
    await _show(context, choice.announcement, context.t("common.saved"))


def _name(language: str) -> str:
    return NAMES.get(language, language)


def handlers() -> list[Handler]:
    return [
        pressed(buttons.Languages, show_all),
        pressed(buttons.ShowLanguage, show_one),
        pressed(buttons.DropText, drop),
        pressed(buttons.PutFirst, put_first),
        pressed(buttons.Rename, rename),
    ]
