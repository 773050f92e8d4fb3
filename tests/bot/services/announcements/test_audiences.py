"""Whatever the town and whatever the audience: what is counted, what is written down, and what is true are one."""

import asyncio
import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.audiences import Audience, Count
from bot.domain.calendar import SOFIA
from bot.domain.deliveries import DeliveryState
from bot.domain.leaving import Wish, leaving
from bot.domain.participants import Cadence
from bot.services.announcements import counting, snapshot
from bot.services.turn import Turn
from storage import announcements
from storage.engine import Engine
from tests import crowds
from tests.conftest import KEY
from tests.crowds import AUDIENCES, Somebody
from tests.telling import TOWN, local

MOMENTS = ("2026-11-04 12:00", "2026-11-04 22:30", "2026-10-25 03:30", "2027-03-28 02:30", "2026-11-09 09:59")
"""Also the nights in which the clock is moved, and a Monday before its digest."""


def truth(people: list[Somebody], one: Announcement, now: datetime) -> Count:
    """Person by person."""
    at = one.leaves_at(now)
    found: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    for each in people:
        if not each.is_in(one.audience):
            continue
        choosy = not one.emergency and not one.audience.is_personal
        if each.blocked:
            found["blocked"] += 1
        elif each.is_paused(now, at):
            found["paused"] += 1
        elif choosy and each.cadence == Cadence.never:
            found["declined"] += 1
        else:
            languages[each.language] += 1
            quiet = each.quiet_hours
            if choosy and each.cadence in (Cadence.daily, Cadence.weekly):
                found["digest"] += 1
            elif not one.emergency and quiet is not None and quiet.covers(at.astimezone(SOFIA).time()):
                found["quiet"] += 1
            else:
                found["now"] += 1
    names = ("now", "quiet", "digest", "blocked", "paused", "declined")
    return Count(recipients=languages.total(), by_language=dict(languages), **{name: found[name] for name in names})


async def counted(engine: Engine, one: Announcement, now: datetime) -> Count:
    async with engine.read() as tx:
        return await counting.count(Turn(tx=tx, now=now, town=TOWN), one)


async def taken(engine: Engine, one: Announcement, now: datetime) -> dict[int, tuple[int, datetime]]:
    """What the snapshot holds, by participant: state and time."""
    async with engine.write() as tx:
        saved = await announcements.save(tx, one, now=now)
        assert saved.cursor == 0
    for _ in range(60):
        async with engine.write() as tx:
            if await snapshot.advance(Turn(tx=tx, now=now, town=TOWN)):
                break
    async with engine.read() as tx:
        rows = await tx.all(
            "SELECT participant, language, state, due_at FROM deliveries WHERE announcement = :id", id=one.id
        )
    assert len({row["participant"] for row in rows}) == len(rows)
    return {row["participant"]: (row["state"], datetime.fromtimestamp(row["due_at"], UTC)) for row in rows}


async def agree(
    engine: Engine, people: list[Somebody], audiences: list[Audience], now: datetime, later: int | None, urgent: bool
) -> None:
    async with engine.write() as tx:
        await crowds.settle(tx, people, now=now)
    scheduled = None if later is None else now + timedelta(hours=later)
    for audience in audiences:
        async with engine.write() as tx:
            draft = await announcements.add(tx, author=None, fallback="bg", now=now)
        one = draft.edit(audience=audience, emergency=urgent, scheduled_at=scheduled, title="Утре няма вода")
        count = await counted(engine, one, now)
        assert count == truth(people, one, now)
        if not count.recipients:
            continue
        one = one.model_copy(
            update={"state": AnnouncementState.approved, "promised": count.recipients, "cursor": 0, "recipients": 0}
        )
        copies = await taken(engine, one, now)
        assert len(copies) == count.recipients
        at = one.leaves_at(now)
        states = Counter((state, due_at > at) for state, due_at in copies.values())
        assert states[DeliveryState.waiting, False] == count.now
        assert states[DeliveryState.waiting, True] == count.quiet
        assert sum(n for (state, _), n in states.items() if state == DeliveryState.digest) == count.digest
        known = {each.id: each for each in people}
        for number, copy in copies.items():
            wish = Wish(Cadence(known[number].cadence), known[number].quiet_hours)
            assert copy == leaving(one, wish, at, SOFIA)
        async with engine.read() as tx:
            after = await announcements.get(tx, one.id)
        assert after.recipients == count.recipients
        assert after.state == (AnnouncementState.approved if later else AnnouncementState.sending)


async def opened(path: Path) -> Engine:
    engine = Engine(path, KEY)
    await engine.open()
    async with engine.write() as tx:
        await crowds.furnish(tx)
    return engine


def test_the_count_the_snapshot_and_the_truth_are_one(
    migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "STRETCH", 30)
    shutil.copyfile(migrated, tmp_path / "p.db")
    with asyncio.Runner() as runner:
        engine = runner.run(opened(tmp_path / "p.db"))

        @settings(max_examples=20, suppress_health_check=list(HealthCheck))
        @given(
            st.integers(0, 2**32),
            st.lists(AUDIENCES, min_size=1, max_size=5),
            st.sampled_from(MOMENTS),
            st.sampled_from([None, None, 2, 20]),
            st.booleans(),
        )
        def anywhere(seed: int, audiences: list[Audience], now: str, later: int | None, urgent: bool) -> None:
            runner.run(agree(engine, crowds.town(Random(seed)), audiences, local(now), later, urgent))

        try:
            anywhere()
        finally:
            runner.run(engine.close())
