"""Coming into a group or channel, explaining oneself once, moving with it and leaving it.

A group that becomes a supergroup is joined once more, as Telegram tells it, before or after it says so. So a greeting
is given when the chat itself says that the bot was added, or when some seconds have passed without a word of a move.
"""

from bot.domain.chats import SETTLES_IN, About, Chat
from bot.services.turn import Turn
from storage import chats, outbox
from storage.outbox import Lane, Posting

HELLO = "chats.hello"
"""The notice by which the bot explains itself."""
AT_ONCE = 100


async def met(turn: Turn, about: About) -> Chat:
    """Whoever speaks to the bot there shows that it is there, also where nobody told it so."""
    return await chats.meet(turn.tx, about, language=turn.town.language, now=turn.now)


async def joined(turn: Turn, about: About, *, may_post: bool) -> None:
    """Added, or given other rights. In a channel nothing is said; a group is greeted in a moment (`greet`)."""
    await met(turn, about)
    chats.may_post(turn.tx, about.chat_id, on=may_post)


async def welcomed(turn: Turn, about: About) -> None:
    """The chat itself tells that the bot was added, which a migration does not."""
    chat = await met(turn, about)
    if chat.greeted_at is None and not chat.is_channel and chat.may_post:
        await _hello(turn, chat)


async def greet(turn: Turn) -> bool:
    """Explain oneself where it is still to be done; True when nothing is left."""
    found = await chats.to_greet(turn.tx, joined_by=turn.now - SETTLES_IN, limit=AT_ONCE)
    for chat in found:
        await _hello(turn, chat)
    return len(found) < AT_ONCE


async def explain(turn: Turn, about: About) -> None:
    """Somebody asks what the bot does there. Right after its greeting nothing is said: Telegram asks by itself."""
    chat = await met(turn, about)
    if not chat.is_introduced(turn.now):
        await _hello(turn, chat)


async def _hello(turn: Turn, chat: Chat) -> None:
    chats.greeted(turn.tx, chat.id, now=turn.now)
    await outbox.post_each(turn.tx, HELLO, [({"chat": chat.id}, Posting(chat.chat_id, turn.now))], lane=Lane.REPLY)


async def left(turn: Turn, about: About) -> None:
    """Thrown out or gone: nothing that waits for it is tried."""
    chats.left(turn.tx, about.chat_id, now=turn.now)
    outbox.silence(turn.tx, about.chat_id)


async def moved(turn: Turn, *, old: int, new: int) -> None:
    """A group became a supergroup: all that was chosen and all that waits goes with it. Hearing it twice is once."""
    chats.migrate(turn.tx, old, new)
    outbox.migrate_chat(turn.tx, old, new)


async def renamed(turn: Turn, about: About) -> None:
    chats.called(turn.tx, about)
