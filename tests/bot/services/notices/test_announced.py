"""Announcements within digests: told once, in time, and never lost on the way."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.deliveries import DeliveryState
from bot.domain.participants import UNTIL_RESUMED, Cadence, Participant
from storage.announcements import digests
from tests import copies
from tests.telling import Telling, local

MONDAY = "2026-11-09 10:00"


async def announce(town: Telling, title: str = "Спира водата", **facts: object) -> Announcement:
    async with town.engine.write() as tx:
        return await copies.announce(tx, title, now=town.now, **facts)  # type: ignore[arg-type]


async def wait(town: Telling, one: Announcement, *people: Participant, until: str = MONDAY) -> None:
    """Their copies wait for their digests."""
    async with town.engine.write() as tx:
        for who in people:
            await copies.deliver(tx, one, who, due_at=local(until))


async def change(town: Telling, one: Announcement, **facts: object) -> None:
    async with town.engine.write() as tx:
        await copies.change(tx, one, now=town.now, **facts)


async def test_announcements_alone_make_a_digest_for_somebody_subscribed_to_nothing(town: Telling) -> None:
    maria = await town.person(cadence=Cadence.weekly)
    await wait(town, one := await announce(town), maria)
    await town.through("2026-11-16 12:00")
    assert town.times(maria) == [MONDAY]
    assert "Спира водата" in town.received(maria)[0]
    assert await copies.state_of(town.engine, one.id, maria) is DeliveryState.folded


async def test_they_share_the_message_with_alerts_and_come_first(town: Telling) -> None:
    maria = await town.person("waste", cadence=Cadence.weekly)
    await town.publish("waste")
    await wait(town, await announce(town), maria)
    await town.through("2026-11-16 12:00")
    assert town.times(maria) == [MONDAY]
    (text,) = town.received(maria)
    assert "This week: 2" in text
    assert text.index("Спира водата") < text.index("Наредба за отпадъците")


async def test_the_newest_comes_first(town: Telling) -> None:
    maria = await town.person(cadence=Cadence.weekly)
    for title in ("Първо", "Второ"):
        await wait(town, await announce(town, title), maria)
        town.now += timedelta(minutes=1)
    await town.through(MONDAY)
    (text,) = town.received(maria)
    assert text.index("Второ") < text.index("Първо")


async def test_one_that_came_due_takes_along_what_waits_beside_it(town: Telling) -> None:
    maria = await town.person(cadence=Cadence.daily)
    await wait(town, await announce(town, "Първо"), maria, until="2026-11-05 10:00")
    await wait(town, await announce(town, "Второ"), maria, until="2026-11-06 10:00")
    await town.through("2026-11-08 12:00")
    assert town.times(maria) == ["2026-11-05 10:00"]


async def test_one_second_before_its_time_nothing_leaves(town: Telling) -> None:
    maria = await town.person(cadence=Cadence.daily)
    await wait(town, await announce(town), maria, until="2026-11-05 10:00")
    await town.tick("2026-11-05 09:59:59")
    assert town.received(maria) == []
    await town.tick("2026-11-05 10:00")
    assert len(town.received(maria)) == 1


async def test_one_that_has_not_begun_is_nobodys_business(town: Telling) -> None:
    maria = await town.person(cadence=Cadence.daily)
    one = await announce(town, state=AnnouncementState.approved, scheduled_at=local("2026-11-20 09:00"))
    await wait(town, one, maria, until="2026-11-20 10:00")
    await town.choose(maria, cadence=Cadence.at_once)
    await town.through("2026-11-19 12:00")
    assert town.received(maria) == []
    async with town.engine.read() as tx:
        due_at = await tx.value("SELECT due_at FROM deliveries")
    assert datetime.fromtimestamp(due_at, UTC) == local("2026-11-20 09:00")


async def test_while_staff_hold_it_it_waits_and_then_comes(town: Telling) -> None:
    maria = await town.person(cadence=Cadence.daily)
    await wait(town, one := await announce(town, held=True), maria, until="2026-11-05 10:00")
    await town.tick("2026-11-05 10:00")
    assert town.received(maria) == []
    await change(town, one, held=False)
    await town.tick("2026-11-05 10:01")
    assert len(town.received(maria)) == 1


@pytest.mark.parametrize("state", [AnnouncementState.cancelled, AnnouncementState.recalling])
async def test_one_that_was_stopped_before_the_digest_is_not_told(town: Telling, state: AnnouncementState) -> None:
    maria = await town.person(cadence=Cadence.daily)
    await wait(town, one := await announce(town), maria, until="2026-11-05 10:00")
    await change(town, one, state=state)
    await town.through("2026-11-06 12:00")
    assert town.received(maria) == []


async def test_one_that_was_recalled_while_the_digest_left_is_left_out_of_it(town: Telling) -> None:
    maria = await town.person(cadence=Cadence.daily)
    for title in ("Спира водата", "Спира токът"):
        await wait(town, one := await announce(town, title), maria, until="2026-11-05 10:00")
    town.at("2026-11-05 10:00")
    await town.jobs.tick()
    await change(town, one, state=AnnouncementState.recalling)
    await town.send()
    (text,) = town.received(maria)
    assert "Спира водата" in text
    assert "Спира токът" not in text


async def test_a_digest_of_nothing_but_what_was_recalled_does_not_leave(town: Telling) -> None:
    maria = await town.person(cadence=Cadence.daily)
    await wait(town, one := await announce(town), maria, until="2026-11-05 10:00")
    town.at("2026-11-05 10:00")
    await town.jobs.tick()
    await change(town, one, state=AnnouncementState.recalling)
    await town.send()
    assert (town.received(maria), await town.waiting()) == ([], 0)


async def test_what_is_closed_by_the_time_it_leaves_does_not_take_the_announcement_with_it(town: Telling) -> None:
    maria = await town.person("waste", cadence=Cadence.daily)
    consultation = await town.publish("waste")
    await wait(town, await announce(town), maria, until="2026-11-05 10:00")
    town.at("2026-11-05 10:00")
    await town.jobs.tick()
    await town.cancel(consultation)
    await town.send()
    (text,) = town.received(maria)
    assert "Спира водата" in text
    assert "Наредба" not in text


async def test_a_digest_that_waited_in_the_queue_into_the_night_is_folded_again(town: Telling) -> None:
    maria = await town.person("waste", cadence=Cadence.daily)
    await town.publish("waste")
    await wait(town, one := await announce(town), maria, until="2026-11-05 10:00")
    town.at("2026-11-05 10:00")
    await town.jobs.tick()
    town.at("2026-11-05 21:10")
    await town.send()
    assert town.received(maria) == []
    assert await copies.state_of(town.engine, one.id, maria) is DeliveryState.digest
    await town.through("2026-11-06 12:00")
    assert town.times(maria) == ["2026-11-06 10:00"]
    assert "2 pieces of news" in town.received(maria)[0]


async def test_in_a_pause_they_wait_for_its_end(town: Telling) -> None:
    maria = await town.person(cadence=Cadence.weekly)
    await wait(town, await announce(town), maria)
    await town.choose(maria, paused_until=local("2026-11-11 12:00"))
    await town.through("2026-11-20 12:00")
    assert town.times(maria) == ["2026-11-16 10:00"]


async def test_after_two_weeks_it_is_history(town: Telling) -> None:
    maria = await town.person(cadence=Cadence.weekly)
    await wait(town, one := await announce(town), maria)
    await town.choose(maria, paused_until=local("2026-11-18 12:00"))
    await town.tick("2026-11-18 11:59")
    assert await copies.state_of(town.engine, one.id, maria) is DeliveryState.digest
    await town.through("2026-12-01 12:00")
    assert town.received(maria) == []
    assert await copies.state_of(town.engine, one.id, maria) is DeliveryState.skipped


async def test_who_chose_none_by_mistake_and_takes_it_back_loses_nothing(town: Telling) -> None:
    maria = await town.person(cadence=Cadence.daily)
    await wait(town, await announce(town), maria, until="2026-11-05 10:00")
    await town.choose(maria, cadence=Cadence.never)
    await town.tick("2026-11-05 10:00")
    assert town.received(maria) == []
    async with town.engine.read() as tx:
        assert await tx.value("SELECT due_at FROM deliveries") == int(UNTIL_RESUMED.timestamp())
    await town.choose(maria, cadence=Cadence.daily)
    await town.tick("2026-11-05 10:00")
    assert len(town.received(maria)) == 1


async def test_who_chooses_at_once_instead_of_weekly_is_told_now(town: Telling) -> None:
    maria = await town.person(cadence=Cadence.weekly)
    await wait(town, await announce(town), maria)
    await town.tick()
    await town.choose(maria, cadence=Cadence.at_once)
    await town.tick()
    assert town.times(maria) == ["2026-11-04 12:00"]


async def test_who_blocked_us_before_the_digest_counts_as_unreachable(town: Telling) -> None:
    maria = await town.person(cadence=Cadence.daily)
    await wait(town, one := await announce(town), maria, until="2026-11-05 10:00")
    await town.block(maria)
    await town.tick("2026-11-05 10:00")
    assert await town.waiting() == 0
    assert await copies.state_of(town.engine, one.id, maria) is DeliveryState.unreachable


async def test_a_digest_counts_as_the_one_message_of_a_day(town: Telling) -> None:
    maria = await town.person("waste")
    await wait(town, await announce(town), maria, until="2026-11-04 12:00")
    await town.tick()
    await town.publish("waste")
    await town.through("2026-11-06 12:00")
    assert town.times(maria) == ["2026-11-04 12:00", "2026-11-05 10:00"]


async def test_more_than_ten_are_told_ten_a_message(town: Telling) -> None:
    maria = await town.person(cadence=Cadence.daily)
    for number in range(12):
        await wait(town, await announce(town, f"Новина {number:02}"), maria, until="2026-11-05 10:00")
    await town.through("2026-11-07 12:00")
    assert town.times(maria) == ["2026-11-05 10:00", "2026-11-06 10:00"]
    assert [text.count("Новина") for text in town.received(maria)] == [10, 2]


async def test_everybody_due_is_folded_however_many(town: Telling, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.notices.digests.STRETCH", 2)
    crowd = [await town.person(cadence=Cadence.daily) for _ in range(7)]
    await wait(town, await announce(town), *crowd, until="2026-11-05 10:00")
    await town.tick("2026-11-05 10:00")
    assert [len(town.received(one)) for one in crowd] == [1] * 7


async def test_each_reads_their_own_place_in_the_language_of_the_text(town: Telling) -> None:
    maria, ayse = await town.person(cadence=Cadence.daily, language="bg"), await town.person(cadence=Cadence.daily)
    one = await announce(town, "Спира водата в {място}")
    async with town.engine.write() as tx:
        await copies.deliver(tx, one, maria, due_at=town.now, place="uzundzhovo")
        await copies.deliver(tx, one, ayse, due_at=town.now)
    await town.tick()
    assert "Спира водата в uzundzhovo" in town.received(maria)[0]
    assert "Спира водата в цялата община" in town.received(ayse)[0]


async def test_neither_a_million_that_wait_for_monday_nor_a_pause_nor_old_ones_cost_a_tick_anything(
    town: Telling,
) -> None:
    async with town.engine.read() as tx:
        plan = await tx.all(f"EXPLAIN QUERY PLAN {digests.DUE}", now=1, since=0, limit=5)
        assert await digests.due(tx, now=town.now, limit=5) == []
    said = " ".join(row["detail"] for row in plan)
    assert "SEARCH a USING INDEX announcements_began (began_at>?)" in said
    assert "deliveries_digest (announcement=? AND due_at<?)" in said
    assert "TEMP B-TREE" not in said
