"""The exact count is kept with what it is of, and asked anew when that changes."""

from datetime import timedelta

import pytest

from bot.broadcast.worker import Broadcast
from bot.domain.announcements import AnnouncementState
from bot.domain.audiences import Audience, Count, Trait
from bot.domain.errors import NotAllowed
from bot.domain.ids import OrganisationId
from bot.domain.participants import Cadence
from bot.domain.staff import Role
from bot.services.announcements import counting
from storage import announcements
from storage.engine import Engine
from storage.staff import Member
from tests.bot.services.announcements.telling import Writing, of
from tests.copies import EVERYONE
from tests.telling import TOWN, local


@pytest.fixture
async def town(database: Engine) -> Writing:
    """Wednesday 4 November 2026, noon."""
    town = Writing(database)
    await town.begin()
    return town


def worker(town: Writing) -> Broadcast:
    return Broadcast(town.engine, TOWN, clock=town.clock, committed=lambda: None)


async def test_a_count_splits_by_language_and_by_when_it_arrives(town: Writing) -> None:
    town.at("2026-11-04 22:00")
    await town.person(quiet=None)
    await town.person(language="bg")
    await town.person(language="bg", cadence=Cadence.daily)
    await town.person(cadence=Cadence.never)
    await town.block(await town.person())
    await town.choose(await town.person(), paused_until=local("2026-11-10 10:00"))
    assert await town.count(await town.draft()) == Count(
        recipients=3, by_language={"en": 1, "bg": 2}, now=1, quiet=1, digest=1, blocked=1, paused=1, declined=1
    )


async def test_it_is_of_the_moment_when_it_leaves(town: Writing) -> None:
    await town.choose(await town.person(), paused_until=local("2026-11-05 10:00"))
    assert (await town.count(await town.draft())).paused == 1
    later = await town.draft(scheduled_at=local("2026-11-05 10:00"))
    assert (await town.count(later)).recipients == 1


async def test_who_wants_no_announcements_is_reached_by_an_emergency_and_by_what_is_personal(town: Writing) -> None:
    town.at("2026-11-04 22:00")
    somebody = await town.person(cadence=Cadence.never)
    consultation = await town.publish("waste")
    await town.follow(somebody, consultation)
    urgent = await town.count(await town.draft(emergency=True))
    followers = await town.count(await town.draft(of(Trait.follows, str(consultation.id))))
    assert (urgent.now, followers.quiet) == (1, 1)
    assert (await town.count(await town.draft())).declined == 1


async def test_the_worker_counts_what_was_changed_and_nothing_twice(town: Writing) -> None:
    await town.person()
    one = await town.draft()
    nobody = await town.draft(Audience())
    await worker(town).work_all()
    found = await town.get(one.id)
    assert found.counts is not None
    assert (found.counts.recipients, found.counted_at, found.version) == (1, town.now, one.version)
    assert (await town.get(nobody.id)).counts is None
    town.at("2026-11-04 13:00")
    await worker(town).work_all()
    assert (await town.get(one.id)).counted_at == found.counted_at


async def test_a_count_of_what_was_changed_meanwhile_is_not_kept(town: Writing) -> None:
    one = await town.draft()
    found = await town.count(one)
    async with town.engine.write() as tx:
        await announcements.save(tx, one.edit(audience=of(Trait.topic, "waste")), now=town.now)
    async with town.engine.write() as tx:
        assert not await counting.counted(town.turn(tx), one, found)
    assert (await town.get(one.id)).counts is None


@pytest.mark.parametrize(
    "change",
    [{"audience": of(Trait.topic, "waste")}, {"emergency": True}, {"scheduled_at": local("2026-11-06 10:00")}],
)
async def test_what_the_count_follows_from_is_counted_anew(town: Writing, change: dict[str, object]) -> None:
    one = await town.counted(await town.draft())
    assert one.edit(title="Друго").counts is not None
    assert one.edit(audience=EVERYONE).counts is not None
    assert one.edit(**change).counts is None


async def test_one_that_waits_for_a_second_person_again_is_counted_too(town: Writing) -> None:
    people = [await town.person() for _ in range(2)]
    one = await town.approve(await town.draft(), by=people[0])
    await town.person()
    await worker(town).work_all()
    asked = await town.get(one.id)
    assert asked.state is AnnouncementState.ready
    assert asked.counts is not None
    assert asked.counts.recipients == 3


async def test_whoever_looks_after_a_while_sees_it_counted_anew(town: Writing) -> None:
    one = await town.counted(await town.draft())
    clerk = await town.person()
    member = Member(clerk.id, Role.editor, OrganisationId("municipality"), may_decide=True, name="Иванка")

    async def look() -> Count | None:
        async with town.engine.write() as tx:
            turn = town.turn(tx, clerk)
            turn.member = member
            return (await counting.look_again(turn, one.id)).counts

    assert await look() is not None
    town.now += timedelta(minutes=3)
    assert await look() is None
    assert (await town.get(one.id)).counts is None


async def test_only_who_prepares_announcements_has_them_counted(town: Writing) -> None:
    one = await town.draft()
    somebody = await town.person()
    async with town.engine.write() as tx:
        with pytest.raises(NotAllowed):
            await counting.look_again(town.turn(tx, somebody), one.id)
