"""The clock opens, asks, reminds once and counts; nobody hears anything twice, or what has become pointless."""

from datetime import timedelta

from bot.domain.participants import Participant
from bot.domain.questionnaires import Audience, Questionnaire, Recorded, Status, Timing
from bot.domain.questions import QuestionType
from bot.services import questionnaires
from bot.services.questionnaires.ticking import SETTLING
from storage import questionnaires as stored
from tests.asking import Poll, a_question
from tests.telling import local

ASK, CHASE, OUT = "Thank you for coming.", "We will not remind you again.", "It has closed."
CLEAR = a_question("clear")


async def held(town: Poll, ends: str = "2026-11-20 17:00") -> tuple[Questionnaire, Participant, Participant]:
    """A forum to which the first came and the second did not, and the questionnaire after it."""
    came, absent = await town.crowd(2)
    forum = await town.forum("2026-11-20 15:00", ends=ends)
    await town.came(came, forum)
    await town.register(absent, forum)
    return await town.about(forum, CLEAR), came, absent


def said(town: Poll, who: Participant) -> list[str]:
    """Which of the three they were told, and when."""
    words = {ASK: "ask", CHASE: "chase", OUT: "out"}
    return [
        f"{when} {words[found]}"
        for when, text in zip(town.times(who), town.received(who), strict=True)
        for found in words
        if found in text
    ]


# -- opening -------------------------------------------------------------------------------------------------------


async def test_two_hours_after_a_forum_it_comes_by_itself_to_those_who_came_and_only_to_them(town: Poll) -> None:
    asked, came, absent = await held(town)
    assert asked.status(town.now) is Status.waiting
    await town.tick("2026-11-20 18:59")
    assert said(town, came) == []
    await town.tick("2026-11-20 19:00")
    assert said(town, came) == ["2026-11-20 19:00 ask"]
    assert said(town, absent) == []
    opened = await town.as_it_is(asked)
    assert opened.opens_at == local("2026-11-20 19:00")
    assert opened.chase_at == local("2026-11-23 17:00")
    assert opened.closes_at == local("2026-11-30 17:00")


async def test_after_an_evening_forum_it_comes_next_morning_at_eight(town: Poll) -> None:
    _, came, _ = await held(town, ends="2026-11-20 20:00")
    await town.through("2026-11-20 22:00")
    await town.tick("2026-11-20 22:00")
    await town.through("2026-11-21 09:00")
    assert said(town, came) == ["2026-11-21 08:00 ask"]


async def test_on_the_night_that_is_an_hour_longer_two_hours_are_two_hours(town: Poll) -> None:
    town.at("2026-10-20 12:00")
    (came,) = await town.crowd(1)
    forum = await town.forum("2026-10-25 00:30", ends="2026-10-25 02:30")
    await town.came(came, forum)
    asked = await town.about(forum, CLEAR)
    await town.tick("2026-10-25 03:30")  # the first of two half past threes
    assert (await town.as_it_is(asked)).status(town.now) is Status.waiting
    town.now += timedelta(hours=1)
    await town.tick()
    assert (await town.as_it_is(asked)).is_open(town.now)
    await town.through("2026-10-25 12:00")
    assert said(town, came) == ["2026-10-25 08:00 ask"]


async def test_on_the_night_that_is_an_hour_shorter_two_hours_are_two_hours(town: Poll) -> None:
    town.at("2027-03-22 12:00")
    (came,) = await town.crowd(1)
    forum = await town.forum("2027-03-28 00:30", ends="2027-03-28 02:30")
    await town.came(came, forum)
    asked = await town.about(forum, CLEAR)
    await town.tick("2027-03-28 05:30")
    assert (await town.as_it_is(asked)).opens_at == local("2027-03-28 05:30")
    await town.through("2027-03-28 12:00")
    assert said(town, came) == ["2027-03-28 08:00 ask"]


async def test_who_was_ticked_late_from_paper_is_asked_late(town: Poll) -> None:
    asked, _, late = await held(town)
    await town.tick("2026-11-20 19:00")
    async with town.engine.write() as tx:
        await tx.run("UPDATE registrations SET checked_in_at = 1 WHERE participant = :who", who=late.id)
    await town.tick("2026-11-20 19:05")
    assert said(town, late) == ["2026-11-20 19:05 ask"]
    assert (await town.ticket(late, asked)) is not None


async def test_after_a_forum_that_was_called_off_nobody_is_asked(town: Poll) -> None:
    came = await town.person()
    forum = await town.forum("2026-11-20 15:00", ends="2026-11-20 17:00")
    await town.came(came, forum)
    asked = await town.about(forum, CLEAR)
    await town.call_off(forum)
    await town.tick("2026-11-21 12:00")
    assert (await town.as_it_is(asked)).status(town.now) is Status.waiting
    assert said(town, came) == []


async def test_a_segment_is_asked_whoever_subscribed_to_any_of_it(town: Poll) -> None:
    waste, roads = await town.person("waste"), await town.person("roads")
    town.now += SETTLING
    asked = await town.asked(CLEAR, audience=Audience(topics=("waste",), places=("konush",)))
    await town.tick()
    assert await town.ticket(waste, asked) is not None
    assert await town.ticket(roads, asked) is None
    assert len(town.received(waste)) == 1


async def test_around_a_consultation_followers_are_asked(town: Poll) -> None:
    consultation = await town.publish("waste", quietly=True)
    follower, other = await town.crowd(2)
    await town.follow(follower, consultation)
    asked = await town.asked(CLEAR, audience=Audience(consultation=consultation.id))
    await town.tick()
    assert await town.ticket(follower, asked) is not None
    assert await town.ticket(other, asked) is None


async def test_everybody_is_asked_a_stretch_at_a_time(town: Poll) -> None:
    people = await town.crowd(5)
    asked = await town.asked(CLEAR)
    async with town.engine.write() as tx:
        await stored.put_issued_upto(tx, asked.id, people[1].id)  # where a crash left it
    await town.tick()
    assert [await town.ticket(one, asked) is not None for one in people] == [False, False, True, True, True]


async def test_who_has_just_agreed_finds_it_and_is_written_to_an_hour_later(town: Poll) -> None:
    settled = await town.person()
    town.now += SETTLING
    asked, newcomer = await town.asked(CLEAR), await town.person()
    await town.tick()
    assert [len(town.received(one)) for one in (settled, newcomer)] == [1, 0]
    assert await town.ticket(newcomer, asked) is not None
    town.now += SETTLING
    await town.tick()
    assert [len(town.received(one)) for one in (settled, newcomer)] == [1, 1]


# -- who is told -----------------------------------------------------------------------------------------------------


async def test_nobody_is_asked_twice_however_often_the_clock_ticks(town: Poll) -> None:
    _, came, _ = await held(town)
    for when in ("2026-11-20 19:00", "2026-11-20 19:00", "2026-11-21 10:00", "2026-11-22 10:00"):
        await town.tick(when)
    assert said(town, came) == ["2026-11-20 19:00 ask"]


async def test_who_has_not_answered_is_reminded_once_after_three_days(town: Poll) -> None:
    asked, came, _ = await held(town)
    await town.tick("2026-11-20 19:00")
    await town.tick("2026-11-23 16:59")
    for when in ("2026-11-23 17:00", "2026-11-24 17:00", "2026-11-29 17:00"):
        await town.tick(when)
    assert said(town, came) == ["2026-11-20 19:00 ask", "2026-11-23 17:00 chase"]
    assert (await town.as_it_is(asked)).is_open(town.now)


async def test_who_answered_or_declined_is_not_reminded(town: Poll) -> None:
    answers, declines, waits = await town.crowd(3)
    town.now += SETTLING
    asked = await town.asked(CLEAR)
    await town.tick()
    await town.answer(answers, asked, clear="4")
    await town.decline(declines, asked)
    town.now += timedelta(days=3)
    await town.tick()
    assert [len(town.received(one)) for one in (answers, declines, waits)] == [1, 1, 2]


async def test_who_paused_or_blocked_or_is_gone_hears_nothing(town: Poll) -> None:
    paused, blocked = await town.crowd(2)
    await town.choose(paused, paused_until=town.now + timedelta(days=30))
    await town.block(blocked)
    await town.asked(CLEAR)
    for _ in range(4):
        await town.tick()
        town.now += timedelta(days=1)
    assert [len(town.received(one)) for one in (paused, blocked)] == [0, 0]


async def test_a_clock_that_comes_after_the_closing_only_counts(town: Poll) -> None:
    asked, came, _ = await held(town)
    await town.tick("2026-12-15 12:00")
    assert said(town, came) == []
    assert (await town.as_it_is(asked)).recorded is Recorded.counted


async def test_a_clock_that_comes_late_does_not_ask_and_remind_at_once(town: Poll) -> None:
    _, came, _ = await held(town)
    await town.tick("2026-11-25 12:00")
    await town.tick("2026-11-26 12:00")
    assert said(town, came) == ["2026-11-25 12:00 ask"]


async def test_what_is_never_to_be_reminded_of_is_not(town: Poll) -> None:
    maria = await town.person()
    await town.asked(CLEAR, timing=Timing(chase_after=None))
    await town.tick()
    town.now += timedelta(days=9)
    await town.tick()
    assert len(town.received(maria)) == 1


# -- the end ---------------------------------------------------------------------------------------------------------


async def test_who_wishes_hears_what_came_of_it_once_and_nobody_else(town: Poll) -> None:
    wishes, answers = await town.crowd(2)
    asked = await town.asked(CLEAR)
    for who in (wishes, answers):
        await town.answer(who, asked, clear="4")
    await town.wish(wishes, asked)
    found = await town.close(asked)
    assert found.ballots == 2
    assert found.few
    await town.tick()
    assert said(town, wishes) == [f"{town.times(wishes)[-1]} out"]
    assert said(town, answers) == []


async def test_it_is_counted_once_though_more_were_filed_behind_its_back(town: Poll) -> None:
    maria, asked = await town.person(), await town.asked(CLEAR)
    await town.answer(maria, asked, clear="4")
    first = await town.close(asked)
    async with town.engine.write() as tx:
        stored.file(tx, asked.id, ballot="late", version=1, sheet="1", texts=[])
    async with town.turn_of(None) as turn:
        assert await questionnaires.advance(turn, asked.id)
    async with town.engine.read() as tx:
        assert await stored.results(tx, asked.id) == first


async def test_invited_are_counted_where_only_they_could_answer(town: Poll) -> None:
    asked, came, _ = await held(town)
    await town.tick("2026-11-20 19:00")
    await town.answer(came, asked, clear="5")
    assert (await town.close(asked)).invited == 1
    assert (await town.close(await town.asked(CLEAR))).invited is None


async def test_tickets_go_a_day_after_the_closing_and_ballots_stay(town: Poll) -> None:
    maria, asked = await town.person(), await town.asked(CLEAR)
    await town.answer(maria, asked, clear="4")
    await town.close(asked)
    closes_at = asked.closes_at
    assert closes_at is not None
    town.now = closes_at + timedelta(days=1) - timedelta(minutes=1)
    await town.tick()
    assert await town.ticket(maria, asked) is not None
    town.now += timedelta(days=1)
    await town.tick()
    assert await town.ticket(maria, asked) is None
    assert await town.ballots(asked) == ["4"]


async def test_tickets_of_what_was_withdrawn_go_at_the_next_sweep(town: Poll) -> None:
    maria, asked = await town.person(), await town.asked(CLEAR)
    await town.tick()
    await town.withdraw(asked)
    town.now += timedelta(days=1)
    await town.tick()
    assert await town.ticket(maria, asked) is None


async def test_what_was_noted_of_a_ballot_before_the_closing_leads_to_none_after_it(town: Poll) -> None:
    maria, asked = await town.person(), await town.asked(CLEAR, a_question("better", QuestionType.text))
    await town.answer(maria, asked, clear="4", better="Столове.")

    async def ids() -> set[str]:
        async with town.engine.read() as tx:
            return {row["id"] for row in await tx.all("SELECT id FROM ballots UNION ALL SELECT id FROM ballot_texts")}

    before = await ids()
    await town.close(asked)
    after = await ids()
    assert len(before) == len(after) == 2
    assert before & after == set()
