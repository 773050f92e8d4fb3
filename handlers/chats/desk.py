"""Groups and channels at the staff's desk."""

from telegram import Update

from bot.domain.staff import Action
from bot.gateway.context import Context, Handler, pressed
from bot.i18n import LANGUAGES
from bot.services import chats
from bot.ui.callbacks import BadCallback
from bot.ui.chats import callbacks as buttons
from bot.ui.chats import desk as screens
from bot.ui.navigation import GoChats


async def show_chats(context: Context, choice: GoChats) -> None:
    found = await chats.listing(context.turn, choice.page)
    context.show(screens.listing(context.t, found, username=context.bot_username))


async def show_chat(update: Update, context: Context) -> None:
    shown = await chats.one(context.turn, context.choice(buttons.ShowChat).chat)
    context.show(screens.one(context.t, shown, username=context.bot_username))


async def link(update: Update, context: Context) -> None:
    choice = context.choice(buttons.LinkChat)
    shown = await chats.link(context.turn, choice.chat, on=choice.on)
    context.show(screens.one(context.t, shown, username=context.bot_username, saved=True))


async def show_topics(update: Update, context: Context) -> None:
    context.turn.require(Action.announcement_manage)
    context.show(screens.topics(context.t, await chats.one(context.turn, context.choice(buttons.ShowTopics).chat)))


async def choose(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ChooseFor)
    if choice.what == "language" and choice.value not in LANGUAGES:
        raise BadCallback()
    shown = await chats.choose(context.turn, choice.chat, choice.what, choice.value)
    context.show(screens.topics(context.t, shown))


async def ask_leave(update: Update, context: Context) -> None:
    context.turn.require(Action.announcement_manage)
    context.show(screens.ask_leave(context.t, await chats.one(context.turn, context.choice(buttons.AskLeave).chat)))


async def leave(update: Update, context: Context) -> None:
    chat = await chats.leave(context.turn, context.choice(buttons.LeaveChat).chat)
    found = await chats.listing(context.turn, 0)
    said = context.t("chats.left_now", title=chat.title)
    context.show(screens.listing(context.t, found, username=context.bot_username, said=said))


DOORS = {GoChats: show_chats}


def handlers() -> list[Handler]:
    return [
        pressed(buttons.ShowChat, show_chat),
        pressed(buttons.LinkChat, link),
        pressed(buttons.ShowTopics, show_topics),
        pressed(buttons.ChooseFor, choose),
        pressed(buttons.AskLeave, ask_leave),
        pressed(buttons.LeaveChat, leave),
    ]
