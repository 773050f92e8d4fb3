"""What members and followers hear: once, in time, and nothing that has become pointless."""

from datetime import timedelta

import pytest

from bot.domain.meetings import Reply
from bot.domain.participants import Participant
from bot.i18n import LANGUAGES
from bot.services import privacy
from bot.services.bodies import reading, recording, replying, seating
from storage.engine import Engine
from tests.councils import BODY, Council

EVE, LATER_EVE = "2026-11-11 10:00", "2026-11-12 10:00"


@pytest.fixture
async def council(database: Engine) -> Council:
    return await Council(database).begin()


async def a_follower(council: Council, language: str = "en") -> Participant:
    person = await council.person(language=language)
    async with council.engine.write() as tx:
        await reading.follow(council.turn(tx, person), BODY)
    return person


async def replied(council: Council, who: Participant, number: int, answer: Reply, moves: int = 0) -> None:
    async with council.engine.write() as tx:
        await replying.reply(council.turn(tx, who), number, answer, moves=moves)


def heads(council: Council, who: Participant) -> list[str]:
    """The first words of everything received."""
    return [text.replace("<b>", "").split(" ", 2)[0] for text in council.received(who)]


async def test_members_are_summoned_followers_hear_of_an_open_meeting_and_all_of_it_once(council: Council) -> None:
    (maria,) = await council.seated()
    emily, ivan = await a_follower(council), await council.person()
    async with council.engine.write() as tx:
        await reading.follow(council.turn(tx, maria), BODY)  # a member hears of it as a member
    await council.summon()
    await council.tick()
    await council.tick()
    assert "you are summoned" in council.received(maria)[0]
    assert "An open meeting" in council.received(emily)[0]
    assert [len(council.received(who)) for who in (maria, emily, ivan)] == [1, 1, 0]


async def test_followers_hear_where_an_open_meeting_went(council: Council) -> None:
    (maria,), emily = await council.seated(), await a_follower(council)
    one = await council.summon()
    await council.tick()
    await council.move(one, "2026-11-13 18:00")
    await council.tick()
    await council.call_off(one)
    await council.tick()
    assert heads(council, emily) == ["👥", "🕘", "🚫"]
    assert "Earlier answers no longer count." in council.received(maria)[1]
    assert "Earlier answers no longer count." not in council.received(emily)[1]


async def test_followers_hear_nothing_of_a_closed_meeting(council: Council) -> None:
    emily = await a_follower(council)
    one = await council.summon(is_open=False)
    await council.tick()
    await council.call_off(one)
    await council.tick()
    assert council.received(emily) == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_word_of_a_meeting_is_said_in_ones_language(council: Council, language: str) -> None:
    (maria,) = await council.seated(1, language)
    one = await council.summon()
    await council.tick()
    await council.tick(EVE)
    await council.move(one, "2026-11-13 18:00")
    await council.tick()
    await council.call_off(one)
    await council.tick()
    assert heads(council, maria) == ["📨", "⏰", "🕘", "🚫"]


async def test_the_day_before_whoever_has_not_excused_themselves_is_reminded(council: Council) -> None:
    maria, ivan, petya = await council.seated(3)
    one = await council.summon()
    await council.tick()
    await replied(council, ivan, one.id, Reply.coming)
    await replied(council, petya, one.id, Reply.excused)
    await council.tick("2026-11-11 09:59")
    assert len(council.received(ivan)) == 1
    await council.tick(EVE)
    await council.tick("2026-11-11 18:00")
    assert "Tomorrow, 17:30" in council.received(maria)[1]
    assert "You said that you will come." in council.received(ivan)[1]
    assert [len(council.received(who)) for who in (maria, ivan, petya)] == [2, 2, 1]


@pytest.mark.parametrize(
    ("today", "starts_at", "at"),
    [
        ("2026-10-01 12:00", "2026-10-26 09:00", "2026-10-25 10:00"),
        ("2027-03-01 12:00", "2027-03-29 09:00", "2027-03-28 10:00"),
    ],
)
async def test_the_reminder_comes_at_ten_after_a_night_with_another_length(
    council: Council, today: str, starts_at: str, at: str
) -> None:
    council.at(today)
    (maria,) = await council.seated()
    await council.summon(starts_at)
    await council.tick()
    await council.tick(f"{at[:10]} 09:59")
    assert len(council.received(maria)) == 1
    await council.tick(at)
    assert council.times(maria)[1] == at


async def test_after_a_move_the_old_reminder_never_fires_and_the_new_one_does(council: Council) -> None:
    (maria,) = await council.seated()
    one = await council.summon()
    await council.tick()
    await council.move(one, "2026-11-13 18:00")
    await council.tick()
    await council.tick(EVE)
    assert heads(council, maria) == ["📨", "🕘"]
    await council.tick(LATER_EVE)
    assert heads(council, maria) == ["📨", "🕘", "⏰"]
    assert "It was: Thursday, 12 November 2026, 17:30, зала 1" in council.received(maria)[1]


async def test_whoever_was_not_yet_told_of_a_meeting_hears_only_how_it_stands(council: Council) -> None:
    (maria,) = await council.seated()
    one = await council.summon()
    await council.move(one, "2026-11-13 18:00")
    await council.call_off(one)
    await council.tick()
    assert heads(council, maria) == ["🚫"]


async def test_after_a_cancellation_nobody_is_reminded(council: Council) -> None:
    (maria,) = await council.seated()
    one = await council.summon()
    await council.tick()
    await council.call_off(one)
    await council.tick()
    await council.tick(EVE)
    assert heads(council, maria) == ["📨", "🚫"]
    assert "Няма ток." in council.received(maria)[1]


async def test_nobody_is_told_who_left_paused_blocked_or_is_gone(council: Council) -> None:
    left, paused, blocked, gone, unfollowed = [*(await council.seated(4)), await a_follower(council)]
    await council.summon()
    await council.choose(paused, paused_until=council.now + timedelta(days=30))
    await council.block(blocked)
    async with council.engine.write() as tx:
        await seating.leave(council.turn(tx, left), BODY)
        await privacy.forget(council.turn(tx, gone))
        await reading.unfollow(council.turn(tx, unfollowed), BODY)
    await council.tick()
    assert [council.received(who) for who in (left, paused, blocked, gone, unfollowed)] == [[]] * 5


async def test_a_summons_waits_for_the_end_of_quiet_hours_and_is_dropped_when_they_leave(council: Council) -> None:
    maria, ivan = await council.seated(2)
    council.at("2026-11-04 22:00")
    await council.summon()
    await council.tick()
    async with council.engine.write() as tx:
        await seating.leave(council.turn(tx, ivan), BODY)
    await council.tick("2026-11-05 08:00")
    assert (council.times(maria), council.received(ivan)) == (["2026-11-05 08:00"], [])


async def test_what_is_published_is_told_to_members_and_followers_once(council: Council) -> None:
    (maria,), emily = await council.seated(), await a_follower(council)
    one = await council.summon()
    council.at("2026-11-12 20:00")
    async with council.engine.write() as tx:
        await recording.hold(council.desk(tx), one.id)
        await recording.decide(council.desk(tx), one.id, "Засаждат се сто дървета.", None)
        await recording.publish(council.desk(tx), one.id)
    await council.tick()
    await council.tick()
    for who in (maria, emily):
        assert heads(council, who) == ["📢"]
        assert "Decisions: 1" in council.received(who)[0]
