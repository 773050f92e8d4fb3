"""The past of the demo's town: every feature has something to show, and a real import has none of it."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import examples
from bot.demo import past
from bot.domain.calendar import SOFIA
from bot.domain.participants import Participant
from bot.domain.staff import Role
from bot.importing import import_town
from bot.services import participants, staff
from bot.services.turn import Town, Turn
from bot.settings import only
from storage.engine import Engine
from tests.conftest import KEY

# Of two years, so that no day on which the demo is tried leaves a rule broken: a leap day, both changes of the clock.
DAYS = ("2026-11-26 08:00", "2027-03-28 16:30", "2028-02-29 12:00", "2026-10-25 00:30")
TOWN = Town(zone=SOFIA, language="bg")


async def _person(engine: Engine, number: int, now: datetime, role: Role | None) -> Participant:
    async with engine.write() as tx:
        turn = Turn(tx=tx, now=now, town=TOWN)
        person = await participants.consent(turn, telegram_id=number, language="bg", first_name="Ана")
        if role is not None:
            await staff.join(turn, role=role, organisation="municipality", name="Ана")
        return person


async def _played(path: Path, now: datetime, *, times: int) -> dict[str, int]:
    await import_town(only(database_url=f"sqlite:///{path}", data_key=KEY, owner_ids="1"), examples.HASKOVO, now=now)
    engine = Engine(path, KEY)
    await engine.open()
    try:
        await _person(engine, 1, now, Role.owner)
        moderator = await _person(engine, 2, now, Role.moderator)
        member = await _person(engine, 3, now, None)
        for _ in range(times):
            await past.play(engine, TOWN, now=now, moderator=moderator, member=member)
        return {what: await _count(engine, sql) for what, sql in COUNTED.items()}
    finally:
        await engine.close()


async def _count(engine: Engine, sql: str) -> int:
    async with engine.read() as tx:
        return int(await tx.value(f"SELECT count(*) FROM {sql}"))


COUNTED = {
    "summed up": "forums WHERE demo AND recorded = 'summarised' AND summary IS NOT NULL",
    "with a seat": "registrations r JOIN forums f ON f.id = r.forum WHERE f.slug = 'demo-forum'",
    "results": "questionnaires WHERE recorded = 'counted' AND json_extract(results, '$.ballots') >= 12",
    "texts": "ballot_texts",
    "open": "questionnaires WHERE recorded = 'published' AND forum IS NULL AND topics = '[]'",
    "answered": "ballots b JOIN questionnaires q ON q.id = b.questionnaire WHERE q.recorded = 'published'",
    "members": "body_members WHERE body = 'wg-participation-rules' AND participant IS NOT NULL",
    "summoned": "meetings WHERE status = 'summoned'",
    "published": "meetings WHERE published_at IS NOT NULL",
    "votes": "body_votes WHERE closed_at IS NOT NULL",
    "calls": "body_calls",
    "announced": "announcements WHERE state = 'sent' AND results IS NOT NULL",
    "reachable": "participants WHERE unreachable_since IS NULL",
}
SHOWN = {
    "summed up": 2,
    "with a seat": 12,
    "results": 2,
    "texts": 7,
    "open": 1,
    "answered": 9,
    "members": 3,
    "summoned": 1,
    "published": 1,
    "votes": 1,
    "calls": 1,
    "announced": 1,
    "reachable": 3,
}


@pytest.mark.parametrize("day", DAYS)
def test_whenever_it_is_played_every_feature_has_something_to_show(tmp_path: Path, day: str) -> None:
    now = datetime.fromisoformat(day).replace(tzinfo=UTC)
    assert asyncio.run(_played(tmp_path / "prestige.db", now, times=1)) == SHOWN


def test_what_was_played_is_not_played_again(tmp_path: Path) -> None:
    now = datetime(2026, 11, 26, 8, tzinfo=UTC)
    assert asyncio.run(_played(tmp_path / "prestige.db", now, times=2)) == SHOWN


def test_a_town_that_is_imported_has_none_of_it(tmp_path: Path) -> None:
    now = datetime(2026, 11, 26, 8, tzinfo=UTC)
    found = asyncio.run(_played(tmp_path / "prestige.db", now, times=0))
    assert {what for what, count in found.items() if count} == {"reachable"}
