"""The buttons under an announcement, as far as nothing is typed."""

from markupsafe import Markup
from telegram import Update

from bot.domain.errors import NotFound
from bot.gateway.context import Context, Handler, pressed
from bot.services.announcements import drafting, pointing
from bot.ui.announcing import callbacks as buttons
from bot.ui.announcing import pointing as screens
from bot.ui.callbacks import BadCallback
from handlers.announcing.base import leave_form


async def show_all(update: Update, context: Context) -> None:
    await show(context, context.choice(buttons.Buttons).announcement)


async def show(context: Context, number: int, said: Markup | None = None) -> None:
    leave_form(context)
    await drafting.editable(context.turn, number)
    context.show(screens.listed(context.t, await drafting.read(context.turn, number, context.t.language), said))


async def show_one(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowButton)
    await show_button(context, choice.announcement, choice.place)


async def show_button(context: Context, number: int, place: int) -> None:
    leave_form(context)
    one = await drafting.editable(context.turn, number)
    if not 0 <= place < len(one.buttons):
        raise NotFound(what="button")
    found = await drafting.read(context.turn, number, context.t.language)
    context.show(screens.one_button(context.t, found, place))


async def pick(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Pick)
    if choice.kind not in pointing.SUBJECTS:
        raise BadCallback()
    await pointing.may_add(context.turn, choice.announcement)
    found, page = await pointing.targets(context.turn, choice.kind, choice.page, context.t.language)
    context.show(screens.choose(context.t, choice.announcement, choice.kind, found, page))


async def add_action(update: Update, context: Context) -> None:
    choice = context.choice(buttons.AddAction)
    if choice.kind not in (*pointing.SUBJECTS, "home"):
        raise BadCallback()
    await pointing.add_action(context.turn, choice.announcement, choice.kind, choice.value)
    await show(context, choice.announcement, context.t("announcing.button_added"))


async def move(update: Update, context: Context) -> None:
    choice = context.choice(buttons.MoveButton)
    await pointing.move(context.turn, choice.announcement, choice.place)
    await show(context, choice.announcement)


async def drop(update: Update, context: Context) -> None:
    choice = context.choice(buttons.DropButton)
    await pointing.drop(context.turn, choice.announcement, choice.place)
    await show(context, choice.announcement, context.t("announcing.button_dropped"))


async def drop_subject(update: Update, context: Context) -> None:
    number = context.choice(buttons.DropSubject).announcement
    await pointing.drop_subject(context.turn, number)
    await show(context, number, context.t("common.saved"))


def handlers() -> list[Handler]:
    return [
        pressed(buttons.Buttons, show_all),
        pressed(buttons.ShowButton, show_one),
        pressed(buttons.Pick, pick),
        pressed(buttons.AddAction, add_action),
        pressed(buttons.MoveButton, move),
        pressed(buttons.DropButton, drop),
        pressed(buttons.DropSubject, drop_subject),
    ]
