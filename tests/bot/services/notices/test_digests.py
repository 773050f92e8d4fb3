"""Alerts to subscribers: folded into one a day, digests, pauses and quiet hours."""

from datetime import date, timedelta

import pytest

from bot.domain.participants import Cadence, QuietHours
from bot.services import proposals
from tests.proposing import a_proposal
from tests.telling import Telling

NIGHT = QuietHours(start_minute=21 * 60, end_minute=8 * 60)
LATE = QuietHours(start_minute=2 * 60, end_minute=3 * 60 + 30)


async def test_a_subscriber_is_told_at_once(town: Telling) -> None:
    maria = await town.person("waste")
    await town.publish("waste")
    await town.tick()
    assert len(town.received(maria)) == 1
    assert "Наредба за отпадъците" in town.received(maria)[0]


async def test_somebody_with_other_topics_hears_nothing(town: Telling) -> None:
    maria = await town.person("budget")
    await town.publish("waste")
    await town.tick()
    assert town.received(maria) == []


async def test_a_place_is_heard_of_by_those_who_chose_it(town: Telling) -> None:
    here, there, whole = await town.person("uzundzhovo"), await town.person("konush"), await town.person("all")
    await town.publish("roads", places=("uzundzhovo",))
    await town.tick()
    assert [len(town.received(one)) for one in (here, there, whole)] == [1, 0, 0]


async def test_a_matter_of_the_whole_municipality_is_heard_of_by_those_who_chose_it(town: Telling) -> None:
    here, whole = await town.person("uzundzhovo"), await town.person("all")
    await town.publish("roads")
    await town.tick()
    assert [len(town.received(one)) for one in (here, whole)] == [0, 1]


async def test_topic_and_place_at_once_are_one_alert(town: Telling) -> None:
    maria = await town.person("waste", "roads", "all", "uzundzhovo")
    await town.publish("waste", "roads")
    await town.tick()
    assert len(town.received(maria)) == 1


async def test_two_published_before_a_tick_are_folded_nearest_deadline_first(town: Telling) -> None:
    maria = await town.person("waste")
    await town.publish("waste", title="Далечна наредба", term=60)
    await town.publish("waste", title="Близка наредба", term=20)
    await town.tick()
    (text,) = town.received(maria)
    assert "2 new consultations" in text
    assert text.index("Близка наредба") < text.index("Далечна наредба")


async def test_the_second_of_a_day_waits_for_ten_in_the_morning(town: Telling) -> None:
    maria = await town.person("waste")
    await town.publish("waste")
    await town.tick()
    await town.publish("waste", title="Втора")
    await town.through("2026-11-05 12:00")
    assert town.times(maria) == ["2026-11-04 12:00", "2026-11-05 10:00"]


async def test_a_daily_digest_comes_at_ten(town: Telling) -> None:
    maria = await town.person("waste", cadence=Cadence.daily)
    await town.publish("waste")
    await town.publish("waste", title="Втора")
    await town.through("2026-11-06 12:00")
    assert town.times(maria) == ["2026-11-05 10:00"]


async def test_a_weekly_digest_comes_on_monday_and_speaks_of_the_week(town: Telling) -> None:
    maria = await town.person("waste", cadence=Cadence.weekly)
    await town.publish("waste")
    await town.publish("waste", title="Втора")
    await town.through("2026-11-16 12:00")
    assert town.times(maria) == ["2026-11-09 10:00"]
    assert "This week" in town.received(maria)[0]


async def test_who_wants_none_gets_none(town: Telling) -> None:
    maria = await town.person("waste", cadence=Cadence.never)
    await town.publish("waste")
    await town.through("2026-11-06 12:00")
    assert town.received(maria) == []


async def test_what_is_published_at_night_waits_for_the_morning(town: Telling) -> None:
    maria, owl = await town.person("waste"), await town.person("waste", quiet=None)
    town.at("2026-11-04 23:00")
    await town.publish("waste")
    await town.through("2026-11-05 12:00")
    assert town.times(maria) == ["2026-11-05 08:00"]
    assert town.times(owl) == ["2026-11-04 23:00"]


async def test_one_that_opens_later_is_told_when_it_opens_and_nobody_is_woken(town: Telling) -> None:
    maria = await town.person("waste")
    await town.publish("waste", on=date(2026, 11, 10))
    await town.through("2026-11-11 12:00")
    assert town.times(maria) == ["2026-11-10 08:00"]


@pytest.mark.parametrize(
    ("night", "told"),
    [
        ("2027-03-28", "2027-03-28 04:00"),  # 3:00 to 4:00 does not exist
        ("2026-10-25", "2026-10-25 03:30"),  # 3:00 to 4:00 comes twice
    ],
)
async def test_quiet_hours_are_kept_on_the_nights_when_the_clock_moves(town: Telling, night: str, told: str) -> None:
    town.at(f"{night} 01:00")
    maria = await town.person("waste", quiet=LATE)
    town.at(f"{night} 02:30")
    await town.publish("waste")
    await town.through(f"{night} 08:00")
    assert town.times(maria) == [told]


async def test_in_a_pause_alerts_wait_and_what_is_over_is_not_told(town: Telling) -> None:
    maria = await town.person("waste")
    await town.choose(maria, paused_until=town.now + timedelta(days=21))
    await town.publish("waste", title="Кратка", term=14)
    await town.publish("waste", title="Дълга", term=60)
    await town.through("2026-11-27 12:00")
    assert town.times(maria) == ["2026-11-25 12:00"]
    assert "Дълга" in town.received(maria)[0]
    assert "Кратка" not in town.received(maria)[0]


async def test_who_ends_a_pause_early_is_told_then(town: Telling) -> None:
    maria = await town.person("waste")
    await town.choose(maria, paused_until=town.now + timedelta(days=21))
    await town.publish("waste")
    await town.tick("2026-11-06 12:00")
    await town.choose(maria, paused_until=None)
    await town.tick("2026-11-06 12:01")
    assert town.times(maria) == ["2026-11-06 12:01"]


async def test_who_chooses_at_once_instead_of_weekly_is_told_now(town: Telling) -> None:
    maria = await town.person("waste", cadence=Cadence.weekly)
    await town.publish("waste")
    await town.tick()
    await town.choose(maria, cadence=Cadence.at_once)
    await town.tick()
    assert town.times(maria) == ["2026-11-04 12:00"]


async def test_who_chose_none_by_mistake_and_takes_it_back_loses_nothing(town: Telling) -> None:
    maria = await town.person("waste", cadence=Cadence.daily)
    await town.publish("waste")
    await town.tick()
    await town.choose(maria, cadence=Cadence.never)
    await town.tick("2026-11-05 10:00")
    assert town.received(maria) == []
    await town.choose(maria, cadence=Cadence.daily)
    await town.tick("2026-11-05 10:00")
    assert len(town.received(maria)) == 1


async def test_who_unsubscribed_before_the_digest_is_not_told(town: Telling) -> None:
    maria = await town.person("waste", cadence=Cadence.daily)
    await town.publish("waste")
    await town.tick()
    await town.toggle(maria, "waste")
    await town.tick("2026-11-05 10:00")
    assert town.received(maria) == []
    assert await town.pending(maria) == 0


async def test_who_has_spoken_in_it_before_the_digest_is_not_told_that_it_is_new(town: Telling) -> None:
    maria, ivan = [await town.person("waste", cadence=Cadence.daily) for _ in range(2)]
    consultation = await town.publish("waste")
    await town.tick()
    said = {}
    for who in (maria, ivan):
        async with town.engine.write() as tx:
            said[who.id] = await a_proposal(town.turn(tx), who, consultation=consultation.id)
    async with town.engine.write() as tx:
        await proposals.withdraw(town.turn(tx, ivan), said[ivan.id].id)
    await town.tick("2026-11-05 10:00")
    assert [len(town.received(one)) for one in (maria, ivan)] == [0, 1]


async def test_what_was_cancelled_before_the_digest_is_not_told(town: Telling) -> None:
    maria = await town.person("waste", cadence=Cadence.daily)
    consultation = await town.publish("waste")
    await town.tick()
    await town.cancel(consultation)
    await town.tick("2026-11-05 10:00")
    assert town.received(maria) == []


async def test_who_blocked_us_before_the_digest_is_not_told(town: Telling) -> None:
    maria = await town.person("waste", cadence=Cadence.daily)
    await town.publish("waste")
    await town.tick()
    await town.block(maria)
    await town.tick("2026-11-05 10:00")
    assert await town.waiting() == 0
    assert await town.pending(maria) == 0


async def test_a_tick_after_a_week_tells_once_what_is_still_open(town: Telling) -> None:
    daily = await town.person("waste", cadence=Cadence.daily)
    at_once = await town.person("waste")
    await town.publish("waste", title="Кратка", term=14)
    await town.publish("waste", title="Дълга", term=60)
    for _ in range(3):
        await town.tick("2026-11-20 12:00")
    await town.through("2026-11-23 12:00")
    assert (town.times(at_once), town.times(daily)) == (["2026-11-20 12:00"], ["2026-11-21 10:00"])
    for one in (daily, at_once):
        (text,) = town.received(one)
        assert "Дълга" in text
        assert "Кратка" not in text


async def test_a_tick_that_comes_late_at_night_waits_for_the_morning(town: Telling) -> None:
    maria = await town.person("waste", cadence=Cadence.daily, quiet=NIGHT)
    await town.publish("waste")
    await town.tick()
    await town.tick("2026-11-05 23:00")
    assert town.received(maria) == []
    await town.through("2026-11-06 12:00")
    assert town.times(maria) == ["2026-11-06 10:00"]


async def test_more_than_ten_are_counted_and_not_listed(town: Telling) -> None:
    maria = await town.person("waste")
    for number in range(13):
        await town.publish("waste", title=f"Наредба {number:02}")
    await town.tick()
    (text,) = town.received(maria)
    assert "13 new consultations" in text
    assert "and 3 more" in text
    assert text.count("Наредба") == 10


async def test_everybody_due_is_folded_however_many(town: Telling, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.notices.digests.STRETCH", 2)
    monkeypatch.setattr("bot.services.notices.fan_out.STRETCH", 2)
    crowd = [await town.person("waste") for _ in range(7)]
    await town.publish("waste")
    await town.tick()
    assert [len(town.received(one)) for one in crowd] == [1] * 7
