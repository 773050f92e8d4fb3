"""At the door: good codes, old ones, forged ones, and who is let in."""

from datetime import timedelta

import pytest

from bot.domain.checkin import STEP, TRIES_AT_MOST, TRIES_WITHIN, DoorClosed, DoorNotOpen, door_code
from bot.domain.errors import ConsentNeeded, NotAllowed
from bot.domain.forums import Forum
from bot.domain.participants import Participant
from bot.domain.seats import ForumFull
from bot.domain.staff import Role
from bot.services import forums
from bot.services.forums import Arrival, Outcome
from storage import forums as stored
from tests.forums import Square
from tests.telling import local

DOOR = "2026-11-20 17:00"


@pytest.fixture
async def forum(town: Square) -> Forum:
    return await town.forum(capacity=2)


async def code(town: Square, forum: Forum, *, ago: timedelta = timedelta(0)) -> str:
    async with town.engine.read() as tx:
        return door_code(await stored.secret(tx, forum.id), town.now - ago)


async def come_in(town: Square, who: Participant | None, forum: Forum, typed: str, *, late: bool = False) -> Arrival:
    async with town.turn_of(who) as turn:
        return await forums.come_in(turn, forum.id, typed, late=late)


async def test_whoever_is_registered_comes_in_by_the_code_of_the_door_once(town: Square, forum: Forum) -> None:
    (maria,) = await town.crowd(1)
    await town.register(maria, forum)
    town.at(DOOR)
    assert (await come_in(town, maria, forum, await code(town, forum))).outcome is Outcome.checked_in
    town.now += timedelta(minutes=1)
    again = await come_in(town, maria, forum, "no matter what")
    assert again.outcome is Outcome.already
    assert again.registration is not None
    assert again.registration.checked_in_at == local(DOOR)


async def test_a_picture_of_the_code_that_was_passed_on_is_stale_in_minutes(town: Square, forum: Forum) -> None:
    (maria,) = await town.crowd(1)
    await town.register(maria, forum)
    town.at(DOOR)
    passed_on = await code(town, forum)
    town.now += 2 * STEP
    assert (await come_in(town, maria, forum, passed_on)).outcome is Outcome.stale
    place = await town.place(maria, forum)
    assert place is not None
    assert not place.attended


async def test_a_forged_code_and_that_of_another_forum_let_nobody_in(town: Square, forum: Forum) -> None:
    other = await town.forum("2026-11-20 17:30")
    (maria,) = await town.crowd(1)
    await town.register(maria, forum)
    town.at(DOOR)
    for forged in ("ABC234", "", "💥" * 40, await code(town, other)):
        assert (await come_in(town, maria, forum, forged)).outcome is Outcome.wrong


async def test_wrong_codes_are_bounded_and_then_even_the_right_one_waits(town: Square, forum: Forum) -> None:
    (maria,) = await town.crowd(1)
    await town.register(maria, forum)
    town.at(DOOR)
    for _ in range(TRIES_AT_MOST):
        assert (await come_in(town, maria, forum, "ABC234")).outcome is Outcome.wrong
    assert (await come_in(town, maria, forum, await code(town, forum))).outcome is Outcome.too_many
    town.now += TRIES_WITHIN
    assert (await come_in(town, maria, forum, await code(town, forum))).outcome is Outcome.checked_in


async def test_a_code_that_was_typed_unasked_belongs_to_the_door_it_opens_or_to_ones_own(
    town: Square, forum: Forum
) -> None:
    other = await town.forum(title="Форум за реката")
    seated, passer_by = await town.crowd(2)
    await town.register(seated, other)
    town.at(DOOR)
    shown = await code(town, forum)
    async with town.turn_of(passer_by) as turn:
        assert await forums.door_of(turn, "ABC234") is None
        assert await forums.door_of(turn, "Кога е форумът?") is None
        assert (await forums.door_of(turn, f" {shown[:3]} {shown[3:].lower()}") or other).id == forum.id
    async with town.turn_of(seated) as turn:
        assert (await forums.door_of(turn, "ABC234") or forum).id == other.id
    async with town.turn_of(None) as turn:
        assert (await forums.door_of(turn, shown) or other).id == forum.id


async def test_who_has_no_registration_may_register_late_where_there_is_room(town: Square, forum: Forum) -> None:
    maria, ivan, petar = await town.crowd(3)
    await town.register(maria, forum)
    town.at("2026-11-20 18:00")
    assert (await come_in(town, ivan, forum, await code(town, forum))).outcome is Outcome.not_registered
    assert await town.state(ivan, forum) is None
    assert (await come_in(town, ivan, forum, await code(town, forum), late=True)).outcome is Outcome.checked_in
    assert (await come_in(town, petar, forum, await code(town, forum), late=True)).outcome is Outcome.full
    assert await town.seats(forum) == (2, 0)


@pytest.mark.parametrize(
    ("moment", "refusal"),
    [("2026-11-20 16:29", DoorNotOpen), ("2026-11-20 19:30", DoorClosed)],
)
async def test_before_and_after_nobody_is_checked_in(
    town: Square, forum: Forum, moment: str, refusal: type[Exception]
) -> None:
    (maria,) = await town.crowd(1)
    await town.register(maria, forum)
    town.at(moment)
    with pytest.raises(refusal):
        await come_in(town, maria, forum, await code(town, forum))


async def test_nobody_is_checked_in_without_consent(town: Square, forum: Forum) -> None:
    town.at(DOOR)
    with pytest.raises(ConsentNeeded):
        await come_in(town, None, forum, await code(town, forum))


async def test_staff_let_in_by_a_persons_own_code_and_a_second_scan_says_since_when(town: Square, forum: Forum) -> None:
    (maria,) = await town.crowd(1)
    own = (await town.register(maria, forum)).code
    assert own is not None
    town.at(DOOR)
    async with town.turn_of(Role.editor) as turn:
        assert (await forums.let_in(turn, forum.id, own.lower())).outcome is Outcome.checked_in
        assert (await forums.let_in(turn, forum.id, own)).outcome is Outcome.already
        assert (await forums.let_in(turn, forum.id, "ABC234")).outcome is Outcome.wrong
    async with town.engine.read() as tx:
        assert await tx.value("SELECT checked_by FROM registrations") == town.staff[Role.editor].id


@pytest.mark.parametrize("role", [Role.auditor, None])
async def test_nobody_else_keeps_the_door(town: Square, forum: Forum, role: Role | None) -> None:
    town.at(DOOR)
    with pytest.raises(NotAllowed):
        async with town.turn_of(role) as turn:
            await forums.let_in(turn, forum.id, "ABC234")
    with pytest.raises(NotAllowed):
        async with town.turn_of(role) as turn:
            await forums.door(turn, forum.id)


async def test_the_door_shows_a_code_that_is_good(town: Square, forum: Forum) -> None:
    town.at(DOOR)
    async with town.turn_of(Role.editor) as turn:
        shown = await forums.door(turn, forum.id)
    assert shown.code == await code(town, forum)
    assert shown.changes_at == local("2026-11-20 17:05")


async def test_guests_without_a_record_take_free_seats_and_no_others(town: Square, forum: Forum) -> None:
    town.at(DOOR)
    async with town.turn_of(Role.editor) as turn:
        guest = await forums.walk_in(turn, forum.id, " Баба  Пена ")
        await forums.walk_in(turn, forum.id, None)
    assert (guest.name, guest.attended) == ("Баба Пена", True)
    with pytest.raises(ForumFull):
        async with town.turn_of(Role.editor) as turn:
            await forums.walk_in(turn, forum.id, None)


async def test_the_list_is_completed_from_paper_for_two_hours_more(town: Square, forum: Forum) -> None:
    (maria,) = await town.crowd(1)
    own = await town.register(maria, forum)
    town.at("2026-11-20 21:29")
    async with town.turn_of(Role.editor) as turn:
        assert (await forums.tick(turn, own.id)).outcome is Outcome.checked_in
        assert not (await forums.untick(turn, own.id)).attended
    town.at("2026-11-20 21:30")
    with pytest.raises(DoorClosed):
        async with town.turn_of(Role.editor) as turn:
            await forums.tick(turn, own.id)


async def test_names_are_for_who_may_read_them_and_each_look_is_audited(town: Square, forum: Forum) -> None:
    (maria,) = await town.crowd(1)
    await town.register(maria, forum)
    async with town.turn_of(maria) as turn:
        await forums.put_name(turn, forum.id, "Мария Иванова")
    async with town.turn_of(Role.editor) as turn:
        hidden = await forums.attendance(turn, forum.id, 0)
    async with town.turn_of(Role.moderator) as turn:
        shown = await forums.attendance(turn, forum.id, 0, absent=True)
    assert ([one.name for one in hidden.items], hidden.named) == ([None], False)
    assert [one.name for one in shown.items] == ["Мария Иванова"]
    async with town.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM audit WHERE action = 'forum.names_read'") == 1
