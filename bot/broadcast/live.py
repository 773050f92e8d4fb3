"""Screens that go on by themselves while somebody looks: each edited in place when its words have changed.

They are rows, so they come back to life after a crash. Only what a screen says is kept of the past: a speed is known
again after two looks.
"""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.broadcast.screens import render
from bot.domain.announcements import AnnouncementState
from bot.domain.errors import NotAllowed, NotFound
from bot.domain.ids import AnnouncementId
from bot.i18n import translator
from bot.services.announcements.watching import Watch
from bot.services.turn import Town, Turn
from bot.ui.screen import fingerprint
from storage import live, outbox, participants, staff
from storage.engine import Engine, Transaction
from storage.live import NOTICE, LiveScreen
from storage.outbox import Recipient

log = structlog.get_logger()

APART = timedelta(seconds=2)
"""Between two edits of one message."""
LOOKED_AT = timedelta(hours=12)
"""Nobody looks any longer at what has not changed for so long."""
WINDOW = timedelta(seconds=20)
"""A speed is that of the last seconds."""


class Speeds:
    """How many copies left by when, of each announcement that is watched."""

    def __init__(self) -> None:
        self._seen: dict[AnnouncementId, deque[tuple[datetime, int]]] = {}

    def of(self, found: Watch) -> float | None:
        """None before two looks, and while nothing is sent."""
        one = found.one
        if one.state is not AnnouncementState.sending or one.held:
            self._seen.pop(one.id, None)
            return None
        seen = self._seen.setdefault(one.id, deque())
        if seen and seen[-1][0] > found.now:  # the clock was set back
            seen.clear()
        if not seen or seen[-1][0] < found.now:
            seen.append((found.now, 0 if found.tally is None else found.tally.done))
        while len(seen) > 2 and found.now - seen[0][0] > WINDOW:
            seen.popleft()
        (since, before), (until, after) = seen[0], seen[-1]
        return (after - before) / (until - since).total_seconds() if until > since else None


class Live:
    def __init__(self, engine: Engine, town: Town, *, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._town = town
        self._clock = clock
        self._speeds = Speeds()

    async def refresh(self) -> bool:
        """Whether anything was promised. What cannot be rendered is logged, and the others go on."""
        now = self._clock()
        async with self._engine.glance() as tx:
            screens = await live.all_of(tx)
        promised = False
        for one in screens:
            since = now - datetime.fromtimestamp(one.shown_at, now.tzinfo)
            if since >= APART or since < timedelta(0):  # or the clock was set back
                try:
                    promised |= await self._look(one, now)
                except Exception as error:
                    log.error("live.failed", view=one.view, subject=one.subject, error=type(error).__name__)
        return promised

    async def _look(self, one: LiveScreen, now: datetime) -> bool:
        t = translator(one.language, self._town.zone)
        try:
            async with self._engine.read() as tx:
                _, screen = await render(await self._turn(tx, one, now), one.view, one.subject, t, self._speeds.of)
        except (NotFound, NotAllowed):
            await self._put_away(one)
            return False
        words = fingerprint(screen)
        if words == one.shown:
            if now - datetime.fromtimestamp(one.shown_at, now.tzinfo) > LOOKED_AT:
                await self._put_away(one)
            return False
        async with self._engine.write() as tx:
            if not await live.changed(tx, one, shown=words, now=now):
                return False
            return await self._promise(tx, one, screen.params(), now)

    async def _turn(self, tx: Transaction, one: LiveScreen, now: datetime) -> Turn:
        """As if whoever looks had asked."""
        actor = await participants.by_telegram(tx, one.chat_id)
        member = None if actor is None else await staff.get(tx, actor.id)
        return Turn(tx=tx, now=now, town=self._town, actor=actor, member=member)

    @staticmethod
    async def _promise(tx: Transaction, one: LiveScreen, words: dict[str, object], now: datetime) -> bool:
        """An older edit of this chat that still waits is replaced."""
        actor = await participants.by_telegram(tx, one.chat_id)
        if actor is None:
            return False
        await outbox.take_back(tx, NOTICE, [actor.id])
        params = {"message_id": one.message_id, "view": one.view, "subject": one.subject, "words": words}
        await outbox.notify(tx, NOTICE, params, [Recipient(actor.id, one.chat_id, now)])
        return True

    async def _put_away(self, one: LiveScreen) -> None:
        async with self._engine.write() as tx:
            live.put_away(tx, one.chat_id, one.message_id)
