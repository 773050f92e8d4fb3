"""Notices of consultations as they leave: in the recipient's words, or held back."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.notices import Name
from bot.domain.participants import DEFAULT_QUIET, Cadence
from bot.gateway.delivery import Outcome, Result
from bot.gateway.limits import Limits
from bot.gateway.sender import Sender
from storage import outbox
from storage.outbox import Lane, Outgoing, Recipient
from tests.bot.notices.conftest import promise
from tests.telling import Telling, local


async def test_everybody_hears_it_in_their_own_language(town: Telling) -> None:
    crowd = [await town.person("waste", language=language) for language in ("bg", "en", "tr")]
    await town.publish("waste")
    await town.tick()
    texts = [town.received(one)[0] for one in crowd]
    assert [text.splitlines()[0] for text in texts] == [
        "<b>Нова консултация</b>",
        "<b>New consultation</b>",
        "<b>Yeni istişare</b>",
    ]


async def test_the_language_is_the_one_chosen_when_it_leaves(town: Telling) -> None:
    maria = await town.person("waste", language="bg")
    await town.publish("waste")
    await town.jobs.tick()
    await town.choose(maria, language="tr")
    await town.send()
    assert "Yeni istişare" in town.received(maria)[0]


async def test_what_was_typed_is_escaped_once(town: Telling) -> None:
    maria = await town.person("waste")
    consultation = await town.publish("waste", title="Наредба <b>& тарифа")
    await town.follow(maria, consultation)
    await town.extend(consultation, 45, reason="1 < 2 & 3")
    await town.tick()
    alert, extended = sorted(town.received(maria), key=len)
    assert "Наредба &lt;b&gt;&amp; тарифа" in alert
    assert "1 &lt; 2 &amp; 3" in extended


async def test_an_alert_that_waited_in_the_queue_into_the_night_is_folded_again(town: Telling) -> None:
    town.at("2026-11-04 20:59")
    maria = await town.person("waste", quiet=DEFAULT_QUIET)
    await town.publish("waste")
    await town.jobs.tick()
    town.at("2026-11-04 21:10")
    await town.send()
    assert town.received(maria) == []
    await town.publish("waste", title="Втора")
    await town.through("2026-11-05 12:10")
    assert town.times(maria) == ["2026-11-05 10:00"]
    assert "2 new consultations" in town.received(maria)[0]


async def test_news_that_waited_in_the_queue_into_the_night_come_in_the_morning(town: Telling) -> None:
    town.at("2026-11-04 20:59")
    maria = await town.person()
    consultation = await town.publish("waste")
    await town.follow(maria, consultation)
    await town.extend(consultation, 45)
    await town.jobs.tick()
    await town.tick("2026-11-04 21:10")
    assert (town.received(maria), await town.waiting()) == ([], 1)
    await town.through("2026-11-05 09:00")
    assert town.times(maria) == ["2026-11-05 08:00"]


async def test_who_paused_while_an_alert_was_queued_gets_it_after_the_pause(town: Telling) -> None:
    maria = await town.person("waste")
    await town.publish("waste")
    await town.jobs.tick()
    await town.choose(maria, paused_until=town.now + timedelta(days=2))
    await town.send()
    assert (town.received(maria), await town.pending(maria)) == ([], 1)
    await town.through("2026-11-07 12:00")
    assert town.times(maria) == ["2026-11-06 12:00"]


async def test_who_chose_none_while_an_alert_was_queued_is_spared_it(town: Telling) -> None:
    maria = await town.person("waste")
    await town.publish("waste")
    await town.jobs.tick()
    await town.choose(maria, cadence=Cadence.never)
    await town.send()
    await town.through("2026-11-07 12:00")
    assert town.received(maria) == []


async def test_what_closed_while_it_was_queued_is_left_out(town: Telling) -> None:
    maria = await town.person("waste")
    await town.publish("waste", title="Кратка", term=14)
    await town.publish("waste", title="Дълга", term=60)
    await town.jobs.tick()
    town.at("2026-11-19 12:00")
    await town.send()
    (text,) = town.received(maria)
    assert ("Дълга" in text, "Кратка" in text) == (True, False)


async def test_who_follows_the_new_one_already_is_not_asked_to(town: Telling) -> None:
    follower, other = await town.person("waste"), await town.person("waste")
    consultation = await town.publish("waste")
    await town.follow(follower, consultation)
    await town.tick()
    labels = [
        [
            button["text"]
            for row in town.left[one.telegram_id][0][1][1]["reply_markup"]["inline_keyboard"]
            for button in row
        ]
        for one in (follower, other)
    ]
    assert ["🔔 Follow" in shown for shown in labels] == [False, True]


async def test_an_erased_person_is_not_written_to(town: Telling) -> None:
    maria = await town.person("waste")
    await town.publish("waste")
    await town.jobs.tick()
    async with town.engine.read() as tx:
        rows = await outbox.due(tx, Lane.NOTICE, after=(0, 0), now=town.now, limit=10)
    async with town.engine.write() as tx:
        await tx.run("DELETE FROM participants WHERE id = :id", id=maria.id)
    assert await town.renderer.render(rows) == {}


async def test_one_that_cannot_be_said_does_not_keep_the_others_back(town: Telling) -> None:
    maria = await town.person("waste")
    await town.publish("waste")
    await promise(
        town,
        "consultations.of_another_version",
        {"consultation": 1},
        Recipient(maria.id, maria.telegram_id, town.now),
    )
    await town.tick()
    assert len(town.received(maria)) == 1
    assert await town.waiting() == 0


# Authors are told by the notices of their proposals (`proposals.answered`).
@pytest.mark.parametrize("name", [name for name in Name if name not in (Name.new, Name.answered)])
async def test_every_notice_has_a_renderer(town: Telling, name: Name) -> None:
    maria = await town.person()
    consultation = await town.publish("waste")
    await town.follow(maria, consultation)
    if name is Name.cancelled:
        consultation = await town.cancel(consultation)
    if name in (Name.closed, Name.reported, Name.decided):
        town.at("2026-12-10 12:00")
    if name in (Name.reported, Name.decided):
        consultation = await town.report(consultation)
    if name is Name.decided:
        consultation = await town.decide(consultation)
    params = {"consultation": consultation.id, "last_day": str(consultation.last_day), "reason": "Така"}
    await promise(town, f"consultations.{name}", params, Recipient(maria.id, maria.telegram_id, town.now))
    await town.send()
    assert len(town.received(maria)) == 1


class Telegram:
    """Takes everything, and keeps the texts."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    async def send(self, row: Outgoing, method: str, params: dict[str, Any]) -> Outcome:
        self.heard.append(params["text"])
        return Outcome(row, Result.SENT, answer={})


async def test_the_sender_says_once_in_the_morning_what_was_held_back_at_night(town: Telling) -> None:
    town.at("2026-11-04 20:59")
    maria = await town.person("waste")
    consultation = await town.publish("waste")
    await town.follow(maria, consultation)
    await town.extend(consultation, 45)
    await town.jobs.tick()
    town.at("2026-11-04 21:10")
    telegram = Telegram()
    sender = Sender(
        town.engine,
        telegram,  # type: ignore[arg-type] # a double
        Limits(per_second=1_000),
        render=town.renderer.render,
        clock=town.clock,
    )
    running = asyncio.create_task(sender.run())
    try:
        await sender.idle()
        assert telegram.heard == []
        town.now = local("2026-11-05 10:00")
        await town.jobs.tick()
        sender.wake()
        await sender.idle()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert sorted(text.split("\n")[0] for text in telegram.heard) == [
        "<b>New consultation</b>",
        "<b>The term was extended</b>",
    ]
    assert await town.waiting() == 0
