"""Chats of the bot: one with each person, and groups."""

from typing import Any

import orjson

from bot.sandbox.messages import Message

Json = dict[str, Any]


class Chat:
    """`open` says whether the bot may write here; otherwise `closed_because` says why in Telegram's words.

    At most `history` of the newest messages are kept (None: all).
    """

    def __init__(self, chat_id: int, body: Json, history: int | None) -> None:
        self.id = chat_id
        self.body = body
        self.json = orjson.Fragment(orjson.dumps(body))
        self.group = body["type"] != "private"
        self.history = history
        self.messages: dict[int, Message] = {}
        self.reply_keyboard: Json | None = None
        self.pinned: list[int] = []
        self.closed_because: str | None = None

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
