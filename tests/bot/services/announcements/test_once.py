"""One thing arrives once: whoever was alerted of a consultation is not told of it again the same day."""

from typing import Any

import pytest

from bot.domain.announcements import Announcement, AnnouncementState, Subject
from bot.domain.audiences import Audience, Trait
from bot.domain.consultations import Consultation
from bot.domain.deliveries import DeliveryState
from bot.domain.participants import Cadence, Participant
from bot.services.announcements import finishing, snapshot
from storage import announcements
from storage.engine import Engine
from tests.bot.services.announcements.telling import Writing, of
from tests.copies import EVERYONE
from tests.telling import local


@pytest.fixture
async def town(database: Engine) -> Writing:
    """Wednesday 4 November 2026, noon."""
    town = Writing(database)
    await town.begin()
    return town


def about(consultation: Consultation) -> Subject:
    return Subject(kind="consultation", id=str(consultation.id))


async def sent(town: Writing, consultation: Consultation, audience: Audience = EVERYONE, **more: Any) -> Announcement:
    approver = await town.person(cadence=Cadence.never)
    draft = await town.draft(audience, subject=about(consultation), **more)
    one = await town.approve(draft, by=approver)
    await town.steps()
    assert (await town.get(one.id)).state is AnnouncementState.sending
    return one


async def waiting(town: Writing, who: Participant) -> int:
    async with town.engine.read() as tx:
        return int(await tx.value("SELECT count(*) FROM pending_alerts WHERE participant = :id", id=who.id))


async def test_who_was_alerted_today_finds_it_in_tomorrows_digest(town: Writing) -> None:
    alerted, other = await town.person("waste"), await town.person("roads")
    consultation = await town.publish("waste")
    await town.tick()
    one = await sent(town, consultation)
    assert await town.copies(one.id) == {
        alerted.id: (DeliveryState.digest, int(local("2026-11-05 10:00").timestamp())),
        other.id: (DeliveryState.waiting, int(town.now.timestamp())),
    }


async def test_who_was_alerted_yesterday_is_told_today(town: Writing) -> None:
    alerted = await town.person("waste")
    consultation = await town.publish("waste")
    await town.tick()
    town.at("2026-11-05 09:00")
    one = await sent(town, consultation)
    assert (await town.copies(one.id))[alerted.id][0] is DeliveryState.waiting


async def test_what_arrives_tomorrow_anyway_is_not_put_off_further(town: Writing) -> None:
    alerted = await town.person("waste")
    consultation = await town.publish("waste")
    await town.tick()
    town.at("2026-11-04 22:00")
    one = await sent(town, consultation)
    morning = int(local("2026-11-05 08:00").timestamp())
    assert (await town.copies(one.id))[alerted.id] == (DeliveryState.waiting, morning)


async def test_an_alert_that_still_waits_is_said_by_the_announcement(
    town: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "STRETCH", 2)
    people = [await town.person("waste", quiet=None) for _ in range(5)]
    weekly = await town.person("waste", cadence=Cadence.weekly)
    earlier = await town.publish("waste")
    await town.tick()
    later = await town.publish("waste", title="Наредба за сметта")
    await town.tick()
    assert [await waiting(town, who) for who in (*people, weekly)] == [1, 1, 1, 1, 1, 2]
    one = await sent(town, later)
    assert [await waiting(town, who) for who in (*people, weekly)] == [0, 0, 0, 0, 0, 1]
    copies = await town.copies(one.id)
    assert {copies[who.id][0] for who in people} == {DeliveryState.waiting}
    assert copies[weekly.id][0] is DeliveryState.digest
    await town.tick("2026-11-05 12:00")
    assert [len(town.left[who.telegram_id]) for who in people] == [1] * 5
    assert earlier.id != later.id


async def test_whose_copy_is_not_written_keeps_the_alert(town: Writing) -> None:
    of_roads = await town.person("roads", "waste", cadence=Cadence.daily)
    of_waste = await town.person("waste", cadence=Cadence.daily)
    consultation = await town.publish("waste")
    await town.tick()
    await sent(town, consultation, of(Trait.topic, "roads"))
    assert [await waiting(town, who) for who in (of_roads, of_waste)] == [0, 1]


async def test_a_scheduled_one_is_folded_as_its_time_comes_and_not_before(town: Writing) -> None:
    somebody = await town.person("waste")
    consultation = await town.publish("waste")
    await town.tick()
    at = local("2026-11-04 15:00")
    one = await town.approve(await town.draft(scheduled_at=at, subject=about(consultation)), by=somebody)
    await town.steps()
    assert (await town.copies(one.id))[somebody.id][0] is DeliveryState.waiting
    town.at("2026-11-04 15:00")
    await town.steps()
    assert (await town.copies(one.id))[somebody.id][0] is DeliveryState.digest


async def test_an_alert_that_comes_up_before_a_scheduled_one_leaves_it_the_day(town: Writing) -> None:
    somebody = await town.person("waste")
    consultation = await town.publish("waste")
    at = local("2026-11-04 15:00")
    one = await town.approve(await town.draft(scheduled_at=at, subject=about(consultation)), by=somebody)
    await town.steps()
    await town.tick()
    assert await waiting(town, somebody) == 1
    town.at("2026-11-04 15:00")
    await town.steps()
    assert (await town.copies(one.id))[somebody.id][0] is DeliveryState.waiting
    assert await waiting(town, somebody) == 0


async def test_an_emergency_and_what_is_personal_are_said_all_the_same(town: Writing) -> None:
    alerted = await town.person("waste")
    consultation = await town.publish("waste")
    await town.tick()
    await town.follow(alerted, consultation)
    for one in (
        await sent(town, consultation, emergency=True),
        await sent(town, consultation, of(Trait.follows, str(consultation.id))),
    ):
        assert (await town.copies(one.id))[alerted.id][0] is DeliveryState.waiting


@pytest.mark.parametrize("stop", ["cancel", "recall"])
async def test_an_alert_that_gave_way_to_what_was_stopped_before_it_arrived_waits_once_more(
    town: Writing, stop: str
) -> None:
    weekly, daily = [await town.person("waste", cadence=each) for each in (Cadence.weekly, Cadence.daily)]
    consultation = await town.publish("waste")
    await town.tick()
    one = await sent(town, consultation)
    assert [await waiting(town, who) for who in (weekly, daily)] == [0, 0]
    async with town.engine.write() as tx:
        stopped = getattr(await announcements.get(tx, one.id), stop)(town.now)
        await announcements.save(tx, stopped, now=town.now)
    finished = False
    while not finished:
        async with town.engine.write() as tx:
            finished = await finishing.advance(town.turn(tx))
    assert [await waiting(town, who) for who in (weekly, daily)] == [1, 1]
    await town.through("2026-11-12 12:00")
    assert [len(town.left[who.telegram_id]) for who in (weekly, daily)] == [1, 1]
