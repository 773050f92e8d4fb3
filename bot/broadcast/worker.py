"""What an announcement needs beside its copies: steps so small that turns go on between, again and again."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

import structlog

from bot.broadcast.live import Live
from bot.services.announcements import finishing, snapshot
from bot.services.turn import Town, Turn
from storage.engine import Engine

log = structlog.get_logger()

Step = Callable[[Turn], Awaitable[bool]]
"""One small piece of work in a transaction of its own; True when nothing is left to do."""

STEPS: Mapping[str, Step] = {"snapshot": snapshot.advance, "finishing": finishing.advance}


class Broadcast:
    """`committed` is called after every durable step, so that what was promised leaves at once."""

    def __init__(
        self, engine: Engine, town: Town, *, clock: Callable[[], datetime], committed: Callable[[], None]
    ) -> None:
        self._engine = engine
        self._town = town
        self._clock = clock
        self._committed = committed
        self._working = asyncio.Lock()
        self._live = Live(engine, town, clock=clock)
        self._watching = asyncio.Lock()

    async def run(self, *, every: float) -> None:
        """Until cancelled; looks for work so often (seconds). Whoever watches need not wait for the end of it."""

        async def again_and_again(work: Callable[[], Awaitable[None]]) -> None:
            while True:
                await work()
                await asyncio.sleep(every)

        await asyncio.gather(again_and_again(self._work), again_and_again(self._watch))

    async def work_all(self) -> None:
        """Everything that can be done now, and what those who watch then see."""
        await self._work()
        await self._watch()

    async def _work(self) -> None:
        """What fails is logged and tried again the next time; the rest goes on."""
        async with self._working:
            for name, step in STEPS.items():
                try:
                    await self._repeat(step)
                except Exception as error:
                    log.error("broadcast.failed", what=name, error=type(error).__name__)

    async def _repeat(self, step: Step) -> None:
        finished = False
        while not finished:
            async with self._engine.write() as tx:
                finished = await step(Turn(tx=tx, now=self._clock(), town=self._town))
            self._committed()

    async def _watch(self) -> None:
        async with self._watching:
            try:
                if await self._live.refresh():
                    self._committed()
            except Exception as error:
                log.error("broadcast.failed", what="live", error=type(error).__name__)
