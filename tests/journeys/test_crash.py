"""`kill -9` in the middle of a stream of updates and of sends, in real processes, at random moments."""

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.gateway.sender import IN_FLIGHT
from storage.engine import connect
from tests.conftest import KEY

PEOPLE = 30
EACH = 3
GRACE_SECONDS = 60.0


class Machine:
    """A stand-in for Telegram that stays, and a bot that is killed."""

    def __init__(self, url: str, session: aiohttp.ClientSession, database: Path) -> None:
        self.url = url
        self.session = session
        self.database = database
        self.people: list[int] = []
        self.forbidden = 0

    async def post(self, path: str, **body: Any) -> Any:
        async with self.session.post(f"{self.url}/sandbox{path}", json=body) as response:
            response.raise_for_status()
            return await response.json()

    async def ledger(self) -> dict[str, Any]:
        async with self.session.get(f"{self.url}/sandbox/ledger") as response:
            found: dict[str, Any] = await response.json()
            return found

    async def crowd(self) -> None:
        """New people speak: some in numbered words, some as if they were staff, which is audited once each."""
        made = await self.post("/flood_updates", people=PEOPLE, each=EACH, text="дума {n}")
        self.people += made["people"]
        await self.post("/flood_updates", people=PEOPLE, each=1, text="/staff")
        self.forbidden += PEOPLE

    async def bot(self) -> asyncio.subprocess.Process:
        environment = {
            **os.environ,
            "PRESTIGE_BOT_TOKEN": "123456:SANDBOX",
            "PRESTIGE_API_URL": self.url,
            "PRESTIGE_DATABASE_URL": f"sqlite:///{self.database}",
            "PRESTIGE_DATA_KEY": KEY,
            "PRESTIGE_SENDS_PER_SECOND": "1000",
            "PRESTIGE_LOG_LEVEL": "ERROR",
        }
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", "from bot.cli import main; main()", "run"), env=environment
        )

    def rows(self, sql: str) -> int:
        connection = connect(self.database, KEY)
        count = connection.execute(sql).fetchone()[0]
        connection.close()
        return int(count)

    async def settled(self) -> None:
        """Until nothing is waiting anywhere."""
        async with asyncio.timeout(GRACE_SECONDS):
            while (await self.ledger())["unhandled"] or self._waiting():
                await asyncio.sleep(0.1)

    def _waiting(self) -> int:
        return self.rows("SELECT count(*) FROM inbox WHERE handled_at IS NULL") + self.rows(
            "SELECT count(*) FROM outbox"
        )


@asynccontextmanager
async def machine(database: Path) -> AsyncIterator[Machine]:
    sandbox = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.sandbox", "--lift-limits", "--no-page"), stdout=asyncio.subprocess.PIPE
    )
    assert sandbox.stdout is not None
    url = (await sandbox.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession() as session:
        yield Machine(url, session, database)
    sandbox.terminate()
    await sandbox.wait()


async def suffer(database: Path, *, kills: int, seed: int) -> None:
    moments = random.Random(seed)
    async with machine(database) as world:
        for _ in range(kills):
            await world.crowd()
            bot = await world.bot()
            await asyncio.sleep(moments.uniform(0.9, 2.2))
            bot.send_signal(signal.SIGKILL)
            await bot.wait()
        bot = await world.bot()
        await world.settled()
        bot.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(bot.wait(), timeout=5) == 0
        await _nothing_is_lost_or_doubled(world, kills)


async def _nothing_is_lost_or_doubled(world: Machine, kills: int) -> None:
    assert world.rows("SELECT count(*) FROM inbox") == len(world.people) * EACH + world.forbidden
    assert world.rows("SELECT count(*) FROM audit WHERE action = 'refused'") == world.forbidden
    heard = (await world.ledger())["per_person"]
    repeated = 0
    for person in world.people:
        replies = Counter(text for text in heard[str(person)] if "дума" in text)
        for number in range(1, EACH + 1):
            said = sum(count for text, count in replies.items() if f"дума {number}" in text)
            assert said >= 1, f"{person} never heard of {number}"
            repeated += said - 1
    assert repeated <= IN_FLIGHT * kills


async def test_a_few_kills_lose_nothing_and_repeat_no_more_than_was_in_flight(town_file: Path, tmp_path: Path) -> None:
    database = tmp_path / "prestige.db"
    database.write_bytes(town_file.read_bytes())
    await suffer(database, kills=4, seed=2026)


@pytest.mark.soak
async def test_fifty_kills_lose_nothing_and_repeat_no_more_than_was_in_flight(town_file: Path, tmp_path: Path) -> None:
    database = tmp_path / "prestige.db"
    database.write_bytes(town_file.read_bytes())
    await suffer(database, kills=50, seed=26)
