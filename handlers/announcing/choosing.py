"""For whom: the guided picker, audiences with a name, and where else it is posted."""

from dataclasses import replace

from telegram import Update

from bot.broadcast.screens import PICKER
from bot.domain.audiences import Condition, Trait
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.doors import Door
from bot.services.announcements import choosing
from bot.services.announcements.naming import names
from bot.ui.announcing import choices as buttons
from bot.ui.announcing import picking as screens
from bot.ui.callbacks import BadCallback, Callback
from bot.ui.desks import GoAudience
from handlers.announcing.base import leave_form
from handlers.announcing.showing import done, read, show


async def show_picker(context: Context, choice: GoAudience) -> None:
    await show(context, choice.announcement, view=PICKER)


def _trait(text: str) -> Trait:
    try:
        return Trait(text)
    except ValueError as error:
        raise BadCallback() from error


def _how(text: str) -> str:
    if text not in screens.HOWS:
        raise BadCallback()
    return text


async def add(update: Update, context: Context) -> None:
    choice = context.choice(buttons.AddCondition)
    leave_form(context)
    context.show(screens.kinds(context.t, await read(context, choice.announcement), _how(choice.how)))


async def pick_kind(update: Update, context: Context) -> None:
    """What needs no value is chosen at once."""
    choice, trait = context.choice(buttons.PickKind), _trait(context.choice(buttons.PickKind).trait)
    if trait in choosing.VALUELESS:
        await _add(context, choice.announcement, _how(choice.how), trait, "")
        return
    found = await read(context, choice.announcement)
    options, page = await choosing.options(context.turn, trait, choice.page, context.t.language)
    context.show(screens.values(context.t, found, _how(choice.how), trait, options, page))


async def pick_value(update: Update, context: Context) -> None:
    choice = context.choice(buttons.PickValue)
    await _add(context, choice.announcement, _how(choice.how), _trait(choice.trait), choice.value)


async def _add(context: Context, number: int, how: str, trait: Trait, value: str) -> None:
    condition = Condition(trait=trait, value=value, negated=how == "not")
    added = choosing.add(context.turn, number, condition, alternative=how == "or")
    if await done(context, number, added) is not None:
        await show(context, number, view=PICKER)


async def show_conditions(update: Update, context: Context) -> None:
    context.show(
        screens.conditions(context.t, await read(context, context.choice(buttons.ShowConditions).announcement))
    )


async def drop(update: Update, context: Context) -> None:
    choice = context.choice(buttons.DropCondition)
    dropped = choosing.drop(context.turn, choice.announcement, choice.index, version=choice.version)
    if await done(context, choice.announcement, dropped) is not None:
        await show(context, choice.announcement, view=PICKER)


async def clear(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ClearAudience)
    cleared = choosing.clear(context.turn, choice.announcement, version=choice.version)
    if await done(context, choice.announcement, cleared) is not None:
        await show(context, choice.announcement, view=PICKER)


# -- audiences with a name ---------------------------------------------------------------------------------------------


async def show_saved(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowSaved)
    await _saved(context, choice.announcement, choice.page)


async def _saved(context: Context, number: int, page: int = 0) -> None:
    found = await read(context, number)
    context.show(screens.saved(context.t, found, *await choosing.saved(context.turn, page)))


async def one_saved(update: Update, context: Context) -> None:
    choice, turn = context.choice(buttons.AskForget), context.turn
    one = await choosing.one_saved(turn, choice.saved)
    known = await names(turn.tx, one.audience, context.t.language)
    found = replace(await read(context, choice.announcement), names=known)
    context.show(screens.one_saved(context.t, found, one))


async def use(update: Update, context: Context) -> None:
    choice = context.choice(buttons.UseSaved)
    if await done(context, choice.announcement, choosing.use(context.turn, choice.announcement, choice.saved)):
        await show(context, choice.announcement, view=PICKER)


async def forget(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ForgetSaved)
    await choosing.forget(context.turn, choice.saved)
    await _saved(context, choice.announcement)


# -- groups and channels -----------------------------------------------------------------------------------------------


async def show_posts(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowPosts)
    await _posts(context, choice.announcement, choice.page)


async def _posts(context: Context, number: int, page: int) -> None:
    found = await read(context, number)
    context.show(screens.posts(context.t, found, *await choosing.chats(context.turn, number, page)))


async def post_in(update: Update, context: Context) -> None:
    choice = context.choice(buttons.PostIn)
    await choosing.post_in(context.turn, choice.announcement, choice.chat, on=choice.on)
    await _posts(context, choice.announcement, choice.page)


DOORS: dict[type[Callback], Door] = {GoAudience: show_picker}


def handlers() -> list[Handler]:
    return [
        pressed(buttons.AddCondition, add),
        pressed(buttons.PickKind, pick_kind),
        pressed(buttons.PickValue, pick_value),
        pressed(buttons.ShowConditions, show_conditions),
        pressed(buttons.DropCondition, drop),
        pressed(buttons.ClearAudience, clear),
        pressed(buttons.ShowSaved, show_saved),
        pressed(buttons.AskForget, one_saved),
        pressed(buttons.UseSaved, use),
        pressed(buttons.ForgetSaved, forget),
        pressed(buttons.ShowPosts, show_posts),
        pressed(buttons.PostIn, post_in),
    ]
