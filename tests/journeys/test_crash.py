"""`kill -9` in the middle of a stream of updates and of sends, in real processes, at random moments."""

import asyncio
import os
import random
import shutil
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.gateway.sender import IN_FLIGHT
from storage.engine import connect
from tests.conftest import KEY
from tests.journeys import mortal

PEOPLE = 40
EACH = 3
STREAM_SECONDS = 0.4
"""About as long as the bot needs for what one crowd says."""
LOOK_SECONDS = 0.01
START_SECONDS = 30.0
GRACE_SECONDS = 60.0
FEW, MANY = 5, 50


class Machine:
    """A stand-in for Telegram that stays, and a bot that is killed and started again on the same database."""

    def __init__(self, url: str, session: aiohttp.ClientSession, database: Path) -> None:
        self.url = url
        self.session = session
        self.database = database
        self.speaking: list[int] = []
        self.trespassing: list[int] = []
        self.bot: BaseProcess | None = None

    async def crowd(self) -> None:
        """New people: some say numbered words, some a command of the staff, and each such attempt is audited once."""
        self.speaking += await self._say("дума {n}.", EACH)
        self.trespassing += await self._say("/staff", 1)

    async def _say(self, text: str, each: int) -> list[int]:
        body = {"people": PEOPLE, "each": each, "text": text}
        async with self.session.post(f"{self.url}/sandbox/flood_updates", json=body) as response:
            response.raise_for_status()
            people: list[int] = (await response.json())["people"]
            return people

    async def ledger(self) -> dict[str, Any]:
        async with self.session.get(f"{self.url}/sandbox/ledger") as response:
            found: dict[str, Any] = await response.json()
            return found

    async def start(self) -> None:
        """Start the bot, and wait until it speaks."""
        sent = (await self.ledger())["sent"]
        environment = {
            "PRESTIGE_BOT_TOKEN": "123456:SANDBOX",
            "PRESTIGE_API_URL": self.url,
            "PRESTIGE_DATABASE_URL": f"sqlite:///{self.database}",
            "PRESTIGE_DATA_KEY": KEY,
            "PRESTIGE_SENDS_PER_SECOND": "1000",
            "PRESTIGE_LOG_LEVEL": "ERROR",
        }
        self.bot = await asyncio.to_thread(mortal.begin, environment)
        async with asyncio.timeout(START_SECONDS):
            while (await self.ledger())["sent"] == sent:
                await asyncio.sleep(LOOK_SECONDS)

    async def end(self, how: signal.Signals) -> int | None:
        """The bot's exit code."""
        bot, self.bot = self.bot, None
        assert bot is not None
        assert bot.pid is not None
        os.kill(bot.pid, how)
        await asyncio.to_thread(bot.join)
        return bot.exitcode

    async def busy(self) -> bool:
        """Whether anything waits anywhere."""
        return bool(
            (await self.ledger())["unhandled"] or self.count("inbox WHERE handled_at IS NULL") + self.count("outbox")
        )

    async def settled(self) -> None:
        async with asyncio.timeout(GRACE_SECONDS):
            while await self.busy():
                await asyncio.sleep(10 * LOOK_SECONDS)

    def count(self, rows: str) -> int:
        connection = connect(self.database, KEY)
        found = connection.execute(f"SELECT count(*) FROM {rows}").fetchone()[0]
        connection.close()
        return int(found)

    async def repeated(self) -> int:
        """How many messages came more than once. Everything that was asked must have been answered and kept."""
        assert self.count("inbox") == len(self.speaking) * EACH + len(self.trespassing)
        assert self.count("audit WHERE action = 'refused'") == len(self.trespassing)
        assert self.count("parked") == 0
        heard = (await self.ledger())["per_person"]
        repeated = 0
        for person in self.speaking:
            said = Counter(
                number for text in heard[str(person)] for number in range(1, EACH + 1) if f"дума {number}." in text
            )
            assert sorted(said) == list(range(1, EACH + 1)), f"{person} was not answered everything"
            repeated += said.total() - EACH
        for person in self.trespassing:
            assert heard[str(person)], f"{person} was not answered"
            repeated += len(heard[str(person)]) - 1
        return repeated


@pytest.fixture
async def machine(town_file: Path, tmp_path: Path) -> AsyncIterator[Machine]:
    database = tmp_path / "prestige.db"
    shutil.copyfile(town_file, database)
    async with telegram() as url, aiohttp.ClientSession() as session:
        machine = Machine(url, session, database)
        try:
            yield machine
        finally:
            if machine.bot is not None:
                await machine.end(signal.SIGKILL)


@asynccontextmanager
async def telegram() -> AsyncIterator[str]:
    """The address of a stand-in in a process of its own."""
    command = (sys.executable, "-m", "bot.sandbox", "--lift-limits", "--no-page")
    sandbox = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    try:
        assert sandbox.stdout is not None
        yield (await sandbox.stdout.readline()).decode().strip()
    finally:
        sandbox.kill()
        await sandbox.wait()


async def suffer(machine: Machine, *, kills: int, seed: int) -> None:
    moments = random.Random(seed)
    in_the_middle = 0
    for _ in range(kills):
        await machine.crowd()
        await machine.start()
        await asyncio.sleep(moments.uniform(0, STREAM_SECONDS))
        assert await machine.end(signal.SIGKILL) == -signal.SIGKILL
        in_the_middle += await machine.busy()
    await machine.crowd()
    await machine.start()
    await machine.settled()
    assert await machine.end(signal.SIGTERM) == 0
    assert in_the_middle > 0
    assert await machine.repeated() <= IN_FLIGHT * kills


async def test_a_few_kills_lose_nothing_and_repeat_no_more_than_was_in_flight(machine: Machine) -> None:
    await suffer(machine, kills=FEW, seed=2026)


@pytest.mark.soak
async def test_fifty_kills_lose_nothing_and_repeat_no_more_than_was_in_flight(machine: Machine) -> None:
    await suffer(machine, kills=MANY, seed=26)


async def test_a_stop_in_the_middle_drains_within_five_seconds_and_repeats_nothing(machine: Machine) -> None:
    await machine.crowd()
    await machine.start()
    async with asyncio.timeout(5):
        assert await machine.end(signal.SIGTERM) == 0
    await machine.crowd()
    await machine.start()
    await machine.settled()
    assert await machine.end(signal.SIGINT) == 0
    assert await machine.repeated() == 0
