"""The tick: asks the database what is due and promises it, in transactions so small that turns go on between."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from functools import partial

import structlog

from bot.services import answering, housekeeping
from bot.services.notices import digests, fan_out
from bot.services.turn import Town, Turn
from storage.engine import Engine
from storage.notices import occasions

log = structlog.get_logger()

OCCASIONS = 100
"""Occasions in one tick; the next one is seconds away."""


class Jobs:
    """The clock's own work. A tick that comes late, twice or after a crash tells nobody anything twice.

    `committed` is called after every durable step, so that what was promised leaves at once.
    """

    def __init__(
        self, engine: Engine, town: Town, *, clock: Callable[[], datetime], committed: Callable[[], None]
    ) -> None:
        self._engine = engine
        self._town = town
        self._clock = clock
        self._committed = committed
        self._swept_on: date | None = None
        self._nudged_on: date | None = None

    async def tick(self) -> None:
        """Tell, fold, tidy up. What fails is logged and tried again at the next tick; the rest goes on."""
        await self._tell()
        await self._repeat("alerts.folding_failed", digests.fold)
        await self._sweep()
        await self._nudge()

    async def _tell(self) -> None:
        async with self._engine.glance() as tx:
            due = await occasions.due(tx, now=self._clock(), limit=OCCASIONS)
        for occasion in due:
            await self._repeat("occasion.failed", partial(fan_out.advance, occasion=occasion), occasion=occasion)

    async def _sweep(self) -> None:
        """Once a day of the town's calendar, and after every start."""
        today = self._clock().astimezone(self._town.zone).date()
        if today == self._swept_on:
            return
        for name, sweep in housekeeping.SWEEPS.items():
            await self._repeat("housekeeping.failed", sweep, what=name)
        await self._repeat("proposals.lapsing_failed", answering.lapse)
        self._swept_on = today

    async def _nudge(self) -> None:
        """Remind staff once a day, as soon as it is late enough; `told` keeps it from coming twice after a start."""
        local = self._clock().astimezone(self._town.zone)
        if local.time() < answering.NUDGE_AT or local.date() == self._nudged_on:
            return
        await self._repeat("staff.nudging_failed", answering.nudge)
        self._nudged_on = local.date()

    async def _repeat(self, failed: str, step: Callable[[Turn], Awaitable[bool]], **about: object) -> None:
        """The step in a transaction of its own, again and again until it says that nothing is left."""
        try:
            finished = False
            while not finished:
                async with self._engine.write() as tx:
                    finished = await step(Turn(tx=tx, now=self._clock(), town=self._town))
                self._committed()
        except Exception as error:
            log.error(failed, error=type(error).__name__, **about)
