"""How much a bot may send: the numbers in one place, and the meter that counts.

The numbers are those of the Bot API's FAQ (`telegram.constants.FloodLimit`). Telegram does not publish how it treats
a bot that keeps sending through a pause; measured bots report growing pauses, so the sandbox doubles them.
"""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from telegram.constants import FloodLimit

ALREADY_ON_THE_WAY = 0.25  # seconds in which requests cannot yet know of a 429, so they do not lengthen the pause
LONGEST_PAUSE = 60


@dataclass(frozen=True)
class Limits:
    """None lifts a limit. Seconds are real ones, not those of the invented clock."""

    per_second: int | None = int(FloodLimit.MESSAGES_PER_SECOND)
    """The whole bot, in any window of one second."""
    chat_seconds: float | None = 1.0 / int(FloodLimit.MESSAGES_PER_SECOND_PER_CHAT)
    """One private chat: seconds that each message uses up of its allowance."""
    chat_burst: int = 20
    """Messages a private chat takes at once before its allowance is used up."""
    group_per_minute: int | None = int(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP)
    paid_per_second: int | None = int(FloodLimit.PAID_MESSAGES_PER_SECOND)
    """The whole bot, for messages sent with `allow_paid_broadcast`."""

    @classmethod
    def none(cls) -> "Limits":
        return cls(per_second=None, chat_seconds=None, group_per_minute=None, paid_per_second=None)

    def at(self, per_second: int | None) -> "Limits":
        """The same with another ceiling for the whole bot."""
        return replace(self, per_second=per_second)


class Pause:
    """What follows a refusal: everything is refused for a while, longer for who does not listen."""

    __slots__ = ("_began", "_length", "_until")

    def __init__(self) -> None:
        self._began = self._until = self._length = 0.0

    def begin(self, now: float, wait: float) -> int:
        self._length = max(1.0, math.ceil(wait))
        self._began, self._until = now, now + self._length
        return int(self._length)

    def still(self, now: float) -> int | None:
        """Whole seconds to wait, or None when there is no pause. Asking again lengthens it."""
        if now >= self._until:
            return None
        if now >= self._began + ALREADY_ON_THE_WAY:
            return self.begin(now, min(self._length * 2, LONGEST_PAUSE))
        return math.ceil(self._until - now)


class Window:
    """So many in any stretch of so many seconds, strictly."""

    __slots__ = ("_seconds", "_stamps", "pause", "size")

    def __init__(self, size: int, seconds: float) -> None:
        self.size = size
        self._seconds = seconds
        self._stamps: deque[float] = deque(maxlen=size)
        self.pause = Pause()

    def wait(self, now: float, amount: int) -> int | None:
        paused = self.pause.still(now)
        if paused is not None:
            return paused
        stamps = self._stamps
        free = self.size - len(stamps)
        if amount <= free:
            return None
        if amount > self.size:
            return self.pause.begin(now, self._seconds)
        left = stamps[amount - free - 1] + self._seconds - now
        return self.pause.begin(now, left) if left > 0 else None

    def record(self, now: float, amount: int) -> None:
        for _ in range(amount):
            self._stamps.append(now)


class Meter:
    """Counts what was sent and says how long to wait, in whole seconds, when it is too much."""

    def __init__(self, limits: Limits, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self.limits = limits
        self.reset(limits)

    def reset(self, limits: Limits) -> None:
        self.limits = limits
        self._bot = Window(limits.per_second, 1.0) if limits.per_second is not None else None
        self._paid = Window(limits.paid_per_second, 1.0) if limits.paid_per_second is not None else None
        self._groups: dict[int, Window] = {}
        self._spent: dict[int, float] = {}
        self._chat_pauses: dict[int, Pause] = {}

    def set_ceiling(self, per_second: int | None) -> None:
        """Another ceiling for the whole bot from now on; what was counted before is forgotten."""
        self.limits = self.limits.at(per_second)
        self._bot = Window(per_second, 1.0) if per_second is not None else None

    def admit(self, chat: int, *, group: bool = False, amount: int = 1, paid: bool = False) -> int | None:
        """Count messages to a chat; None when they may go, otherwise nothing is counted."""
        now = self._monotonic()
        bot = self._paid if paid else self._bot
        wait = bot.wait(now, amount) if bot else None
        if wait is not None:
            return wait
        wait = self._group(chat, now, amount) if group else self._private(chat, now, amount)
        if wait is None and bot:
            bot.record(now, amount)
        return wait

    def _group(self, chat: int, now: float, amount: int) -> int | None:
        if self.limits.group_per_minute is None:
            return None
        window = self._groups.get(chat)
        if window is None:
            window = self._groups[chat] = Window(self.limits.group_per_minute, 60.0)
        wait = window.wait(now, amount)
        if wait is None:
            window.record(now, amount)
        return wait

    def _private(self, chat: int, now: float, amount: int) -> int | None:
        seconds = self.limits.chat_seconds
        if seconds is None:
            return None
        pause = self._chat_pauses.get(chat)
        if pause is not None:
            wait = pause.still(now)
            if wait is not None:
                return wait
            del self._chat_pauses[chat]
        spent = max(self._spent.get(chat, now), now) + seconds * amount
        excess = spent - now - seconds * self.limits.chat_burst
        if excess > 1e-9:
            pause = self._chat_pauses[chat] = Pause()
            return pause.begin(now, excess)
        self._spent[chat] = spent
        return None
