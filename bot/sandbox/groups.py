"""Groups, with the bot's privacy mode on: it hears commands, replies to it and mentions of it, all as administrator."""

from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.communities import Community, Voice, user_json
from bot.sandbox.members import MEMBER, PRESENT, restricted
from bot.sandbox.messages import Message, Sender
from bot.sandbox.people import PAYLOAD, Person
from bot.sandbox.refusals import Misuse
from bot.sandbox.speaking import Speaker

Json = dict[str, Any]

ANONYMOUS_ADMIN = user_json(
    {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
)  # in whose name Telegram shows administrators who hide theirs


class Group(Community):
    """A group or supergroup. Everybody of the sandbox may speak there, and is a member once they do."""

    def say(self, person: Person, text: str, *, reply_to: Message | None = None) -> Message:
        """Send a text as a member."""
        return self.speaker(person).say(text, reply_to=reply_to)

    def speaker(self, person: Person) -> Speaker:
        """The person as they write here; an anonymous administrator writes in the name of the group."""
        roll = self.chat.roll
        if roll.status(person.id) not in PRESENT:
            roll.put(person.id, MEMBER)
            self._world.publish_communities()
        return GroupVoice(self._world, self, person, self._sender(person))

    def _sender(self, person: Person) -> Sender:
        if self.chat.roll.of(person.id).get("is_anonymous"):
            return Sender(self.id, self.title, ANONYMOUS_ADMIN, self.chat.json)
        return person.sender

    def add_bot(self, by: Person, payload: str | None = None) -> None:
        """A member adds the bot (again), perhaps through a link https://t.me/<bot>?startgroup=<payload>."""
        self._set_bot(by, MEMBER)
        self._welcome(by)
        if payload is not None:
            self.start_bot(by, payload)

    def promote_bot(self, by: Person, **rights: bool) -> None:
        """Make the bot an administrator with the usual rights, but for those that are named; add it where it is not."""
        absent = self.chat.closed_because is not None
        super().promote_bot(by, **rights)
        if absent:
            self._welcome(by)

    def start_bot(self, by: Person, payload: str) -> None:
        """What a client says by itself after a link https://t.me/<bot>?startgroup=<payload>. Raises Misuse."""
        if not PAYLOAD.fullmatch(payload):
            raise Misuse("The payload of a deep link is 1 to 64 of A-Z, a-z, 0-9, _ and -.")
        self.say(by, f"/start@{self._world.profile.username} {payload}")

    def _welcome(self, by: Person) -> None:
        self.happened(self._sender(by), new_chat_members=[self._world.profile.as_user()])

    def join(self, person: Person) -> None:
        """Come in, which the bot hears in the chat."""
        self.make_member(person)
        self.happened(person.sender, new_chat_members=[person.body])

    def leave(self, person: Person) -> None:
        super().leave(person)
        self.happened(person.sender, left_chat_member=person.body)

    def restrict_bot(self, by: Person, **permissions: bool) -> None:
        """Forbid the bot everything but what is named (`members.PERMISSIONS`)."""
        self._set_bot(by, restricted(**permissions))

    def demote_bot(self, by: Person) -> None:
        """Make the bot a plain member again, who may write."""
        self._set_bot(by, MEMBER)

    def upgrade(self, by: Person) -> "Group":
        """Turn the group into a supergroup, which has another number; the old one takes nothing more.

        The bot hears that it is in the supergroup, of the move in the old chat, and of the move in the new one. It is
        not told that it left the old one.
        """
        if self.chat.kind != "group" or self.chat.moved_to is not None:
            raise Misuse("Only a group can become a supergroup.")
        number = self._world.next_community()
        above = Chat(number, {"id": number, "type": "supergroup", "title": self.title}, self._world.history)
        supergroup = Group(self._world, above, by)
        for user_id in self.chat.roll.present():
            above.roll.put(user_id, self.chat.roll.of(user_id))
        bot = self._world.profile.id
        if self.chat.closed_because is None:
            above.roll.put(bot, {"status": "left"})
            supergroup._set_bot(by, MEMBER)
        self.happened(by.sender, migrate_to_chat_id=number)
        in_its_name = Sender(number, self.title, ANONYMOUS_ADMIN, above.json)
        supergroup.happened(in_its_name, migrate_from_chat_id=self.id)
        self.chat.moved_to = number
        self._world.publish_communities()
        return supergroup


class GroupVoice(Voice):
    def _hears(self, content: Json) -> bool:
        if super()._hears(content):
            return True
        text, reply_to = content.get("text") or "", content.get("reply_to")
        name = f"@{self._world.profile.username}"
        command, _, addressee = text.split(maxsplit=1)[0].partition("@") if text.startswith("/") else ("", "", "")
        ours = bool(command) and f"@{addressee}" in ("@", name)
        return ours or name in text or (reply_to is not None and reply_to.from_bot)
