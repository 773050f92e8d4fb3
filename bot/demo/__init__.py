"""`prestige demo`: the whole product on one machine, without Telegram: a town, people to be, and a clock to move."""

import asyncio
import secrets
import shutil
import signal
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot import examples
from bot.app import Prestige
from bot.demo import past
from bot.domain.calendar import SOFIA, at_local
from bot.domain.staff import Role
from bot.gateway.limits import Limits
from bot.importing import import_town
from bot.sandbox import InventedClock, Person, Sandbox
from bot.sandbox import Limits as Ceiling
from bot.services import participants, staff
from bot.services.turn import Town, Turn
from bot.settings import Settings, only
from storage.engine import Engine

MEMBER = 700_100_003
OWNER = 700_100_001
MODERATOR = 700_100_002
KNOWN_FOR = timedelta(days=90)
TICK_SECONDS = 1.0
MORNING, EVENING = time(10), time(19)
PACE, CEILING = Limits(), Ceiling()
"""How fast the bot speaks, and how fast the stand-in lets it: as with Telegram."""


async def run(port: int, data_dir: Path | None) -> None:
    """Until interrupted. Without a folder everything is in a temporary one and leaves nothing behind."""
    folder = data_dir or Path(tempfile.mkdtemp(prefix="prestige-demo-"))
    try:
        await _play(port, folder)
    finally:
        if data_dir is None:
            shutil.rmtree(folder, ignore_errors=True)


async def _play(port: int, folder: Path) -> None:
    clock = InventedClock()
    clock.advance_to(_waking(clock.now()))
    sandbox = Sandbox(clock=clock, limits=CEILING, bot_username="prestige_demo_bot")
    await sandbox.start(port=port)
    settings = _settings(folder, sandbox.url)
    app = Prestige(settings, clock=clock.now, limits=PACE, tick_seconds=TICK_SECONDS)
    stopped = _interrupted()
    try:
        await import_town(settings, examples.HASKOVO, now=clock.now())
        await _furnish(settings, app.town, _people(sandbox), now=clock.now())
        await app.start()
        clock.subscribe(app.tick_soon)
        print(f"Prestige: {sandbox.url}  (Ctrl-C)", flush=True)  # noqa: T201 # what the newcomer waits for
        await stopped.wait()
    finally:
        await app.stop()
        await sandbox.stop()


def _waking(now: datetime) -> datetime:
    """Now, or the next morning: whoever tries the demo at night should not have to wait for the end of quiet hours."""
    local = now.astimezone(SOFIA)
    if MORNING <= local.time() < EVENING:
        return now
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return at_local(day, MORNING)


def _settings(folder: Path, api_url: str) -> Settings:
    """A key of its own beside the data: the demo keeps nobody's secrets."""
    folder.mkdir(parents=True, exist_ok=True)
    key = folder / "demo.key"
    if not key.exists():
        key.write_text(secrets.token_hex(32))
        key.chmod(0o600)
    values: dict[str, Any] = {
        "bot_token": "123456:SANDBOX",
        "api_url": api_url,
        "database_url": f"sqlite:///{folder / 'prestige.db'}",
        "data_key_file": key,
        "owner_ids": str(OWNER),
        "log_level": "WARNING",
    }
    return only(**values)


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of the demo who have met the bot before."""

    member: Person
    moderator: Person
    owner: Person


def _people(sandbox: Sandbox) -> Cast:
    """Two citizens who have not met the bot, one who sits in a working group, and two of the town hall at work."""
    sandbox.add_person(first_name="Мария", language_code="bg", note="гражданка")
    sandbox.add_person(first_name="Ayşe", language_code="tr", note="vatandaş")
    member = sandbox.add_person(first_name="Emily", language_code="en", note="citizen · member of a group", id=MEMBER)
    moderator = sandbox.add_person(first_name="Николай", language_code="bg", note="модератор · община", id=MODERATOR)
    owner = sandbox.add_person(first_name="Надежда", language_code="bg", note="отговорник · община", id=OWNER)
    member.start()
    return Cast(member, moderator, owner)


async def _furnish(settings: Settings, town: Town, cast: Cast, *, now: datetime) -> None:
    """Those who have met the bot are known to it, and the town has a past."""
    engine = Engine(settings.database_path, settings.key)
    await engine.open()
    try:
        known = {}
        async with engine.write() as tx:
            for person, role in ((cast.owner, Role.owner), (cast.moderator, Role.moderator), (cast.member, None)):
                turn = Turn(tx=tx, now=now - KNOWN_FOR, town=town)
                language = person.body["language_code"]
                name = person.first_name
                await participants.consent(turn, telegram_id=person.id, language=language, first_name=name)
                if role is not None and turn.member is None:
                    await staff.join(turn, role=role, organisation="municipality", name=name)
                known[person.id] = turn.participant
        await past.play(engine, town, now=now, moderator=known[MODERATOR], member=known[MEMBER])
    finally:
        await engine.close()


def _interrupted() -> asyncio.Event:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stopped.set)
    return stopped
