"""Groups and channels: their members, what the bot is there, and who may speak."""

from typing import Any

import orjson

from bot.sandbox.chats import Chat
from bot.sandbox.members import BANNED, LEFT, MEMBER, PRESENT, administrator, creator
from bot.sandbox.messages import Message, Sender
from bot.sandbox.people import Person, find_button
from bot.sandbox.refusals import Misuse
from bot.sandbox.speaking import Speaker
from bot.sandbox.world import World

Json = dict[str, Any]


def closure(kind: str, status: str) -> str | None:
    """Telegram's words for why a bot with this status may not write in such a chat; None when it may."""
    if status == "kicked":
        return f"bot was kicked from the {kind} chat"
    return None if status in PRESENT else f"bot is not a member of the {kind} chat"


class Community:
    """A chat of many with the bot in it, or not yet. `by` founded it."""

    def __init__(self, world: World, chat: Chat, by: Person) -> None:
        self._world = world
        self.chat = chat
        self.id = chat.id
        self.title: str = chat.body["title"]
        chat.roll.put(by.id, creator())
        chat.closed_because = closure(chat.kind, "left")
        world.chats[chat.id] = chat
        world.communities[chat.id] = self

    def __repr__(self) -> str:
        return f"<{self.chat.kind} {self.id} {self.title}>"

    @property
    def messages(self) -> list[Message]:
        """The bot's messages that are there now, newest last."""
        return self.chat.last_from_bot()

    @property
    def bot_status(self) -> str:
        return self.chat.roll.status(self._world.profile.id)

    def status_of(self, person: Person) -> str:
        return self.chat.roll.status(person.id)

    def as_json(self) -> Json:
        """As the page is shown it."""
        roll = self.chat.roll
        return {
            "id": self.id,
            "kind": self.chat.kind,
            "title": self.title,
            "username": self.chat.body.get("username"),
            "bot": self.bot_status,
            "moved_to": self.chat.moved_to,
            "members": {str(number): roll.status(number) for number in roll.present()},
            "anonymous": [number for number in roll.present() if roll.of(number).get("is_anonymous")],
        }

    # --- the bot's membership

    def _set_bot(self, by: Person, member: Json) -> None:
        before = self.chat.roll.put(self._world.profile.id, member)
        self.chat.closed_because = closure(self.chat.kind, member["status"])
        self._world.push_membership(self.chat, by.sender_json, before, member)
        self._world.publish_communities()

    def promote_bot(self, by: Person, **rights: bool) -> None:
        """Make the bot an administrator with the usual rights, but for those that are named (`members`)."""
        self._set_bot(by, administrator(self.chat.kind, **rights))

    def remove_bot(self, by: Person) -> None:
        """Throw the bot out."""
        self._set_bot(by, BANNED)

    # --- the people's

    def _set_person(self, person: Person, member: Json) -> None:
        before = self.chat.roll.put(person.id, member)
        if self.bot_status == "administrator":
            self._world.push_membership(self.chat, person.sender_json, before, member, of=person.sender_json)
        self._world.publish_communities()

    def make_administrator(self, person: Person, *, anonymous: bool = False, **rights: bool) -> None:
        self._set_person(person, administrator(self.chat.kind, anonymous=anonymous, **rights))

    def make_creator(self, person: Person, *, anonymous: bool = False) -> None:
        self._set_person(person, creator(anonymous=anonymous))

    def make_member(self, person: Person) -> None:
        """Join, or be an administrator no more."""
        self._set_person(person, MEMBER)

    def leave(self, person: Person) -> None:
        self._set_person(person, LEFT)

    def speaker(self, person: Person) -> Speaker:
        """The person as they write here."""
        raise NotImplementedError

    def press(self, person: Person, label: str) -> None:
        """Press a callback button of the newest message that has it. Raises LookupError when there is none."""
        for message in reversed(self.messages):
            found = find_button(message.keyboard, label)
            if found is not None:
                person.press_button(message, message.keyboard[found[0]][found[1]])
                return
        raise LookupError(f"there is no button {label!r} in {self.title}")

    def press_at(self, person: Person, message_id: int, row: int, column: int) -> str | None:
        """Press a button by its place, counted from 0. Raises LookupError when the message or the button is gone."""
        shown = self.chat.messages.get(message_id)
        if shown is None or not (0 <= row < len(shown.keyboard) and 0 <= column < len(shown.keyboard[row])):
            raise LookupError("The message or its button is gone.")
        return person.press_button(shown, shown.keyboard[row][column])

    def happened(self, sender: Sender, *, heard: bool = True, **extra: Any) -> Message:
        """Put a service message into the chat; Telegram tells them to every bot that is there."""
        heard = heard and self.chat.closed_because is None
        return self._world.receive(self.chat, sender, heard=heard, extra=extra, service=True)


class Voice(Speaker):
    """A member who writes in a group or channel, under their own name or that of the chat."""

    update_kind = "message"

    def __init__(self, world: World, community: Community, person: Person, sender: Sender) -> None:
        super().__init__(world, community.chat)
        self._community = community
        self._person = person
        self._sender = sender

    def _ready(self) -> None:
        if self.chat.moved_to is not None:
            raise Misuse("The group has become a supergroup.")
        if self._person.gone:
            raise Misuse(f"{self._person.first_name} is no longer in Telegram.")

    def _hears(self, content: Json) -> bool:
        """Whether the bot is handed it."""
        return self._community.bot_status == "administrator"

    def _receive(self, **content: Any) -> Message:
        heard = self.chat.closed_because is None and self._hears(content)
        return self._world.receive(self.chat, self._sender, kind=self.update_kind, heard=heard, **content)


def user_json(body: Json) -> orjson.Fragment:
    return orjson.Fragment(orjson.dumps(body))
