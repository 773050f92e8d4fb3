"""Notices about questionnaires are read again as each leaves: what became pointless meanwhile is dropped."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.domain.participants import Participant
from bot.domain.questionnaires import Questionnaire
from bot.services.questionnaires import CHASED, COUNTED, INVITED
from storage.engine import Engine
from storage.outbox import Recipient
from tests.asking import Poll, a_question
from tests.bot.notices.conftest import promise

CLEAR = a_question("clear")
Meanwhile = Callable[[Poll, Participant, Questionnaire], Awaitable[object]]


@pytest.fixture
async def town(database: Engine) -> Poll:
    poll = Poll(database)
    await poll.begin()
    return poll


async def ticketed(town: Poll, language: str = "en") -> tuple[Participant, Questionnaire]:
    """Somebody who holds a ticket and was told nothing yet."""
    maria, asked = await town.person(language=language), await town.asked(CLEAR)
    async with town.engine.write() as tx:
        await tx.run("INSERT INTO tickets (questionnaire, participant) VALUES (:q, :p)", q=asked.id, p=maria.id)
    return maria, asked


async def leaves(town: Poll, notice: str, who: Participant, asked: Questionnaire) -> list[str]:
    await promise(town, notice, {"questionnaire": asked.id}, Recipient(who.id, who.telegram_id, town.now))
    await town.send()
    return town.received(who)


@pytest.mark.parametrize(
    ("language", "words"), [("bg", "Искаме да чуем"), ("en", "We would like"), ("tr", "Görüşünüzü almak")]
)
async def test_an_invitation_is_said_in_ones_language_with_three_ways_on(town: Poll, language: str, words: str) -> None:
    maria, asked = await ticketed(town, language)
    (text,) = await leaves(town, INVITED, maria, asked)
    assert words in text
    (_, params) = town.left[maria.telegram_id][0][1]
    data = [button["callback_data"] for row in params["reply_markup"]["inline_keyboard"] for button in row]
    assert data == [f"qn.go:{asked.id}", f"qn.later:{asked.id}", f"qn.no:{asked.id}"]


async def answer(town: Poll, who: Participant, asked: Questionnaire) -> None:
    await town.answer(who, asked, clear="4")


async def decline(town: Poll, who: Participant, asked: Questionnaire) -> None:
    await town.decline(who, asked)


async def withdraw(town: Poll, who: Participant, asked: Questionnaire) -> None:
    await town.withdraw(asked)


async def close(town: Poll, who: Participant, asked: Questionnaire) -> None:
    assert asked.closes_at is not None
    town.now = asked.closes_at


async def pause(town: Poll, who: Participant, asked: Questionnaire) -> None:
    await town.choose(who, paused_until=town.now + timedelta(days=30))


async def block(town: Poll, who: Participant, asked: Questionnaire) -> None:
    await town.block(who)


async def lose(town: Poll, who: Participant, asked: Questionnaire) -> None:
    async with town.engine.write() as tx:
        await tx.run("DELETE FROM tickets")


@pytest.mark.parametrize("notice", [INVITED, CHASED])
@pytest.mark.parametrize("meanwhile", [answer, decline, withdraw, close, pause, block, lose])
async def test_what_became_pointless_on_its_way_is_not_said(town: Poll, notice: str, meanwhile: Meanwhile) -> None:
    maria, asked = await ticketed(town)
    await meanwhile(town, maria, asked)
    assert await leaves(town, notice, maria, asked) == []
    assert await town.waiting() == 0


async def test_it_is_not_said_in_quiet_hours_but_after_them(town: Poll) -> None:
    maria, asked = await ticketed(town)
    town.at("2026-11-04 21:00")
    assert await leaves(town, CHASED, maria, asked) == []
    await town.through("2026-11-05 12:00")
    assert "2026-11-05 08:00" in town.times(maria)


async def test_the_results_lead_to_themselves_and_to_their_picture(town: Poll) -> None:
    maria, asked = await ticketed(town)
    await town.answer(maria, asked, clear="4")
    await town.wish(maria, asked)
    await town.close(asked)
    (_, params) = town.left[maria.telegram_id][-1][1]
    data = [button["callback_data"] for row in params["reply_markup"]["inline_keyboard"] for button in row]
    assert data == [f"qn.res:{asked.id}:0", f"qn.pic:{asked.id}"]


async def test_results_are_not_told_to_who_wishes_them_no_more(town: Poll) -> None:
    maria, asked = await ticketed(town)
    await town.close(asked)
    assert not any("closed" in text for text in await leaves(town, COUNTED, maria, asked))


async def test_results_are_told_though_the_ticket_is_gone_by_then(town: Poll) -> None:
    """A bot that was away for days counts, sweeps the tickets and tells in one go."""
    maria, asked = await ticketed(town)
    await town.answer(maria, asked, clear="4")
    await town.wish(maria, asked)
    assert asked.closes_at is not None
    town.now = asked.closes_at + timedelta(days=3)
    await town.tick()
    assert await town.ticket(maria, asked) is None
    assert ["It has closed." in text for text in town.received(maria)] == [True]


async def test_results_are_not_told_before_they_are_there(town: Poll) -> None:
    maria, asked = await ticketed(town)
    await town.wish(maria, asked)
    assert await leaves(town, COUNTED, maria, asked) == []
