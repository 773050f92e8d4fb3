"""What followers hear, and how a telling goes on after a crash."""

from datetime import date, timedelta

import pytest

from bot.services import notices
from bot.services.notices import fan_out
from storage.notices import occasions
from tests.telling import Telling, local


class Crash(BaseException):
    """The process is gone."""


async def test_followers_are_reminded_a_week_and_a_day_before(town: Telling) -> None:
    maria = await town.person()
    consultation = await town.publish("waste")  # until 4 December
    await town.follow(maria, consultation)
    await town.through("2026-12-08 00:00")
    assert town.times(maria) == ["2026-11-27 10:00", "2026-12-03 10:00", "2026-12-05 08:00"]
    week, eve, closed = town.received(maria)
    assert "7 days left" in week
    assert "Tomorrow is the last day" in eve
    assert "has closed" in closed


async def test_who_does_not_follow_is_not_reminded(town: Telling) -> None:
    maria = await town.person()
    await town.publish("waste")
    await town.through("2026-12-08 00:00")
    assert town.received(maria) == []


async def test_who_followed_later_skips_the_reminder_of_a_week(town: Telling) -> None:
    maria = await town.person()
    consultation = await town.publish("waste")
    town.at("2026-11-27 10:00")
    await town.follow(maria, consultation)
    await town.through("2026-12-04 00:00")
    assert town.times(maria) == ["2026-12-03 10:00"]


async def test_who_followed_a_second_earlier_does_not(town: Telling) -> None:
    maria = await town.person()
    consultation = await town.publish("waste")
    town.now = local("2026-11-27 10:00") - timedelta(seconds=1)
    await town.follow(maria, consultation)
    await town.tick("2026-11-27 10:00")
    assert len(town.received(maria)) == 1


async def test_who_stopped_reminders_still_hears_of_changes(town: Telling) -> None:
    maria = await town.person()
    consultation = await town.publish("waste")
    await town.follow(maria, consultation)
    await town.remind(maria, consultation, on=False)
    await town.tick("2026-11-27 10:00")
    assert town.received(maria) == []
    await town.extend(consultation, 45)
    await town.tick("2026-11-27 12:00")
    assert "The term was extended" in town.received(maria)[0]


async def test_a_reminder_that_comes_late_counts_the_days_that_are_left(town: Telling) -> None:
    maria = await town.person()
    await town.follow(maria, await town.publish("waste"))
    await town.tick("2026-11-29 12:00")
    assert "5 days left" in town.received(maria)[0]


async def test_after_a_week_without_a_tick_only_what_is_of_use_is_told(town: Telling) -> None:
    maria = await town.person()
    await town.follow(maria, await town.publish("waste"))
    town.at("2026-12-04 12:00")
    for _ in range(2):
        await town.tick()
    (text,) = town.received(maria)
    assert "Today is the last day" in text


async def test_after_the_end_no_reminder_is_told_but_the_closing(town: Telling) -> None:
    maria = await town.person()
    await town.follow(maria, await town.publish("waste"))
    await town.tick("2026-12-06 12:00")
    (text,) = town.received(maria)
    assert "has closed" in text


async def test_a_closing_older_than_two_weeks_is_no_news(town: Telling) -> None:
    maria = await town.person()
    await town.follow(maria, await town.publish("waste"))
    await town.tick("2026-12-19 00:00")
    assert town.received(maria) == []


async def test_an_extension_moves_reminders_and_what_was_told_stays_told(town: Telling) -> None:
    maria = await town.person()
    consultation = await town.publish("waste")
    await town.follow(maria, consultation)
    await town.through("2026-11-28 12:00")  # the week's reminder has left
    await town.extend(consultation, 44)  # until 18 December
    await town.through("2026-12-20 12:00")
    assert town.times(maria) == [
        "2026-11-27 10:00",
        "2026-11-28 12:00",
        "2026-12-11 10:00",
        "2026-12-17 10:00",
        "2026-12-19 08:00",
    ]


async def test_a_reminder_due_just_before_a_correction_is_told(town: Telling) -> None:
    maria = await town.person()
    consultation = await town.publish("waste")
    await town.follow(maria, consultation)
    town.at("2026-11-27 10:01")
    await town.correct(consultation, title="Наредба за отпадъците и чистотата")
    await town.tick()
    assert len(town.received(maria)) == 2


async def test_two_extensions_at_night_are_one_message_in_the_morning(town: Telling) -> None:
    maria = await town.person()
    consultation = await town.publish("waste")
    await town.follow(maria, consultation)
    town.at("2026-11-05 22:00")
    consultation = await town.extend(consultation, 40)
    await town.tick()
    await town.extend(consultation, 50)
    await town.through("2026-11-06 12:00")
    (text,) = town.received(maria)
    assert "29 December 2026" in text  # the 24th to the 28th are free


async def test_a_cancelled_consultation_says_only_that(town: Telling) -> None:
    maria = await town.person()
    consultation = await town.publish("waste")
    await town.follow(maria, consultation)
    town.at("2026-11-05 22:00")
    consultation = await town.extend(consultation, 45)
    await town.tick()
    await town.cancel(consultation)
    await town.through("2027-01-10 12:00")
    (text,) = town.received(maria)
    assert "was cancelled" in text
    assert "Отпадна" in text


async def test_a_restart_is_told_with_the_new_last_day(town: Telling) -> None:
    maria = await town.person()
    consultation = await town.publish("waste")
    await town.follow(maria, consultation)
    town.at("2026-11-11 12:00")
    await town.restart(consultation, 30)
    await town.tick()
    (text,) = town.received(maria)
    assert "the term starts again" in text
    assert "11 December 2026" in text


async def test_a_correction_says_what_and_why(town: Telling) -> None:
    maria = await town.person(language="bg")
    consultation = await town.publish("waste")
    await town.follow(maria, consultation)
    await town.correct(consultation, title="Наредба за чистотата на общината", summary="Ново описание на проекта.")
    await town.tick()
    (text,) = town.received(maria)
    assert "Променено: заглавието и описанието" in text
    assert "Причина: Грешка" in text


async def test_new_topics_reach_new_people_and_nobody_twice(town: Telling) -> None:
    before, after = await town.person("waste"), await town.person("roads")
    consultation = await town.publish("waste")
    await town.tick()
    await town.correct(consultation, topics=("waste", "roads"))
    await town.tick("2026-11-04 12:05")
    assert [len(town.received(one)) for one in (before, after)] == [1, 1]
    await town.through("2026-11-06 12:00")
    assert [len(town.received(one)) for one in (before, after)] == [1, 1]


async def test_who_unfollowed_between_planning_and_sending_hears_nothing(town: Telling) -> None:
    maria = await town.person()
    consultation = await town.publish("waste")
    await town.follow(maria, consultation)
    await town.extend(consultation, 45)
    await town.jobs.tick()
    assert await town.waiting() == 1
    await town.unfollow(maria, consultation)
    await town.send()
    assert town.received(maria) == []


async def test_who_paused_hears_nothing_of_what_they_follow(town: Telling) -> None:
    maria = await town.person()
    consultation = await town.publish("waste")
    await town.follow(maria, consultation)
    await town.choose(maria, paused_until=town.now + timedelta(days=1))
    await town.extend(consultation, 45)
    await town.through("2026-11-06 12:00")
    assert town.received(maria) == []


async def test_who_follows_only_after_a_change_is_not_told_of_it(town: Telling) -> None:
    maria = await town.person()
    consultation = await town.publish("waste")
    await town.extend(consultation, 45)
    town.at("2026-11-04 12:01")
    await town.follow(maria, consultation)
    await town.tick()
    assert town.received(maria) == []


async def test_who_blocked_us_is_not_promised_anything(town: Telling) -> None:
    maria = await town.person("waste")
    consultation = await town.publish("waste")
    await town.follow(maria, consultation)
    await town.block(maria)
    await town.extend(consultation, 45)
    await town.jobs.tick()
    assert await town.waiting() == 0


async def test_an_imported_consultation_alerts_nobody_but_reminds_followers(town: Telling) -> None:
    subscriber, follower = await town.person("waste"), await town.person()
    consultation = await town.publish("waste", quietly=True)
    await town.follow(follower, consultation)
    await town.extend(consultation, 44)
    await town.through("2026-12-19 12:00")
    assert town.received(subscriber) == []
    assert len(town.received(follower)) == 4


async def test_planning_twice_is_planning_once(town: Telling) -> None:
    consultation = await town.publish("waste", quietly=True)
    for _ in range(2):
        async with town.engine.write() as tx:
            await notices.published(town.turn(tx), consultation)
    async with town.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM occasions") == 4


async def test_the_publisher_learns_the_exact_count(town: Telling) -> None:
    moderator = await town.person()
    await town.person("waste")
    await town.person("all", "uzundzhovo")
    await town.person("waste", quiet=None)
    paused = await town.person("waste")
    await town.choose(paused, paused_until=town.now + timedelta(days=3))
    assert await town.audience("waste") == 3
    await town.publish("waste", report=(moderator, 77))
    await town.tick()
    ((_, (method, params)),) = town.left[moderator.telegram_id]
    assert (method, params["message_id"]) == ("editMessageText", 77)
    assert "Told now: 3 people" in params["text"]


async def test_the_count_tells_apart_who_is_told_later(town: Telling) -> None:
    town.at("2026-11-04 22:00")
    moderator = await town.person()
    await town.person("waste")
    await town.person("waste", quiet=None)
    await town.publish("waste", report=(moderator, 77))
    await town.tick()
    (text,) = town.received(moderator)
    assert "Told now: 1 person" in text
    assert "digest: 1 person" in text


async def test_a_count_that_comes_days_later_is_a_message_of_its_own(town: Telling) -> None:
    moderator = await town.person()
    await town.publish("waste", on=date(2026, 11, 10), report=(moderator, 77))
    await town.through("2026-11-10 12:00")
    ((at, (method, params)),) = town.left[moderator.telegram_id]
    assert (method, at) == ("sendMessage", local("2026-11-10 08:00"))
    assert "Nobody subscribes" in params["text"]


async def test_a_crash_between_stretches_neither_loses_nor_doubles(
    town: Telling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fan_out, "STRETCH", 2)
    crowd = [await town.person("waste") for _ in range(7)]
    consultation = await town.publish("waste")
    for one in crowd:
        await town.follow(one, consultation)
    await town.correct(consultation, title="Наредба за чистотата на общината")
    advance, calls = fan_out.advance, 0

    async def crashing(*args: object, **kwargs: object) -> bool:
        nonlocal calls
        calls += 1
        finished = await advance(*args, **kwargs)  # type: ignore[arg-type] # handed through
        if calls % 2:
            raise Crash
        return finished

    monkeypatch.setattr(fan_out, "advance", crashing)
    for _ in range(40):
        try:
            await town.jobs.tick()
        except Crash:
            continue
        break
    await town.send()
    assert calls > 8
    assert [len(town.received(one)) for one in crowd] == [2] * 7


async def test_one_occasion_that_fails_does_not_hold_up_the_others(
    town: Telling, monkeypatch: pytest.MonkeyPatch
) -> None:
    maria = await town.person("waste")
    broken = await town.publish("waste", title="Счупена наредба")
    await town.publish("waste", title="Здрава наредба")
    unfinished = occasions.unfinished

    async def failing(tx: object, occasion: int) -> object:
        found = await unfinished(tx, occasion)  # type: ignore[arg-type] # handed through
        if found is not None and found.consultation == broken.id:
            raise RuntimeError("boom")
        return found

    monkeypatch.setattr(occasions, "unfinished", failing)
    await town.tick()
    (text,) = town.received(maria)
    assert "Здрава наредба" in text
