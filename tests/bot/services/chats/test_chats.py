"""Groups and channels: joined, greeted, asked, told and left, each once."""

from datetime import timedelta

import pytest

from bot.domain.chats import About, Chat, ChatKind
from bot.domain.errors import NotFound, WrongState
from bot.domain.staff import Role
from bot.services import chats, housekeeping
from storage import chats as stored
from storage import outbox
from storage.engine import Engine, Transaction
from storage.outbox import Lane, Outgoing
from tests.membership import member
from tests.telling import Telling, local

GROUP = About(-5, ChatKind.group, "Форум", None)
SUPERGROUP = About(-1005, ChatKind.supergroup, "Форум", None)
CHANNEL = About(-1007, ChatKind.channel, "Новини", "haskovo")
MARIA = 7


@pytest.fixture
async def town(database: Engine) -> Telling:
    return await Telling(database).begin()


async def join(town: Telling, about: About = GROUP, *, may_post: bool = True) -> None:
    async with town.engine.write() as tx:
        await chats.joined(town.turn(tx), about, may_post=may_post)


async def kept(town: Telling, about: About = GROUP) -> Chat:
    async with town.engine.read() as tx:
        chat = await stored.at(tx, about.chat_id)
    assert chat is not None
    return chat


async def choose(town: Telling, about: About, what: str, value: str = "", user: int | None = None) -> Chat | None:
    async with town.engine.write() as tx:
        return await chats.change(town.turn(tx), about, user=user, what=what, value=value)


async def answer(town: Telling, fact: str | None, **params: object) -> None:
    facts = {"chat": (await kept(town)).id, "user": MARIA, "what": "show", "value": "", **params}
    async with town.engine.write() as tx:
        await chats.answered(town.turn(tx), facts, fact)


async def promised(tx: Transaction, town: Telling) -> list[Outgoing]:
    return list(await outbox.due(tx, Lane.REPLY, after=(0, 0), now=town.now, limit=100))


async def notices(town: Telling) -> list[str | None]:
    async with town.engine.read() as tx:
        return [row.notice or row.method for row in await promised(tx, town)]


def said(town: Telling, about: About) -> list[str]:
    return [str(call[1].get("text", call[0])) for _, call in town.left[about.chat_id]]


def times(town: Telling, about: About) -> list[str]:
    return [f"{at + timedelta(hours=2):%Y-%m-%d %H:%M}" for at, _ in town.left[about.chat_id]]


# -- coming and going --------------------------------------------------------------------------------------------------


async def test_a_group_is_greeted_in_a_moment_and_once(town: Telling) -> None:
    await join(town)
    await town.tick()
    assert said(town, GROUP) == []
    town.now += timedelta(seconds=3)
    await join(town)
    for _ in range(2):
        await town.tick()
    assert len(said(town, GROUP)) == 1


async def test_a_chat_that_says_the_bot_was_added_is_greeted_at_once(town: Telling) -> None:
    await join(town)
    for _ in range(2):
        async with town.engine.write() as tx:
            await chats.welcomed(town.turn(tx), GROUP)
    assert await notices(town) == [chats.HELLO]


async def test_a_link_that_starts_the_bot_in_a_group_does_not_greet_twice(town: Telling) -> None:
    async with town.engine.write() as tx:
        await chats.welcomed(town.turn(tx), GROUP)
        await chats.explain(town.turn(tx), GROUP)
    assert await notices(town) == [chats.HELLO]
    town.now += timedelta(minutes=1)
    async with town.engine.write() as tx:
        await chats.explain(town.turn(tx), GROUP)
    assert await notices(town) == [chats.HELLO] * 2


async def test_a_channel_is_not_greeted(town: Telling) -> None:
    await join(town, CHANNEL)
    town.now += timedelta(minutes=1)
    await town.tick()
    assert said(town, CHANNEL) == []


@pytest.mark.parametrize("heard", ["before", "after"])
async def test_a_migration_keeps_what_was_chosen_and_greets_nobody_again(town: Telling, heard: str) -> None:
    async with town.engine.write() as tx:
        await chats.welcomed(town.turn(tx), GROUP)
    await choose(town, GROUP, "pick", "waste")
    if heard == "before":
        await join(town, SUPERGROUP)
    for _ in range(2):
        async with town.engine.write() as tx:
            await chats.moved(town.turn(tx), old=GROUP.chat_id, new=SUPERGROUP.chat_id)
    if heard == "after":
        await join(town, SUPERGROUP)
    town.now += timedelta(minutes=1)
    await town.tick()
    chat = await kept(town, SUPERGROUP)
    assert (chat.topics, chat.kind) == (("waste",), ChatKind.supergroup)
    assert len(said(town, SUPERGROUP)) == 1  # the greeting that still waited has followed
    assert said(town, GROUP) == []


async def test_added_again_it_is_greeted_again_and_tells_nothing_unasked(town: Telling) -> None:
    await join(town)
    await choose(town, GROUP, "every")
    async with town.engine.write() as tx:
        await chats.left(town.turn(tx), GROUP)
    await town.publish("waste")
    await town.tick()
    assert said(town, GROUP) == []
    async with town.engine.write() as tx:
        await chats.welcomed(town.turn(tx), GROUP)
    await town.tick()
    assert len(said(town, GROUP)) == 1
    assert not (await kept(town)).is_told


# -- choosing ----------------------------------------------------------------------------------------------------------


async def test_telegram_is_asked_who_somebody_is_before_anything_is_done(town: Telling) -> None:
    await join(town)
    assert await choose(town, GROUP, "pick", "waste", user=MARIA) is None
    assert await notices(town) == [chats.ADMINISTRATOR]
    await answer(town, "administrator", what="pick", value="waste", query="q", message=3, language="en")
    assert (await kept(town)).topics == ("waste",)
    assert await notices(town) == [chats.ADMINISTRATOR, "answerCallbackQuery", chats.PICKER]


async def test_for_ten_minutes_an_administrator_is_believed(town: Telling) -> None:
    await join(town)
    await answer(town, "creator")
    town.now += timedelta(minutes=10) - timedelta(seconds=1)
    assert await choose(town, GROUP, "every", user=MARIA) is not None
    town.now += timedelta(seconds=1)
    assert await choose(town, GROUP, "every", user=MARIA) is None


@pytest.mark.parametrize("fact", ["member", "restricted", "left", None])
async def test_nobody_else_chooses_and_that_is_said_once_in_five_minutes(town: Telling, fact: str | None) -> None:
    await join(town)
    for _ in range(2):
        await answer(town, fact, what="every")
    assert await notices(town) == [chats.REFUSED]
    assert not (await kept(town)).is_told
    town.now += timedelta(minutes=5)
    await answer(town, fact)
    assert await notices(town) == [chats.REFUSED] * 2


async def test_who_presses_is_refused_over_the_chat_in_their_own_language(town: Telling) -> None:
    await join(town)
    await answer(town, "member", what="every", query="q", message=3, language="en")
    await town.send()
    method, params = town.left[GROUP.chat_id][0][1]
    assert (method, params["show_alert"]) == ("answerCallbackQuery", True)
    assert params["text"].startswith("Only administrators")


async def test_what_is_not_offered_is_not_chosen(town: Telling) -> None:
    await join(town)
    with pytest.raises(NotFound):
        await choose(town, GROUP, "pick", "chess")


async def test_the_trail_tells_what_was_chosen_and_not_by_whom(town: Telling) -> None:
    await join(town)
    await choose(town, GROUP, "pick", "waste")
    async with town.engine.read() as tx:
        row = await tx.one("SELECT actor, action, facts FROM audit")
    assert row is not None
    assert (row["actor"], row["action"]) == (None, "chat.chosen")
    assert "waste" in row["facts"]


# -- telling -----------------------------------------------------------------------------------------------------------


async def test_what_concerns_a_topic_is_told_where_it_was_chosen_and_nowhere_else(town: Telling) -> None:
    for about, topic in ((GROUP, "waste"), (CHANNEL, "roads")):
        await join(town, about)
        await choose(town, about, "pick", topic)
    consultation = await town.publish("waste")
    await town.through("2026-12-08 00:00")
    assert "Нова консултация" in said(town, GROUP)[0]
    assert "Утре е последният ден" in said(town, GROUP)[-1]
    assert times(town, GROUP)[-1] == "2026-12-03 10:00"
    assert said(town, CHANNEL) == []
    (button,) = town.left[GROUP.chat_id][0][1][1]["reply_markup"]["inline_keyboard"][0]
    assert button["url"] == f"https://t.me/prestige_demo_bot?start=c{consultation.id}"


async def test_at_night_it_waits_for_the_morning(town: Telling) -> None:
    await join(town, CHANNEL)
    await choose(town, CHANNEL, "every")
    town.at("2026-11-04 21:00")
    await town.publish("waste")
    await town.through("2026-11-05 09:00")
    assert times(town, CHANNEL) == ["2026-11-05 08:00"]


async def test_what_was_cancelled_in_the_night_is_not_told(town: Telling) -> None:
    await join(town, CHANNEL)
    await choose(town, CHANNEL, "every")
    town.at("2026-11-04 21:00")
    consultation = await town.publish("waste")
    await town.tick()
    await town.cancel(consultation)
    await town.through("2026-11-05 09:00")
    assert said(town, CHANNEL) == []


async def test_a_topic_corrected_reaches_others_and_nobody_twice(town: Telling) -> None:
    for about, topic in ((GROUP, "waste"), (CHANNEL, "roads")):
        await join(town, about)
        await choose(town, about, "pick", topic)
    consultation = await town.publish("waste")
    await town.tick()
    await town.correct(consultation, topics=("waste", "roads"))
    await town.tick()
    for about in (GROUP, CHANNEL):
        assert len([text for text in said(town, about) if "Нова консултация" in text]) == 1


async def test_where_it_may_not_write_nothing_is_promised(town: Telling) -> None:
    await join(town, CHANNEL, may_post=False)
    await choose(town, CHANNEL, "every")
    await town.publish("waste")
    await town.tick()
    assert (await town.waiting(), said(town, CHANNEL)) == (0, [])


# -- the desk ----------------------------------------------------------------------------------------------------------


async def test_staff_link_leave_and_choose_for_channels_alone(town: Telling) -> None:
    await join(town)
    await join(town, CHANNEL)
    town.now = local("2026-11-04 12:00")
    group, channel = await kept(town), await kept(town, CHANNEL)
    async with town.engine.write() as tx:
        turn = await member(tx, 900, Role.owner)
        await chats.link(turn, channel.id, on=True)
        assert [one.id for one in await stored.linked(tx)] == [channel.id]
        assert (await chats.choose(turn, channel.id, "every", "")).chat.every
        with pytest.raises(WrongState):
            await chats.choose(turn, group.id, "every", "")
        await chats.leave(turn, channel.id)
        assert (await stored.linked(tx), await stored.count(tx)) == ([], 1)
        with pytest.raises(NotFound):
            await chats.one(turn, channel.id)
    assert "leaveChat" in await notices(town)


async def test_who_was_an_administrator_and_what_was_told_long_ago_is_forgotten(town: Telling) -> None:
    await join(town)
    await choose(town, GROUP, "every")
    await answer(town, "creator")
    await town.publish("waste")
    await town.tick()
    for days, left in ((0, (1, 1)), (1, (0, 1)), (120, (0, 0))):
        town.now += timedelta(days=days)
        async with town.engine.write() as tx:
            await housekeeping.SWEEPS["chats"](town.turn(tx))
            found = [await tx.value(f"SELECT count(*) FROM {table}") for table in ("chat_administrators", "chat_told")]
        assert tuple(found) == left
