"""Notices to those who are no longer of the staff."""

from datetime import timedelta

import pytest

from bot.domain.participants import Participant
from bot.services import staff
from bot.services.staff import REVOKED
from storage.outbox import Recipient
from tests.bot.notices.conftest import promise
from tests.telling import Telling


async def revoked(town: Telling, who: Participant) -> None:
    await promise(town, REVOKED, {}, Recipient(who.id, who.telegram_id, town.now))
    await town.send()


@pytest.mark.parametrize(
    ("language", "words"), [("bg", "Достъпът Ви"), ("en", "Your staff access"), ("tr", "Ekip erişiminiz")]
)
async def test_whoever_is_staff_no_more_is_told_even_in_a_pause(town: Telling, language: str, words: str) -> None:
    maria = await town.person(language=language)
    await town.choose(maria, paused_until=town.now + timedelta(days=30))
    await revoked(town, maria)
    assert [text[: len(words)] for text in town.received(maria)] == [words]


async def test_that_they_are_staff_no_more_waits_for_the_end_of_quiet_hours(town: Telling) -> None:
    maria = await town.person()
    town.at("2026-11-04 22:00")
    await revoked(town, maria)
    await town.through("2026-11-05 12:00")
    assert town.times(maria) == ["2026-11-05 08:00"]


async def test_whoever_is_staff_again_is_not_told_that_they_are_not(town: Telling) -> None:
    maria = await town.person()
    async with town.engine.write() as tx:
        await staff.join(town.turn(tx, maria), role=staff.Role.editor, organisation="municipality", name="Мария")
    await revoked(town, maria)
    assert town.received(maria) == []
    assert await town.waiting() == 0
