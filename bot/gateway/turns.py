"""One update, one turn, one after another; each is a part of a transaction that comes to nothing by itself.

A turn takes about a millisecond and never waits for a socket, so a queue of one is as fast as many side by side, and
whole families of races cannot happen. An update leaves the inbox in the same commit as its effect and its replies. A
durable commit costs about as much as a turn: while more updates wait, a few turns share one.
"""

import asyncio
import secrets
import time
import traceback
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import orjson
import structlog
from telegram import Update
from telegram.ext import Application

from bot.domain.errors import DomainError, NotAllowed
from bot.gateway.context import Context
from bot.gateway.discretion import without_answers
from bot.gateway.exchange import Exchange, current
from bot.gateway.patience import USUAL, Patience
from bot.services.turn import Town, Turn
from storage import inbox, participants
from storage.engine import Engine, StorageTrouble, Transaction
from storage.inbox import Waiting
from storage.outbox import Outgoing

log = structlog.get_logger()

ATTEMPTS = 3
BATCH = 200
LOOK_SECONDS = 1.0
SHARED = 16
"""Turns in one commit, when as many wait."""
SHARED_SECONDS = 0.01
"""After which no further turn joins: whoever was first waits for the last, and other writers for all of them."""

Clock = Callable[[], datetime]
ErrorScreen = Callable[[Exchange, Exception, str | None], Awaitable[None]]
"""Says in words why nothing happened: a rule's refusal, or a failure of ours with its number."""


@dataclass(frozen=True, slots=True)
class Played:
    """What follows from a turn when it is durable; `erased` is the chat of a person who was erased."""

    promised: list[Outgoing] = field(default_factory=list)
    erased: int | None = None


class Turns:
    """Plays what waits in the inbox. `committed` hears of every durable turn's replies, so that they leave at once;
    `erased` hears first of a chat whose person was erased, so that nothing older leaves any more;
    `take_along` may put the sender's settlements into a turn's commit, which spares one of their own.
    """

    def __init__(
        self,
        engine: Engine,
        application: Application[Any, Context, Any, Any, Any, Any],
        town: Town,
        *,
        clock: Clock,
        explain: ErrorScreen,
        committed: Callable[[list[Outgoing]], None],
        erased: Callable[[int], None],
        take_along: Callable[[Transaction], None],
        patience: Patience = USUAL,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._application = application
        self._town = town
        self._clock = clock
        self._explain = explain
        self._committed = committed
        self._patience = patience
        self._monotonic = monotonic
        self._erased = erased
        self._take_along = take_along
        self._news = asyncio.Event()
        self._idle = asyncio.Event()

    def wake(self) -> None:
        """There may be something in the inbox."""
        self._idle.clear()
        self._news.set()

    async def idle(self) -> None:
        """Returns when nothing is waiting that could be played now."""
        await self._idle.wait()

    async def run(self) -> None:
        """Until cancelled; a cancelled turn is rolled back and will be played after the restart."""
        while True:
            self._news.clear()
            try:
                played = await self.play_waiting()
            except Exception as error:
                # The disk is full or the file cannot be read: updates wait in the inbox, where they are safe.
                log.error("turns.storage_failed", error=type(error).__name__)
                await asyncio.sleep(self._patience.storage)
                continue
            if played == 0 and not self._news.is_set():
                self._idle.set()
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_SECONDS):  # what is to be retried comes due unasked
                        await self._news.wait()

    async def play_waiting(self) -> int:
        """Play a batch; returns how many updates were taken up."""
        async with self._engine.glance() as tx:
            batch = await inbox.waiting(tx, now=self._clock(), limit=BATCH)
        left = deque(batch)
        while left:
            await self._share(left)
        return len(batch)

    async def _share(self, left: deque[Waiting]) -> None:
        """Play the next few in one commit. What one of them says leaves when all of them are durable."""
        taken: list[Waiting] = []
        played: list[Played] = []
        try:
            async with self._engine.write() as tx:
                until = self._monotonic() + SHARED_SECONDS
                while self._one_more(taken, left, until):
                    taken.append(left.popleft())
                    played.append(await self._turn(tx, taken[-1]))
                self._take_along(tx)
        except StorageTrouble:
            raise
        except Exception as error:
            if len(taken) == 1:
                await self._failed(taken[0], error)
                return
            # Nothing was kept. Each alone comes to what it would have come to, and the others hear nothing of it.
            for waiting in taken:
                await self._share(deque((waiting,)))
            return
        for one in played:
            self._release(one)

    def _one_more(self, taken: list[Waiting], left: deque[Waiting], until: float) -> bool:
        """What failed before shares with nobody."""
        if not left or not taken:
            return bool(left)
        alone = taken[0].attempts > 0 or left[0].attempts > 0
        return not alone and len(taken) < SHARED and self._monotonic() < until

    async def _turn(self, tx: Transaction, waiting: Waiting) -> Played:
        """The turn itself; when a rule says no, a turn that only says why."""
        try:
            return await self._attempt(tx, waiting, None, None)
        except DomainError as refusal:
            return await self._attempt(tx, waiting, refusal, None)

    async def _attempt(self, tx: Transaction, waiting: Waiting, problem: Exception | None, code: str | None) -> Played:
        """With a problem, only that is told. Whatever is raised undoes this turn and no other."""
        now = self._clock()
        promised: list[Outgoing] = []
        with tx.part():
            inbox.handled(tx, waiting.update_id, now=now)
            update = Update.de_json(orjson.loads(waiting.payload), self._application.bot)
            if update.effective_user is None and update.channel_post is None:
                log.info("turn.nobody", update=waiting.update_id)
                return Played()
            exchange, last_seen_on = await self._open(tx, update, now)
            with current(exchange):
                if problem is None:
                    await self._application.process_update(update)
                    if exchange.failure is not None:
                        raise exchange.failure
                else:
                    if isinstance(problem, NotAllowed):
                        exchange.turn.audit("refused", what=str(problem.facts.get("action")))
                    await self._explain(exchange, problem, code)
            exchange.close(last_seen_on=last_seen_on, promised=promised)
        return Played(promised, erased=exchange.chat_id if exchange.forgotten else None)

    def _release(self, played: Played) -> None:
        """Durable: now it may be heard."""
        if played.erased is not None:
            self._erased(played.erased)
        self._committed(played.promised)

    async def _open(self, tx: Transaction, update: Update, now: datetime) -> tuple[Exchange, str | None]:
        who, chat = update.effective_user or update.effective_chat, update.effective_chat
        assert who is not None  # what is posted in a channel is said by the channel
        arrival = await participants.arrival(tx, who.id, chat.id if chat is not None else who.id)
        turn = Turn(tx=tx, now=now, town=self._town, actor=arrival.participant, member=arrival.member)
        return Exchange.begin(update, turn, arrival), arrival.last_seen_on

    async def _failed(self, waiting: Waiting, error: Exception) -> None:
        """Try again a bounded number of times, then park the update and tell the person its number."""
        code = secrets.token_hex(3).upper()
        place = _place(error)
        log.error("turn.failed", update=waiting.update_id, attempt=waiting.attempts + 1, error=place, code=code)
        now = self._clock()
        if waiting.attempts + 1 < ATTEMPTS:
            async with self._engine.write() as tx:
                inbox.retry(tx, waiting.update_id, at=now + timedelta(seconds=2**waiting.attempts))
            return
        async with self._engine.write() as tx:
            kept = replace(waiting, payload=await without_answers(tx, waiting.payload))
            inbox.park(tx, kept, code=code, error=place, now=now)
        try:
            async with self._engine.write() as tx:
                played = await self._attempt(tx, waiting, error, code)
            self._release(played)
        except StorageTrouble:
            raise
        except Exception as second:
            log.error("turn.unexplained", update=waiting.update_id, error=_place(second))


def _place(error: Exception) -> str:
    """The kind of error and where it happened; never its message, which may quote what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    where = next((f for f in reversed(frames) if "site-packages" not in f.filename), frames[-1] if frames else None)
    if where is None:
        return type(error).__name__
    return f"{type(error).__name__} in {where.name}:{where.lineno}"
