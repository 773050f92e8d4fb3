"""A person with a Telegram client, and groups: what a test or the page can do as them."""

import re
from typing import Any

import orjson
from telegram.constants import MessageLimit

from bot.sandbox import views
from bot.sandbox.chats import Chat
from bot.sandbox.entities import find_entities, utf16_length
from bot.sandbox.files import StoredFile, image_size
from bot.sandbox.messages import Message
from bot.sandbox.refusals import Misuse
from bot.sandbox.world import CallbackAnswer, World

Json = dict[str, Any]

MOST_TEXT = int(MessageLimit.MAX_TEXT_LENGTH)
BLOCKED = "bot was blocked by the user"
STRANGER = "bot can't initiate conversation with a user"
PAYLOAD = re.compile(rf"[A-Za-z0-9_-]{{1,{int(MessageLimit.DEEP_LINK_LENGTH)}}}")
UNNAMED_PHOTO = (800, 600)  # pixels given to bytes that are no picture: tests need not draw


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


class Person:
    """One who may talk to the bot. Until the first word the bot cannot write to them."""

    def __init__(self, world: World, body: Json, note: str | None) -> None:
        self._world = world
        self.body = body
        self.id: int = body["id"]
        self.first_name: str = body["first_name"]
        self.note = note
        self.blocked = False
        self.sender_json = orjson.Fragment(orjson.dumps(body))
        names: Json = {name: body[name] for name in ("first_name", "last_name", "username") if name in body}
        self.chat = Chat(self.id, {"id": self.id, "type": "private", **names}, world.history)
        self.chat.closed_because = STRANGER

    def __repr__(self) -> str:
        return f"<person {self.id} {self.first_name}>"

    # --- what they see

    @property
    def messages(self) -> list[Message]:
        """The bot's messages that are in the chat now, newest last."""
        return self.chat.last_from_bot()

    @property
    def last(self) -> Message:
        """The bot's newest message. Raises LookupError when there is none."""
        messages = self.messages
        if not messages:
            raise LookupError(f"the bot has sent {self.first_name} nothing")
        return messages[-1]

    @property
    def answers(self) -> list[CallbackAnswer]:
        """What the bot answered to the buttons they pressed, newest last."""
        return self._world.answers[self.id]

    @property
    def reply_keyboard(self) -> list[list[str]]:
        """The labels of the keyboard under the input, row by row."""
        markup = self.chat.reply_keyboard
        return [[key["text"] for key in row] for row in markup["keyboard"]] if markup else []

    def labels(self) -> list[str]:
        """The labels within reach: of the newest message, then of the keyboard under the input."""
        messages = self.messages
        inline = messages[-1].buttons if messages else []
        return [*inline, *(label for row in self.reply_keyboard for label in row)]

    def as_json(self) -> Json:
        """As the page is shown them."""
        names = {name: self.body.get(name) for name in ("id", "first_name", "last_name", "username", "language_code")}
        return {**names, "note": self.note, "blocked": self.blocked}

    # --- what they do

    def say(self, text: str, *, reply_to: Message | None = None) -> Message:
        """Send a text; one of more than 4096 units goes as several messages, the last is returned."""
        self._speak()
        sent = None
        for part in split_text(text):
            sent = self._receive(text=part, entities=find_entities(part), reply_to=reply_to)
        if sent is None or not text.strip():
            raise Misuse("A message needs a text.")
        return sent

    def start(self, payload: str | None = None) -> Message:
        """Press START, or open a link https://t.me/<bot>?start=<payload>. Whoever blocked the bot unblocks it so."""
        if payload is not None and not PAYLOAD.fullmatch(payload):
            raise Misuse("The payload of a deep link is 1 to 64 of A-Z, a-z, 0-9, _ and -.")
        self.unblock()
        return self.say("/start" if payload is None else f"/start {payload}")

    def press(self, label: str, message: Message | None = None) -> str | None:
        """Press the button with this label or one that contains it: of the message, or of the newest message that has
        one, or of the keyboard under the input. Answers the address of a button that opens one.

        Raises LookupError when there is no such button.
        """
        for shown in [message] if message is not None else reversed(self.messages):
            found = find_button(shown.keyboard, label)
            if found is not None:
                return self.press_at(shown.message_id, *found)
        markup = self.chat.reply_keyboard
        found = find_button(markup["keyboard"], label) if markup and message is None else None
        if markup is None or found is None:
            raise LookupError(f"{self.first_name} sees no button {label!r}, only {self.labels()}")
        self.press_key(markup["keyboard"][found[0]][found[1]])
        return None

    def press_key(self, key: Json) -> Message:
        """Press a key of the keyboard under the input."""
        if key.get("request_location"):
            raise Misuse("This key asks for a location: send one.")
        if key.get("request_contact"):
            raise Misuse("Contacts are not in the sandbox.")
        return self.say(key["text"])

    def press_at(self, message_id: int, row: int, column: int) -> str | None:
        """Press a button by its place, counted from 0. Raises LookupError when the message or the button is gone."""
        shown = self.chat.messages.get(message_id)
        if shown is None or not (0 <= row < len(shown.keyboard) and 0 <= column < len(shown.keyboard[row])):
            raise LookupError("The message or its button is gone.")
        return self.press_button(shown, shown.keyboard[row][column])

    def press_button(self, message: Message, button: Json) -> str | None:
        """Press a button of a message; answers the address of one that opens one."""
        if "callback_data" in button:
            if message.chat_id == self.id:
                self._speak()
            self._query(message, button["callback_data"])
            return None
        url: str | None = button.get("url")
        return url

    def _query(self, message: Message, data: str) -> None:
        self._world.push(
            "callback_query",
            {
                "id": self._world.new_query(self.id),
                "from": self.sender_json,
                "message": message.as_json(),
                "chat_instance": str(message.chat_id * 1_000_003),
                "data": data,
            },
        )

    def forge(self, data: str, message: Message | None = None) -> None:
        """Send callback data that no button has, as a tampered client can."""
        self._query(message or self.last, data)

    def attach(self, name: str, data: bytes, mime: str, kind: str = "document", caption: str | None = None) -> Message:
        """Send a file; `kind` is document or photo."""
        self._speak()
        if kind not in ("document", "photo"):
            raise Misuse("A file is sent as a document or as a photo.")
        if not data:
            raise Misuse("An empty file cannot be sent.")
        if utf16_length(caption or "") > MessageLimit.CAPTION_LENGTH:
            raise Misuse("A caption has at most 1024 characters.")
        size = (image_size(data) or UNNAMED_PHOTO) if kind == "photo" else (0, 0)
        file = self._world.files.add(kind, name, mime, data, size)
        return self.forward_file(file, caption)

    def forward_file(self, file: StoredFile, caption: str | None = None) -> Message:
        """Send a file that is known already."""
        self._speak()
        words = caption or ""
        return self._receive(text=words, entities=find_entities(words), file=file)

    def locate(self, latitude: float, longitude: float) -> Message:
        """Send a place, in degrees."""
        self._speak()
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise Misuse("There is no such place on Earth.")
        return self._receive(place={"location": {"latitude": latitude, "longitude": longitude}})

    def edit(self, message: Message, text: str) -> Message:
        """Change a text of one's own, as a client lets one do for 48 hours."""
        if message.from_bot or self.chat.messages.get(message.message_id) is not message or message.file is not None:
            raise Misuse("Only a text of one's own can be changed.")
        if not text.strip() or utf16_length(text) > MOST_TEXT:
            raise Misuse("A text has 1 to 4096 characters.")
        self._speak()
        message.text, message.entities = text, find_entities(text)
        message.edit_date = self._world.second()
        message.edits += 1
        self._world.push("edited_message", message.as_json())
        self._world.hub.publish("edit", {"chat_id": self.id, "message": views.message(message)})
        return message

    def block(self) -> None:
        self._set_blocked(True)

    def unblock(self) -> None:
        self._set_blocked(False)

    # --- inside

    def _receive(self, **content: Any) -> Message:
        markup = self.chat.reply_keyboard
        if markup and markup.get("one_time_keyboard"):
            self.chat.reply_keyboard = None
            self._world.publish_keyboard(self.chat)
        return self._world.receive(self.chat, self.sender_json, **content)

    def _speak(self) -> None:
        if self.blocked:
            raise Misuse(f"{self.first_name} has blocked the bot and would have to unblock it first.")
        self.chat.closed_because = None

    def _set_blocked(self, blocked: bool) -> None:
        if self.blocked == blocked:
            return
        self.blocked = blocked
        self.chat.closed_because = BLOCKED if blocked else None
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        self._world.push_membership(self.chat, self.sender_json, old, new)
        self._world.publish_people()


def find_button(rows: list[list[Json]], label: str) -> tuple[int, int] | None:
    """Row and column of the button that is labelled so, or else of the first that contains it."""
    places = [(row, column) for row, buttons in enumerate(rows) for column in range(len(buttons))]
    exact = [place for place in places if rows[place[0]][place[1]]["text"] == label]
    partly = [place for place in places if label in rows[place[0]][place[1]]["text"]]
    return next(iter([*exact, *partly]), None)
