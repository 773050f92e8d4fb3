"""What an announcement needs beside its copies: steps so small that turns go on between, again and again."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

import structlog

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

    async def run(self, *, every: float) -> None:
        """Until cancelled; looks for work so often (seconds)."""
        while True:
            await self.work_all()
            await asyncio.sleep(every)

    async def work_all(self) -> None:
        """Everything that can be done now. What fails is logged and tried again the next time; the rest goes on."""
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
