"""Two years of silence: asked once whether to keep the record, and erased when nobody answers (domain rules 7)."""

from datetime import date, timedelta

import pytest

from bot.domain.ids import OrganisationId
from bot.domain.participants import DEFAULT_QUIET, UNTIL_RESUMED, Participant
from bot.domain.retention import INACTIVE, SILENCE
from bot.domain.staff import Role
from bot.i18n import translator
from bot.services import dormancy
from storage import participants as people
from storage import staff
from storage.engine import Engine
from tests.telling import Telling, furnish, local

QUESTION = "Shall we keep your profile?"
SEEN = date(2026, 11, 4)
ASKED = SEEN + INACTIVE
ERASED = ASKED + SILENCE


@pytest.fixture
async def town(database: Engine) -> Telling:
    town = Telling(database)
    async with database.write() as tx:
        await furnish(tx)
    return town


async def live(town: Telling, day: date, clock: str = "12:00") -> None:
    """The tick of a day, when the bot has been up for long."""
    await town.tick(f"{day} 00:01")
    await town.tick(f"{day} {clock}")


async def kept(town: Telling, who: Participant) -> bool:
    async with town.engine.read() as tx:
        return await people.get(tx, who.id) is not None


async def comes_by(town: Telling, who: Participant) -> None:
    """Any sign of life: a press, a word, a command."""
    async with town.engine.write() as tx:
        people.seen(tx, who.id, today=town.today)


async def employ(town: Telling, who: Participant, role: Role = Role.owner) -> None:
    async with town.engine.write() as tx:
        await staff.join(
            tx, who.id, role=role, organisation=OrganisationId("municipality"), name="Надежда", now=town.now
        )


async def test_silence_is_asked_about_after_two_years_and_no_day_sooner(town: Telling) -> None:
    maria = await town.person("waste")
    await live(town, ASKED - timedelta(days=1))
    assert town.received(maria) == []
    await live(town, ASKED)
    assert QUESTION in town.received(maria)[0]
    assert translator("en").date(ERASED) in town.received(maria)[0]


async def test_the_question_waits_for_the_end_of_quiet_hours(town: Telling) -> None:
    maria = await town.person(quiet=DEFAULT_QUIET)
    await town.tick(f"{ASKED} 00:01")
    await town.through(f"{ASKED} 12:00")
    assert town.times(maria) == [f"{ASKED} 08:00"]


async def test_it_is_asked_once_however_often_the_clock_ticks(town: Telling) -> None:
    maria = await town.person()
    for day in range(SILENCE.days):
        await live(town, ASKED + timedelta(days=day))
    assert len(town.received(maria)) == 1
    assert await kept(town, maria)


async def test_a_tick_that_comes_late_still_leaves_the_whole_time_for_an_answer(town: Telling) -> None:
    maria = await town.person()
    late = ASKED + timedelta(days=100)
    await live(town, late)
    assert translator("en").date(late + SILENCE) in town.received(maria)[0]
    await live(town, late + SILENCE - timedelta(days=1))
    assert await kept(town, maria)


async def test_silence_erases_on_the_day_that_was_named(town: Telling) -> None:
    maria = await town.person("waste")
    await live(town, ASKED)
    await live(town, ERASED - timedelta(days=1))
    assert await kept(town, maria)
    await live(town, ERASED)
    assert not await kept(town, maria)
    assert town.silenced == [maria.telegram_id]
    async with town.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM subscriptions") == 0
        assert [row["action"] for row in await tx.all("SELECT * FROM audit")] == ["participant.erased"]


@pytest.mark.parametrize("days", [0, 29])
async def test_any_sign_of_life_keeps_them_for_two_more_years(town: Telling, days: int) -> None:
    maria = await town.person()
    await live(town, ASKED)
    await live(town, ASKED + timedelta(days=days))
    await comes_by(town, maria)
    back = town.today
    await live(town, ERASED)
    await live(town, back + INACTIVE - timedelta(days=1))
    assert (await kept(town, maria), len(town.received(maria))) == (True, 1)
    await live(town, back + INACTIVE)
    assert len(town.received(maria)) == 2


async def test_a_sign_of_life_before_the_question_left_spares_them_the_question(town: Telling) -> None:
    maria = await town.person()
    await town.tick(f"{ASKED} 00:01")
    await comes_by(town, maria)
    await town.through(f"{ASKED} 12:00")
    assert town.received(maria) == []


async def test_the_question_comes_also_in_a_pause_because_it_is_about_their_own_record(town: Telling) -> None:
    maria = await town.person()
    await town.choose(maria, paused_until=UNTIL_RESUMED)
    await live(town, ASKED)
    assert len(town.received(maria)) == 1


async def test_who_cannot_be_reached_is_erased_after_the_same_wait_without_a_question(town: Telling) -> None:
    maria = await town.person()
    await town.block(maria)
    await live(town, ASKED)
    await live(town, ERASED - timedelta(days=1))
    assert await kept(town, maria)
    await live(town, ERASED)
    assert (await kept(town, maria), town.received(maria)) == (False, [])


async def test_a_bot_that_was_away_for_all_that_time_asks_anew_instead_of_erasing(town: Telling) -> None:
    maria = await town.person(quiet=DEFAULT_QUIET)
    await town.tick(f"{ASKED} 00:01")  # promised for the morning, and then the bot is down
    back = ERASED + timedelta(days=3)
    await live(town, back)
    assert await kept(town, maria)
    assert len(town.received(maria)) == 1
    assert translator("en").date(back + SILENCE) in town.received(maria)[0]
    await live(town, back + SILENCE)
    assert not await kept(town, maria)


async def test_a_bot_that_has_just_started_first_hears_who_wrote_meanwhile(town: Telling) -> None:
    maria = await town.person()
    await live(town, ASKED)
    back = Telling(town.engine, f"{ERASED} 12:00")
    await back.tick()
    await back.tick(f"{ERASED} 12:59")
    assert await kept(town, maria)
    await back.tick(f"{ERASED} 13:00")
    assert not await kept(town, maria)


async def test_staff_are_citizens_here_but_the_last_owner_is_left_alone(town: Telling) -> None:
    owner, other = await town.person(), await town.person()
    await employ(town, owner)
    await employ(town, other, Role.moderator)
    await live(town, ASKED)
    await live(town, ERASED)
    assert (await kept(town, owner), await kept(town, other)) == (True, False)
    assert town.received(owner) == []


async def test_of_two_owners_who_are_silent_one_stays(town: Telling) -> None:
    owners = [await town.person(), await town.person()]
    for one in owners:
        await employ(town, one)
    await live(town, ASKED)
    await live(town, ERASED)
    await live(town, ERASED + timedelta(days=400))
    assert sorted([await kept(town, one) for one in owners]) == [False, True]


async def test_a_whole_town_is_asked_and_erased_a_few_people_a_transaction(
    town: Telling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dormancy, "ASKED_AT_ONCE", 3)
    monkeypatch.setattr(dormancy, "ERASED_AT_ONCE", 2)
    crowd = [await town.person() for _ in range(7)]
    town.now = local(f"{ASKED} 12:00")
    async with town.engine.write() as tx:
        assert not await dormancy.ask(town.turn(tx))
    await live(town, ASKED)
    assert [len(town.received(one)) for one in crowd] == [1] * 7
    town.now = local(f"{ERASED} 12:00")
    async with town.engine.write() as tx:
        assert not await dormancy.erase(town.turn(tx), erased=town.silenced.append)
    assert len(town.silenced) == 2
    await live(town, ERASED)
    assert not any([await kept(town, one) for one in crowd])
    assert sorted(town.silenced) == sorted(one.telegram_id for one in crowd)
