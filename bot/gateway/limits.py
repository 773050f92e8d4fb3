"""How fast one may speak to Telegram: facts as data, and the pace that keeps them.

Even spacing, not a bucket with a burst: under a strict window a burst of thirty draws hundreds of refusals, while
strict spacing just below the ceiling drew none (measured).
"""

from collections import OrderedDict
from dataclasses import dataclass

FREE_PER_SECOND = 30
"""Messages of a bot that Telegram takes; beyond that they are paid for (`allow_paid_broadcast`)."""
KEPT_CHATS = 20_000
"""Chats whose last messages are remembered; far more than can be written to within a burst's recovery."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages; `per_second` for the whole bot, the rest for one chat."""

    per_second: float = 28.0
    private_per_second: float = 1.0
    private_burst: int = 5
    group_per_minute: float = 20.0
    group_burst: int = 3

    @property
    def spacing(self) -> float:
        """Seconds between two messages of the whole bot."""
        return 1.0 / self.per_second


class Pace:
    """When the next message may leave. Moments are seconds of a monotonic clock, given by the caller."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._next = 0.0
        self._paused_until = 0.0
        self._chats: OrderedDict[int, tuple[float, float]] = OrderedDict()  # allowance left, as of when

    def wait(self, now: float, *, urgent: bool = False) -> float:
        """Seconds until the spacing allows the next message; 0 when it may leave now.

        An urgent one may leave one space early; those behind it make up for it, so that the rate stays.
        """
        early = self._limits.spacing if urgent else 0.0
        return max(0.0, self._next - early - now)

    def paused(self, now: float) -> float:
        """Seconds that nothing at all may be sent."""
        return max(0.0, self._paused_until - now)

    def take(self, now: float) -> None:
        """A message leaves now. Only the lateness of a timer is made up, never a pause by a burst."""
        spacing = self._limits.spacing
        self._next = max(self._next, now - spacing / 2) + spacing

    def pause(self, now: float, seconds: float) -> None:
        """Telegram said 429: nobody sends anything until then."""
        self._paused_until = max(self._paused_until, now + seconds)

    def chat_wait(self, chat_id: int, now: float) -> float:
        """Seconds until this chat may be written to again."""
        rate, _ = self._rate(chat_id)
        left = self._allowance(chat_id, now)
        return 0.0 if left >= 1.0 else (1.0 - left) / rate

    def chat_take(self, chat_id: int, now: float) -> None:
        left = self._allowance(chat_id, now) - 1.0
        self._chats[chat_id] = (left, now)
        self._chats.move_to_end(chat_id)
        while len(self._chats) > KEPT_CHATS:
            self._chats.popitem(last=False)

    def _rate(self, chat_id: int) -> tuple[float, int]:
        """Allowance a second and the most that gathers. Groups have negative numbers."""
        if chat_id < 0:
            return self._limits.group_per_minute / 60.0, self._limits.group_burst
        return self._limits.private_per_second, self._limits.private_burst

    def _allowance(self, chat_id: int, now: float) -> float:
        rate, burst = self._rate(chat_id)
        left, since = self._chats.get(chat_id, (float(burst), now))
        return min(float(burst), left + (now - since) * rate)
