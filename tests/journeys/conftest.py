"""The whole bot on a stage: the real app, over HTTP, with people who talk to it and a clock that can be moved."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.app import Prestige
from bot.documents import __main__ as documents
from bot.gateway.limits import Limits
from bot.gateway.patience import USUAL, Patience
from bot.i18n import Translator
from bot.importing import import_town
from bot.reports import Make
from bot.sandbox import InventedClock, Person, Sandbox
from bot.sandbox import Limits as Ceiling
from bot.services import participants, staff
from bot.services.turn import Turn
from bot.settings import Settings, only
from storage import schema
from storage.engine import connect
from tests.conftest import KEY

MONDAY = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
"""Monday 2 November 2026, 9:00 in Haskovo."""
EXAMPLE = Path(__file__).parent.parent.parent / "bot" / "examples" / "haskovo.yaml"
OWNER = 800_000_001
UNHURRIED = Limits(per_second=100_000, private_per_second=100_000, group_per_minute=100_000)


class Stage:
    """People act; `settle` waits until the bot has nothing more to do. Time stands still unless it is advanced."""

    def __init__(self, sandbox: Sandbox, app: Prestige, clock: InventedClock) -> None:
        self.sandbox = sandbox
        self.app = app
        self.clock = clock

    def person(self, name: str = "Мария", language: str = "bg", **options: Any) -> Person:
        """Somebody who has not met the bot yet."""
        return self.sandbox.add_person(first_name=name, language_code=language, **options)

    async def citizen(self, name: str = "Мария", language: str = "bg", topics: tuple[str, ...] = ()) -> Person:
        """Somebody who has agreed and subscribed, by pressing the buttons."""
        person = self.person(name, language)
        await self.start(person)
        await self.press(person, "✅")
        for topic in topics:
            await self.press(person, topic)
        await self.press(person, "✅ " if topics else person.labels()[-2])
        await self.press(person, person.labels()[-2])
        return person

    async def owner(self, name: str = "Надежда", language: str = "bg") -> Person:
        """The owner named by the setting, who has agreed."""
        person = self.person(name, language, id=OWNER)
        await self.start(person)
        await self.press(person, "✅")
        return person

    async def member(
        self, name: str, role: staff.Role, organisation: str = "municipality", language: str = "bg"
    ) -> Person:
        """Staff, as if they had taken up an invitation."""
        person = self.person(name, language)
        async with self.app.engine.write() as tx:
            turn = Turn(tx=tx, now=self.clock.now(), town=self.app.town)
            await participants.consent(turn, telegram_id=person.id, language=language, first_name=name)
            await staff.join(turn, role=role, organisation=organisation, name=name)
        await self.start(person)
        return person

    async def start(self, person: Person, payload: str | None = None) -> None:
        person.start(payload)
        await self.settle()

    async def say(self, person: Person, text: str) -> None:
        person.say(text)
        await self.settle()

    async def press(self, person: Person, label: str) -> None:
        person.press(label)
        await self.settle()

    async def settle(self) -> None:
        """Until every update was played and everything due was sent."""
        await self.sandbox.until(lambda: not self.sandbox.unhandled)
        async with asyncio.timeout(10):
            await self.app.turns.idle()
            calm = 0
            while calm < 2:  # an answer may have been heard a moment ago by the bot itself
                self.app.sender.wake()  # what a turn promised to others is found now and not a moment later
                await self.app.sender.idle()
                calm = 0 if await self.app.answers.work_all() else calm + 1

    async def advance(self, **by: float) -> None:
        """Move the clock and let the tick do what has come due."""
        self.clock.advance(timedelta(**by))
        await self.tick()

    async def advance_to(self, moment: datetime) -> None:
        self.clock.advance_to(moment)
        await self.tick()

    async def tick(self) -> None:
        await self.app.jobs.tick()
        await self.app.broadcast.work_all()
        await self.app.reports.work_all()
        self.app.sender.wake()
        await self.settle()


@pytest.fixture(scope="session")
def town_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with Haskovo in it, loaded on MONDAY; copy it."""
    path = tmp_path_factory.mktemp("town") / "prestige.db"
    schema.upgrade(path, KEY, now=MONDAY)
    asyncio.run(import_town(settings_for(path, ""), EXAMPLE, now=MONDAY))
    return path


@pytest.fixture(scope="session")
def fresh_town(town_file: Path) -> Path:
    """The same town before anybody has sent it anything; copy it."""
    path = town_file.with_name("fresh.db")
    shutil.copyfile(town_file, path)
    connection = connect(path, KEY)
    for table in ("proposal_words", "proposal_files", "proposals", "receipt_numbers"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("DELETE FROM sqlite_sequence WHERE name = 'proposals'")
    connection.close()
    return path


def settings_for(database: Path, api_url: str, **options: Any) -> Settings:
    values = {
        "bot_token": "123456:SANDBOX",
        "api_url": api_url or "http://127.0.0.1:9",
        "database_url": f"sqlite:///{database}",
        "data_key": KEY,
        "owner_ids": str(OWNER),
        **options,
    }
    return only(**values)


StageFactory = Callable[..., Awaitable[Stage]]


async def at_hand(about: BaseModel, format: str, t: Translator) -> bytes:
    """The same file as from a process of its own, without the second that such a process needs to begin."""
    return await asyncio.to_thread(documents.make, about, format, t)


@asynccontextmanager
async def staged(
    database: Path, *, start: datetime = MONDAY, patience: Patience = USUAL, make: Make = at_hand, **options: Any
) -> AsyncIterator[Stage]:
    """The bot on this database; `options` are settings."""
    clock = InventedClock(start)
    async with (
        Sandbox(clock=clock, limits=Ceiling.none()) as sandbox,
        running(sandbox, database, patience=patience, make=make, **options) as stage,
    ):
        yield stage


@asynccontextmanager
async def running(
    sandbox: Sandbox, database: Path, *, patience: Patience = USUAL, make: Make = at_hand, **options: Any
) -> AsyncIterator[Stage]:
    """The bot at a stand-in that goes on when it stops."""
    settings, clock = settings_for(database, sandbox.url, **options), sandbox.clock
    app = Prestige(settings, clock=clock.now, limits=UNHURRIED, patience=patience, make=make, tick_seconds=100_000)
    await app.start()
    try:
        yield Stage(sandbox, app, clock)
    finally:
        await app.stop()
    assert not sandbox.unknown_methods
    # Telegram refused something that a strict eye would have seen before: a defect of ours, whoever saw it.
    assert [one for one in sandbox.refused if one.code == 400 and "not modified" not in one.description] == []


@pytest.fixture
async def stage(fresh_town: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """The bot of Haskovo, on MONDAY at nine in the morning, before anybody has sent a proposal."""
    async with staged(_copied(fresh_town, tmp_path)) as stage:
        yield stage


@pytest.fixture
async def busy_stage(town_file: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """The same with the proposals of the town file, as the demo has them."""
    async with staged(_copied(town_file, tmp_path)) as stage:
        yield stage


def _copied(town: Path, folder: Path) -> Path:
    return Path(shutil.copyfile(town, folder / "prestige.db"))
