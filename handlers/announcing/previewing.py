"""How it arrives: the very call that every copy is, sent to whoever prepares it or is asked to approve it."""

from telegram import Update

from bot.domain.contents import NothingWritten
from bot.gateway.context import Context, Handler, pressed
from bot.i18n import LANGUAGES, NAMES, translator
from bot.services import towns
from bot.services.announcements import drafting
from bot.services.announcements.drafting import Draft
from bot.services.consultations import PAGE, Page
from bot.ui import copies
from bot.ui.announcing import callbacks as buttons
from bot.ui.announcing import previewing as screens
from bot.ui.callbacks import BadCallback
from handlers.announcing.base import leave_form


async def preview(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Preview)
    leave_form(context)
    found = await _written(context, choice.announcement)
    place = await drafting.place_of(context.turn, choice.place)
    context.show(screens.preview(context.t, found, place))


async def show_copy(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowCopy)
    if choice.language not in LANGUAGES:
        raise BadCallback()
    await _send(context, choice.announcement, choice.language, choice.place)


async def test(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Test)
    await _send(context, choice.announcement, context.t.language, choice.place)


async def _send(context: Context, number: int, language: str, place_id: str) -> None:
    """The copy, and under it the way on: what is above has moved out of sight."""
    found = await _written(context, number)
    place = await drafting.place_of(context.turn, place_id)
    t = translator(language, context.turn.town.zone)
    method, params = copies.copy(
        t,
        found.announcement,
        copies.chosen(found.texts, language, found.announcement.fallback),
        place=copies.place_name(t, place, found.announcement.spoken_to(language, found.texts)),
        username=context.bot_username,
    )
    context.exchange.call(method, **params)
    said = context.t("announcing.as_it_arrives", language=NAMES[language])
    context.say(screens.preview(context.t, found, place, said))


async def _written(context: Context, number: int) -> Draft:
    """Raises NothingWritten."""
    found = await drafting.read(context.turn, number, context.t.language)
    if found.main is None:
        raise NothingWritten()
    return found


async def places(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Places)
    await _written(context, choice.announcement)
    every = await towns.places(context.turn)
    page = Page.of(len(every), choice.page)
    here = every[page.offset : page.offset + PAGE]
    context.show(screens.places(context.t, choice.announcement, here, page))


def handlers() -> list[Handler]:
    return [
        pressed(buttons.Preview, preview),
        pressed(buttons.ShowCopy, show_copy),
        pressed(buttons.Test, test),
        pressed(buttons.Places, places),
    ]
