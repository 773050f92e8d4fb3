"""What happens, told to whoever watches the page (Server-Sent Events)."""

import asyncio
from typing import Any

import orjson

MOST_UNREAD = 1_000  # a watcher further behind is let go; it comes back and asks for the state


class Hub:
    def __init__(self) -> None:
        self.watchers: set[asyncio.Queue[bytes | None]] = set()

    def publish(self, event: str, data: Any) -> None:
        """Cheap when nobody watches, but check `watchers` first where making the data costs something."""
        if not self.watchers:
            return
        line = b"event: %s\ndata: %s\n\n" % (event.encode(), orjson.dumps(data))
        for watcher in tuple(self.watchers):
            try:
                watcher.put_nowait(line)
            except asyncio.QueueFull:
                self._let_go(watcher)

    def watch(self) -> asyncio.Queue[bytes | None]:
        watcher: asyncio.Queue[bytes | None] = asyncio.Queue(MOST_UNREAD)
        self.watchers.add(watcher)
        return watcher

    def forget(self, watcher: asyncio.Queue[bytes | None]) -> None:
        self.watchers.discard(watcher)

    def close(self) -> None:
        for watcher in tuple(self.watchers):
            self._let_go(watcher)

    def _let_go(self, watcher: asyncio.Queue[bytes | None]) -> None:
        self.watchers.discard(watcher)
        while not watcher.empty():
            watcher.get_nowait()
        watcher.put_nowait(None)
