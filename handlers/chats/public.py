"""In groups and channels: only commands addressed to the bot are answered; no forms, and nothing of anybody's own."""

from typing import Any

from telegram import Chat, ChatMember, ChatMemberAdministrator, ChatMemberRestricted, Message, MessageEntity, Update
from telegram.ext import BaseHandler

from bot.domain.chats import About, ChatKind
from bot.domain.text import clean
from bot.gateway import doors
from bot.gateway.context import Context
from bot.i18n import LANGUAGES, translator
from bot.services import chats, consultations
from bot.ui.callbacks import BadCallback
from bot.ui.chats import posts
from bot.ui.chats.callbacks import Done, Every, Pick, Speak, Stop


class Elsewhere(BaseHandler[Update, Context, Any]):
    """Whatever comes from a chat that is not private."""

    def check_update(self, update: object) -> bool:
        chat = update.effective_chat if isinstance(update, Update) else None
        return chat is not None and chat.type != Chat.PRIVATE


async def hear(update: Update, context: Context) -> None:
    """What is neither about the bot's own coming and going nor addressed to it is passed over in silence."""
    chat = update.effective_chat
    message = update.message or update.channel_post
    if chat is None or chat.type not in set(ChatKind):
        return
    title = clean(chat.effective_name or "", at_least=0) or str(chat.id)
    about = About(chat.id, ChatKind(chat.type), title, chat.username)
    if update.my_chat_member is not None:
        await _membership(context, about, update.my_chat_member.new_chat_member)
    elif update.callback_query is not None:
        await _pressed(update, context, about)
    elif message is not None:
        await _said(context, about, message)


# -- coming, going, moving -----------------------------------------------------------------------------------------


async def _membership(context: Context, about: About, member: ChatMember) -> None:
    if _is_gone(member):
        await chats.left(context.turn, about)
    else:
        await chats.joined(context.turn, about, may_post=_may_post(about, member))


def _is_gone(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return not member.is_member
    return member.status in (ChatMember.BANNED, ChatMember.LEFT)


def _may_post(about: About, member: ChatMember) -> bool:
    if about.kind is ChatKind.channel:
        return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
    return member.can_send_messages if isinstance(member, ChatMemberRestricted) else True


async def _said(context: Context, about: About, message: Message) -> None:
    turn = context.turn
    if message.migrate_to_chat_id is not None:
        await chats.moved(turn, old=about.chat_id, new=message.migrate_to_chat_id)
    elif message.migrate_from_chat_id is not None:
        await chats.moved(turn, old=message.migrate_from_chat_id, new=about.chat_id)
    elif any(one.id == context.bot.id for one in message.new_chat_members or ()):
        await chats.welcomed(turn, about)
    elif message.new_chat_title is not None:
        await chats.renamed(turn, about)
    elif (command := addressed(message, context.bot_username)) is not None:
        await _command(context, about, message, command)


# -- commands ------------------------------------------------------------------------------------------------------


def addressed(message: Message, username: str) -> str | None:
    """The command that a message begins with, where it names this very bot: "/help@name" is "help"."""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return None
    command, _, addressee = message.parse_entity(first).partition("@")
    return command[1:].lower() if addressee.lower() == username.lower() else None


async def _command(context: Context, about: About, message: Message, command: str) -> None:
    if command == "alerts":
        await chats.change(context.turn, about, user=_who(about, message))
    elif command == "consultations":
        await _consultations(context, about)
    elif about.kind is not ChatKind.channel:
        await chats.explain(context.turn, about)


def _who(about: About, message: Message) -> int | None:
    """Telegram's number of whoever writes; None for administrators who write in the name of the chat."""
    sender = message.sender_chat
    if sender is not None and sender.id == about.chat_id:
        return None
    return message.from_user.id if message.from_user is not None else None


async def _consultations(context: Context, about: About) -> None:
    turn = context.turn
    chat = await chats.met(turn, about)
    found, total = await consultations.open_now(turn, posts.LISTED)
    t = translator(chat.language, turn.town.zone)
    username = context.bot_username

    def link(payload: str) -> str:
        return doors.url(username, payload)

    context.say(posts.open_now(t, found, total=total, now=turn.now, username=username, link=link))


# -- buttons -------------------------------------------------------------------------------------------------------


async def _pressed(update: Update, context: Context, about: About) -> None:
    """Anybody may press. Who was not found to be an administrator just now is answered when Telegram has said it."""
    query = update.callback_query
    assert query is not None
    try:
        what, value = _choice(query.data or "")
        message = query.message.message_id if query.message is not None else None
        pressed = {"message": message, "query": query.id, "language": context.exchange.language}
        chat = await chats.change(context.turn, about, user=query.from_user.id, what=what, value=value, pressed=pressed)
    except BadCallback:
        context.answer(context.t.plain("help.old_screen"))
        return
    if chat is None:
        context.exchange.answer_later()
        return
    if what == chats.DONE:
        return
    t = translator(chat.language, context.turn.town.zone)
    shown = await chats.picker(context.turn, chat)
    context.show(posts.picker(t, chat, shown.topics))


def _choice(data: str) -> tuple[str, str]:
    """Raises BadCallback for a button that does not stand in groups: forged, or forwarded."""
    if Pick.matches(data):
        return "pick", Pick.parse(data).topic
    if Every.matches(data):
        return "every", ""
    if Stop.matches(data):
        return "stop", ""
    if Done.matches(data):
        return chats.DONE, ""
    if Speak.matches(data) and (language := Speak.parse(data).language) in LANGUAGES:
        return "language", language
    raise BadCallback()
