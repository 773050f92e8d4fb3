"""The tick: asks the database what is due and promises it, in transactions so small that turns go on between."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime, timedelta
from functools import partial

import structlog

from bot.services import answering, chats, dormancy, forums, housekeeping, questionnaires
from bot.services.bodies import telling as bodies
from bot.services.notices import digests, fan_out
from bot.services.turn import Town, Turn
from storage.bodies import news
from storage.engine import Engine
from storage.notices import occasions

log = structlog.get_logger()

OCCASIONS = 100
"""Occasions in one tick; the next one is seconds away."""
LISTENING = timedelta(hours=1)
"""After a start those are heard who wrote meanwhile, before anybody is erased for their silence."""


class Jobs:
    """The clock's own work. A tick that comes late, twice or after a crash tells nobody anything twice.

    `committed` is called after every durable step, so that what was promised leaves at once; `erased` hears of every
    chat whose person was erased, so that nothing older leaves any more. `also` are steps of forums that know screens.
    """

    def __init__(
        self,
        engine: Engine,
        town: Town,
        *,
        clock: Callable[[], datetime],
        committed: Callable[[], None],
        erased: Callable[[int], None],
        also: Mapping[str, Callable[[Turn], Awaitable[bool]]] | None = None,
    ) -> None:
        self._engine = engine
        self._town = town
        self._clock = clock
        self._committed = committed
        self._erased = erased
        self._steps = {**forums.STEPS, **(also or {})}
        self._began: datetime | None = None
        self._swept_on: date | None = None
        self._erased_on: date | None = None
        self._nudged_on: date | None = None
        self._asking = True
        """Whether anything was asked up to this tick; before the first one nobody knows."""

    async def tick(self) -> None:
        """Tell, fold, tidy up, erase. What fails is logged and tried again at the next tick; the rest goes on."""
        await self._tell()
        await self._tell_of_bodies()
        await self._repeat("alerts.folding_failed", digests.fold)
        await self._repeat("chats.greeting_failed", chats.greet)
        for name, step in self._steps.items():
            await self._repeat("forums.failed", step, what=name)
        await self._ask()
        await self._sweep()
        await self._erase()
        await self._nudge()

    async def _tell(self) -> None:
        async with self._engine.glance() as tx:
            due = await occasions.due(tx, now=self._clock(), limit=OCCASIONS)
        for occasion in due:
            await self._repeat("occasion.failed", partial(fan_out.advance, occasion=occasion), occasion=occasion)

    async def _ask(self) -> None:
        """Open questionnaires, tell of them, and count those that have closed."""
        for name, step in questionnaires.STEPS.items():
            await self._repeat("questionnaires.failed", step, what=name)
        async with self._engine.glance() as tx:
            running = await questionnaires.running(tx)
        for number in running:
            await self._repeat(
                "questionnaires.failed", partial(questionnaires.advance, number=number), questionnaire=number
            )
        if running or self._asking:
            await self._forget_log()
        self._asking = bool(running)

    async def _forget_log(self) -> None:
        """What is answered lies in one commit with who answered: the log that tells of commits is not kept for long."""
        try:
            await self._engine.forget_log()
        except Exception as error:
            log.error("questionnaires.log_not_forgotten", error=type(error).__name__)

    async def _tell_of_bodies(self) -> None:
        async with self._engine.glance() as tx:
            due = await news.is_due(tx, now=self._clock())
        if due:
            await self._repeat("bodies.telling_failed", bodies.tick)

    async def _sweep(self) -> None:
        """Once a day of the town's calendar, and after every start."""
        today = self._today()
        if today == self._swept_on:
            return
        for name, sweep in housekeeping.SWEEPS.items():
            await self._repeat("housekeeping.failed", sweep, what=name)
        await self._repeat("proposals.lapsing_failed", answering.lapse)
        self._swept_on = today

    async def _erase(self) -> None:
        """Once a day too, but not right after a start."""
        today, now = self._today(), self._clock()
        self._began = self._began or now
        if today == self._erased_on or now - self._began < LISTENING:
            return
        await self._repeat("housekeeping.failed", partial(dormancy.erase, erased=self._erased), what="silent")
        self._erased_on = today

    def _today(self) -> date:
        return self._clock().astimezone(self._town.zone).date()

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
