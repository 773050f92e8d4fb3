"""The updates waiting for the bot, in order, as Telegram keeps them."""

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Any, overload

import orjson
from telegram.constants import UpdateType

Json = dict[str, Any]

ALL_KINDS = frozenset(str(kind) for kind in UpdateType)
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KEPT_SECONDS = 24 * 3600
CALLBACK_SECONDS = 150
AHEAD = 10  # an offset further ahead than this is taken for none


class Unhandled(Sequence[Json]):
    """The updates that wait, as objects; each is read only when it is asked for, so looking at the length is cheap."""

    def __init__(self, queue: "UpdateQueue") -> None:
        self._queue = queue

    def __len__(self) -> int:
        return len(self._queue)

    @overload
    def __getitem__(self, index: int) -> Json: ...
    @overload
    def __getitem__(self, index: slice) -> list[Json]: ...
    def __getitem__(self, index: int | slice) -> Json | list[Json]:
        if isinstance(index, slice):
            return [self._queue.body(place) for place in range(*index.indices(len(self)))]
        return self._queue.body(index)

    def __repr__(self) -> str:
        return f"<{len(self)} updates, first {self[:3]}>"


class UpdateQueue:
    """Updates are kept as the bytes that will be sent, with the second of the clock at which they expire."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[int, float, bytes]] = deque()
        self._next_id = 100_000_001
        self.allowed = ALL_KINDS - NOT_BY_DEFAULT
        self._wakers: list[asyncio.Future[None]] = []
        self._open = True

    def __len__(self) -> int:
        return len(self._waiting)

    def push(self, kind: str, body: Any, now: float, update_id: int | None = None) -> int | None:
        """Queue an update; None when the bot did not ask for its kind. Kinds nobody knows are always queued."""
        if kind in ALL_KINDS and kind not in self.allowed:
            return None
        if update_id is None:
            update_id, self._next_id = self._next_id, self._next_id + 1
        kept = CALLBACK_SECONDS if kind == "callback_query" else KEPT_SECONDS
        self._waiting.append((update_id, now + kept, orjson.dumps({"update_id": update_id, kind: body})))
        self.wake()
        return update_id

    def acknowledge(self, offset: int) -> None:
        """Forget what lies before the offset; a negative one keeps that many of the newest.

        One that lies far ahead of everything is taken for none, as Telegram does with a queue begun anew.
        """
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        elif offset <= self._next_id + AHEAD:
            while self._waiting and self._waiting[0][0] < offset:
                self._waiting.popleft()

    def peek(self, limit: int, now: float) -> list[bytes]:
        """The oldest updates that have not expired, still kept until they are acknowledged."""
        found: list[bytes] = []
        expired = False
        for _, expires, body in self._waiting:
            if expires <= now:
                expired = True
                continue
            found.append(body)
            if len(found) == limit:
                break
        if expired:
            self._waiting = deque(entry for entry in self._waiting if entry[1] > now)
        return found

    def oldest(self, now: float) -> tuple[int, bytes] | None:
        self.peek(1, now)
        return (self._waiting[0][0], self._waiting[0][2]) if self._waiting else None

    def drop(self, update_id: int) -> None:
        """Forget one update: it was delivered."""
        if self._waiting and self._waiting[0][0] == update_id:
            self._waiting.popleft()
        else:
            self._waiting = deque(entry for entry in self._waiting if entry[0] != update_id)

    def body(self, index: int) -> Json:
        update: Json = orjson.loads(self._waiting[index][2])
        return update

    def clear(self) -> None:
        self._waiting.clear()

    def waker(self) -> asyncio.Future[None]:
        """A future that is done at the next update (or `wake`), and at once after `close`."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self._open:
            self._wakers.append(future)
        else:
            future.set_result(None)
        return future

    def open(self) -> None:
        self._open = True

    def close(self) -> None:
        """Nobody waits any more, neither who does now nor who was about to: a poll may be still on its way here."""
        self._open = False
        self.wake()

    def wake(self) -> None:
        if self._wakers:
            wakers, self._wakers = self._wakers, []
            for waker in wakers:
                if not waker.done():
                    waker.set_result(None)
