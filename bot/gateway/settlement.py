"""What follows from a send, durably: the row goes, a file's id is remembered, somebody who left is marked so."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from bot.domain.deliveries import Goal
from bot.gateway.answers import Answers
from bot.gateway.copies import concerns_all, settled
from bot.gateway.delivery import Outcome, Result, is_muted
from bot.gateway.patience import USUAL, Patience
from storage import announcements, chats, files, live, outbox, participants
from storage.engine import Engine, Transaction
from storage.files import FileId

log = structlog.get_logger()

PUT_OFF = timedelta(minutes=5)


FULL = 16
"""Outcomes that are worth a commit of their own at once; a third of what may be in flight."""
GATHER_SECONDS = 0.002


class Settlement:
    """Outcomes gather for a moment or while a commit is under way, and share the next one: a turn's, or their own."""

    def __init__(
        self,
        engine: Engine,
        *,
        clock: Callable[[], datetime],
        settled: Callable[[list[Outcome]], None],
        answers: Answers | None = None,
        patience: Patience = USUAL,
    ) -> None:
        self._engine = engine
        self._answers = answers
        self._patience = patience
        self._clock = clock
        self._settled = settled
        self._waiting: list[Outcome] = []
        self._news = asyncio.Event()
        self._full = asyncio.Event()

    def add(self, outcome: Outcome) -> None:
        self._waiting.append(outcome)
        self._news.set()
        if len(self._waiting) >= FULL:
            self._full.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self._news.wait()
            self._news.clear()
            # A turn may take them along in its own commit, or more may gather for one of ours.
            with suppress(TimeoutError):
                async with asyncio.timeout(GATHER_SECONDS):
                    await self._full.wait()
            self._full.clear()
            try:
                await self.settle()
            except Exception as error:
                # Nothing is lost: the rows are still in the outbox, and held, so they are not sent again meanwhile.
                log.error("settlement.storage_failed", error=type(error).__name__)
                await asyncio.sleep(self._patience.storage)
                self._news.set()

    def take_along(self, tx: Transaction) -> None:
        """Settle what is ready in somebody else's transaction; when that comes to nothing it is still ready."""
        batch = list(self._waiting)
        if not batch:
            return
        for outcome in batch:
            self._consequences(tx, outcome)
        rows = [o.row.id for o in batch if o.row.copy is None and o.result not in (Result.LATER, Result.MOVED)]
        if rows:
            outbox.settle_later(tx, rows)
        copies = [outcome for outcome in batch if outcome.row.copy is not None]
        if copies:
            self._settle_copies(tx, copies)
        tx.after_commit(lambda: self._taken(batch))

    def _taken(self, batch: list[Outcome]) -> None:
        taken = {outcome.row.key for outcome in batch}
        self._waiting = [outcome for outcome in self._waiting if outcome.row.key not in taken]
        self._settled(batch)

    async def settle(self) -> None:
        """One commit for all that is ready, and for what becomes so while others write."""
        if self._waiting:
            async with self._engine.write() as tx:
                self.take_along(tx)

    def _consequences(self, tx: Transaction, outcome: Outcome) -> None:
        row = outcome.row
        if self._answers is not None:
            self._answers.keep(tx, outcome)
        match outcome.result:
            case Result.SENT if outcome.file is not None and outcome.answer is not None:
                # A picture comes in several sizes, the largest last.
                sent = outcome.answer.get("document") or (outcome.answer.get("photo") or [{}])[-1]
                if "file_id" in sent:
                    files.remember(tx, FileId(outcome.file), sent["file_id"])
            case Result.UNREACHABLE:
                log.info("sender.unreachable", row=row.key)
                if row.chat_id < 0:
                    chats.left(tx, row.chat_id, now=self._clock())
                else:
                    participants.unreachable(tx, row.chat_id, now=self._clock())
                outbox.silence(tx, row.chat_id)
            case Result.REFUSED if row.chat_id < 0 and is_muted(outcome):
                log.info("sender.muted", row=row.key)
                chats.may_post(tx, row.chat_id, on=False)
            case Result.REFUSED | Result.GIVEN_UP:
                # A fault of ours (bad markup, say). It is not tried again: the next try would be refused as well.
                log.error("sender.refused", row=row.key, method=row.method, notice=row.notice, why=outcome.why)
            case Result.MOVED if outcome.chat_id is not None:
                chats.migrate(tx, row.chat_id, outcome.chat_id)
                outbox.migrate_chat(tx, row.chat_id, outcome.chat_id)
            case Result.DROPPED if outcome.why == "uneditable" and row.notice == live.NOTICE:
                live.put_away(tx, row.chat_id, row.params["message_id"])
            case Result.LATER if row.copy is not None:
                announcements.postpone(tx, row.copy.copy, until=self._clock() + PUT_OFF)
            case Result.LATER:
                outbox.postpone(tx, row.id, until=self._clock() + PUT_OFF)
            case _:
                pass

    def _settle_copies(self, tx: Transaction, copies: list[Outcome]) -> None:
        """What the copies show now; a pause of what Telegram does not take."""
        announcements.settle_later(tx, [one for one in map(settled, copies) if one is not None], now=self._clock())
        errands = [(outcome.row.copy, outcome) for outcome in copies if outcome.row.copy is not None]
        arrived = {(e.announcement, e.revision) for e, o in errands if e.goal is Goal.send and o.result is Result.SENT}
        for number, revision in arrived:
            announcements.arrived_late(tx, number, revision=revision)
        for number, (copy, why) in {e.announcement: (e.copy, o.why) for e, o in errands if concerns_all(o)}.items():
            announcements.hold_later(tx, number, because=why, now=self._clock())
            announcements.refused(tx, copy)
