"""The people of `bench broadcast`: a crowd before the stand-in, some of whom have blocked the bot, being watched."""

import asyncio
import json
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from bot.bench.copies import Score, refused_in, scored
from bot.bench.prestige_sends import TEXT
from bot.bench.sends import CEILING, ROUND_TRIP
from bot.bench.stage import TOKEN, StandIn, on_core, stand_in

BLOCKED_EVERY = 33
"""Every so many-th has blocked the bot, which does not know it yet: 3 %."""
LOOK_SECONDS = 0.1
PATIENCE_SECONDS = 120.0
"""After which a broadcast is ended as it is: whom it did not reach is lost, and it has taken until then."""


@dataclass(frozen=True)
class Side:
    """A program that tells everybody and ends. Its argument is JSON: url, token, first, people, text, folder, and what
    is in `options`; started again with the same folder it goes on as well as it can.
    """

    name: str
    command: Sequence[str]
    options: dict[str, Any] = field(default_factory=dict)


class Crowd:
    def __init__(self, telegram: StandIn, *, first: int, people: int, folder: str) -> None:
        self._telegram = telegram
        self._told: dict[str, Any] = {"url": telegram.url, "token": TOKEN, "first": first, "people": people}
        self._told |= {"text": TEXT, "folder": folder}
        chats = range(first, first + people)
        self._blocked = frozenset(chats[BLOCKED_EVERY - 1 :: BLOCKED_EVERY])
        self._reachable = [chat for chat in chats if chat not in self._blocked]
        self._arrived = 0
        self._first_at = self._last_at = 0.0

    async def fall_out(self) -> None:
        """Let some block the bot, behind its back."""
        for chat in sorted(self._blocked):
            await self._telegram.post(f"/people/{chat}/blocked", blocked=True)
        await self._telegram.forget_updates()

    async def begin(self, side: Side) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(*side.command, json.dumps(self._told | side.options)),
            stdout=asyncio.subprocess.DEVNULL,
            preexec_fn=lambda: on_core(0),
        )

    async def end(self, process: asyncio.subprocess.Process) -> None:
        """Wait until it has told everybody, or as long as there is patience. Raises RuntimeError when it failed."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                if await process.wait():
                    raise RuntimeError(f"a side of the broadcast failed with {process.returncode}")
        if process.returncode is None:
            process.kill()
            await process.wait()
            self._last_at = time.perf_counter()

    async def hear(self, messages: int) -> None:
        """Wait until as many have arrived, or as long as there is patience."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                while self._arrived < messages:  # noqa: ASYNC110 # another process sends
                    await asyncio.sleep(LOOK_SECONDS)

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            await self._look()
            await asyncio.sleep(LOOK_SECONDS)

    async def score(self) -> Score:
        """What became of it until now."""
        copies, refused = await self._look(), refused_in(await self._telegram.get("/ledger"))
        return scored(copies, reachable=self._reachable, refused=refused, seconds=self._last_at - self._first_at)

    async def _look(self) -> dict[int, int]:
        """Chat to number of copies. Asked so that the stand-in need not tell every text again: that held up sends."""
        found = await self._telegram.get(f"/ledger/copies?containing={quote(TEXT)}")
        copies = {int(chat): number for chat, number in found["arrived"].items()}
        arrived = sum(copies.values())
        if arrived > self._arrived:
            self._arrived, self._last_at = arrived, time.perf_counter()
            self._first_at = self._first_at or self._last_at
        return copies


@asynccontextmanager
async def crowd(people: int) -> AsyncIterator[Crowd]:
    """So many people under Telegram's ceiling, a round trip away."""
    async with stand_in(latency=ROUND_TRIP, ceiling=CEILING) as telegram:
        first = await telegram.crowd(people)
        with tempfile.TemporaryDirectory() as folder:
            gathered = Crowd(telegram, first=first, people=people, folder=folder)
            await gathered.fall_out()
            watching = asyncio.create_task(gathered.watch())
            try:
                yield gathered
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)
