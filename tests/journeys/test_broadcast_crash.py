"""`kill -9` in the middle of a broadcast, in real processes, at random moments."""

import asyncio
import random
import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.domain.contents import Content, Kind
from bot.gateway.sender import IN_FLIGHT
from storage.engine import connect
from tests.conftest import KEY
from tests.journeys.test_crash import GRACE_SECONDS, LOOK_SECONDS, Machine, telegram

WORDS = "Утре спират водата."
NUMBER = 1000
"""Of the announcement; the town has others already."""
BLOCKED_EVERY = 33


class Broadcast(Machine):
    """An announcement that is being sent to a crowd of which a few have blocked the bot."""

    people: range
    blocked: frozenset[int]

    async def announce(self, people: int) -> None:
        body = {"people": people, "each": 1, "text": "Здравейте"}
        async with self.session.post(f"{self.url}/sandbox/flood_updates", json=body) as response:
            first: int = (await response.json())["people"][0]
        self.people = range(first, first + people)
        self.blocked = frozenset(self.people[::BLOCKED_EVERY])
        for person in self.blocked:
            path = f"{self.url}/sandbox/people/{person}/blocked"
            async with self.session.post(path, json={"blocked": True}) as response:
                response.raise_for_status()
        forget = f"{self.url}/bot123456:SANDBOX/deleteWebhook?drop_pending_updates=true"
        async with self.session.get(forget) as response:
            response.raise_for_status()
        self._write_down()

    def _write_down(self) -> None:
        content = Content(kind=Kind.text, html=WORDS).model_dump_json()
        connection = connect(self.database, KEY)
        connection.execute("BEGIN")
        connection.executemany(
            """INSERT INTO participants (telegram_id, language, cadence, consent_version, consent_language,
                                         consented_at, last_seen_on)
               VALUES (?, 'bg', 'at_once', '1', 'bg', 0, '2026-11-02')""",
            [(person,) for person in self.people],
        )
        connection.execute(
            """INSERT INTO announcements (id, state, title, fallback, audience, buttons, began_at, created_at,
                                          changed_at)
               VALUES (?, 'sending', 'Вода', 'bg', '{"groups":[]}', '[]', 0, 0, 0)""",
            (NUMBER,),
        )
        connection.execute("INSERT INTO announcement_texts VALUES (?, 1, 'bg', ?)", (NUMBER, content))
        connection.execute(
            """INSERT INTO deliveries (announcement, participant, language, due_at)
               SELECT ?, id, 'bg', 0 FROM participants WHERE telegram_id BETWEEN ? AND ?""",
            (NUMBER, self.people[0], self.people[-1]),
        )
        connection.execute("COMMIT")
        connection.close()

    async def is_over(self) -> None:
        async with asyncio.timeout(GRACE_SECONDS):
            while not self.count(f"announcements WHERE id = {NUMBER} AND state = 'sent'"):
                await asyncio.sleep(10 * LOOK_SECONDS)

    async def repeated(self) -> int:
        """How many copies came more than once. Everybody who can be reached must have one."""
        heard = (await self.ledger())["per_person"]
        copies = {person: sum(WORDS in text for text in heard.get(str(person), [])) for person in self.people}
        assert all(copies[person] == 0 for person in self.blocked)
        missed = [person for person in self.people if person not in self.blocked and copies[person] == 0]
        assert missed == []
        assert self.count("deliveries WHERE state = 1") == len(self.people) - len(self.blocked)
        assert self.count("deliveries WHERE state = 3") == len(self.blocked)
        return sum(copies.values()) - len(self.people) + len(self.blocked)


@pytest.fixture
async def broadcast(town_file: Path, tmp_path: Path) -> AsyncIterator[Broadcast]:
    database = tmp_path / "prestige.db"
    shutil.copyfile(town_file, database)
    async with telegram() as url, aiohttp.ClientSession() as session:
        machine = Broadcast(url, session, database)
        try:
            yield machine
        finally:
            if machine.bot is not None:
                await machine.end(signal.SIGKILL)


async def suffer(broadcast: Broadcast, *, people: int, kills: int, longest: float, seed: int) -> None:
    """Killed so often, each time after `longest` seconds at most in which copies left."""
    moments = random.Random(seed)
    in_the_middle = 0
    await broadcast.announce(people)
    for _ in range(kills):
        await broadcast.start()
        await asyncio.sleep(moments.uniform(0, longest))
        assert await broadcast.end(signal.SIGKILL) == -signal.SIGKILL
        in_the_middle += bool(broadcast.count("deliveries WHERE state = 0"))
    await broadcast.start()
    await broadcast.is_over()
    assert await broadcast.end(signal.SIGTERM) == 0
    assert in_the_middle > 0
    assert await broadcast.repeated() <= IN_FLIGHT * kills


async def test_a_few_kills_lose_no_copy_and_repeat_no_more_than_was_in_flight(broadcast: Broadcast) -> None:
    await suffer(broadcast, people=500, kills=3, longest=0.1, seed=2026)


@pytest.mark.soak
async def test_twenty_kills_lose_no_copy_and_repeat_no_more_than_was_in_flight(broadcast: Broadcast) -> None:
    await suffer(broadcast, people=5_000, kills=20, longest=0.25, seed=26)
