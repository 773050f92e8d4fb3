"""Groups and channels at the staff's desk."""

from telegram import Update

from bot.domain.staff import Action
from bot.gateway.context import Context, Handler, pressed
from bot.i18n import LANGUAGES
from bot.services import chats
from bot.ui.callbacks import BadCallback
from bot.ui.chats import callbacks as buttons
from bot.ui.chats import desk as screens
from bot.ui.desks import GoChats


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


async def pick(update: Update, context: Context) -> None:
    choice = context.choice(buttons.PickFor)
    await _choose(context, choice.chat, "pick", choice.topic)


async def every(update: Update, context: Context) -> None:
    await _choose(context, context.choice(buttons.EveryFor).chat, "every", "")


async def speak(update: Update, context: Context) -> None:
    choice = context.choice(buttons.SpeakFor)
    if choice.language not in LANGUAGES:
        raise BadCallback()
    await _choose(context, choice.chat, "language", choice.language)


async def _choose(context: Context, chat: int, what: str, value: str) -> None:
    context.show(screens.topics(context.t, await chats.choose(context.turn, chat, what, value)))


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
        pressed(buttons.PickFor, pick),
        pressed(buttons.EveryFor, every),
        pressed(buttons.SpeakFor, speak),
        pressed(buttons.AskLeave, ask_leave),
        pressed(buttons.LeaveChat, leave),
    ]
