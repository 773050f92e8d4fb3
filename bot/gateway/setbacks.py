"""What could not be sent: whether the network is to blame or the message, and who waits how long."""

from bot.gateway.patience import Patience
from storage.outbox import Key

TRIES = 8
"""Failures of one message, while others arrive, before it is put off."""


class Setbacks:
    """Rows by key and chats by number; moments are seconds of a monotonic clock, given by the caller."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._troubles = 0  # in a row, of everybody
        self._until = 0.0
        self._arrivals = 0
        self._tries: dict[Key, tuple[int, int]] = {}  # failures of a row, and the arrivals before the first
        self._rests: dict[int, float] = {}

    def arrived(self, row: Key, chat_id: int) -> None:
        """Telegram has answered: the network works."""
        self._troubles = 0
        self._arrivals += 1
        self._rests.pop(chat_id, None)
        self.forget(row)

    def failed(self, row: Key, chat_id: int, now: float) -> float:
        """Seconds that everybody should wait; 0 when others arrive and the trouble is this message's own.

        The chat rests a little longer, so that somebody else is tried first.
        """
        tries, before = self._tries.get(row, (0, self._arrivals))
        self._tries[row] = (tries + 1, before)
        if tries and self._arrivals > before:
            self._rests[chat_id] = now + self._patience.pause(tries + 1)
            return 0.0
        if now >= self._until:  # else it was under way when the pause began, and says nothing new
            self._troubles += 1
            self._until = now + self._patience.pause(self._troubles)
        self._rests[chat_id] = self._until + self._patience.first / 2
        return self._until - now

    def is_its_own_fault(self, row: Key) -> bool:
        """Tried often enough, while others arrived."""
        tries, before = self._tries.get(row, (0, self._arrivals))
        return tries >= TRIES and self._arrivals > before

    def rest(self, chat_id: int, now: float) -> float:
        """Seconds until this chat may be tried again."""
        until = self._rests.get(chat_id)
        return 0.0 if until is None else max(0.0, until - now)

    def forget(self, row: Key) -> None:
        self._tries.pop(row, None)
