"""What anybody's client can send into a chat: formatted text, files, albums, places, polls, contacts."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, NamedTuple

from telegram.constants import MediaGroupLimit, MessageLimit

from bot.sandbox import views
from bot.sandbox.chats import Chat
from bot.sandbox.entities import Entity, find_entities, settle, trim, utf16_length
from bot.sandbox.files import StoredFile, image_size
from bot.sandbox.markup import parse_html
from bot.sandbox.messages import Message
from bot.sandbox.refusals import Misuse
from bot.sandbox.world import World

Json = dict[str, Any]

MOST_TEXT = int(MessageLimit.MAX_TEXT_LENGTH)
MOST_CAPTION = int(MessageLimit.CAPTION_LENGTH)
UNNAMED_SIZE = (800, 600)  # pixels given to bytes that are no picture: tests need not draw
VIDEO_SECONDS = 10
KINDS = ("document", "photo", "video")
_FILE: Json = {"file_id": "BQACAgIX", "file_unique_id": "AgADX", "file_size": 1}
OTHERS: dict[str, Json] = {
    "animation": {**_FILE, "width": 320, "height": 240, "duration": 2},
    "audio": {**_FILE, "duration": 60, "title": "Право хоро"},
    "dice": {"emoji": "🎲", "value": 6},
    "sticker": {**_FILE, "type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
    "video_note": {**_FILE, "length": 240, "duration": 3},
    "voice": {**_FILE, "duration": 3},
}


class Attachment(NamedTuple):
    """A file to be sent; `kind` is document, photo or video."""

    name: str
    data: bytes
    mime: str
    kind: str = "document"


def split_text(text: str) -> list[str]:
    """As clients do with a text longer than a message may be: into several, at most 4096 units each."""
    if utf16_length(text) <= MOST_TEXT:
        return [text]
    parts, start, units = [], 0, 0
    for place, character in enumerate(text):
        wide = 2 if character > "\uffff" else 1
        if units + wide > MOST_TEXT:
            parts.append(text[start:place])
            start, units = place, 0
        units += wide
    return [*parts, text[start:]]


class Speaker(ABC):
    """One who writes in a chat. Raises Misuse for what no client lets them do."""

    edit_kind = "edited_message"

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self.chat = chat

    @abstractmethod
    def _ready(self) -> None:
        """Raises Misuse when they may not write here now."""

    @abstractmethod
    def _receive(self, **content: Any) -> Message:
        """Put a message of theirs into the chat."""

    def say(self, text: str, *, reply_to: Message | None = None, entities: list[Entity] | None = None) -> Message:
        """Send a text; one of more than 4096 units goes as several messages, the last is returned.

        `entities` are its formatting, in UTF-16 units; what Telegram finds by itself is added.
        """
        self._ready()
        sent = None
        parts = split_text(text)
        if entities and len(parts) > 1:
            raise Misuse("A formatted text has at most 4096 characters.")
        for part in parts:
            sent = self._receive(text=part, entities=_with_found(part, entities), reply_to=reply_to)
        if sent is None or not text.strip():
            raise Misuse("A message needs a text.")
        return sent

    def say_html(self, html: str, *, reply_to: Message | None = None) -> Message:
        """Send a text formatted in the client, written here as Telegram's HTML. Raises Refused for bad HTML."""
        text, entities = self._formatted(html)
        return self.say(text, reply_to=reply_to, entities=entities)

    def attach(
        self,
        name: str,
        data: bytes,
        mime: str,
        kind: str = "document",
        caption: str | None = None,
        *,
        html: str | None = None,
    ) -> Message:
        """Send a file; `kind` is document, photo or video. A formatted caption is given as `html`."""
        self._ready()
        words, entities = self._caption(caption, html)
        return self._receive(text=words, entities=entities, file=self._store(Attachment(name, data, mime, kind)))

    def album(
        self, items: Sequence[Attachment], caption: str | None = None, *, html: str | None = None
    ) -> list[Message]:
        """Send 2 to 10 files as one album, in as many messages; the caption is that of the first."""
        self._ready()
        if not MediaGroupLimit.MIN_MEDIA_LENGTH <= len(items) <= MediaGroupLimit.MAX_MEDIA_LENGTH:
            raise Misuse("An album has 2 to 10 files.")
        if len({item.kind == "document" for item in items}) > 1:
            raise Misuse("Documents go in an album of their own.")
        words, entities = self._caption(caption, html)
        files = [self._store(item) for item in items]
        album = self._world.next_album()
        first = self._receive(text=words, entities=entities, file=files[0], album=album)
        return [first, *(self._receive(file=file, album=album) for file in files[1:])]

    def forward_file(self, file: StoredFile, caption: str | None = None) -> Message:
        """Send a file that is known already."""
        self._ready()
        words, entities = self._caption(caption, None)
        return self._receive(text=words, entities=entities, file=file)

    def locate(self, latitude: float, longitude: float) -> Message:
        """Send a place, in degrees."""
        self._ready()
        return self._receive(place={"location": _location(latitude, longitude)})

    def venue(self, latitude: float, longitude: float, title: str, address: str) -> Message:
        """Send a place that has a name and an address."""
        self._ready()
        location = _location(latitude, longitude)
        return self._receive(
            place={"location": location, "venue": {"location": location, "title": title, "address": address}}
        )

    def ask_poll(self, question: str, options: Sequence[str]) -> Message:
        """Send a poll."""
        self._ready()
        choices = [{"text": option, "voter_count": 0, "persistent_id": str(n)} for n, option in enumerate(options)]
        facts = {"total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular"}
        poll = {"id": self._world.next_album(), "question": question, "options": choices, **facts}
        rules = {"allows_multiple_answers": False, "allows_revoting": True, "members_only": False}
        return self._receive(extra={"poll": {**poll, **rules}})

    def share_contact(self, phone_number: str, first_name: str) -> Message:
        """Send somebody's telephone number."""
        self._ready()
        return self._receive(extra={"contact": {"phone_number": phone_number, "first_name": first_name}})

    def send_other(self, kind: str) -> Message:
        """Send one of `OTHERS`, whatever it shows or sounds like; its file cannot be fetched."""
        self._ready()
        if kind not in OTHERS:
            raise Misuse(f"A client sends no {kind}.")
        return self._receive(extra={kind: OTHERS[kind]})

    def edit(self, message: Message, text: str, *, html: bool = False) -> Message:
        """Change a text (Telegram's HTML, with `html`) of one's own, as a client lets one do for 48 hours."""
        if message.from_bot or self.chat.messages.get(message.message_id) is not message or message.file is not None:
            raise Misuse("Only a text of one's own can be changed.")
        words, entities = self._formatted(text) if html else (text, [])
        if not words.strip() or utf16_length(words) > MOST_TEXT:
            raise Misuse("A text has 1 to 4096 characters.")
        self._ready()
        message.text, message.entities = words, _with_found(words, entities)
        message.edit_date = self._world.second()
        message.edits += 1
        self._world.push(self.edit_kind, message.as_json())
        self._world.hub.publish("edit", {"chat_id": self.chat.id, "message": views.message(message)})
        return message

    # --- inside

    def _formatted(self, html: str) -> tuple[str, list[Entity]]:
        return trim(*parse_html(html, self._world.users))

    def _caption(self, caption: str | None, html: str | None) -> tuple[str, list[Entity]]:
        words, entities = self._formatted(html) if html is not None else (caption or "", [])
        if utf16_length(words) > MOST_CAPTION:
            raise Misuse("A caption has at most 1024 characters.")
        return words, _with_found(words, entities)

    def _store(self, item: Attachment) -> StoredFile:
        if item.kind not in KINDS:
            raise Misuse("A file is sent as a document, as a photo or as a video.")
        if not item.data:
            raise Misuse("An empty file cannot be sent.")
        size = (0, 0) if item.kind == "document" else image_size(item.data) or UNNAMED_SIZE
        duration = VIDEO_SECONDS if item.kind == "video" else 0
        return self._world.files.add(item.kind, item.name, item.mime, item.data, size, duration)


def _with_found(text: str, entities: list[Entity] | None) -> list[Entity]:
    found = find_entities(text)
    return settle([*entities, *found]) if entities else found


def _location(latitude: float, longitude: float) -> Json:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Misuse("There is no such place on Earth.")
    return {"latitude": latitude, "longitude": longitude}
