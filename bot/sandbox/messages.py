"""One message in a chat, the bot's or a person's."""

from typing import Any, NamedTuple

import orjson

from bot.sandbox.entities import Entity
from bot.sandbox.files import StoredFile
from bot.sandbox.rendering import to_html

Json = dict[str, Any]


class Sender(NamedTuple):
    """Whose words they are: `user` and `chat` are the fields `from` and `sender_chat` of the Bot API."""

    id: int
    name: str
    user: orjson.Fragment | None
    chat: orjson.Fragment | None = None


class Message:
    """What the person sees. `text` is the text or the caption; dates are seconds since the epoch, UTC. `extra` are the
    fields of what else it may be: a poll, a contact, or something that happened in the chat (`service`).
    """

    __slots__ = (
        "album",
        "chat_id",
        "chat_json",
        "date",
        "edit_date",
        "edits",
        "entities",
        "extra",
        "file",
        "from_bot",
        "keyboard",
        "markup",
        "message_id",
        "place",
        "reply_to",
        "sender",
        "service",
        "text",
    )

    def __init__(
        self,
        message_id: int,
        chat_id: int,
        date: int,
        *,
        from_bot: bool,
        sender: Sender,
        chat_json: orjson.Fragment,
        text: str = "",
        entities: list[Entity] | None = None,
        file: StoredFile | None = None,
        place: Json | None = None,
        extra: Json | None = None,
        service: bool = False,
        markup: Json | None = None,
        reply_to: "Message | None" = None,
        album: str | None = None,
    ) -> None:
        self.message_id = message_id
        self.chat_id = chat_id
        self.date = date
        self.from_bot = from_bot
        self.sender = sender
        self.chat_json = chat_json
        self.text = text
        self.entities: list[Entity] = entities or []
        self.file = file
        self.place = place
        self.extra = extra
        self.service = service
        self.markup = markup
        self.keyboard: list[list[Json]] = markup["inline_keyboard"] if markup and "inline_keyboard" in markup else []
        self.reply_to = reply_to
        self.album = album
        self.edit_date: int | None = None
        self.edits = 0

    def __repr__(self) -> str:
        return f"<message {self.message_id} to {self.chat_id}: {self.text[:60]!r} {self.buttons}>"

    @property
    def html(self) -> str:
        """Text and entities as safe HTML."""
        return to_html(self.text, self.entities)

    @property
    def buttons(self) -> list[str]:
        """The labels of the inline keyboard, row by row."""
        return [button["text"] for row in self.keyboard for button in row]

    @property
    def document(self) -> StoredFile | None:
        return self._file_of("document")

    @property
    def photo(self) -> StoredFile | None:
        return self._file_of("photo")

    @property
    def video(self) -> StoredFile | None:
        return self._file_of("video")

    def _file_of(self, kind: str) -> StoredFile | None:
        return self.file if self.file is not None and self.file.kind == kind else None

    @property
    def edited(self) -> int:
        """How many times it was changed."""
        return self.edits

    def as_json(self, *, with_reply: bool = True) -> Json:
        """The Message object of the Bot API."""
        body: Json = {"message_id": self.message_id}
        if self.sender.user is not None:
            body["from"] = self.sender.user
        if self.sender.chat is not None:
            body["sender_chat"] = self.sender.chat
        body |= {"chat": self.chat_json, "date": self.date}
        if self.edit_date is not None:
            body["edit_date"] = self.edit_date
        body |= self._content()
        if self.album is not None:
            body["media_group_id"] = self.album
        if self.keyboard:
            body["reply_markup"] = {"inline_keyboard": self.keyboard}
        if self.reply_to is not None and with_reply:
            body["reply_to_message"] = self.reply_to.as_json(with_reply=False)
        return body

    def _content(self) -> Json:
        media = self.file is not None
        words: Json = {"caption" if media else "text": self.text} if self.text else {}
        if words and self.entities:
            words["caption_entities" if media else "entities"] = self.entities
        return {**(self.file.as_media() if self.file else {}), **words, **(self.place or {}), **(self.extra or {})}
