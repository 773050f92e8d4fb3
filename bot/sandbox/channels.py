"""Channels: their administrators post in the channel's name, and the bot is there as an administrator or not at all."""

from bot.sandbox.communities import Community, Voice
from bot.sandbox.members import PRESENT
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.refusals import Misuse
from bot.sandbox.speaking import Speaker
from bot.sandbox.world import chat_sender


class Channel(Community):
    """The bot hears every post while it is an administrator, and posts with the right `can_post_messages`."""

    def post(self, person: Person, text: str) -> Message:
        """Post a text as an administrator."""
        return self.speaker(person).say(text)

    def speaker(self, person: Person) -> Speaker:
        """The person as they post here. Raises Misuse for one who is no administrator."""
        roll = self.chat.roll
        if not roll.may(person.id, "can_post_messages"):
            raise Misuse(f"{person.first_name} may not post in the channel.")
        return ChannelVoice(self._world, self, person, chat_sender(self.chat))

    def add_bot(self, by: Person, **rights: bool) -> None:
        """An administrator adds the bot as another, with the usual rights but for those that are named (`members`)."""
        self.promote_bot(by, **rights)

    def subscribe(self, person: Person) -> None:
        """Follow the channel."""
        if self.status_of(person) not in PRESENT:
            self.make_member(person)


class ChannelVoice(Voice):
    update_kind = "channel_post"
    edit_kind = "edited_channel_post"
