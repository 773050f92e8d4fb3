"""Groups and channels that the bot is in: what it may do there, and what was asked of it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.errors import WrongState
from bot.domain.ids import LinkedChatId, TopicId
from bot.domain.participants import DEFAULT_QUIET

NIGHT = DEFAULT_QUIET
"""Nobody in a chat of many chose quiet hours; the town's night is everybody's."""
VERIFIED_FOR = timedelta(minutes=10)
"""For so long an administrator is believed to be one still."""
REFUSAL_RESTS = timedelta(minutes=5)
"""Between two messages in one chat that say that only administrators choose."""
SETTLES_IN = timedelta(seconds=3)
"""After so long a chat that was joined is greeted, if nothing said before that it is an old one with a new number."""
INTRODUCED = timedelta(minutes=1)
"""For so long after its greeting the bot does not explain itself again: Telegram sends /start by itself."""
ADMINISTRATORS = frozenset({"creator", "administrator"})
"""What Telegram calls those who may choose for a chat."""


class ChatKind(StrEnum):
    """As Telegram names them."""

    group = "group"
    supergroup = "supergroup"
    channel = "channel"


class About(NamedTuple):
    """A chat as an update tells of it. `chat_id` is Telegram's number, which changes with a migration."""

    chat_id: int
    kind: ChatKind
    title: str
    username: str | None


class Chat(BaseModel):
    """One group or channel. Alerts go there of every consultation, or of those that concern one of `topics`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: LinkedChatId
    chat_id: int
    kind: ChatKind
    title: str
    username: str | None = None
    language: str
    may_post: bool = True
    linked: bool = False
    """Staff post announcements there."""
    every: bool = False
    topics: tuple[TopicId, ...] = ()
    greeted_at: AwareDatetime | None = None
    refused_at: AwareDatetime | None = None
    joined_at: AwareDatetime
    left_at: AwareDatetime | None = None

    @property
    def is_channel(self) -> bool:
        return self.kind is ChatKind.channel

    @property
    def is_here(self) -> bool:
        """Whether the bot is there."""
        return self.left_at is None

    @property
    def is_told(self) -> bool:
        """Whether any alerts go there."""
        return self.every or bool(self.topics)

    def wants(self, topics: Collection[TopicId]) -> bool:
        """Whether a consultation of these topics is to be told there now."""
        return self.is_here and self.may_post and (self.every or not set(self.topics).isdisjoint(topics))

    def may_be_refused(self, now: datetime) -> bool:
        """Whether it may be said once more that only administrators choose."""
        return self.refused_at is None or now - self.refused_at >= REFUSAL_RESTS

    def is_introduced(self, now: datetime) -> bool:
        """Whether the bot has explained itself a moment ago."""
        return self.greeted_at is not None and now - self.greeted_at < INTRODUCED

    # -- verbs; each refuses a chat that the bot has left --------------------------------------------------------------

    def toggle(self, topic: TopicId) -> "Chat":
        """Tick or untick a topic; naming one ends "every"."""
        rest = tuple(one for one in self.topics if one != topic)
        ticked = rest if topic in self.topics else (*rest, topic)
        return self._changed("choose", topics=ticked, every=False)

    def toggle_every(self) -> "Chat":
        """All topics, also those that come later; or none again."""
        return self._changed("choose", topics=(), every=not self.every)

    def stop(self) -> "Chat":
        return self._changed("choose", topics=(), every=False)

    def speak(self, language: str) -> "Chat":
        return self._changed("choose", language=language)

    def link(self, *, on: bool) -> "Chat":
        return self._changed("link", linked=on)

    def _changed(self, action: str, **fields: object) -> "Chat":
        if not self.is_here:
            raise WrongState(state="left", action=action)
        return self.model_copy(update=fields)
