"""The door out: takes rows of the outbox, sends them at Telegram's pace, settles each as soon as it is acknowledged.

A row in flight is not marked: it stays in the outbox until its settlement is durable, so that a crash can only repeat
what was in flight (at most IN_FLIGHT messages), and lose nothing. Settlements that are ready share one commit.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

import structlog

from bot.gateway.answers import Answers
from bot.gateway.delivery import FREE, Delivery, Outcome, Result
from bot.gateway.limits import Limits, Pace
from bot.gateway.patience import USUAL, Patience
from bot.gateway.setbacks import Setbacks
from bot.gateway.settlement import Settlement
from storage import outbox
from storage.engine import Engine, Transaction
from storage.outbox import Lane, Outgoing

log = structlog.get_logger()

IN_FLIGHT = 48
"""Under way or not settled yet. Telegram's own ceiling of 30 a second needs a few; more only help with it lifted."""
REFILL = 200
LOOK_AHEAD = 64
"""How far behind the head of a lane a row may be taken, when those before it wait for their chats."""
LOOK_SECONDS = 0.5
"""How often the database is asked what has come due, when nobody says so."""
LOOK_FOR_SETTLEMENT = 60.0
RECENT = 1_000
PUT_OFFS = 48
"""As often a message is put off before it is given up: some hours, after which nobody waits for an answer."""

Call = tuple[str, dict[str, Any]]
Render = Callable[[list[Outgoing]], Awaitable[Mapping[int, Call]]]
"""Notices (by row id) as calls in each recipient's language; one that is left out has become pointless."""


class Queue:
    """What of a lane is in memory, in order, and how far the database has been read."""

    def __init__(self, lane: Lane) -> None:
        self.lane = lane
        self.rows: deque[Outgoing] = deque()
        self.cursor = (0, 0)
        self.stale = True
        self.being_read = False


class Sender:
    """Runs until cancelled. `wake` says that a transaction has promised something."""

    def __init__(
        self,
        engine: Engine,
        delivery: Delivery,
        limits: Limits,
        *,
        render: Render,
        clock: Callable[[], datetime],
        answers: Answers | None = None,
        patience: Patience = USUAL,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._delivery = delivery
        self._pace = Pace(limits)
        self._render = render
        self._clock = clock
        self._monotonic = monotonic
        self._patience = patience
        self._setbacks = Setbacks(patience)
        self._settlement = Settlement(engine, clock=clock, settled=self._settled, answers=answers, patience=patience)
        self._queues = [Queue(lane) for lane in Lane]
        self._calls: dict[int, Call] = {}
        self._known: set[int] = set()  # rows in a queue: one that was offered is not taken again when it is read
        self._held: set[int] = set()  # sent or being sent, and not settled yet
        self._gone: deque[int] = deque(maxlen=RECENT)  # settled just now: a reading under way may still show them
        self._busy: set[int] = set()  # chats with a call under way: a chat's messages keep their order
        self._flying: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        self._idle = asyncio.Event()
        self._looked_at = 0.0

    def wake(self) -> None:
        """Something was promised: the database is asked what."""
        for queue in self._queues:
            queue.stale = True
        self._idle.clear()
        self._news.set()

    def offer(self, rows: list[Outgoing]) -> None:
        """A turn's replies, durable a moment ago: they need not be read again."""
        self._idle.clear()
        queue = self._queues[Lane.REPLY]
        if queue.stale or queue.being_read or any(row.method is None for row in rows):
            self.wake()  # rows before these have not been read yet, and theirs is the first turn
            return
        for row in rows:
            if row.id not in self._known and row.id not in self._held:
                self._queue(row, (row.method or "", row.params))
        self._news.set()

    def silence(self, chat_id: int) -> None:
        """Nobody is there any more: what waits in memory for this chat will not be tried.

        Whoever says so drops its rows from the outbox.
        """
        for queue in self._queues:
            gone = [row for row in queue.rows if row.chat_id == chat_id]
            if gone:
                queue.rows = deque(row for row in queue.rows if row.chat_id != chat_id)
                for row in gone:
                    self._forget(row)

    def take_along(self, tx: Transaction) -> None:
        """Settle in a turn's commit what has been acknowledged meanwhile."""
        self._settlement.take_along(tx)

    async def idle(self) -> None:
        """Returns when nothing that is due is left and all is settled."""
        await self._idle.wait()

    async def run(self) -> None:
        settling = asyncio.create_task(self._settlement.run())
        try:
            while True:
                self._news.clear()
                pause = await self._step()
                if pause > 0:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(pause):
                            await self._news.wait()
        finally:
            settling.cancel()
            await asyncio.gather(settling, return_exceptions=True)

    async def drain(self, seconds: float) -> None:
        """After `run` was cancelled: let what is in flight arrive, and settle it. The rest stays in the outbox."""
        if self._flying:
            await asyncio.wait(self._flying, timeout=seconds)
        await self._settlement.settle()

    # -- choosing ----------------------------------------------------------------------------------------------

    async def _step(self) -> float:
        """Start what may leave now; returns seconds to wait before the next look, 0 to look again at once."""
        if len(self._held) >= IN_FLIGHT:
            return LOOK_FOR_SETTLEMENT  # it wakes us
        try:
            await self._refill()
        except Exception as error:
            log.error("sender.storage_failed", error=type(error).__name__)
            return self._patience.storage
        moment = int(self._clock().timestamp())
        while len(self._held) < IN_FLIGHT:
            now = self._monotonic()
            row, wait = self._choose(now, moment)
            if row is None:
                break
            self._start(row, now)
        else:
            return LOOK_FOR_SETTLEMENT
        if not self._held and not any(queue.rows or queue.stale for queue in self._queues):
            self._idle.set()
        return min(wait, LOOK_SECONDS)

    async def _refill(self) -> None:
        now = self._monotonic()
        if now - self._looked_at >= LOOK_SECONDS:
            # Time has passed: rows may have come due, or lie before the cursor because a clock was set back.
            self._looked_at = now
            for queue in self._queues:
                queue.stale = True
                if not queue.rows and not self._held:
                    queue.cursor = (0, 0)
        for queue in self._queues:
            if queue.stale and len(queue.rows) < REFILL:
                queue.stale, queue.being_read = False, True  # whoever wakes us meanwhile makes it stale again
                try:
                    await self._read(queue)
                except BaseException:
                    queue.stale = True
                    raise
                finally:
                    queue.being_read = False

    async def _read(self, queue: Queue) -> None:
        async with self._engine.glance() as tx:
            rows = await outbox.due(tx, queue.lane, after=queue.cursor, now=self._clock(), limit=REFILL)
        if not rows:
            return
        last, more = rows[-1], len(rows) == REFILL
        gone = set(self._gone)
        rows = [row for row in rows if not (row.id in self._held or row.id in self._known or row.id in gone)]
        notices = [row for row in rows if row.notice is not None]
        rendered = await self._render(notices) if notices else {}
        queue.cursor = (last.due_at, last.id)
        queue.stale = queue.stale or more
        for row in rows:
            call = (row.method, row.params) if row.method is not None else rendered.get(row.id)
            if call is None:
                self._finish(Outcome(row, Result.DROPPED, why="pointless"))
            else:
                self._queue(row, call)

    def _queue(self, row: Outgoing, call: Call) -> None:
        self._known.add(row.id)
        self._calls[row.id] = call
        self._queues[row.lane].rows.append(row)

    def _choose(self, now: float, moment: int) -> tuple[Outgoing | None, float]:
        """The next row by lane whose chat is free; else how long until there may be one."""
        paused = self._pace.paused(now)
        if paused:
            return None, paused
        shortest = LOOK_SECONDS
        for queue in self._queues:
            # Somebody waits for a reply: it does not stand in line behind the announcement that left just now.
            spacing = self._pace.wait(now, urgent=queue.lane is Lane.REPLY)
            skipped: set[int] = set()
            for index, row in enumerate(queue.rows):
                if index >= LOOK_AHEAD:
                    break
                if row.expires_at is not None and row.expires_at <= moment:
                    del queue.rows[index]
                    self._forget(row)
                    self._finish(Outcome(row, Result.DROPPED, why="expired"))
                    return None, 0.0
                wait = self._wait_of(row, skipped, spacing, now)
                if wait == 0.0:
                    del queue.rows[index]
                    return row, 0.0
                skipped.add(row.chat_id)
                shortest = min(shortest, wait)
                if spacing and wait == spacing:
                    return None, shortest  # whatever is behind it waits as long
        return None, shortest

    def _wait_of(self, row: Outgoing, skipped: set[int], spacing: float, now: float) -> float:
        if row.chat_id in self._busy or row.chat_id in skipped:
            return LOOK_SECONDS
        if self._calls[row.id][0] in FREE:
            return 0.0
        return max(self._pace.chat_wait(row.chat_id, now), self._setbacks.rest(row.chat_id, now), spacing)

    # -- sending -----------------------------------------------------------------------------------------------

    def _start(self, row: Outgoing, now: float) -> None:
        method, params = self._calls[row.id]
        if method not in FREE:
            self._pace.take(now)
            self._pace.chat_take(row.chat_id, now)
        self._busy.add(row.chat_id)
        self._known.discard(row.id)
        self._held.add(row.id)
        task = asyncio.create_task(self._send(row, method, params))
        self._flying.add(task)
        task.add_done_callback(self._flying.discard)

    async def _send(self, row: Outgoing, method: str, params: dict[str, Any]) -> None:
        try:
            outcome = await self._delivery.send(row, method, params)
        except Exception as error:
            # Its file cannot be read just now, say. Telegram's refusals are outcomes and come the other way.
            outcome = Outcome(row, Result.LATER, why=type(error).__name__)
        self._busy.discard(row.chat_id)
        if outcome.result is Result.FLOOD:
            log.warning("sender.flood", seconds=outcome.seconds)
            self._pace.pause(self._monotonic(), outcome.seconds)
            self._again(row)
        elif outcome.result in (Result.LATER, Result.STOPPED):
            self._trouble(outcome)
        else:
            self._setbacks.arrived(row.id, row.chat_id)
            self._forget(row)
            self._finish(outcome)

    def _trouble(self, outcome: Outcome) -> None:
        """The network or Telegram's servers: everybody waits a little; or this message alone, and it is put off."""
        row, now = outcome.row, self._monotonic()
        pause = self._setbacks.failed(row.id, row.chat_id, now)
        log.warning("sender.trouble", error=outcome.why, pause=pause)
        self._pace.pause(now, pause)
        if not self._setbacks.is_its_own_fault(row.id):
            self._again(row)
            return
        self._forget(row)
        result = Result.LATER if row.attempts < PUT_OFFS else Result.REFUSED
        self._finish(Outcome(row, result, why=outcome.why))

    def _again(self, row: Outgoing) -> None:
        self._held.discard(row.id)
        if self._calls[row.id][0] in FREE:
            self._forget(row)
            self._finish(Outcome(row, Result.DROPPED, why="perishable"))
        else:
            self._known.add(row.id)
            self._queues[row.lane].rows.appendleft(row)
        self._news.set()

    def _forget(self, row: Outgoing) -> None:
        self._known.discard(row.id)
        self._calls.pop(row.id, None)
        self._setbacks.forget(row.id)

    def _finish(self, outcome: Outcome) -> None:
        self._held.add(outcome.row.id)
        if outcome.result is Result.UNREACHABLE:
            self.silence(outcome.row.chat_id)
        self._settlement.add(outcome)
        self._news.set()

    def _settled(self, outcomes: list[Outcome]) -> None:
        for outcome in outcomes:
            self._held.discard(outcome.row.id)
            if outcome.result not in (Result.LATER, Result.MOVED):
                self._gone.append(outcome.row.id)
        if any(outcome.result is Result.MOVED for outcome in outcomes):
            for queue in self._queues:
                queue.cursor = (0, 0)  # these lie behind it, with their new chat
            self.wake()
        self._news.set()
