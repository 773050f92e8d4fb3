"""The worker: files that take longer to make than a turn may, made one at a time and promised when they are there.

A request is a row until its file is kept and promised, in one commit. A crash before it makes the file again; after it
nothing is left to do. What fails is tried again with growing waits.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.documents.spravka import KINDS, name
from bot.documents.spravka.__main__ import Order
from bot.domain.consultations import DocumentKind
from bot.domain.errors import NotFound
from bot.domain.spravka import Spravka
from bot.domain.town import OFFICIAL
from bot.i18n import Translator, translator
from bot.services.spravka import Reading, read
from bot.services.turn import Town
from bot.ui.screen import Screen
from bot.ui.spravka import files as screens
from bot.ui.spravka.common import counts_of
from storage import consultations, files, outbox, proposals, reports, spravki
from storage.engine import Engine, Transaction
from storage.files import FileId, StoredFile
from storage.reports import Request

log = structlog.get_logger()

WAITS = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
"""After a failure. One more and the person is told; what a consultation needs is tried every hour for ever."""
DRAFT_LIVES = timedelta(days=1)
"""A file of what is not published is for looking now; another one is a tap away."""
AT_MOST_SECONDS = 180.0

Make = Callable[[Spravka, str, Translator], Awaitable[bytes]]


class MakingFailed(Exception):
    """The process that was to make a file ended badly, or took too long."""


async def in_process(spravka: Spravka, format: str, t: Translator) -> bytes:
    """Raises MakingFailed. Nothing of what people wrote comes out by any other way than in the file."""
    order = Order(spravka=spravka, format=format, language=t.language, zone=t.zone.key)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.documents.spravka"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the bot, which ends this itself
    )
    try:
        async with asyncio.timeout(AT_MOST_SECONDS):
            content, _ = await process.communicate(order.model_dump_json().encode())
    except TimeoutError as error:
        raise MakingFailed("too long") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode or not content:
        raise MakingFailed(str(process.returncode))
    return content


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
    ) -> None:
        self._engine = engine
        self._town = town
        self._clock = clock
        self._committed = committed
        self._make = make
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
        except NotFound:
            await self._give_up(request)
        except Exception as error:
            log.error("report.failed", request=request.id, format=request.format, error=type(error).__name__)
            await self._put_off(request)
        self._committed()
        return True

    # -- one request -----------------------------------------------------------------------------------------------

    async def _fulfil(self, request: Request) -> None:
        if request.report != "spravka" or request.format not in KINDS or request.consultation is None:
            raise NotFound(what="report")
        t = translator(request.language, self._town.zone)
        async with self._engine.read() as tx:
            known = await self._known(tx, request)
            reading = await read(tx, request.consultation, now=self._clock(), zone=self._town.zone)
            before = await proposals.state_of(tx, request.consultation)
        content = None if known is not None else await self._make(reading.spravka, request.format, t)
        async with self._engine.write() as tx:
            if reading.published is not None and await proposals.state_of(tx, request.consultation) != before:
                return  # an author has gone meanwhile, whose name must not stay in it: it is made anew at once
            if not await reports.done(tx, request.id):
                return
            file = known.id if known is not None else await self._keep(tx, request, reading, content or b"")
            if request.publishes:
                await self._publish(tx, request, file)
            self._send(tx, request, file, t, reading)

    async def _known(self, tx: Transaction, request: Request) -> StoredFile | None:
        """Made before, for somebody else."""
        assert request.consultation is not None
        return await spravki.file(tx, request.consultation, format=request.format, language=request.language)

    async def _keep(self, tx: Transaction, request: Request, reading: Reading, content: bytes) -> FileId:
        """A published spravka is made once; the rest, and what changed while it was made, is for this chat alone."""
        number = reading.consultation.id
        now = self._clock()
        file = await files.add(
            tx,
            name=name(number, request.format, request.language),
            mime=KINDS[request.format].mime,
            size=len(content),
            content=content,
            expires_at=now + DRAFT_LIVES,
        )
        unchanged = await spravki.of(tx, number) == reading.published
        same = (await consultations.get(tx, number)).version == reading.consultation.version
        if reading.published is not None and unchanged and same:
            await spravki.put_file(tx, number, file, format=request.format, language=request.language)
        return file

    async def _publish(self, tx: Transaction, request: Request, file: FileId) -> None:
        """Among the consultation's documents, once."""
        assert request.consultation is not None
        made = await files.get(tx, file)
        known = await consultations.documents(tx, request.consultation)
        if not any(one.kind is DocumentKind.spravka and one.file.name == made.name for one in known):
            await consultations.add_document(
                tx, request.consultation, kind=DocumentKind.spravka, file=file, now=self._clock()
            )

    def _send(self, tx: Transaction, request: Request, file: FileId, t: Translator, reading: Reading) -> None:
        if request.chat_id is None:
            return
        self._tell(tx, request, screens.made(t, reading.consultation.id, published=reading.published is not None))
        method = "sendPhoto" if request.format == "chart" else "sendDocument"
        caption = str(screens.caption(t, reading.spravka.header, counts_of(reading.spravka), request.format))
        params: dict[str, Any] = {"chat_id": request.chat_id, "file": file, "caption": caption, "parse_mode": "HTML"}
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
                self._tell(tx, request, screens.failed(t))
