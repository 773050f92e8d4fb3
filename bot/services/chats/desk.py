"""Groups and channels as staff keep them: which there are, which are the town's own, and what its channels tell."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.chats import Chat
from bot.domain.errors import NotFound, WrongState
from bot.domain.ids import LinkedChatId, TopicId
from bot.domain.staff import Action
from bot.domain.town import Topic
from bot.services.chats.asking import chosen, offered
from bot.services.consultations import Page
from bot.services.turn import Turn
from storage import chats, outbox, town

LISTED = 8


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the chats that the bot is in. `topics` names those that any of them tells of."""

    chats: list[Chat]
    page: Page
    topics: Mapping[TopicId, Topic]


@dataclass(frozen=True, slots=True)
class Shown:
    """One of them. `topics` are those that it may choose from and those that it chose."""

    chat: Chat
    topics: Mapping[TopicId, Topic]
    manages: bool

    @property
    def offered(self) -> list[Topic]:
        return offered(self.chat, self.topics.values())


async def listing(turn: Turn, wanted: int) -> Listing:
    """Raises NotAllowed."""
    turn.require(Action.announcement_prepare)
    page = Page.of(await chats.count(turn.tx), wanted, LISTED)
    found = await chats.page(turn.tx, limit=LISTED, offset=page.number * LISTED)
    return Listing(found, page, await _topics(turn))


async def one(turn: Turn, number: int) -> Shown:
    """Raises NotAllowed, and NotFound for one that the bot has left."""
    turn.require(Action.announcement_prepare)
    return await _shown(turn, await _here(turn, number))


async def link(turn: Turn, number: int, *, on: bool) -> Shown:
    """Whether announcements may be posted there. Raises as `one`."""
    turn.require(Action.announcement_manage)
    chat = await _here(turn, number)
    linked = chat.link(on=on)
    await chats.save(turn.tx, linked)
    if on:
        turn.audit("chat.linked", subject=f"chat:{chat.id}")
    else:
        turn.audit("chat.unlinked", subject=f"chat:{chat.id}")
    return await _shown(turn, linked)


async def choose(turn: Turn, number: int, what: str, value: str) -> Shown:
    """What a channel tells, as `asking.change`. Raises as `one`, and WrongState for a group, which chooses itself."""
    turn.require(Action.announcement_manage)
    chat = await _here(turn, number)
    if not chat.is_channel:
        raise WrongState(state="group", action="choose")
    return await _shown(turn, await chosen(turn, chat, what, value))


async def leave(turn: Turn, number: int) -> Chat:
    """Go away from there; nothing that waits for it leaves any more. Raises as `one`."""
    turn.require(Action.announcement_manage)
    chat = await _here(turn, number)
    chats.left(turn.tx, chat.chat_id, now=turn.now)
    outbox.silence(turn.tx, chat.chat_id)
    outbox.call(turn.tx, "leaveChat", {"chat_id": chat.chat_id}, chat_id=chat.chat_id, now=turn.now)
    turn.audit("chat.left", subject=f"chat:{chat.id}")
    return chat


async def _here(turn: Turn, number: int) -> Chat:
    chat = await chats.get(turn.tx, LinkedChatId(number))
    if chat is None or not chat.is_here:
        raise NotFound(what="chat")
    return chat


async def _shown(turn: Turn, chat: Chat) -> Shown:
    return Shown(chat, await _topics(turn), turn.may(Action.announcement_manage))


async def _topics(turn: Turn) -> dict[TopicId, Topic]:
    return {one.id: one for one in await town.topics(turn.tx, retired=True)}
