"""Where a body stands, as staff say it."""

from typing import Any

import pytest

from bot.domain.errors import NotAllowed, WrongState
from bot.domain.forums import Forum, ForumStatus
from bot.domain.staff import Role
from bot.domain.town import BodyStatus
from bot.services.bodies import founding, reading
from storage import forums, town
from tests.councils import BODY, Council
from tests.telling import local


async def put(council: Council, status: BodyStatus, role: Role = Role.moderator) -> None:
    async with council.engine.write() as tx:
        await founding.rest_on(council.desk(tx, role), BODY, "status", status.value)


async def standing(council: Council) -> BodyStatus:
    async with council.engine.read() as tx:
        return (await reading.card(council.turn(tx), BODY)).record.body.status


async def test_what_staff_say_of_it_outlives_the_next_import(council: Council) -> None:
    await put(council, BodyStatus.dissolved)
    async with council.engine.write() as tx:
        (told,) = [one for one in await town.bodies(tx) if one.id == BODY]
        await town.put_bodies(tx, [told.model_copy(update={"status": BodyStatus.active})])
    assert await standing(council) is BodyStatus.dissolved
    maria = await council.person()
    with pytest.raises(WrongState):
        async with council.engine.write() as tx:
            await reading.follow(council.turn(tx, maria), BODY)
    await put(council, BodyStatus.active)
    assert await standing(council) is BodyStatus.active


async def test_an_editor_does_not_say_it_and_nobody_says_what_does_not_exist(council: Council) -> None:
    with pytest.raises(NotAllowed):
        await put(council, BodyStatus.proposed, Role.editor)
    with pytest.raises(ValueError, match="a charter has no"):
        async with council.engine.write() as tx:
            await founding.rest_on(council.desk(tx), BODY, "kind", "committee")


async def test_its_card_leads_to_its_latest_public_forums(council: Council) -> None:
    values: dict[str, Any] = {"starts_at": local("2026-11-20 17:30"), "place_text": "залата", "body": BODY}
    async with council.engine.write() as tx:
        for title, recorded in (("Среща", ForumStatus.open), ("Чернова", ForumStatus.draft)):
            await forums.add(tx, Forum(title=title, recorded=recorded, **values), now=council.now)
        shown = await reading.card(council.turn(tx), BODY)
    assert [one.title for one in shown.forums] == ["Среща"]
