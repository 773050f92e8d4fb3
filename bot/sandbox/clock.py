"""The sandbox's time: it flows, or stands still for tests, and can only be moved forward."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class InventedClock:
    """Without a start it flows with the real time; with one it stands there until it is advanced.

    It never goes backwards, even when the machine's wall clock does.
    """

    def __init__(self, start: datetime | None = None) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError("the clock needs a start with a time zone")
        self._base = time.time() if start is None else start.timestamp()
        self._flows_from = time.monotonic() if start is None else None
        self._moved = timedelta()
        self._offset = 0.0
        self._subscribers: list[Callable[[], None]] = []

    @property
    def offset(self) -> timedelta:
        """How far the clock has been moved forward by hand since it was made."""
        return self._moved

    def seconds(self) -> float:
        """Seconds since the epoch, UTC."""
        flowed = 0.0 if self._flows_from is None else time.monotonic() - self._flows_from
        return self._base + flowed + self._offset

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    def advance(self, by: timedelta) -> None:
        """Move forward at once. Raises ValueError for a step backwards."""
        if by < timedelta():
            raise ValueError("the clock does not go backwards")
        self._moved += by
        self._offset = self._moved.total_seconds()
        for subscriber in self._subscribers:
            subscriber()

    def advance_to(self, moment: datetime) -> None:
        """Move forward to an aware instant. Raises ValueError when it has passed."""
        self.advance(moment - self.now())

    def subscribe(self, subscriber: Callable[[], None]) -> None:
        """Have a function called after every move (not while time merely flows)."""
        self._subscribers.append(subscriber)
