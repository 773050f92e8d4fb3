"""Chats of the bot: one with each person, groups and channels."""

import itertools
from collections.abc import Iterator
from typing import Any

import orjson

from bot.sandbox.members import Roll
from bot.sandbox.messages import Message

Json = dict[str, Any]


class Chat:
    """`closed_because` says in Telegram's words why the bot may not write here; None when it may.

    `kind` is private, group, supergroup or channel; `group` says that it is not private. `moved_to` is the number of
    the supergroup a group became. `numbers` are those of its messages where it counts them by itself, from 1 on, as
    supergroups and channels do; elsewhere the bot's whole account counts together. `lost`: Telegram does not know the
    number any more. At most `history` of the newest messages are kept (None: all).
    """

    def __init__(self, chat_id: int, body: Json, history: int | None) -> None:
        self.id = chat_id
        self.body = body
        self.json = orjson.Fragment(orjson.dumps(body))
        self.kind: str = body["type"]
        self.group = self.kind != "private"
        self.numbers: Iterator[int] | None = itertools.count(1) if self.kind in ("supergroup", "channel") else None
        self.roll = Roll()
        self.history = history
        self.messages: dict[int, Message] = {}
        self.reply_keyboard: Json | None = None
        self.pinned: list[int] = []
        self.closed_because: str | None = None
        self.moved_to: int | None = None
        self.lost = False

    def add(self, message: Message) -> None:
        messages = self.messages
        messages[message.message_id] = message
        if self.history is not None and len(messages) > self.history:
            del messages[next(iter(messages))]

    def last_from_bot(self) -> list[Message]:
        return [message for message in self.messages.values() if message.from_bot]

    def show_markup(self, markup: Json | None) -> bool:
        """Take over a reply keyboard, its removal or a forced reply; whether it changed."""
        if markup is None or "inline_keyboard" in markup:
            return False
        before = self.reply_keyboard
        self.reply_keyboard = markup if "keyboard" in markup else None
        return before != self.reply_keyboard
