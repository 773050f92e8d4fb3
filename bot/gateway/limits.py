"""How fast one may speak to Telegram: facts as data, and the pace that keeps them.

Even spacing, not a bucket with a burst: under a strict window a burst of thirty draws hundreds of refusals, while
strict spacing just below the ceiling drew none (measured). Messages may be held up on their way and arrive together:
so what arrived in the last second is counted as well, by when it was answered, and the next waits if need be.
"""

import math
from collections import OrderedDict, deque
from dataclasses import dataclass

FREE_PER_SECOND = 30
"""Messages of a bot that Telegram takes; beyond that they are paid for (`allow_paid_broadcast`)."""
BELOW = 0.99
"""The share of a ceiling that is used, so that what is late by a little can be made up for."""
SECOND = 1.001
"""In which no more arrive than the ceiling allows, with what clocks may differ by."""
CATCH_UP = 0.02
"""Seconds of a late timer that are made up for; where the spacing is longer, half of it."""
GIVEN_BACK = 0.05
"""The share of messages whose place another may take because Telegram took none of them. Whether those count is not
told; so few do not matter."""
MOST_BACK = 3.0
"""Such places that gather for later."""
SLOWER, SLOWEST = 0.98, 0.9
"""By how much a refusal for speed slows down until the next start, and how far all of them do."""
KEPT_CHATS = 20_000
"""Chats whose last messages are remembered; far more than can be written to within a burst's recovery."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages; `per_second` for the whole bot, the rest for one chat."""

    per_second: float = FREE_PER_SECOND * BELOW
    ceiling: int | None = None
    """What Telegram takes in any second; None: one more than `per_second`."""
    private_per_second: float = 1.0
    private_burst: int = 5
    group_per_minute: float = 20.0
    group_burst: int = 3

    @classmethod
    def under(cls, ceiling: int) -> "Limits":
        """For a bot from which Telegram takes so many a second."""
        return cls(per_second=ceiling * BELOW, ceiling=ceiling)

    @property
    def spacing(self) -> float:
        """Seconds between two messages of the whole bot."""
        return 1.0 / self.per_second


class Pace:
    """When the next message may leave. Moments are seconds of a monotonic clock, given by the caller."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._spacing = limits.spacing
        self._next = 0.0
        self._most = limits.ceiling or int(limits.per_second) + 1
        self._under_way = 0
        self._answered: deque[float] = deque(maxlen=self._most)  # when, of those that count
        self._round_trip = math.inf  # the shortest there was, in seconds
        self._to_give_back = 0.0
        self._paused_until = 0.0
        self._chats: OrderedDict[int, tuple[float, float]] = OrderedDict()  # allowance left, as of when

    def wait(self, now: float, *, urgent: bool = False) -> float:
        """Seconds until the spacing allows the next message; 0 when it may leave now.

        An urgent one may leave one space early; those behind it make up for it, so that the rate stays.
        """
        early = self._spacing if urgent else 0.0
        return max(0.0, self._next - early - now, self._full(now))

    def _full(self, now: float) -> float:
        """Seconds until one that leaves arrives within the ceiling, however soon it arrives.

        What is under way may arrive with it; what was answered had arrived by then, less the way back.
        """
        room = self._most - self._under_way
        if room <= 0:
            return self._spacing
        if len(self._answered) < room:
            return 0.0
        return self._answered[-room] + SECOND - self._round_trip - now

    def paused(self, now: float) -> float:
        """Seconds that nothing at all may be sent."""
        return max(0.0, self._paused_until - now)

    def take(self, now: float) -> None:
        """A message leaves now and is there at once."""
        self.leave(now)
        self.arrive(now, now)

    def leave(self, now: float) -> None:
        """A message leaves now. Only the lateness of a timer is made up, never a pause by a burst."""
        late = max(self._spacing / 2, CATCH_UP)
        self._next = max(self._next, now - late) + self._spacing
        self._under_way += 1
        self._to_give_back = min(MOST_BACK, self._to_give_back + GIVEN_BACK)

    def arrive(self, left_at: float, now: float, *, taken: bool = True) -> None:
        """The message that left at that moment is answered now, or given up. Where it was not `taken`, because nobody
        was there, another may leave in its place."""
        self._under_way -= 1
        if taken:  # a refusal may come back sooner, and says nothing of how long the others take
            self._round_trip = min(self._round_trip, now - left_at)
        if not taken and self._to_give_back >= 1.0:
            self._to_give_back -= 1.0
            self._next -= self._spacing
        else:
            self._answered.append(now)

    def pause(self, now: float, seconds: float) -> None:
        """Nobody sends anything until then."""
        self._paused_until = max(self._paused_until, now + seconds)

    def flood(self, now: float, seconds: float) -> None:
        """Telegram said 429: a pause, and a slower pace from then on."""
        if now >= self._paused_until:  # else it was under way when the pause began, and says nothing new
            self._spacing = min(self._spacing / SLOWER, self._limits.spacing / SLOWEST)
        self.pause(now, seconds)

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
