"""The worker: files that take longer to make than a turn may, made one at a time and promised when they are there.

A request is a row until its file is kept and promised, in one commit. A crash before it makes the file again; after it
nothing is left to do. What fails is tried again with growing waits.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.domain.errors import NotAllowed, NotFound
from bot.domain.town import OFFICIAL
from bot.i18n import translator
from bot.reports import handed_in
from bot.reports.announcements import ANNOUNCEMENT
from bot.reports.certificates import CERTIFICATE
from bot.reports.handed_in import Fetch
from bot.reports.kinds import Job, Kind, Made
from bot.reports.making import Make, in_process
from bot.reports.questionnaires import QUESTIONNAIRE
from bot.reports.spravka import SPRAVKA
from bot.services import forums
from bot.services.announcements import watching
from bot.services.questionnaires import handing_in
from bot.services.turn import Town
from bot.ui.screen import Screen
from bot.ui.surveying.files import not_read
from storage import files, outbox, reports
from storage.engine import Engine, Transaction
from storage.files import FileId
from storage.reports import Request

KINDS: Mapping[str, Kind] = {
    "spravka": SPRAVKA,
    "questionnaire": QUESTIONNAIRE,
    forums.CERTIFICATE: CERTIFICATE,
    watching.REPORT: ANNOUNCEMENT,
}
"""By what a request calls its report."""
FAILED = {**{name: kind.failed for name, kind in KINDS.items()}, handing_in.REPORT: not_read}

log = structlog.get_logger()

WAITS = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
"""After a failure. One more and the person is told; what a consultation needs is tried every hour for ever."""
DRAFT_LIVES = timedelta(days=1)
"""A file of what is not published is for looking now; another one is a tap away."""


class Reports:
    """Takes requests in the order of their coming. `committed` is called when something was promised."""

    def __init__(
        self,
        engine: Engine,
        town: Town,
        *,
        clock: Callable[[], datetime],
        committed: Callable[[], None],
        make: Make = in_process,
        fetch: Fetch | None = None,
    ) -> None:
        self._engine = engine
        self._town = town
        self._clock = clock
        self._committed = committed
        self._make = make
        self._fetch = fetch
        self._working = asyncio.Lock()

    async def run(self, *, every: float) -> None:
        """Until cancelled; looks for requests so often (seconds)."""
        while True:
            try:
                await self.work_all()
            except Exception as error:
                log.error("reports.storage_failed", error=type(error).__name__)
            await asyncio.sleep(every)

    async def work_all(self) -> int:
        """Everything that is due now; returns how many were dealt with."""
        async with self._working:
            dealt_with = 0
            while await self._one():
                dealt_with += 1
            return dealt_with

    async def _one(self) -> bool:
        async with self._engine.glance() as tx:
            request = await reports.next_due(tx, now=self._clock())
        if request is None:
            return False
        try:
            await self._fulfil(request)
        except (NotFound, NotAllowed):
            await self._give_up(request)
        except Exception as error:
            log.error("report.failed", request=request.id, format=request.format, error=type(error).__name__)
            await self._put_off(request)
        self._committed()
        return True

    # -- one request -----------------------------------------------------------------------------------------------

    async def _fulfil(self, request: Request) -> None:
        if request.report == handing_in.REPORT:
            await self._take(request)
            return
        kind = KINDS.get(request.report)
        if kind is None:
            raise NotFound(what="report")
        t = translator(request.language, self._town.zone)
        async with self._engine.read() as tx:
            job = await kind.read(tx, request, self._clock(), self._town)
        content = None if job.known is not None else await self._make(job.about, request.format, t)
        async with self._engine.write() as tx:
            if not await job.holds(tx):
                return  # it is made anew at once
            if not await reports.done(tx, request.id):
                return
            made = job.made(t)
            file = job.known if job.known is not None else await self._keep(tx, job, made, content or b"")
            if request.publishes and kind.publish is not None:
                await kind.publish(tx, request, file, self._clock())
            self._send(tx, request, file, made)

    async def _take(self, request: Request) -> None:
        """What somebody handed in, and what came of it."""
        t, now = translator(request.language, self._town.zone), self._clock()
        async with self._engine.glance() as tx:
            wanted = await handed_in.wanted(tx, request)
        content = await self._fetch(wanted) if self._fetch is not None else b""
        async with self._engine.write() as tx:
            if await reports.done(tx, request.id):
                self._tell(tx, request, await handed_in.taken(tx, request, content, now=now, town=self._town, t=t))

    async def _keep(self, tx: Transaction, job: Job, made: Made, content: bytes) -> FileId:
        """What is not for everybody does not stay."""
        file = await files.add(
            tx,
            name=made.name,
            mime=made.mime,
            size=len(content),
            content=content,
            expires_at=self._clock() + DRAFT_LIVES,
            owner=made.owner,
        )
        await job.keep(tx, file)
        return file

    def _send(self, tx: Transaction, request: Request, file: FileId, made: Made) -> None:
        if request.chat_id is None:
            return
        if made.screen is not None:
            self._tell(tx, request, made.screen)
        method = "sendPhoto" if made.photo else "sendDocument"
        params: dict[str, Any] = {
            "chat_id": request.chat_id,
            "file": file,
            "caption": made.caption,
            "parse_mode": "HTML",
        }
        outbox.call(tx, method, params, chat_id=request.chat_id, now=self._clock())

    def _tell(self, tx: Transaction, request: Request, screen: Screen) -> None:
        """On the message that says that it is being made, or where there is none as a message of its own."""
        if request.chat_id is None:
            return
        params = {**screen.params(request.language), "chat_id": request.chat_id}
        method = "sendMessage"
        if request.message_id is not None:
            method, params = "editMessageText", {**params, "message_id": request.message_id}
        outbox.call(tx, method, params, chat_id=request.chat_id, now=self._clock())

    # -- what fails ------------------------------------------------------------------------------------------------

    async def _put_off(self, request: Request) -> None:
        if request.attempts >= len(WAITS) and not request.publishes:
            await self._give_up(request)
            return
        wait = WAITS[min(request.attempts, len(WAITS) - 1)]
        async with self._engine.write() as tx:
            await reports.failed(tx, request.id, now=self._clock(), wait=wait)

    async def _give_up(self, request: Request) -> None:
        t = translator(request.language or OFFICIAL, self._town.zone)
        async with self._engine.write() as tx:
            if await reports.done(tx, request.id):
                self._tell(tx, request, FAILED.get(request.report, SPRAVKA.failed)(t))
