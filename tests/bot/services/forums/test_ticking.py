"""What people are told of forums, and when; late, twice, or after a week of downtime."""

from datetime import timedelta

import pytest

from bot.domain.errors import NotFound
from bot.domain.forums import Forum
from bot.domain.participants import Participant
from bot.services import forums, privacy
from storage import forums as stored
from storage.forums import registrations
from tests.forums import Square


async def the_one(town: Square) -> tuple[Forum, Participant]:
    """A forum in two weeks, and somebody with a seat in it."""
    forum = await town.forum(capacity=5)
    maria = await town.person()
    await town.register(maria, forum)
    return forum, maria


async def test_reminders_come_seven_days_one_day_and_two_hours_before(town: Square) -> None:
    _, maria = await the_one(town)
    for moment in ("2026-11-13 10:00", "2026-11-13 10:05", "2026-11-19 10:00", "2026-11-20 15:30", "2026-11-20 15:31"):
        await town.tick(moment)
    assert town.times(maria) == ["2026-11-13 10:00", "2026-11-19 10:00", "2026-11-20 15:30"]
    assert [text.partition("\n")[0] for text in town.received(maria)] == [
        "<b>In 7 days</b>",
        "<b>Tomorrow at 17:30</b>",
        "<b>Today at 17:30</b>",
    ]


async def test_after_a_week_of_downtime_only_the_latest_comes_and_it_counts_the_days_anew(town: Square) -> None:
    _, maria = await the_one(town)
    await town.tick("2026-11-18 12:00")
    await town.tick("2026-11-20 12:00")
    assert [text.partition("\n")[0] for text in town.received(maria)] == ["<b>In 2 days</b>", "<b>Today at 17:30</b>"]


async def test_the_last_reminder_is_dropped_in_quiet_hours(town: Square) -> None:
    forum = await town.forum("2026-11-20 09:00")
    sleeper, awake = await town.person(), await town.person(quiet=None)
    for one in (sleeper, awake):
        await town.register(one, forum)
    for moment in ("2026-11-19 10:00", "2026-11-20 07:00", "2026-11-20 08:00", "2026-11-20 08:30"):
        await town.tick(moment)
    assert town.times(sleeper) == ["2026-11-19 10:00"]
    assert town.times(awake) == ["2026-11-19 10:00", "2026-11-20 07:00"]


async def test_whoever_registers_after_a_reminder_was_due_does_not_get_it(town: Square) -> None:
    forum = await town.forum()
    late = await town.person()
    town.at("2026-11-13 10:00")
    await town.register(late, forum)
    await town.tick("2026-11-13 10:01")
    await town.tick("2026-11-19 10:00")
    assert town.times(late) == ["2026-11-19 10:00"]


async def test_who_gave_up_waits_paused_or_blocked_is_reminded_of_nothing(town: Square) -> None:
    forum = await town.forum(capacity=3)
    gone, paused, blocked, waiting = await town.crowd(4)
    for one in (gone, paused, blocked):
        await town.register(one, forum)
    await town.change(forum, capacity=3, purpose="За парка")
    await town.wait(waiting, forum)
    await town.give_up(waiting, forum)
    await town.give_up(gone, forum)
    await town.choose(paused, paused_until=town.now + timedelta(days=40))
    await town.block(blocked)
    await town.tick("2026-11-19 10:00")
    assert [town.received(one) for one in (gone, paused, blocked, waiting)] == [[], [], [], []]


async def test_a_seat_given_up_between_promise_and_leaving_is_not_reminded_of(town: Square) -> None:
    forum, maria = await the_one(town)
    town.at("2026-11-19 10:00")
    await town.jobs.tick()
    await town.give_up(maria, forum)
    await town.send()
    assert town.received(maria) == []


async def test_a_forum_moved_after_reminders_were_due_tells_once_and_reminds_of_the_new_time_only(
    town: Square,
) -> None:
    forum, maria = await the_one(town)
    await town.tick("2026-11-13 10:00")
    town.at("2026-11-19 10:00")
    await town.jobs.tick()  # the reminder of the eve is promised, and has not left
    town.at("2026-11-19 10:01")
    await town.change(forum, starts_at=town.now + timedelta(days=2, hours=3, minutes=59))
    await town.send()
    for moment in ("2026-11-19 10:02", "2026-11-19 18:00", "2026-11-20 10:00", "2026-11-21 12:00"):
        await town.tick(moment)
    assert [text.partition("\n")[0] for text in town.received(maria)] == [
        "<b>In 7 days</b>",
        "<b>A forum you have a seat in has changed</b>",
        "<b>Tomorrow at 14:00</b>",
        "<b>Today at 14:00</b>",
    ]
    assert "It was: Friday, 20 November 2026, 17:30" in town.received(maria)[1]


async def test_moving_by_an_hour_does_not_remind_of_the_week_again(town: Square) -> None:
    forum, maria = await the_one(town)
    await town.tick("2026-11-13 10:00")
    await town.change(forum, starts_at=town.now + timedelta(days=7, hours=8, minutes=30))
    await town.tick("2026-11-13 10:05")
    assert len(town.received(maria)) == 2, "the reminder and the change"


async def test_a_forum_that_was_called_off_tells_why_once_and_reminds_nobody(town: Square) -> None:
    forum, maria = await the_one(town)
    await town.choose(maria, paused_until=town.now + timedelta(days=40))
    town.at("2026-11-19 22:00")
    await town.call_off(forum)
    await town.tick()
    for moment in ("2026-11-20 07:59", "2026-11-20 08:00", "2026-11-20 15:30"):
        await town.tick(moment)
    assert town.times(maria) == ["2026-11-20 08:00"], "also in a pause, and not at night"
    assert "Водещият е болен." in town.received(maria)[0]


async def test_who_would_set_out_before_their_quiet_hours_end_is_told_at_once(town: Square) -> None:
    forum = await town.forum("2026-11-20 07:30")
    maria = await town.person()
    await town.register(maria, forum)
    town.at("2026-11-20 06:00")
    await town.call_off(forum)
    await town.tick()
    assert town.times(maria) == ["2026-11-20 06:00"]


async def line_of_two(town: Square) -> tuple[Forum, Participant, Participant]:
    """Two wait, and the only seat is freed at night."""
    forum = await town.forum(capacity=1)
    maria, ivan, petar = await town.crowd(3)
    await town.register(maria, forum)
    for one in (ivan, petar):
        await town.wait(one, forum)
    town.at("2026-11-05 23:00")
    await town.give_up(maria, forum)
    return forum, ivan, petar


async def test_what_is_called_off_while_it_is_on_is_told_to_who_may_be_on_the_way(town: Square) -> None:
    forum, maria = await the_one(town)
    town.at("2026-11-20 17:40")
    await town.call_off(forum)
    await town.tick("2026-11-20 17:41")
    assert "is cancelled" in town.received(maria)[0]


async def test_whoever_registers_after_a_change_is_not_told_of_it(town: Square) -> None:
    forum, maria = await the_one(town)
    await town.change(forum, place_text="зала 2")
    town.at("2026-11-04 12:01")
    late = await town.person()
    await town.register(late, forum)
    await town.tick()
    assert "It was: зала „Хасково“" in town.received(maria)[0]
    assert town.received(late) == []


async def test_an_offer_is_told_in_the_morning_and_letting_it_pass_kindly(town: Square) -> None:
    forum, ivan, petar = await line_of_two(town)
    await town.through("2026-11-07 12:00")
    assert [text.split("\n\n")[1] for text in town.received(ivan)] == [
        "A seat is free! Confirm by Friday, 6 November 2026, 20:00, then the next person is asked.",
        "The time to confirm passed. You are back on the waiting list.",
    ]
    assert town.times(ivan) == ["2026-11-06 08:00", "2026-11-06 20:00"]
    assert town.times(petar) == ["2026-11-06 20:00"]
    assert [await town.state(one, forum) for one in (ivan, petar)] == ["waiting", "offered"]


async def test_letting_two_pass_is_told_as_well(town: Square) -> None:
    forum, ivan, petar = await line_of_two(town)
    await town.give_up(petar, forum)
    await town.through("2026-11-08 12:00")
    said = [text.split("\n\n")[1] for text in town.received(ivan)]
    assert said[1].startswith("A seat is free!"), "nobody else waits: one message says enough"
    assert said[2].startswith("The second seat passed without an answer too")
    assert await town.state(ivan, forum) == "off"


async def test_an_offer_that_was_taken_meanwhile_is_not_told(town: Square) -> None:
    forum = await town.forum(capacity=1)
    maria, ivan = await town.crowd(2)
    await town.register(maria, forum)
    await town.wait(ivan, forum)
    await town.give_up(maria, forum)
    await town.accept(ivan, forum)
    await town.send()
    assert town.received(ivan) == []


async def test_followers_of_the_consultation_hear_once_that_a_forum_of_it_was_opened(town: Square) -> None:
    consultation = await town.publish("waste")
    follower, stranger = await town.crowd(2)
    await town.follow(follower, consultation)
    await town.forum(consultation=consultation.id)
    await town.tick()
    await town.tick()
    assert len(town.received(follower)) == 1
    assert "A forum about a consultation you follow" in town.received(follower)[0]
    assert town.received(stranger) == []


async def test_what_was_agreed_is_told_once_to_who_had_a_seat(town: Square) -> None:
    forum, maria = await the_one(town)
    town.at("2026-11-23 10:00")
    for text in ("Пейки и осветление до пролетта.", "Пейки и осветление до май."):
        async with town.turn_of() as turn:
            await forums.summarise(turn, forum.id, (await town.get(turn, forum)).version, text=text)
        await town.tick()
    assert len([text for text in town.received(maria) if "What we agreed" in text]) == 1


async def came(town: Square) -> tuple[Forum, Participant]:
    forum, maria = await the_one(town)
    town.at("2026-11-20 17:00")
    place = await town.place(maria, forum)
    assert place is not None
    async with town.turn_of() as turn:
        await forums.tick(turn, place.id)
    return forum, maria


async def test_after_sixty_days_those_who_came_are_asked_once_and_only_the_answers_are_counted(town: Square) -> None:
    forum, maria = await came(town)
    absent = await town.person()
    for moment in ("2027-01-19 19:29", "2027-01-20 09:59", "2027-01-20 10:00", "2027-01-20 10:01", "2027-01-21 12:00"):
        await town.tick(moment)
    assert town.times(maria)[-1] == "2027-01-20 10:00"
    assert len([text for text in town.received(maria) if "Did you get an answer?" in text]) == 1
    async with town.turn_of(maria) as turn:
        assert await forums.answer(turn, forum.id, "partly")
        assert not await forums.answer(turn, forum.id, "yes")
    with pytest.raises(NotFound):
        async with town.turn_of(absent) as turn:
            await forums.answer(turn, forum.id, "no")
    async with town.engine.read() as tx:
        assert await stored.answers(tx, forum.id) == {"yes": 0, "partly": 1, "no": 0}


async def test_what_so_few_answered_that_they_might_be_known_is_not_shown(town: Square) -> None:
    forum = await town.forum()

    async def shown() -> dict[str, int]:
        async with town.turn_of() as turn:
            for _ in range(4):
                await stored.count_answer(turn.tx, forum.id, "no")
            return (await forums.managed(turn, forum.id)).answers

    assert await shown() == {}
    assert await shown() == {"yes": 0, "partly": 0, "no": 8}


async def test_a_bot_that_was_away_for_months_asks_nobody_any_more(town: Square) -> None:
    _, maria = await came(town)
    before = len(town.received(maria))
    await town.tick("2027-02-10 12:00")
    assert len(town.received(maria)) == before


async def test_ninety_days_after_the_registrations_go_and_the_counts_stay(town: Square) -> None:
    forum, maria = await came(town)
    await town.tick("2027-02-18 19:29")
    assert await town.place(maria, forum) is not None
    await town.tick("2027-02-19 12:00")
    assert await town.place(maria, forum) is None
    async with town.engine.read() as tx:
        counts = await stored.counts(tx, forum.id)
    assert (counts.registered, counts.attended) == (1, 1)


async def test_whoever_came_and_was_erased_is_counted_and_told_nothing_more(town: Square) -> None:
    forum, maria = await came(town)
    async with town.turn_of(maria) as turn:
        await privacy.forget(turn)
    await town.tick("2027-01-20 10:00")
    assert town.received(maria) == []
    async with town.engine.read() as tx:
        counts = await stored.counts(tx, forum.id)
        assert await registrations.of(tx, forum.id, maria.id) is None
    assert (counts.registered, counts.attended) == (1, 1)
