"""Whatever people do in whatever order: never above capacity, nobody lost, nobody passed by."""

import asyncio
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.domain.forums import Forum
from bot.domain.ids import ParticipantId
from bot.domain.participants import Participant
from bot.domain.seats import RegistrationState
from bot.services import forums
from storage.engine import Engine
from storage.forums import registrations
from tests.conftest import KEY
from tests.forums import Square

PEOPLE = 5
ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["register", "wait", "accept", "give_up"]), st.integers(0, PEOPLE - 1)),
        st.tuples(st.just("later"), st.sampled_from([1, 5, 12, 30])),
        st.tuples(st.just("capacity"), st.integers(1, 4)),
    ),
    max_size=25,
)


async def line(town: Square, forum: Forum) -> list[ParticipantId]:
    """Those who wait, in order."""
    async with town.engine.read() as tx:
        found = await registrations.line(tx, forum.id, now=town.now, limit=100)
    return [one.participant for one in found if one.participant is not None]


async def act(town: Square, people: list[Participant], forum: Forum, what: str, number: int) -> None:
    try:
        if what == "later":
            town.now += timedelta(hours=number)
            await town.tick()
        elif what == "capacity":
            await town.change(forum, capacity=number)
        else:
            await getattr(town, what)(people[number], forum)
    except DomainError:
        pass


async def play(path: Path, acts: list[tuple[str, int]]) -> None:
    engine = Engine(path, KEY)
    await engine.open()
    try:
        town = Square(engine)
        await town.begin()
        people = await town.crowd(PEOPLE, quiet=None)
        forum = await town.forum("2027-03-20 17:30", capacity=2)
        for what, number in acts:
            before = await line(town, forum)
            known = {one.id for one in people if await town.place(one, forum) is not None}
            await act(town, people, forum, what, number)
            await check(town, people, forum, before, known)
    finally:
        await engine.close()


async def check(
    town: Square, people: list[Participant], forum: Forum, before: list[ParticipantId], known: set[ParticipantId]
) -> None:
    seats, after = await town.seats(forum), await line(town, forum)
    async with town.turn_of(None) as turn:
        capacity = (await forums.public(turn, forum.id)).capacity
    assert capacity is not None
    assert seats.taken <= capacity
    assert seats.taken == capacity or seats.waiting == 0, "a seat is free and somebody waits"
    places = {one.id: await town.place(one, forum) for one in people}
    assert known <= {person for person, place in places.items() if place is not None}, "nobody is lost"
    waiting = {person for person, place in places.items() if place and place.state is RegistrationState.waiting}
    assert {*after} == waiting
    # Whoever waited and waits still is not overtaken, unless they let a seat pass and went to the tail.
    never_passed = {person for person, place in places.items() if place is not None and place.passes == 0}
    stayed = [one for one in before if one in after and one in never_passed]
    assert [one for one in after if one in stayed] == stayed


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_never_above_capacity_nobody_lost_and_nobody_passed_by(
    migrated: Path, tmp_path: Path, acts: list[tuple[str, int]]
) -> None:
    path = Path(shutil.copyfile(migrated, tmp_path / "fair.db"))
    for stale in (path.with_name("fair.db-wal"), path.with_name("fair.db-shm")):
        stale.unlink(missing_ok=True)
    asyncio.run(play(path, acts))


@pytest.mark.parametrize("first", ["tick", "send"])
async def test_an_offer_that_never_left_because_the_bot_was_away_was_not_let_pass(town: Square, first: str) -> None:
    forum = await town.forum(capacity=1)
    other = await town.forum(capacity=1)
    maria, ivan, petar = await town.crowd(3)
    for one in (forum, other):
        await town.register(maria, one)
        await town.wait(ivan, one)
    await town.wait(petar, forum)
    town.at("2026-11-06 12:00")
    await town.give_up(maria, forum)
    town.at("2026-11-08 12:00")
    await town.give_up(maria, other)
    if first == "send":
        await town.send()
    for moment in ("2026-11-08 12:00", "2026-11-08 12:02"):
        await town.tick(moment)
    said = [text.split("\n\n")[1] for text in town.received(ivan)]
    assert [words.partition(" Confirm")[0] for words in said] == ["A seat is free!"] * 2, "one of each forum"
    await town.tick("2026-11-09 12:00")
    assert "The time to confirm passed. You are back on the waiting list." in town.received(ivan)[2]
    assert [await town.state(one, forum) for one in (ivan, petar)] == ["waiting", "offered"]
