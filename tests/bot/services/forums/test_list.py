"""The list at the door: searched, taken along, filled in, and names only for who may read them."""

from typing import Any

import pytest

from bot.domain.errors import NotAllowed, WrongState
from bot.domain.forums import Forum
from bot.domain.participants import Participant
from bot.domain.seats import ForumFull
from bot.domain.staff import Role
from bot.services import forums
from tests.forums import Square

DURING = "2026-11-20 17:00"


async def named(town: Square, forum: Forum, name: str) -> tuple[Participant, str]:
    person = await town.person()
    code = (await town.register(person, forum)).code
    async with town.turn_of(person) as turn:
        await forums.put_name(turn, forum.id, name)
    return person, str(code)


async def looks(town: Square) -> int:
    async with town.engine.read() as tx:
        return int(await tx.value("SELECT count(*) FROM audit WHERE action = 'forum.names_read'"))


async def found(town: Square, forum: Forum, text: str, role: Role = Role.moderator) -> list[Any]:
    async with town.turn_of(role) as turn:
        return [(one.code, one.name) for one in (await forums.find(turn, forum.id, text)).items]


async def test_somebody_is_found_by_code_as_people_type_it_and_by_a_part_of_the_name(town: Square) -> None:
    forum = await town.forum()
    _, code = await named(town, forum, "Мария Иванова")
    await named(town, forum, "Иван Петров")
    assert await found(town, forum, f" {code.lower()} ") == [(code, "Мария Иванова")]
    assert await found(town, forum, "МАРИЯ") == [(code, "Мария Иванова")]
    assert len(await found(town, forum, "иван")) == 2
    assert await found(town, forum, "Стефан") == []
    assert await looks(town) == 3, "once a look that showed a name"


async def test_who_may_not_read_names_finds_by_code_alone(town: Square) -> None:
    forum = await town.forum()
    _, code = await named(town, forum, "Мария Иванова")
    assert await found(town, forum, "Мария", Role.editor) == []
    assert await found(town, forum, code, Role.editor) == [(code, None)]
    async with town.turn_of(Role.editor) as turn:
        _, rows = await forums.everybody(turn, forum.id)
        _, row = await forums.row_of(turn, rows[0].id)
    assert [one.name for one in (*rows, row)] == [None, None]
    assert await looks(town) == 0


async def test_the_whole_list_has_seats_first_and_then_the_line(town: Square) -> None:
    forum = await town.forum(capacity=1)
    ivan = await town.person()
    await named(town, forum, "Мария")
    await town.wait(ivan, forum)
    async with town.turn_of() as turn:
        _, rows = await forums.everybody(turn, forum.id)
    assert [one.state.value for one in rows] == ["registered", "waiting"]
    assert await looks(town) == 1


async def test_who_is_struck_frees_the_seat_for_the_next_and_a_second_tap_changes_nothing(town: Square) -> None:
    forum = await town.forum(capacity=1)
    maria, ivan = await town.crowd(2)
    own = await town.register(maria, forum)
    await town.wait(ivan, forum)
    for _ in range(2):
        async with town.turn_of() as turn:
            await forums.strike(turn, own.id)
    assert (await town.state(maria, forum), await town.state(ivan, forum)) == ("cancelled", "offered")


async def test_who_has_come_is_not_struck_unless_unticked_first(town: Square) -> None:
    forum = await town.forum()
    own = await town.register(await town.person(), forum)
    town.at(DURING)
    async with town.turn_of() as turn:
        await forums.tick(turn, own.id)
    with pytest.raises(WrongState):
        async with town.turn_of() as turn:
            await forums.strike(turn, own.id)
    async with town.turn_of() as turn:
        await forums.untick(turn, own.id)
        assert (await forums.strike(turn, own.id)).state.value == "cancelled"


async def test_nobody_walks_into_a_full_hall(town: Square) -> None:
    forum = await town.forum(capacity=1)
    await town.register(await town.person(), forum)
    town.at(DURING)
    with pytest.raises(ForumFull):
        async with town.turn_of() as turn:
            await forums.walk_in(turn, forum.id, None)
    assert await town.seats(forum) == (1, 0)


async def test_a_guest_without_a_record_is_on_the_list_and_told_of_nothing(town: Square) -> None:
    forum = await town.forum()
    town.at(DURING)
    async with town.turn_of() as turn:
        await forums.walk_in(turn, forum.id, "Гост")
        managed = await forums.managed(turn, forum.id)
    assert (managed.counts.attended, managed.told) == (1, 0)


@pytest.mark.parametrize("who", [None, "citizen", Role.auditor])
async def test_the_list_is_for_staff_who_prepare_forums(town: Square, who: Any) -> None:
    forum = await town.forum()
    own = await town.register(await town.person(), forum)
    actor = await town.person() if who == "citizen" else who
    async with town.turn_of(actor) as turn:
        for act in (
            forums.find(turn, forum.id, "x"),
            forums.everybody(turn, forum.id),
            forums.row_of(turn, own.id),
            forums.strike(turn, own.id),
            forums.may_fill_in(turn, forum.id),
            forums.shut_door(turn, forum.id),
            forums.open_consultations(turn, 0),
            forums.bodies(turn),
        ):
            with pytest.raises(NotAllowed):
                await act
