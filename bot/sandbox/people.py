"""A person with a Telegram client, in their chat with the bot: what a test or the page can do as them."""

import re
from typing import Any

import orjson
from telegram.constants import MessageLimit

from bot.sandbox.chats import Chat
from bot.sandbox.members import BANNED, MEMBER
from bot.sandbox.messages import Message, Sender
from bot.sandbox.records import CallbackAnswer
from bot.sandbox.refusals import Misuse
from bot.sandbox.speaking import Speaker
from bot.sandbox.world import World

Json = dict[str, Any]

BLOCKED = "bot was blocked by the user"
STRANGER = "bot can't initiate conversation with a user"
PAYLOAD = re.compile(rf"[A-Za-z0-9_-]{{1,{int(MessageLimit.DEEP_LINK_LENGTH)}}}")
DEACTIVATED = "user is deactivated"


class Person(Speaker):
    """One who may talk to the bot. Until the first word the bot cannot write to them."""

    def __init__(self, world: World, body: Json, note: str | None) -> None:
        self.body = body
        self.id: int = body["id"]
        self.first_name: str = body["first_name"]
        self.note = note
        self.blocked = False
        self.gone = False
        self.sender_json = orjson.Fragment(orjson.dumps(body))
        self.sender = Sender(self.id, self.first_name, self.sender_json)
        names: Json = {name: body[name] for name in ("first_name", "last_name", "username") if name in body}
        super().__init__(world, Chat(self.id, {"id": self.id, "type": "private", **names}, world.history))
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
        return {**names, "note": self.note, "blocked": self.blocked, "gone": self.gone}

    # --- what they do

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
                self._ready()
            self._query(message, button["callback_data"])
            return None
        url: str | None = button.get("url")
        return url

    def _query(self, message: Message, data: str) -> None:
        self._world.push(
            "callback_query",
            {
                "id": self._world.new_query(self.id, message.chat_id),
                "from": self.sender_json,
                "message": message.as_json(),
                "chat_instance": str(message.chat_id * 1_000_003),
                "data": data,
            },
        )

    def forge(self, data: str, message: Message | None = None) -> None:
        """Send callback data that no button has, as a tampered client can."""
        self._query(message or self.last, data)

    def block(self, *, quietly: bool = False) -> None:
        """Block the bot; `quietly`, it is not told."""
        self._set_blocked(True, quietly=quietly)

    def unblock(self) -> None:
        self._set_blocked(False)

    def deactivate(self) -> None:
        """Delete the account: the bot is told nothing, and may write no more."""
        self.gone = True
        self.chat.closed_because = DEACTIVATED
        self._world.publish_people()

    def vanish(self) -> None:
        """Let Telegram know the chat no more ("chat not found")."""
        self.gone = self.chat.lost = True
        self._world.publish_people()

    # --- inside

    def _receive(self, **content: Any) -> Message:
        markup = self.chat.reply_keyboard
        if markup and markup.get("one_time_keyboard"):
            self.chat.reply_keyboard = None
            self._world.publish_keyboard(self.chat)
        return self._world.receive(self.chat, self.sender, **content)

    def _ready(self) -> None:
        if self.gone:
            raise Misuse(f"{self.first_name} is no longer in Telegram.")
        if self.blocked:
            raise Misuse(f"{self.first_name} has blocked the bot and would have to unblock it first.")
        self.chat.closed_because = None

    def _set_blocked(self, blocked: bool, *, quietly: bool = False) -> None:
        if self.blocked == blocked or self.gone:
            return
        self.blocked = blocked
        self.chat.closed_because = BLOCKED if blocked else None
        old, new = (MEMBER, BANNED) if blocked else (BANNED, MEMBER)
        if not quietly:
            self._world.push_membership(self.chat, self.sender_json, old, new)
        self._world.publish_people()


def find_button(rows: list[list[Json]], label: str) -> tuple[int, int] | None:
    """Row and column of the button that is labelled so, or else of the first that contains it."""
    places = [(row, column) for row, buttons in enumerate(rows) for column in range(len(buttons))]
    exact = [place for place in places if rows[place[0]][place[1]]["text"] == label]
    partly = [place for place in places if label in rows[place[0]][place[1]]["text"]]
    return next(iter([*exact, *partly]), None)
