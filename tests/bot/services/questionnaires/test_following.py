"""A forum that names a template has one questionnaire that waits for its end, whatever happens meanwhile."""

import pytest

from bot.domain.forums import Forum
from bot.domain.questionnaires import Questionnaire, Status
from bot.services import forums
from bot.services.questionnaires import managing
from bot.services.questionnaires.templates import POST_FORUM
from storage import questionnaires as stored
from storage.engine import Engine
from tests.asking import Poll
from tests.telling import local

ENDS = "2026-11-20 19:30"


@pytest.fixture
async def town(database: Engine) -> Poll:
    poll = Poll(database)
    await poll.begin()
    return poll


async def of(town: Poll, forum: Forum) -> list[Questionnaire]:
    return await town.of_forum(forum)


async def test_it_waits_for_the_end_and_opens_two_hours_after_it(town: Poll) -> None:
    forum = await town.forum(ends=ENDS, questionnaire=POST_FORUM)
    await town.tick()
    (made,) = await of(town, forum)
    assert (made.template, made.status(town.now)) == (POST_FORUM, Status.waiting)
    town.now = local("2026-11-20 21:30")
    await town.tick()
    (opened,) = await of(town, forum)
    assert (opened.opens_at, opened.closes_at) == (local("2026-11-20 21:30"), local("2026-11-30 19:30"))


async def test_however_often_the_tick_looks_one_is_made(town: Poll) -> None:
    forum = await town.forum(questionnaire=POST_FORUM)
    for _ in range(3):
        await town.tick()
    assert len(await of(town, forum)) == 1


async def test_one_named_later_is_made_then(town: Poll) -> None:
    forum = await town.forum()
    await town.tick()
    assert await of(town, forum) == []
    await town.change(forum, questionnaire=POST_FORUM)
    await town.tick()
    assert len(await of(town, forum)) == 1


async def test_a_draft_of_a_forum_asks_nobody(town: Poll) -> None:
    draft = await town.drafted(questionnaire=POST_FORUM)
    await town.tick()
    assert await of(town, draft) == []


async def test_that_of_a_forum_called_off_is_withdrawn(town: Poll) -> None:
    forum = await town.forum(questionnaire=POST_FORUM)
    await town.tick()
    await town.call_off(forum)
    await town.tick()
    assert await of(town, forum) == []


async def test_of_a_forum_that_names_another_template_or_none_nobody_is_asked_by_the_one_before(town: Poll) -> None:
    forum = await town.forum(questionnaire=POST_FORUM)
    await town.tick()
    await town.change(forum, questionnaire=None)
    assert await of(town, forum) == []
    await town.tick()
    assert await of(town, forum) == []
    await town.change(forum, questionnaire=POST_FORUM)
    await town.tick()
    assert len(await of(town, forum)) == 1


async def test_one_that_staff_withdrew_is_not_made_again(town: Poll) -> None:
    forum = await town.forum(questionnaire=POST_FORUM)
    await town.tick()
    (made,) = await of(town, forum)
    await town.withdraw(made)
    await town.tick()
    assert await of(town, forum) == []


async def test_of_a_forum_long_over_nobody_is_asked(town: Poll) -> None:
    town.now = local("2026-11-19 12:00")
    forum = await town.forum("2026-11-20 17:30", questionnaire=POST_FORUM)
    town.now = local("2026-12-20 12:00")
    await town.tick()
    assert await of(town, forum) == []


async def test_a_template_that_nobody_knows_stops_nothing(town: Poll) -> None:
    unknown, known = await town.forum(questionnaire="none"), await town.forum(questionnaire=POST_FORUM)
    await town.tick()
    assert (await of(town, unknown), len(await of(town, known))) == ([], 1)


async def test_the_card_of_the_forum_leads_who_came_to_it_until_they_have_answered(town: Poll) -> None:
    forum = await town.forum(ends=ENDS, questionnaire=POST_FORUM)
    came, absent = await town.crowd(2)
    await town.came(came, forum)
    await town.register(absent, forum)
    await town.tick()
    await town.tick("2026-11-21 12:00")
    (opened,) = await of(town, forum)
    for who, leads_to in ((came, opened.id), (absent, None), (None, None)):
        async with town.turn_of(who) as turn:
            assert (await forums.card(turn, forum.id, "bg")).asks == leads_to
    async with town.engine.write() as tx:
        await stored.use(tx, opened.id, came.id, must_hold=True)
    async with town.turn_of(came) as turn:
        assert (await forums.card(turn, forum.id, "bg")).asks is None


async def test_a_forum_that_is_over_is_given_a_draft_to_be_looked_at_first(town: Poll) -> None:
    forum = await town.forum(ends=ENDS)
    town.at("2026-11-21 12:00")
    async with town.turn_of() as turn:
        made = await managing.give_to_forum(turn, forum.id, POST_FORUM)
        assert made is not None
        assert (made.audience.forum, made.status(turn.now)) == (forum.id, Status.draft)
        assert (await forums.managed(turn, forum.id)).attached == (made.id, Status.draft)
