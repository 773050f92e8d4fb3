"""What an announcement needs beside its copies: steps so small that turns go on between, again and again."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

import structlog

from bot.broadcast.live import Live
from bot.services.announcements import counting, finishing, snapshot
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
        self._counting = asyncio.Lock()
        self._live = Live(engine, town, clock=clock)
        self._watching = asyncio.Lock()

    async def run(self, *, every: float) -> None:
        """Until cancelled; looks for work so often (seconds). Neither a count nor those who watch wait for
        a snapshot to be over.
        """

        async def again_and_again(work: Callable[[], Awaitable[None]]) -> None:
            while True:
                await work()
                await asyncio.sleep(every)

        await asyncio.gather(*(again_and_again(work) for work in (self._work, self.count_all, self._watch)))

    async def work_all(self) -> None:
        """Everything that can be done now, and what those who watch then see."""
        await self._work()
        await self.count_all()
        await self._watch()

    async def _work(self) -> None:
        """One step of each after another, until none is left: a snapshot of many people holds up nothing else."""
        async with self._working:
            busy = True
            while busy:
                busy = False
                for name, step in STEPS.items():
                    busy |= not await self._take(name, step)

    async def count_all(self) -> None:
        """Every audience whose count nobody knows: looked at beside the turns, and kept in a moment."""
        async with self._counting:
            try:
                while await self._count():
                    self._committed()
            except Exception as error:
                log.error("broadcast.failed", what="counting", error=type(error).__name__)

    async def _count(self) -> bool:
        """One of them; False when all are counted, or somebody is changing this one just now."""
        async with self._engine.read() as tx:
            turn = Turn(tx=tx, now=self._clock(), town=self._town)
            one = await counting.uncounted(turn)
            if one is None:
                return False
            found = await counting.count(turn, one)
        async with self._engine.write() as tx:
            return await counting.counted(Turn(tx=tx, now=self._clock(), town=self._town), one, found)

    async def _take(self, name: str, step: Step) -> bool:
        """Whether nothing is left of it. What fails is logged and tried again the next time; the rest goes on."""
        try:
            async with self._engine.write() as tx:
                finished = await step(Turn(tx=tx, now=self._clock(), town=self._town))
        except Exception as error:
            log.error("broadcast.failed", what=name, error=type(error).__name__)
            return True
        self._committed()
        return finished

    async def _watch(self) -> None:
        async with self._watching:
            try:
                if await self._live.refresh():
                    self._committed()
            except Exception as error:
                log.error("broadcast.failed", what="live", error=type(error).__name__)
