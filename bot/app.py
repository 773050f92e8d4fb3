"""The only place that constructs and wires: database, doors, turns, sender, tick and the way in."""

import asyncio
import warnings
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import structlog
from telegram.ext import (
    Application,
    ApplicationBuilder,
    ContextTypes,
    ExtBot,
    JobQueue,
)
from telegram.warnings import PTBUserWarning

import handlers
from bot.broadcast.source import Copies
from bot.broadcast.worker import Broadcast
from bot.domain.errors import NotFound
from bot.doorkeeping import Doorkeeper
from bot.gateway.answers import Answers, Question
from bot.gateway.client import AiohttpRequest
from bot.gateway.context import Context
from bot.gateway.delivery import Delivery, Upload
from bot.gateway.exchange import CURRENT
from bot.gateway.limits import FREE_PER_SECOND, Limits
from bot.gateway.patience import USUAL, Patience
from bot.gateway.receiver import Receiver
from bot.gateway.sender import Sender
from bot.gateway.turns import Turns
from bot.jobs import Jobs
from bot.notices import Renderer
from bot.profile import introduce
from bot.reports import Make, Reports, in_process
from bot.services import chats
from bot.services.turn import Town
from bot.settings import Settings
from bot.way_in import StartRefused, WayIn, in_words
from storage import files, schema
from storage.engine import Engine, Transaction
from storage.files import FileId

__all__ = ["Prestige", "StartRefused", "build_application", "system_clock"]

log = structlog.get_logger()

TICK_SECONDS = 5.0
DRAIN_SECONDS = 3.0

Clock = Callable[[], datetime]
PtbApplication = Application[Any, Context, Any, Any, Any, Any]


def system_clock() -> datetime:
    return datetime.now(UTC)


def build_application(settings: Settings) -> PtbApplication:
    """python-telegram-bot's application with our request, our context and no updater: updates come from the inbox."""
    # The sender speaks in rows of the outbox, not in typed calls: half the cost of a message.
    warnings.filterwarnings("ignore", message="Please use 'Bot", category=PTBUserWarning)
    bot: ExtBot[None] = ExtBot(
        settings.token,
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=AiohttpRequest(read_timeout=20.0),
        get_updates_request=AiohttpRequest(limit=2),
    )
    application: PtbApplication = (
        ApplicationBuilder()
        .bot(bot)
        .context_types(ContextTypes(context=Context))
        .updater(None)
        .job_queue(JobQueue())
        .build()
    )
    for handler in handlers.all_handlers():
        application.add_handler(handler)
    application.add_error_handler(_keep_failure)
    return application


async def _keep_failure(update: object, context: Context) -> None:
    """Hands what a handler raised to its turn, which rolls back and answers."""
    CURRENT.get().failure = context.error


class Prestige:
    """The running bot. `start` and `stop` may be called once each."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock = system_clock,
        limits: Limits | None = None,
        patience: Patience = USUAL,
        make: Make = in_process,
        tick_seconds: float = TICK_SECONDS,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.patience = patience
        self.engine = Engine(settings.database_path, settings.key)
        self.town = Town(
            zone=settings.zone,
            language=settings.language,
            owners=frozenset(settings.owner_ids),
            smallest_group=settings.smallest_group,
            four_eyes_above=None if settings.four_eyes_above < 0 else settings.four_eyes_above,
        )
        self.application = build_application(settings)
        self.answers = Answers(
            self.engine,
            self.town,
            clock=clock,
            committed=lambda: self.sender.wake(),
            questions={chats.ADMINISTRATOR: Question(chats.status, chats.answered)},
        )
        self.sender = Sender(
            self.engine,
            Delivery(self.application.bot, self._fetch),
            limits or Limits.under(settings.sends_per_second),
            render=Renderer(self.engine, self.town, clock, username=lambda: self.application.bot.username).render,
            source=Copies(
                self.engine,
                self.town,
                clock=clock,
                username=lambda: self.application.bot.username,
                paid=settings.sends_per_second > FREE_PER_SECOND,
            ),
            clock=clock,
            answers=self.answers,
            patience=patience,
        )
        self.turns = Turns(
            self.engine,
            self.application,
            self.town,
            clock=clock,
            explain=handlers.explaining(self.application),
            committed=self.sender.offer,
            erased=self.sender.silence,
            take_along=self.sender.take_along,
            patience=patience,
        )
        self.receiver = Receiver(
            self.application.bot, self.engine, clock=clock, accepted=self.turns.wake, patience=patience
        )
        self.way_in = WayIn(
            settings, self.application, self.engine, clock=clock, accepted=self.turns.wake, patience=patience
        )
        self.jobs = Jobs(
            self.engine,
            self.town,
            clock=clock,
            committed=self.sender.wake,
            erased=self.sender.silence,
            also={"doors": Doorkeeper(lambda: self.application.bot.username).keep},
        )
        self.reports = Reports(
            self.engine, self.town, clock=clock, committed=self.sender.wake, fetch=self._fetch_content, make=make
        )
        self.broadcast = Broadcast(self.engine, self.town, clock=clock, committed=self.sender.wake)
        self._tick_seconds = tick_seconds
        self._tasks: list[asyncio.Task[None]] = []
        self.failed: asyncio.Future[None] | None = None

    # -- life ------------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Bring the database to this version, meet Telegram, and begin. Raises StartRefused."""
        self.failed = asyncio.get_running_loop().create_future()
        path, key = self.settings.database_path, self.settings.key
        copy = await asyncio.to_thread(schema.upgrade, path, key, now=self.clock())
        if copy is not None:
            log.info("database.upgraded", copy=copy.name)
        await self.engine.open()
        await self.way_in.open()
        if self.settings.webhook_url is None:
            self._spawn("receiver", self.receiver.run())
        self._spawn("turns", self.turns.run())
        self._spawn("sender", self.sender.run())
        self._spawn("answers", self.answers.run(every=self._tick_seconds))
        self._spawn("reports", self.reports.run(every=self._tick_seconds / 5))
        self._spawn("broadcast", self.broadcast.run(every=self._tick_seconds / 5))
        self._spawn("profile", introduce(self.application.bot, self.engine))
        await self._start_ticking()
        log.info("started", way_in="webhook" if self.settings.webhook_url else "polling")

    async def _start_ticking(self) -> None:
        queue = self.application.job_queue
        assert queue is not None
        queue.run_repeating(
            self._tick,
            interval=self._tick_seconds,
            first=0,
            # A late tick is as good as a punctual one, and two at once would be one too many.
            job_kwargs={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        await queue.start()

    async def _tick(self, context: Context) -> None:
        try:
            await self.jobs.tick()
        except Exception as error:
            log.error("tick.failed", error=type(error).__name__)

    def tick_soon(self) -> None:
        """The clock was moved by hand: what has come due is not left waiting for the next tick."""
        queue = self.application.job_queue
        assert queue is not None
        queue.run_once(self._tick, when=0)

    async def _fetch(self, file: int) -> Upload | None:
        async with self.engine.read() as tx:
            return await _upload(tx, file)

    async def _fetch_content(self, telegram_id: str) -> bytes:
        return bytes(await (await self.application.bot.get_file(telegram_id)).download_as_bytearray())

    def _spawn(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work, name=name)
        task.add_done_callback(self._ended)
        self._tasks.append(task)

    def _ended(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None and self.failed is not None and not self.failed.done():
            self.failed.set_exception(in_words(error))

    async def wait(self) -> None:
        """Until something essential fails. Raises StartRefused in plain words."""
        assert self.failed is not None
        await self.failed

    async def stop(self) -> None:
        """Take nothing more in, finish what is under way, close. What is left stays in inbox and outbox."""
        if self.application.job_queue is not None:
            await self.application.job_queue.stop(wait=False)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        # Deliveries under way are still taken, into the inbox, while what is in flight arrives.
        await asyncio.gather(self.way_in.close(), self.sender.drain(DRAIN_SECONDS))
        await self.application.shutdown()
        await self.engine.close()


async def _upload(tx: Transaction, file: int) -> Upload | None:
    try:
        stored = await files.get(tx, FileId(file))
    except NotFound:
        return None
    content = None if stored.telegram_id is not None else await files.content(tx, stored.id)
    return Upload(stored.id, stored.telegram_id, stored.name, stored.mime, content)
