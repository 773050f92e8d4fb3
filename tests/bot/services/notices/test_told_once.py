"""An alert and an announcement about the same consultation, on the same day."""

from datetime import timedelta

import pytest

from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.consultations import Consultation
from bot.domain.deliveries import DeliveryState
from bot.domain.participants import Cadence, Participant
from tests import copies
from tests.telling import Telling, local


async def tell_of(
    town: Telling, consultation: Consultation, *people: Participant, button: bool = False, **facts: object
) -> Announcement:
    """An announcement about it has just come to these people."""
    async with town.engine.write() as tx:
        known = {**copies.about(consultation.id, button=button), **facts}
        one = await copies.announce(tx, "Обсъждане в петък", now=town.now, **known)  # type: ignore[arg-type]
        for who in people:
            await copies.deliver(tx, one, who, due_at=town.now, state=DeliveryState.shown, sent_at=town.now)
    return one


async def test_who_was_led_to_it_today_is_not_alerted_of_it(town: Telling) -> None:
    maria, ivan = await town.person("waste"), await town.person("waste")
    consultation = await town.publish("waste")
    await tell_of(town, consultation, maria, button=True)
    await town.through("2026-11-08 12:00")
    assert [town.times(maria), town.times(ivan)] == [[], ["2026-11-04 12:00"]]
    assert await town.pending(maria) == 0


async def test_who_was_told_of_a_detail_today_is_alerted_tomorrow(town: Telling) -> None:
    maria = await town.person("waste")
    await tell_of(town, await town.publish("waste"), maria)
    await town.through("2026-11-08 12:00")
    assert town.times(maria) == ["2026-11-05 10:00"]


async def test_an_alert_of_something_else_still_comes_today(town: Telling) -> None:
    maria = await town.person("waste")
    await tell_of(town, await town.publish("waste"), maria)
    await town.publish("waste", title="Наредба за таксите")
    await town.through("2026-11-08 12:00")
    assert town.times(maria) == ["2026-11-04 12:00", "2026-11-05 10:00"]
    assert "Наредба за таксите" in town.received(maria)[0]


async def test_what_would_be_over_by_the_next_digest_is_told_now(town: Telling) -> None:
    maria = await town.person("waste", cadence=Cadence.weekly)
    consultation = await town.publish("waste", term=14)
    town.at("2026-11-16 09:00")
    await tell_of(town, consultation, maria)
    await town.through("2026-11-30 12:00")
    assert town.times(maria) == ["2026-11-16 10:00"]


async def test_what_came_yesterday_holds_no_alert_of_today(town: Telling) -> None:
    maria = await town.person("waste")
    consultation = await town.publish("waste", on=town.today + timedelta(days=1))
    await tell_of(town, consultation, maria, button=True)
    await town.through("2026-11-06 12:00")
    assert town.times(maria) == ["2026-11-05 08:00"]


@pytest.mark.parametrize(("minute", "told"), [("23:59:59", []), ("00:00", ["2026-11-05 00:00"])])
async def test_the_day_is_over_at_midnight(town: Telling, minute: str, told: list[str]) -> None:
    town.at("2026-11-04 23:59:58")
    maria = await town.person("waste", quiet=None)
    consultation = await town.publish("waste")
    await tell_of(town, consultation, maria)
    await town.tick(f"2026-11-0{5 if minute == '00:00' else 4} {minute}")
    assert town.times(maria) == told


async def test_one_on_its_way_holds_the_alert_and_once_it_came_the_alert_goes(town: Telling) -> None:
    maria = await town.person("waste")
    consultation = await town.publish("waste")
    async with town.engine.write() as tx:
        known = copies.about(consultation.id, button=True)
        one = await copies.announce(tx, now=town.now, **known)  # type: ignore[arg-type]
        at = local("2026-11-04 15:00")
        await copies.deliver(tx, one, maria, due_at=at, state=DeliveryState.waiting)
    await town.tick()
    assert (town.received(maria), await town.pending(maria)) == ([], 1)
    async with town.engine.write() as tx:
        await tx.run("UPDATE deliveries SET state = 1, sent_at = :at", at=int(at.timestamp()))
    await town.through("2026-11-08 12:00")
    assert (town.received(maria), await town.pending(maria)) == ([], 0)


async def test_one_that_was_recalled_told_nothing(town: Telling) -> None:
    maria = await town.person("waste")
    consultation = await town.publish("waste")
    await tell_of(town, consultation, maria, button=True, state=AnnouncementState.recalled)
    await town.tick()
    assert len(town.received(maria)) == 1


async def test_both_in_one_digest_are_one_line(town: Telling) -> None:
    maria = await town.person("waste", cadence=Cadence.daily)
    consultation = await town.publish("waste")
    async with town.engine.write() as tx:
        known = copies.about(consultation.id)
        one = await copies.announce(tx, "Обсъждане в петък", now=town.now, **known)  # type: ignore[arg-type]
        await copies.deliver(tx, one, maria, due_at=local("2026-11-05 10:00"))
    await town.through("2026-11-08 12:00")
    (text,) = town.received(maria)
    assert "1 piece of news" in text
    assert "Обсъждане в петък" in text
    assert "Наредба за отпадъците" not in text
