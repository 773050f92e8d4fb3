"""What waits to leave, in memory: a queue for each lane of the outbox, and one of copies of announcements behind them.

What is in memory was read from the database and is still there: whoever lets go of it loses nothing.
"""

from collections import deque
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

from storage import outbox
from storage.engine import Engine
from storage.outbox import Key, Lane, Outgoing

REFILL = 200
LOOK_SECONDS = 0.5
"""How often the database is asked what has come due, when nobody says so."""
FRESH_SECONDS = 5.0
"""A copy that could not leave for so long is read anew: meanwhile its recipient's quiet hours may have begun."""

Call = tuple[str, dict[str, Any]]
Render = Callable[[list[Outgoing]], Awaitable[Mapping[int, Call]]]
"""Notices (by row id) as calls in each recipient's language; one that is left out has become pointless."""


class Source(Protocol):
    """Copies of announcements, which wait in tables of their own. It keeps no place in them: a copy that was neither
    settled nor is `taken` comes again.
    """

    async def look(self) -> bool:
        """Ask what is under way. True where that has changed, and what was given before may not leave as it is."""

    async def next(self, limit: int, *, taken: Collection[int]) -> tuple[list[Outgoing], bool]:
        """What leaves next, with its call, at most so many; and whether there may be more at once."""


class NoCopies:
    """Nothing is announced."""

    async def look(self) -> bool:
        return False

    async def next(self, limit: int, *, taken: Collection[int]) -> tuple[list[Outgoing], bool]:
        return [], False


class Queue:
    """What of a lane is in memory, in order; `stale` asks for a look into the database."""

    def __init__(self) -> None:
        self.rows: deque[Outgoing] = deque()
        self.stale = True


class LaneQueue(Queue):
    """With how far the lane has been read."""

    def __init__(self, lane: Lane) -> None:
        super().__init__()
        self.lane = lane
        self.cursor = (0, 0)
        self.being_read = False


class Queues:
    """Those of all lanes, the most urgent first. `dropped` hears which notices have become pointless.

    `ahead` is how many copies are read ahead at most. Moments are seconds of a monotonic clock, given by the caller.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        render: Render,
        source: Source,
        ahead: int,
        clock: Callable[[], datetime],
        dropped: Callable[[Outgoing], None],
    ) -> None:
        self._engine = engine
        self._render = render
        self._source = source
        self._ahead = ahead
        self._clock = clock
        self._dropped = dropped
        self._lanes = [LaneQueue(lane) for lane in Lane]
        self._copies = Queue()
        self._in_order = (*self._lanes, self._copies)
        self._more = False  # copies beyond those in memory
        self._fresh_since = 0.0
        self._calls: dict[Key, Call] = {}
        self._known: set[Key] = set()  # in a queue: one that was offered is not taken again when it is read
        self._settled: set[Key] = set()  # since the reading under way began, which may still show them
        self._refused: set[Key] = set()  # copies whose refusal is not durable yet
        self._looked_at = 0.0

    def __iter__(self) -> Iterator[Queue]:
        return iter(self._in_order)

    @property
    def empty(self) -> bool:
        """Nothing waits that the database would give."""
        return not any(queue.rows or queue.stale for queue in self) and not self._more

    @property
    def hungry(self) -> bool:
        """There are copies to be read, and none in memory."""
        return self._more and not self._copies.rows and not self._refused

    def is_urgent(self, queue: Queue) -> bool:
        """Whether somebody waits for what is in it."""
        return queue is self._lanes[Lane.REPLY]

    def call_of(self, row: Outgoing) -> Call:
        return self._calls[row.key]

    # -- in and out ----------------------------------------------------------------------------------------------

    def wake(self) -> None:
        for queue in self:
            queue.stale = True

    def begin_anew(self) -> None:
        """What lies before the place up to which the outbox was read is not to be missed."""
        for lane in self._lanes:
            lane.cursor = (0, 0)
        self.wake()

    def offer(self, rows: list[Outgoing], held: Collection[Key]) -> bool:
        """Replies that need not be read again. False, and nothing taken, where rows before these were not read yet."""
        queue = self._lanes[Lane.REPLY]
        if queue.stale or queue.being_read or any(row.method is None for row in rows):
            return False
        for row in rows:
            if row.key not in self._known and row.key not in held:
                self._put(row, (row.method or "", row.params))
        return True

    def take(self, queue: Queue, index: int) -> None:
        """It leaves now; its call is kept until it is forgotten."""
        self._known.discard(queue.rows[index].key)
        del queue.rows[index]

    def put_back(self, row: Outgoing) -> None:
        """It did not leave, and goes before the others. A copy is read anew: it may have been stopped meanwhile."""
        if row.copy is None:
            self._known.add(row.key)
            self._lanes[row.lane].rows.appendleft(row)
        else:
            self.forget(row)
            self._copies.stale = True

    def forget(self, row: Outgoing) -> None:
        self._known.discard(row.key)
        self._calls.pop(row.key, None)

    def silence(self, chat_id: int) -> list[Outgoing]:
        """Forget what waits for this chat; returns it."""
        found: list[Outgoing] = []
        for queue in self:
            gone = [row for row in queue.rows if row.chat_id == chat_id]
            if gone:
                queue.rows = deque(row for row in queue.rows if row.chat_id != chat_id)
                found += gone
        for row in found:
            self.forget(row)
        return found

    def refused(self, row: Outgoing) -> None:
        """Telegram takes no copy of this announcement: none leaves until the pause that follows is durable."""
        self._refused.add(row.key)
        self._let_go()

    def settled(self, row: Outgoing, *, stays: bool) -> None:
        """What became of it is durable; `stays` says that it waits for another time."""
        self._refused.discard(row.key)
        if not stays:
            self._settled.add(row.key)

    def _put(self, row: Outgoing, call: Call) -> None:
        self._known.add(row.key)
        self._calls[row.key] = call
        (self._lanes[row.lane] if row.copy is None else self._copies).rows.append(row)

    def _let_go(self) -> None:
        """Of the copies in memory. Those that may still leave come again."""
        for row in self._copies.rows:
            self.forget(row)
        self._copies.rows.clear()
        self._copies.stale = True

    # -- reading -------------------------------------------------------------------------------------------------

    async def refill(self, now: float, held: Collection[Key]) -> None:
        """Read what is missing. `held` is what is on its way, or has arrived and is not settled yet."""
        if now - self._looked_at >= LOOK_SECONDS:
            # Time has passed: rows may have come due, or lie before the cursor because a clock was set back.
            self._looked_at = now
            self.wake()
            for lane in self._lanes:
                if not lane.rows and not held:
                    lane.cursor = (0, 0)
        for lane in self._lanes:
            if lane.stale and len(lane.rows) < REFILL:
                lane.stale, lane.being_read = False, True  # whoever wakes us meanwhile makes it stale again
                try:
                    await self._read(lane, held)
                except BaseException:
                    lane.stale = True
                    raise
                finally:
                    lane.being_read = False
        if not self._refused and (self._copies.stale or (self._more and len(self._copies.rows) <= self._ahead // 2)):
            self._copies.stale = False
            try:
                await self._read_copies(now, held)
            except BaseException:
                self._copies.stale = True
                raise

    async def _read(self, queue: LaneQueue, held: Collection[Key]) -> None:
        self._settled.clear()
        async with self._engine.glance() as tx:
            rows = await outbox.due(tx, queue.lane, after=queue.cursor, now=self._clock(), limit=REFILL)
        if not rows:
            return
        last, more = rows[-1], len(rows) == REFILL
        rows = [row for row in rows if self._is_new(row, held)]
        notices = [row for row in rows if row.notice is not None]
        rendered = await self._render(notices) if notices else {}
        queue.cursor = (last.due_at, last.id)
        queue.stale = queue.stale or more
        for row in rows:
            call = (row.method, row.params) if row.method is not None else rendered.get(row.id)
            if call is None:
                self._dropped(row)
            else:
                self._put(row, call)

    async def _read_copies(self, now: float, held: Collection[Key]) -> None:
        self._settled.clear()
        if await self._source.look() or now - self._fresh_since >= FRESH_SECONDS:
            self._let_go()
            self._copies.stale = False
        if not self._copies.rows:
            self._fresh_since = now
        wanted = self._ahead - len(self._copies.rows)
        if wanted <= 0:
            return
        taken = {key[1] for key in (*self._known, *held) if isinstance(key, tuple)}
        rows, self._more = await self._source.next(wanted, taken=taken)
        if self._refused:
            return  # meanwhile Telegram has said that it takes none
        for row in rows:
            if self._is_new(row, held):
                self._put(row, (row.method or "", row.params))

    def _is_new(self, row: Outgoing, held: Collection[Key]) -> bool:
        return not (row.key in held or row.key in self._known or row.key in self._settled)
