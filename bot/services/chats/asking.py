"""What is told in a group or channel is chosen there, by its administrators.

Who is one only Telegram knows. So it is asked (`bot.gateway.answers`), and what was wanted is done when it has
answered; for ten minutes it is not asked again. Whoever writes in the name of the chat itself is an administrator.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.domain.chats import ADMINISTRATORS, VERIFIED_FOR, About, Chat
from bot.domain.errors import NotFound
from bot.domain.ids import TopicId
from bot.domain.town import Topic
from bot.services.chats.being_there import met
from bot.services.turn import Turn
from storage import chats, outbox, town
from storage.outbox import Lane, Posting

ADMINISTRATOR = "chats.administrator"
"""The question whether somebody is an administrator there."""
PICKER = "chats.topics"
"""The notice that shows what is told there, with buttons; with a `message` in place of it."""
REFUSED = "chats.refused"
"""The notice that only administrators choose; with a `query` over the chat of whoever pressed."""
ANSWERED_BY = timedelta(minutes=2)
"""After that nobody waits for it any more."""
SHOW = "show"
DONE = "done"


@dataclass(frozen=True, slots=True)
class Picker:
    """A chat and the topics that it may choose from."""

    chat: Chat
    topics: list[Topic]


async def picker(turn: Turn, chat: Chat) -> Picker:
    return Picker(chat, offered(chat, await town.topics(turn.tx, retired=True)))


def offered(chat: Chat, topics: Iterable[Topic]) -> list[Topic]:
    """What it may choose from: what is offered now, and what it chose before that ended."""
    return [one for one in topics if not one.retired or one.id in chat.topics]


async def change(
    turn: Turn,
    about: About,
    *,
    user: int | None,
    what: str = SHOW,
    value: str = "",
    pressed: Mapping[str, Any] | None = None,
) -> Chat | None:
    """What an administrator chose, done; None when Telegram is asked first who it was.

    `user` is Telegram's number, None for whoever speaks in the name of the chat. `what` is "pick" (a topic), "every",
    "language", "stop", "show" or "done". `pressed` are "message", "query" and "language" of a pressed button. What is
    shown or put away is promised; after a choice its screen is for whoever called to show.
    """
    chat = await met(turn, about)
    since = turn.now - VERIFIED_FOR
    if user is None or await chats.is_administrator(turn.tx, chat.id, user, since=since):
        return await _done(turn, chat, what, value, pressed or {})
    facts = {"chat": chat.id, "user": user, "what": what, "value": value, **(pressed or {})}
    await _promise(turn, ADMINISTRATOR, facts, chat)
    return None


async def _done(turn: Turn, chat: Chat, what: str, value: str, pressed: Mapping[str, Any]) -> Chat:
    if what in (SHOW, DONE):
        facts = {} if what == SHOW else {"message": pressed.get("message"), "done": True}
        await _promise(turn, PICKER, {"chat": chat.id, **facts}, chat)
        return chat
    return await chosen(replace(turn, actor=None), chat, what, value)  # the trail tells that it was done, not by whom


async def chosen(turn: Turn, chat: Chat, what: str, value: str) -> Chat:
    """Raises NotFound for a choice that is not offered."""
    match what:
        case "pick" if value in {*(one.id for one in await town.topics(turn.tx)), *chat.topics}:
            changed = chat.toggle(TopicId(value))
        case "every":
            changed = chat.toggle_every()
        case "stop":
            changed = chat.stop()
        case "language":
            changed = chat.speak(value)
        case _:
            raise NotFound(what="topic")
    await chats.save(turn.tx, changed)
    if changed != chat:
        turn.audit("chat.chosen", subject=f"chat:{chat.id}", every=changed.every, topics=list(changed.topics))
    return changed


def status(answer: Mapping[str, Any]) -> str | None:
    """What is kept of Telegram's answer: what somebody is there, and not who."""
    found = answer.get("status")
    return found if isinstance(found, str) else None


async def answered(turn: Turn, params: Mapping[str, Any], fact: str | None) -> None:
    """Telegram has said what somebody is; the fact is None where it would not."""
    chat = await chats.get(turn.tx, params["chat"])
    if chat is None or not chat.is_here:
        return
    if fact not in ADMINISTRATORS:
        await _refuse(turn, chat, params, unknown=fact is None)
        return
    await chats.forget_verified(turn.tx, before=turn.now - VERIFIED_FOR)
    await chats.verified(turn.tx, chat.id, params["user"], now=turn.now)
    what = params["what"]
    await _done(turn, chat, what, params["value"], params)
    query = params.get("query")
    if query is not None:
        outbox.call(
            turn.tx,
            "answerCallbackQuery",
            {"callback_query_id": query},
            chat_id=chat.chat_id,
            now=turn.now,
            expires_at=turn.now + ANSWERED_BY,
        )
    if what not in (SHOW, DONE):
        await _promise(turn, PICKER, {"chat": chat.id, "message": params["message"]}, chat)


async def _refuse(turn: Turn, chat: Chat, params: Mapping[str, Any], *, unknown: bool) -> None:
    facts = {"chat": chat.id, "unknown": unknown}
    if params.get("query") is not None:
        facts |= {"query": params["query"], "language": params["language"]}
    elif chat.may_be_refused(turn.now):
        chats.refused(turn.tx, chat.id, now=turn.now)
    else:
        return
    await _promise(turn, REFUSED, facts, chat)


async def _promise(turn: Turn, notice: str, facts: Mapping[str, Any], chat: Chat) -> None:
    to = Posting(chat.chat_id, turn.now, turn.now + ANSWERED_BY)
    await outbox.post_each(turn.tx, notice, [(facts, to)], lane=Lane.REPLY)
