"""A consultation is cancelled with opinions in it: authors hear it once, and nobody owes anything for ever."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.domain.consultations import ConsultationStatus
from bot.domain.proposals import HiddenCode
from bot.domain.staff import Role
from bot.i18n import translator
from bot.sandbox import Person
from bot.services import answering, publishing
from bot.services.turn import Turn
from bot.ui.navigation import GoProposal
from storage import participants
from tests.journeys.answering import consultation, get, open_item, open_queue, sent
from tests.journeys.conftest import Stage
from tests.journeys.saying import forge

WHY = "Проектът се оттегля, ще има нов с друг обхват."


@asynccontextmanager
async def working(stage: Stage, member: Person) -> AsyncIterator[Turn]:
    async with stage.app.engine.write() as tx:
        known = await participants.arrival(tx, member.id, member.id)
        yield Turn(tx=tx, now=stage.clock.now(), town=stage.app.town, actor=known.participant, member=known.member)
    await stage.settle()


@pytest.mark.parametrize("language", ["bg", "en", "tr"])
async def test_its_opinions_leave_the_queue_and_their_authors_hear_it_once(stage: Stage, language: str) -> None:
    author, moderator = await stage.citizen("Emily", language), await stage.member("Николай", Role.moderator)
    about = await consultation(stage)
    unchecked = await sent(stage, author, consultation=about.id)
    shown = await sent(stage, author, consultation=about.id)
    async with working(stage, moderator) as turn:
        shown = await answering.show(turn, shown.id, shown.version)
        after = await publishing.cancel(turn, about.id, about.version, reason=WHY)
    assert after.recorded is ConsultationStatus.cancelled
    await stage.tick()
    await stage.advance(days=90)
    assert [WHY in message.text for message in author.messages].count(True) == 1
    for state in ("open", "unchecked", "unanswered", "overdue"):
        await open_queue(stage, moderator, state)
        assert unchecked.receipt_no not in str(moderator.labels()), state
        assert shown.receipt_no not in str(moderator.labels()), state
    await stage.say(moderator, "/staff")
    assert "за проверка: 0\n💬 Без отговор: 0" in moderator.last.text
    await open_item(stage, moderator, unchecked)
    assert "Проверка до" not in moderator.last.text
    await forge(stage, author, GoProposal(shown.id).pack())
    assert translator(language).plain("proposals.nothing_follows") in author.last.text


async def test_what_is_moderated_after_the_cancelling_comes_back_into_no_queue(stage: Stage) -> None:
    author, moderator = await stage.citizen(), await stage.member("Николай", Role.moderator)
    about = await consultation(stage)
    one = await sent(stage, author, consultation=about.id)
    async with working(stage, moderator) as turn:
        await publishing.cancel(turn, about.id, about.version, reason=WHY)
        await answering.hide(turn, one.id, one.version, code=HiddenCode.insult, sentence="Обидни думи в текста.")
    assert (await get(stage, one.id)).hidden is not None
    await open_queue(stage, moderator)
    assert one.receipt_no not in str(moderator.labels())
