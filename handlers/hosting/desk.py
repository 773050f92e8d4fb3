"""The desk: forums that staff work on, one by one; opening and discarding a draft."""

from markupsafe import Markup
from telegram import Update

from bot.domain.errors import DomainError
from bot.domain.forums import Forum, ForumStatus
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.doors import Door
from bot.services import forums
from bot.services.turn import Turn
from bot.ui.callbacks import Callback
from bot.ui.desks import GoForumDesk, GoForumsManaged
from bot.ui.forums.card import card
from bot.ui.hosting import callbacks as buttons
from bot.ui.hosting import desk as screens
from storage.forums import StaleForum


async def show_desk(context: Context, choice: GoForumsManaged) -> None:
    found, page = await forums.desk(context.turn, choice.page)
    context.show(screens.desk(context.t, found, page, now=context.turn.now))


async def show_forum(context: Context, choice: GoForumDesk) -> None:
    await show_one(context, choice.forum)


async def show_one(context: Context, number: int, said: Markup | None = None) -> None:
    """A draft exactly as citizens will see it; anything public with its numbers and what may be done to it."""
    turn, t = context.turn, context.t
    found = await forums.managed(turn, number)
    if found.forum.recorded is not ForumStatus.draft:
        place = await forums.where(turn, found.forum, t.language)
        context.show(screens.one(t, found, place=place, said=said))
        return
    seen = card(t, await forums.describe(turn, _as_opened(turn, found.forum), t.language)).text
    followers = await forums.count_followers(turn, found.forum)
    context.show(screens.preview(t, seen, found, followers=followers, said=said))


def _as_opened(turn: Turn, draft: Forum) -> Forum:
    """What it will be; one that cannot be opened as it is says that it is a draft."""
    try:
        return draft.open(turn.now)
    except DomainError:
        return draft


async def open_forum(update: Update, context: Context) -> None:
    """A draft that changed since it was looked at is shown again instead; a second tap changes nothing."""
    choice = context.choice(buttons.OpenForum)
    found = await forums.managed(context.turn, choice.forum)
    if found.forum.recorded is not ForumStatus.draft:
        await show_one(context, choice.forum)
        return
    try:
        await forums.open_forum(context.turn, choice.forum, choice.version)
    except StaleForum:
        context.answer(context.t.plain("hosting.changed_meanwhile"), alert=True)
        await show_one(context, choice.forum)
        return
    await show_one(context, choice.forum, context.t("hosting.opened"))


async def take_registrations(update: Update, context: Context) -> None:
    """The tap says what shall be, so that two of the staff who tap at once mean the same."""
    choice, t = context.choice(buttons.TakeRegistrations), context.t
    if choice.on:
        await forums.reopen_registration(context.turn, choice.forum)
        await show_one(context, choice.forum, t("hosting.registration_opened"))
    else:
        await forums.close_registration(context.turn, choice.forum)
        await show_one(context, choice.forum, t("hosting.registration_closed"))


async def choose_edit(update: Update, context: Context) -> None:
    await show_fields(context, context.choice(buttons.ChooseEdit).forum)


async def show_fields(context: Context, number: int) -> None:
    context.show(screens.which_field(context.t, await forums.changeable(context.turn, number)))


async def ask_discard(update: Update, context: Context) -> None:
    forum = await forums.changeable(context.turn, context.choice(buttons.AskDiscard).forum)
    context.show(screens.ask_discard(context.t, forum))


async def discard(update: Update, context: Context) -> None:
    await forums.discard(context.turn, context.choice(buttons.Discard).forum)
    context.show(screens.discarded(context.t))


DOORS: dict[type[Callback], Door] = {GoForumsManaged: show_desk, GoForumDesk: show_forum}


def handlers() -> list[Handler]:
    return [
        pressed(buttons.OpenForum, open_forum),
        pressed(buttons.TakeRegistrations, take_registrations),
        pressed(buttons.ChooseEdit, choose_edit),
        pressed(buttons.AskDiscard, ask_discard),
        pressed(buttons.Discard, discard),
    ]
