"""Doors that staff keep open: they follow the code, and shut by themselves."""

import pytest

from bot.domain.checkin import DoorClosed, DoorNotOpen, Verdict, judge
from bot.domain.errors import DomainError, NotAllowed, NotFound
from bot.domain.forums import Forum
from bot.domain.staff import Role
from bot.services import forums
from bot.services.forums import Showing
from storage import forums as stored
from storage import staff
from tests.forums import Square

DURING = "2026-11-20 17:00"


async def opened(town: Square, forum: Forum, role: Role = Role.moderator, message: int = 5) -> Showing:
    async with town.turn_of(role) as turn:
        return await forums.open_door(turn, forum.id, chat_id=turn.participant.telegram_id, message_id=message)


async def due(town: Square, at: str) -> list[Showing]:
    town.at(at)
    async with town.turn_of(None) as turn:
        return await forums.doors_due(turn)


async def test_every_picture_changes_when_its_code_does_and_not_before(town: Square) -> None:
    forum = await town.forum()
    town.at(DURING)
    first = await opened(town, forum)
    await opened(town, forum, Role.editor)
    assert await due(town, "2026-11-20 17:04") == []
    again = await due(town, "2026-11-20 17:05")
    assert len(again) == 2
    assert {one.door.code for one in again if one.door} != {first.door.code if first.door else ""}
    assert await due(town, "2026-11-20 17:05") == []


async def test_a_bot_that_was_away_changes_a_picture_once(town: Square) -> None:
    forum = await town.forum()
    town.at(DURING)
    await opened(town, forum)
    assert len(await due(town, "2026-11-20 18:01")) == 1


async def test_the_newest_message_of_a_colleague_is_the_one_that_changes(town: Square) -> None:
    forum = await town.forum()
    town.at(DURING)
    await opened(town, forum, message=5)
    await opened(town, forum, message=6)
    assert [one.message_id for one in await due(town, "2026-11-20 17:05")] == [6]


async def test_a_door_shuts_when_the_forum_is_over(town: Square) -> None:
    forum = await town.forum(ends="2026-11-20 19:02")
    town.at("2026-11-20 19:00")
    await opened(town, forum)
    (shut,) = await due(town, "2026-11-20 19:02")
    assert shut.door is None
    assert await due(town, "2026-11-20 19:10") == []


async def test_a_door_shuts_when_the_forum_is_called_off(town: Square) -> None:
    forum = await town.forum()
    town.at(DURING)
    await opened(town, forum)
    await town.call_off(forum)
    (shut,) = await due(town, DURING)
    assert shut.door is None


async def test_a_door_shuts_for_who_is_no_longer_of_the_staff(town: Square) -> None:
    forum = await town.forum()
    town.at(DURING)
    await opened(town, forum)
    async with town.engine.write() as tx:
        await staff.leave(tx, town.staff[Role.moderator].id)
    (shut,) = await due(town, "2026-11-20 17:05")
    assert shut.door is None


async def test_a_new_code_makes_every_earlier_one_worthless_and_colleagues_follow(town: Square) -> None:
    forum = await town.forum()
    town.at(DURING)
    old = await opened(town, forum, Role.editor)
    async with town.turn_of() as turn:
        new = await forums.renew_code(turn, forum.id, chat_id=1, message_id=2)
        secret = await stored.secret(turn.tx, forum.id)
    assert old.door is not None
    assert new.door is not None
    assert judge(secret, old.door.code, town.now) is Verdict.wrong
    assert judge(secret, new.door.code, town.now) is Verdict.good
    (colleague,) = await due(town, DURING)
    assert colleague.door is not None
    assert colleague.door.code == new.door.code


async def test_a_door_that_was_shut_stays_so(town: Square) -> None:
    forum = await town.forum()
    town.at(DURING)
    await opened(town, forum)
    async with town.turn_of() as turn:
        assert await forums.shut_door(turn, forum.id)
        assert not await forums.shut_door(turn, forum.id)
    assert await due(town, "2026-11-20 17:05") == []


@pytest.mark.parametrize(("at", "refusal"), [("2026-11-20 16:29", DoorNotOpen), ("2026-11-20 19:30", DoorClosed)])
async def test_a_door_opens_an_hour_before_and_until_the_end(town: Square, at: str, refusal: type[DomainError]) -> None:
    forum = await town.forum()
    town.at(at)
    with pytest.raises(refusal):
        await opened(town, forum)


async def test_a_draft_has_no_door(town: Square) -> None:
    draft = await town.drafted()
    town.at(DURING)
    with pytest.raises(NotFound):
        await opened(town, draft)


@pytest.mark.parametrize("role", Role)
async def test_who_prepares_forums_keeps_the_door(town: Square, role: Role) -> None:
    forum = await town.forum()
    town.at(DURING)
    if role is Role.auditor:
        with pytest.raises(NotAllowed):
            await opened(town, forum, role)
    else:
        assert (await opened(town, forum, role)).door is not None
