"""The worker that makes certificates of participation, one at a time, after the turns that asked for them.

A request is a row until its file is kept and promised, in one commit. What fails is tried again with growing waits,
and then said kindly; the name that was typed goes with the row.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.documents import certificate as documents
from bot.documents.certificate.pdf import Certificate
from bot.domain.forums import Forum
from bot.domain.participants import Participant
from bot.i18n import Translator, translator
from bot.services import forums, towns
from bot.services.turn import Town, Turn
from bot.ui.hosting import certificate as screens
from storage import files, outbox, participants
from storage import forums as stored
from storage.engine import Engine, Transaction
from storage.forums import certificates
from storage.forums.certificates import CertificateRequest

log = structlog.get_logger()

WAITS = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10))
LIVES = timedelta(hours=1)
"""It has left long before; another one is a tap away."""
AT_MOST_SECONDS = 60.0

Make = Callable[[Certificate], Awaitable[bytes]]


class MakingFailed(Exception):
    """The process that was to make a certificate ended badly, or took too long."""


async def in_process(one: Certificate) -> bytes:
    """Raises MakingFailed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.documents.certificate"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the bot, which ends this itself
    )
    try:
        async with asyncio.timeout(AT_MOST_SECONDS):
            content, _ = await process.communicate(one.model_dump_json().encode())
    except TimeoutError as error:
        raise MakingFailed("too long") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode or not content:
        raise MakingFailed(str(process.returncode))
    return content


class Certificates:
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
                log.error("certificates.storage_failed", error=type(error).__name__)
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
            request = await certificates.next_due(tx, now=self._clock())
        if request is None:
            return False
        try:
            await self._fulfil(request)
        except Exception as error:
            log.error("certificate.failed", request=request.id, error=type(error).__name__)
            await self._put_off(request)
        self._committed()
        return True

    async def _fulfil(self, request: CertificateRequest) -> None:
        async with self._engine.read() as tx:
            person, forum, t = await self._about(tx, request)
            one = await self._written(tx, request, forum, t)
        content = await self._make(one)
        now = self._clock()
        async with self._engine.write() as tx:
            if not await certificates.done(tx, request.id):
                return  # whoever asked was erased meanwhile
            file = await files.add(
                tx,
                name=documents.name(forum.id),
                mime=documents.MIME,
                size=len(content),
                content=content,
                expires_at=now + LIVES,
                owner=person.id,
            )
            caption = str(screens.caption(t, forum))
            params: dict[str, Any] = {"file": file, "caption": caption, "parse_mode": "HTML"}
            self._promise(tx, person, "sendDocument", params)

    async def _about(self, tx: Transaction, request: CertificateRequest) -> tuple[Participant, Forum, Translator]:
        person = await participants.get(tx, request.participant)
        assert person is not None  # the row goes with them
        return person, await stored.get(tx, request.forum), translator(person.language, self._town.zone)

    async def _written(self, tx: Transaction, request: CertificateRequest, forum: Forum, t: Translator) -> Certificate:
        turn = Turn(tx=tx, now=self._clock(), town=self._town)
        assert forum.starts_at is not None  # people came to it
        lasted = None if forum.ends_at is None else int((forum.ends_at - forum.starts_at).total_seconds() // 60)
        return Certificate(
            name=request.name,
            title=forum.title_in(t.language),
            starts_at=forum.starts_at,
            minutes=lasted if forum.has_hours else None,
            place=await forums.where(turn, forum, t.language),
            issuer=await towns.operator(turn, t.language),
            made_at=turn.now,
            language=t.language,
            zone=self._town.zone.key,
        )

    async def _put_off(self, request: CertificateRequest) -> None:
        async with self._engine.write() as tx:
            if request.attempts < len(WAITS):
                wait = WAITS[request.attempts]
                await certificates.failed(tx, request.id, now=self._clock(), wait=wait)
            elif await certificates.done(tx, request.id):
                person, forum, t = await self._about(tx, request)
                self._promise(tx, person, "sendMessage", screens.failed(t, forum).params())

    def _promise(self, tx: Transaction, person: Participant, method: str, params: dict[str, Any]) -> None:
        chat = person.telegram_id
        outbox.call(tx, method, {"chat_id": chat, **params}, chat_id=chat, now=self._clock())
