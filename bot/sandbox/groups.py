"""Groups the bot is a member of, with privacy mode on: it hears commands, replies to it and mentions of it."""

from bot.sandbox.chats import Chat
from bot.sandbox.entities import find_entities
from bot.sandbox.messages import Message
from bot.sandbox.people import Person, find_button
from bot.sandbox.refusals import Misuse
from bot.sandbox.world import World

KICKED = "bot was kicked from the supergroup chat"


class Group:
    """A supergroup. Everybody of the sandbox may speak there."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self.chat = chat
        self.id = chat.id

    @property
    def messages(self) -> list[Message]:
        """The bot's messages that are in the group now, newest last."""
        return self.chat.last_from_bot()

    def say(self, person: Person, text: str, *, reply_to: Message | None = None) -> Message:
        """Send a text as a member."""
        if not text.strip():
            raise Misuse("A message needs a text.")
        name = f"@{self._world.profile.username}"
        heard = text.startswith("/") or name in text or (reply_to is not None and reply_to.from_bot)
        return self._world.receive(
            self.chat,
            person.sender_json,
            heard=heard and self.chat.closed_because is None,
            text=text,
            entities=find_entities(text),
            reply_to=reply_to,
        )

    def press(self, person: Person, label: str) -> None:
        """Press a callback button of the newest message that has it. Raises LookupError when there is none."""
        for message in reversed(self.messages):
            found = find_button(message.keyboard, label)
            if found is not None:
                person.press_button(message, message.keyboard[found[0]][found[1]])
                return
        raise LookupError(f"there is no button {label!r} in the group")

    def add_bot(self, by: Person) -> None:
        """A member adds the bot (again)."""
        self._membership(by, "left" if self.chat.closed_because is None else "kicked", "member")
        self.chat.closed_because = None

    def remove_bot(self, by: Person) -> None:
        """A member throws the bot out."""
        self.chat.closed_because = KICKED
        self._membership(by, "member", "kicked")

    def _membership(self, by: Person, old: str, new: str) -> None:
        self._world.push_membership(self.chat, by.sender_json, old, new)
