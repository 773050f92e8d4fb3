"""The door out: takes rows of the outbox, sends them at Telegram's pace, settles each as soon as it is acknowledged.

A row in flight is not marked: it stays in the outbox until its settlement is durable, so that a crash can only repeat
what was in flight (at most IN_FLIGHT messages), and lose nothing. Settlements that are ready share one commit.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

import structlog

from bot.gateway.answers import Answers
from bot.gateway.copies import concerns_all
from bot.gateway.delivery import FREE, Delivery, Outcome, Result
from bot.gateway.limits import Limits, Pace
from bot.gateway.patience import USUAL, Patience
from bot.gateway.queues import LOOK_SECONDS, REFILL, Call, NoCopies, Queues, Render, Source
from bot.gateway.setbacks import Setbacks
from bot.gateway.settlement import Settlement
from storage.engine import Engine, Transaction
from storage.outbox import Key, Outgoing

__all__ = ["IN_FLIGHT", "LOOK_SECONDS", "PUT_OFFS", "REFILL", "Call", "Render", "Sender"]

log = structlog.get_logger()

IN_FLIGHT = 96
"""Under way or not settled yet. Telegram's own ceiling of 30 a second needs a few; a thousand a second need 60 with a
round trip of 60 ms, and some are being settled.
"""
LOOK_AHEAD = 64
"""How far behind the head of a lane a row may be taken, when those before it wait for their chats."""
LOOK_FOR_SETTLEMENT = 60.0
AHEAD_SECONDS = 1.0
"""As many copies of announcements are in memory as leave in that time: whoever stops one is obeyed soon."""
PUT_OFFS = 48
"""As often a message is put off before it is given up: some hours, after which nobody waits for an answer."""


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
        source: Source | None = None,
        answers: Answers | None = None,
        patience: Patience = USUAL,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._delivery = delivery
        self._pace = Pace(limits)
        self._clock = clock
        self._monotonic = monotonic
        self._patience = patience
        self._setbacks = Setbacks(patience)
        self._settlement = Settlement(engine, clock=clock, settled=self._settled, answers=answers, patience=patience)
        self._queues = Queues(
            engine,
            render=render,
            source=source or NoCopies(),
            ahead=max(1, min(REFILL, int(limits.per_second * AHEAD_SECONDS))),
            clock=clock,
            dropped=lambda row: self._finish(Outcome(row, Result.DROPPED, why="pointless")),
        )
        self._held: set[Key] = set()  # sent or being sent, and not settled yet
        self._busy: set[int] = set()  # chats with a call under way: a chat's messages keep their order
        self._flying: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        self._idle = asyncio.Event()

    def wake(self) -> None:
        """Something was promised: the database is asked what."""
        self._queues.wake()
        self._idle.clear()
        self._news.set()

    def offer(self, rows: list[Outgoing]) -> None:
        """A turn's replies, durable a moment ago: they need not be read again."""
        self._idle.clear()
        if self._queues.offer(rows, self._held):
            self._news.set()
        else:
            self.wake()  # rows before these have not been read yet, and theirs is the first turn

    def silence(self, chat_id: int) -> None:
        """Nobody is there any more: what waits in memory for this chat will not be tried.

        Whoever says so drops its rows from the outbox.
        """
        for row in self._queues.silence(chat_id):
            self._setbacks.forget(row.key)

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
                pause = await self.step()
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

    async def step(self) -> float:
        """Start what may leave now; returns seconds to wait before the next look, 0 to look again at once."""
        if len(self._held) >= IN_FLIGHT:
            return LOOK_FOR_SETTLEMENT  # it wakes us
        try:
            await self._queues.refill(self._monotonic(), self._held)
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
        if not self._held and self._queues.empty:
            self._idle.set()
        return 0.0 if self._queues.hungry else min(wait, LOOK_SECONDS)

    def _choose(self, now: float, moment: int) -> tuple[Outgoing | None, float]:
        """The next row by lane whose chat is free; else how long until there may be one."""
        paused = self._pace.paused(now)
        if paused:
            return None, paused
        shortest = LOOK_SECONDS
        for queue in self._queues:
            # Somebody waits for a reply: it does not stand in line behind the announcement that left just now.
            spacing = self._pace.wait(now, urgent=self._queues.is_urgent(queue))
            skipped: set[int] = set()
            for index, row in enumerate(queue.rows):
                if index >= LOOK_AHEAD:
                    break
                if row.expires_at is not None and row.expires_at <= moment:
                    self._queues.take(queue, index)
                    self._forget(row)
                    self._finish(Outcome(row, Result.DROPPED, why="expired"))
                    return None, 0.0
                wait = self._wait_of(row, skipped, spacing, now)
                if wait == 0.0:
                    self._queues.take(queue, index)
                    return row, 0.0
                skipped.add(row.chat_id)
                shortest = min(shortest, wait)
                if spacing and wait == spacing:
                    return None, shortest  # whatever is behind it waits as long
        return None, shortest

    def _wait_of(self, row: Outgoing, skipped: set[int], spacing: float, now: float) -> float:
        if row.chat_id in self._busy or row.chat_id in skipped:
            return LOOK_SECONDS
        if self._queues.call_of(row)[0] in FREE:
            return 0.0
        return max(self._pace.chat_wait(row.chat_id, now), self._setbacks.rest(row.chat_id, now), spacing)

    # -- sending -----------------------------------------------------------------------------------------------

    def _start(self, row: Outgoing, now: float) -> None:
        method, params = self._queues.call_of(row)
        if method not in FREE:
            self._pace.leave(now)
            self._pace.chat_take(row.chat_id, now)
        self._busy.add(row.chat_id)
        self._held.add(row.key)
        task = asyncio.create_task(self._send(row, method, params, now))
        self._flying.add(task)
        task.add_done_callback(self._flying.discard)

    async def _send(self, row: Outgoing, method: str, params: dict[str, Any], left_at: float) -> None:
        try:
            outcome = await self._delivery.send(row, method, params)
        except Exception as error:
            # Its file cannot be read just now, say. Telegram's refusals are outcomes and come the other way.
            outcome = Outcome(row, Result.LATER, why=type(error).__name__)
        self._busy.discard(row.chat_id)
        if method not in FREE:
            self._pace.arrive(left_at, self._monotonic(), taken=outcome.result is not Result.UNREACHABLE)
        if outcome.result is Result.FLOOD:
            log.warning("sender.flood", seconds=outcome.seconds)
            self._pace.flood(self._monotonic(), outcome.seconds)
            self._again(row)
        elif outcome.result in (Result.LATER, Result.STOPPED):
            self._trouble(outcome)
        else:
            self._setbacks.arrived(row.key, row.chat_id)
            self._forget(row)
            self._finish(outcome)

    def _trouble(self, outcome: Outcome) -> None:
        """The network or Telegram's servers: everybody waits a little; or this message alone, and it is put off."""
        row, now = outcome.row, self._monotonic()
        pause = self._setbacks.failed(row.key, row.chat_id, now)
        log.warning("sender.trouble", error=outcome.why, pause=pause)
        self._pace.pause(now, pause)
        if not self._setbacks.is_its_own_fault(row.key):
            self._again(row)
            return
        self._forget(row)
        result = Result.LATER if row.attempts < PUT_OFFS else Result.GIVEN_UP
        self._finish(Outcome(row, result, why=outcome.why))

    def _again(self, row: Outgoing) -> None:
        self._held.discard(row.key)
        if self._queues.call_of(row)[0] in FREE:
            self._forget(row)
            self._finish(Outcome(row, Result.DROPPED, why="perishable"))
        else:
            self._queues.put_back(row)
        self._news.set()

    def _forget(self, row: Outgoing) -> None:
        self._queues.forget(row)
        self._setbacks.forget(row.key)

    def _finish(self, outcome: Outcome) -> None:
        self._held.add(outcome.row.key)
        if outcome.result is Result.UNREACHABLE:
            self.silence(outcome.row.chat_id)
        if concerns_all(outcome):
            self._queues.refused(outcome.row)
        self._settlement.add(outcome)
        self._news.set()

    def _settled(self, outcomes: list[Outcome]) -> None:
        for outcome in outcomes:
            self._held.discard(outcome.row.key)
            self._queues.settled(outcome.row, stays=outcome.result in (Result.LATER, Result.MOVED))
        if any(outcome.result is Result.MOVED for outcome in outcomes):
            self._queues.begin_anew()  # these lie before the place that was reached, with their new chat
            self._idle.clear()
        self._news.set()
