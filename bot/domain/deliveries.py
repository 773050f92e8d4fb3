"""One copy of an announcement for one recipient: what became of it."""

from enum import IntEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from bot.domain.ids import AnnouncementId


class DeliveryState(IntEnum):
    """As stored. Only `waiting` and `shown` may still change (and `digest`, when the digest leaves)."""

    waiting = 0
    """To be sent, once its time has come."""
    shown = 1
    """It is in the recipient's chat."""
    digest = 2
    """Waits for the recipient's digest, or to be folded with what they were told already today."""
    unreachable = 3
    """They blocked the bot, or are gone from Telegram."""
    failed = 4
    """Telegram refused it, or could not be reached for hours."""
    skipped = 5
    """They paused or chose otherwise before it left; or the rest was cancelled."""
    folded = 6
    """Said as a line of a digest, which has a message of its own."""
    deleted = 7
    """Recalled: it is gone from the chat."""
    replaced = 8
    """Recalled too late to be deleted: it says that it was withdrawn."""
    kept = 9
    """Recalled, and Telegram let neither be done."""


RECALLED = frozenset({DeliveryState.deleted, DeliveryState.replaced, DeliveryState.kept})
REACHED = frozenset({DeliveryState.shown, DeliveryState.folded}) | RECALLED


class Goal(IntEnum):
    """What is done with a copy."""

    send = 0
    correct = 1
    delete = 2
    replace = 3
    """Let it say that it was withdrawn."""


class Errand(NamedTuple):
    """One copy on its way: what is done with it, and the text that it shows then."""

    copy: int
    announcement: AnnouncementId
    goal: Goal
    revision: int


class Tally(BaseModel):
    """How many copies are in which state; `behind` of the shown ones show an older text, `later` of the waiting ones
    wait for a time to come (quiet hours, a schedule).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    waiting: int = 0
    shown: int = 0
    digest: int = 0
    unreachable: int = 0
    failed: int = 0
    skipped: int = 0
    folded: int = 0
    deleted: int = 0
    replaced: int = 0
    kept: int = 0
    behind: int = 0
    later: int = 0

    @property
    def total(self) -> int:
        return self.waiting + self.digest + self.done

    @property
    def reached(self) -> int:
        return self.shown + self.folded + self.deleted + self.replaced + self.kept

    @property
    def done(self) -> int:
        return self.reached + self.unreachable + self.failed + self.skipped
