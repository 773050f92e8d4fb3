"""What goes wrong in the middle of a broadcast: everybody reachable gets it once, whatever Telegram says."""

from datetime import timedelta

import pytest

from bot.domain.announcements import AnnouncementState
from bot.domain.contents import Content, Kind, Piece
from bot.domain.participants import QuietHours
from bot.gateway.sender import PUT_OFFS
from storage import announcements
from tests.broadcasting import PACE, Air

GONE = "Bad Request: wrong file identifier/HTTP URL specified"


def a_photo(telegram_id: str, text: str = "Афиш") -> Content:
    return Content(kind=Kind.photo, html=text, pieces=(Piece(kind=Kind.photo, telegram_id=telegram_id),))


@pytest.mark.parametrize("seconds", [1, 30, 600])
async def test_a_flood_in_the_middle_stops_everybody_and_loses_nobody(air: Air, seconds: int) -> None:
    await air.crowd(3 * PACE)
    await air.announce("Спират водата.")
    await air.play(1.0)
    air.sandbox.switches.fail_next("sendMessage", 429, "Too Many Requests", retry_after=seconds)
    calls = air.sandbox.calls["sendMessage"]
    await air.play(min(seconds, 3.0) - 0.1)
    assert air.sandbox.calls["sendMessage"] == calls + 1
    air.pass_by(max(0.0, seconds - 3.0))
    await air.play(4.0)
    assert set(air.reached("Спират водата.")) == {1}


async def test_what_is_paused_in_a_flood_stays_paused_after_it(air: Air) -> None:
    await air.crowd(3 * PACE)
    number = await air.announce("Спират водата.")
    await air.play(1.0)
    reached = sum(air.reached("Спират водата."))
    air.sandbox.switches.fail_next("sendMessage", 429, "Too Many Requests", retry_after=3)
    await air.play(1.0)
    await air.change(number, "hold")
    await air.play(10.0)
    assert sum(air.reached("Спират водата.")) == reached


async def test_two_minutes_without_telegram_lose_nobody(air: Air) -> None:
    await air.crowd(3 * PACE)
    number = await air.announce("Спират водата.")
    await air.play(1.0)
    air.sandbox.switches.down = True
    calls = air.sandbox.calls["sendMessage"]
    await air.play(120.0)
    assert air.sandbox.calls["sendMessage"] - calls < 40
    air.sandbox.switches.down = False
    await air.play(40.0)
    assert set(air.reached("Спират водата.")) == {1}
    assert (await air.tally(number)).failed == 0


async def test_somebody_who_blocked_is_marked_and_counted(air: Air) -> None:
    _, second, _ = await air.crowd(3)
    number = await air.announce("Спират водата.")
    second.block()
    await air.play(2.0)
    assert air.reached("Спират водата.") == [1, 0, 1]
    tally = await air.tally(number)
    assert (tally.shown, tally.unreachable) == (2, 1)
    async with air.engine.read() as tx:
        assert await tx.value("SELECT telegram_id FROM participants WHERE unreachable_since > 0") == second.id


async def test_somebody_who_left_telegram_is_marked_and_counted(air: Air) -> None:
    await air.crowd(3)
    number = await air.announce("Спират водата.")
    air.sandbox.switches.fail_next("sendMessage", 403, "Forbidden: user is deactivated")
    await air.play(2.0)
    assert air.reached("Спират водата.") == [0, 1, 1]
    assert (await air.tally(number)).unreachable == 1


async def test_a_group_that_became_a_supergroup_gets_it_there(air: Air) -> None:
    (person,) = await air.crowd(1)
    group = air.sandbox.add_group("Квартал", person)
    number = await air.announce("Спират водата.", [], chats=[-77])
    air.sandbox.switches.fail_next(
        "sendMessage",
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        migrate_to_chat_id=group.chat.id,
    )
    await air.play(2.0)
    assert [message.text for message in group.messages if message.from_bot] == ["Спират водата."]
    assert (await air.tally(number)).shown == 1
    async with air.engine.read() as tx:
        assert await tx.value("SELECT chat_id FROM chats") == group.chat.id


async def test_a_group_that_moved_to_one_that_is_known_already_gets_it_once(air: Air) -> None:
    (person,) = await air.crowd(1)
    group = air.sandbox.add_group("Квартал", person)
    number = await air.announce("Спират водата.", [], chats=[-77, group.chat.id])
    air.sandbox.switches.fail_next(
        "sendMessage", 400, "Bad Request: group chat was upgraded", migrate_to_chat_id=group.chat.id
    )
    await air.play(2.0)
    tally = await air.tally(number)
    assert (tally.shown, tally.total) == (1, 1)
    assert [message.text for message in group.messages if message.from_bot] == ["Спират водата."]


async def test_a_group_that_threw_the_bot_out_is_left(air: Air) -> None:
    (person,) = await air.crowd(1)
    group = air.sandbox.add_group("Квартал", person)
    number = await air.announce("Спират водата.", [], chats=[group.chat.id])
    group.remove_bot(person)
    await air.play(2.0)
    assert (await air.tally(number)).unreachable == 1
    async with air.engine.read() as tx:
        assert await tx.value("SELECT left_at FROM chats") is not None


async def test_a_group_where_the_bot_may_not_write_does_not_hold_the_others(air: Air) -> None:
    people = await air.crowd(2)
    number = await air.announce("Спират водата.", people)
    air.sandbox.switches.fail_next(
        "sendMessage", 400, "Bad Request: not enough rights to send text messages to the chat"
    )
    await air.play(2.0)
    tally = await air.tally(number)
    assert (tally.failed, tally.shown) == (1, 1)
    assert not (await air.read(number)).held


async def test_a_file_that_is_gone_holds_the_announcement_until_it_is_replaced(air: Air) -> None:
    people = await air.crowd(2 * PACE)
    air.sandbox.switches.fail_next("sendPhoto", 400, GONE)
    number = await air.announce({"bg": a_photo("lost")})
    await air.announce("Спират водата.")
    await air.play(0.5)
    one = await air.read(number)
    assert one.held
    assert one.held_because is not None
    assert "wrong file identifier" in one.held_because.lower()
    assert air.sandbox.calls["sendPhoto"] == 1
    await air.play(3.0)
    assert set(air.reached("Спират водата.")) == {1}

    file = people[0].attach("афиш.png", b"\x89PNG", "image/png", kind="photo").file
    assert file is not None
    async with air.engine.write() as tx:
        await announcements.put_text(tx, number, 1, "bg", a_photo(file.file_id))
    await air.change(number, "resume")
    await air.play(3.0)
    assert set(air.reached("Афиш")) == {1}
    assert (await air.tally(number)).failed == 0


async def test_what_telegram_cannot_read_burns_nobody(air: Air) -> None:
    await air.crowd(2 * PACE)
    number = await air.announce("<b>Спират")
    await air.play(5.0)
    tally = await air.tally(number)
    assert (tally.waiting, tally.failed) == (2 * PACE, 0)
    assert (await air.read(number)).held
    assert sum(1 for one in air.sandbox.refused if one.code == 400) == 1


async def test_a_pause_that_nobody_asked_for_is_told_once(air: Air) -> None:
    (staff,) = await air.crowd(1)
    async with air.engine.read() as tx:
        author = await tx.value("SELECT id FROM participants")
    number = await air.announce("<b>Спират", author=author)
    await air.play(2.0)
    await air.finish()
    await air.finish()
    async with air.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM outbox WHERE notice = 'announcements.held'") == 1
    assert (await air.read(number)).state is AnnouncementState.sending
    assert air.heard(staff) == []


async def test_a_long_outage_lets_nobody_be_written_to_in_the_evening(air: Air) -> None:
    (person,) = await air.crowd(1)
    await air.quiet(person, QuietHours(start_minute=10 * 60 + 5, end_minute=12 * 60))
    number = await air.announce("Спират водата.")
    air.sandbox.switches.down = True
    await air.play(10.0)
    air.pass_by(timedelta(minutes=10).total_seconds())
    air.sandbox.switches.down = False
    await air.play(60.0)
    assert air.reached("Спират водата.") == [0]
    assert (await air.tally(number)).later == 1


async def test_a_copy_that_alone_keeps_failing_is_put_off_and_given_up_in_the_end(air: Air) -> None:
    people = await air.crowd(3 * PACE)
    number = await air.announce("Спират водата.")
    air.stumble_over(people[0])
    await air.play(100.0)
    assert set(air.reached("Спират водата.")[1:]) == {1}
    tally = await air.tally(number)
    assert (tally.waiting, tally.later) == (1, 1)
    async with air.engine.write() as tx:
        await tx.run("UPDATE deliveries SET attempts = :most, due_at = 0 WHERE state = 0", most=PUT_OFFS)
    await air.announce("Спират тока.", people[1:])
    await air.play(120.0)
    assert (await air.tally(number)).failed == 1
    assert not (await air.read(number)).held


async def test_what_telegram_refused_is_sent_when_it_is_tried_again(air: Air) -> None:
    await air.crowd(2)
    number = await air.announce("Спират водата.")
    air.sandbox.switches.fail_next("sendMessage", 400, "Bad Request: not enough rights to send text messages")
    await air.play(2.0)
    await air.finish()
    async with air.engine.write() as tx:
        assert await announcements.try_failed_again(tx, number, now=air.clock()) == 1
    await air.change(number, "again")
    await air.play(2.0)
    await air.finish()
    assert air.reached("Спират водата.") == [1, 1]
    assert (await air.read(number)).state is AnnouncementState.sent


async def test_one_chat_with_a_refusal_that_nobody_knows_does_not_hold_the_rest_for_ever(air: Air) -> None:
    people = await air.crowd(3)
    air.sandbox.switches.fail_next("sendMessage", 400, "Bad Request: something_new", times=9, chat_id=people[0].id)
    number = await air.announce("Спират водата.")
    await air.play(2.0)
    assert (await air.read(number)).held
    await air.change(number, "resume")
    await air.play(2.0)
    await air.finish()
    assert air.reached("Спират водата.") == [0, 1, 1]
    tally = await air.tally(number)
    assert (tally.failed, (await air.read(number)).state) == (1, AnnouncementState.sent)


async def test_a_text_that_nobody_takes_is_burnt_on_one_each_time_it_goes_on(air: Air) -> None:
    await air.crowd(2 * PACE)
    number = await air.announce("<b>Спират")
    await air.play(3.0)
    for burnt in (1, 2):
        await air.change(number, "resume")
        await air.play(3.0)
        assert (await air.read(number)).held
        assert (await air.tally(number)).failed == burnt
