"""What the buttons of groups and channels say: those that stand there, and those of the staff's desk."""

from dataclasses import dataclass

from bot.ui.callbacks import Callback

# -- in the chat itself; it is known by where they stand -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pick(Callback, prefix="ch.pick"):
    """Tick or untick a topic."""

    topic: str


@dataclass(frozen=True, slots=True)
class Every(Callback, prefix="ch.every"):
    """All topics, or none again."""


@dataclass(frozen=True, slots=True)
class Speak(Callback, prefix="ch.lang"):
    language: str


@dataclass(frozen=True, slots=True)
class Stop(Callback, prefix="ch.stop"):
    """Tell nothing there any more."""


@dataclass(frozen=True, slots=True)
class Done(Callback, prefix="ch.done"):
    """Put the choice away; what was chosen stays to be read."""


# -- at the desk ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShowChat(Callback, prefix="ch"):
    chat: int


@dataclass(frozen=True, slots=True)
class LinkChat(Callback, prefix="ch.link"):
    """Whether announcements may be posted there."""

    chat: int
    on: bool


@dataclass(frozen=True, slots=True)
class ShowTopics(Callback, prefix="ch.topics"):
    """What a channel tells, to be chosen."""

    chat: int


@dataclass(frozen=True, slots=True)
class PickFor(Callback, prefix="ch.p"):
    """Tick or untick a topic of a channel. As short as may be, because the name of a topic is long."""

    chat: int
    topic: str


@dataclass(frozen=True, slots=True)
class EveryFor(Callback, prefix="ch.all"):
    """All topics of a channel, or none again."""

    chat: int


@dataclass(frozen=True, slots=True)
class SpeakFor(Callback, prefix="ch.in"):
    """The language of a channel."""

    chat: int
    language: str


@dataclass(frozen=True, slots=True)
class AskLeave(Callback, prefix="ch.ask"):
    chat: int


@dataclass(frozen=True, slots=True)
class LeaveChat(Callback, prefix="ch.leave"):
    chat: int
