"""People who block the bot and return."""

from telegram import ChatMember, Update
from telegram.ext import ChatMemberHandler

from bot.gateway.context import Context, Handler
from storage import participants

GONE = (ChatMember.BANNED, ChatMember.LEFT)


async def membership(update: Update, context: Context) -> None:
    """Blocked: nothing more is tried. Unblocked: the turn itself notes that they are here."""
    change = update.my_chat_member
    if change is not None and change.new_chat_member.status in GONE:
        context.exchange.present = False
        participants.unreachable(context.turn.tx, change.from_user.id, now=context.turn.now)


def handlers() -> list[Handler]:
    return [ChatMemberHandler(membership, ChatMemberHandler.MY_CHAT_MEMBER)]
