"""One text to everybody, under Telegram's ceiling: ours beside PTB's rate limiter and beside aiogram-broadcaster.

All meet the same stand-in, with some people in the crowd who have blocked the bot. First undisturbed, for the pace;
then with a `kill -9` half way and a second start, for what that costs. The rivals' libraries pin what ours do not
bear, so they have an environment of their own, which `make bench` makes.
"""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.bench.copies import Score, copies_in, refused_in, scored
from bot.bench.prestige_sends import TEXT
from bot.bench.sends import CEILING, ROUND_TRIP
from bot.bench.stage import TOKEN, StandIn, on_core, stand_in

PEOPLE = 900
KILLED_PEOPLE = 300
BLOCKED_EVERY = 33
"""Every so many-th has blocked the bot: 3 %."""
LOOK_SECONDS = 0.1
PATIENCE_SECONDS = 150.0
"""After which a broadcast is ended as it is, and whom it did not reach is lost."""
RIVALS = Path(sys.prefix) / "rivals" / "bin" / "python"
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Side:
    """A process that tells everybody and ends. It is given url, token, first, people, text and folder as JSON, and
    whatever is in `options`; started again with the same folder it goes on as well as it can.
    """

    name: str
    command: Sequence[str]
    options: dict[str, Any] = field(default_factory=dict)


PRESTIGE = Side("prestige", (sys.executable, "-m", "bot.bench.prestige_broadcast"))
# Not as a module: `bot.bench` needs our libraries. Nor with our modules beside it on the path.
PTB = Side("ptb", (str(RIVALS), "-P", str(HERE / "ptb_broadcast.py")))
PTB_AT_ONCE = Side("ptb_at_once", PTB.command, {"at_once": True})
BROADCASTER = Side("broadcaster", (str(RIVALS), "-P", str(HERE / "aiogram_broadcast.py")))


async def measure() -> dict[str, float]:
    """Figures by key; ours have no name before them, and `ratio_*` is our pace over a rival's."""
    if not RIVALS.exists():
        raise RuntimeError("the rivals' libraries are not there: `make bench` installs them")
    figures: dict[str, float] = {}
    paces: dict[str, float] = {}
    for side in (PRESTIGE, PTB, PTB_AT_ONCE, BROADCASTER):
        prefix = "" if side is PRESTIGE else f"{side.name}_"
        paced, killed = await undisturbed(side), await killed_half_way(side)
        paces[side.name] = paced.per_second
        figures |= {prefix + key: value for key, value in named(paced, killed).items()}
    ratios = {f"ratio_{name}": paces[PRESTIGE.name] / pace for name, pace in paces.items() if pace}
    del ratios["ratio_prestige"]
    return figures | ratios


def named(paced: Score, killed: Score) -> dict[str, float]:
    """A side's figures by key."""
    return {
        "paced_per_second": paced.per_second,
        "paced_429": paced.refused,
        "lost": paced.lost,
        "doubled": paced.doubled,
        "kill_seconds": killed.seconds,
        "kill_429": killed.refused,
        "kill_lost": killed.lost,
        "kill_doubled": killed.doubled,
    }


async def undisturbed(side: Side, people: int = PEOPLE) -> Score:
    async with _town(people) as town:
        await town.ended(await town.started(side))
        return await town.score()


async def killed_half_way(side: Side, people: int = KILLED_PEOPLE) -> Score:
    """Killed as soon as half of the messages have arrived, and started again at once."""
    async with _town(people) as town:
        process = await town.started(side)
        await town.sent(people // 2)
        process.kill()
        await process.wait()
        await town.ended(await town.started(side))
        return await town.score()


class Town:
    """A crowd before the stand-in, a folder for what the bot keeps, and a watch on when messages arrive."""

    def __init__(self, telegram: StandIn, folder: str, first: int, people: int) -> None:
        self._telegram = telegram
        self._options = {"url": telegram.url, "token": TOKEN, "text": TEXT, "folder": folder}
        self._options |= {"first": first, "people": people}
        self._chats = range(first, first + people)
        self.blocked = self._chats[BLOCKED_EVERY - 1 :: BLOCKED_EVERY]
        self._arrived = 0
        self._first_at = self._last_at = 0.0
        self._news = asyncio.Condition()

    async def started(self, side: Side) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(*side.command, json.dumps(self._options | side.options)),
            stdout=asyncio.subprocess.DEVNULL,
            preexec_fn=lambda: on_core(0),
        )

    async def ended(self, process: asyncio.subprocess.Process) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
        else:
            if process.returncode:
                raise RuntimeError(f"a broadcast failed: {process.returncode}")

    async def watch(self) -> None:
        """Until cancelled, look how many messages have arrived."""
        while True:
            await self._look()
            await asyncio.sleep(LOOK_SECONDS)

    async def _look(self) -> dict[str, Any]:
        ledger: dict[str, Any] = await self._telegram.get("/ledger")
        arrived = sum(copies_in(ledger, TEXT).values())
        if arrived > self._arrived:
            now = time.perf_counter()
            self._arrived, self._last_at, self._first_at = arrived, now, self._first_at or now
            async with self._news:
                self._news.notify_all()
        return ledger

    async def sent(self, messages: int) -> None:
        """Wait until as many have arrived."""
        async with asyncio.timeout(PATIENCE_SECONDS), self._news:
            await self._news.wait_for(lambda: self._arrived >= messages)

    async def score(self) -> Score:
        ledger = await self._look()
        return scored(
            copies_in(ledger, TEXT),
            reachable=[chat for chat in self._chats if chat not in self.blocked],
            refused=refused_in(ledger),
            seconds=self._last_at - self._first_at,
        )


@asynccontextmanager
async def _town(people: int) -> AsyncIterator[Town]:
    async with stand_in(latency=ROUND_TRIP, ceiling=CEILING) as telegram:
        first = await telegram.crowd(people)
        with tempfile.TemporaryDirectory() as folder:
            town = Town(telegram, folder, first, people)
            for chat in town.blocked:
                await telegram.post(f"/people/{chat}/blocked", blocked=True)
            await telegram.forget_updates()
            watching = asyncio.create_task(town.watch())
            try:
                yield town
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)
