"""Somebody changes everything they once chose, and takes it back, over HTTP."""

from datetime import UTC, datetime

import pytest

from bot.i18n import translator
from bot.sandbox import Person
from bot.ui.settings import Choose
from storage import participants
from tests.journeys.conftest import Stage
from tests.journeys.publishing import TITLE, publish

BG = translator("bg")
BAD_HOURS = BG("errors.bad-quiet-hours").striptags()


async def at_settings(stage: Stage, language: str = "bg", topics: tuple[str, ...] = ()) -> Person:
    citizen = await stage.citizen(language=language, topics=topics)
    await stage.say(citizen, "/settings")
    return citizen


async def test_each_choice_takes_one_tap_says_saved_and_can_be_undone(stage: Stage) -> None:
    citizen = await at_settings(stage)
    before = citizen.last.text
    messages = len(citizen.messages)
    for way, choice in (
        ("Колко често", "Седмично"),
        ("Тихи часове", "22:00–07:00"),
        ("Пауза", "1 седмица"),
        ("Език", "English"),
    ):
        await stage.press(citizen, way)
        await stage.press(citizen, choice)
        assert citizen.last.text.splitlines()[0] in ("Запазено.", "Saved.")
        await stage.press(citizen, "↩️")
        assert citizen.last.text.splitlines()[1:] == ["", *before.splitlines()[2:]], way
    assert len(citizen.messages) == messages


async def test_choosing_what_is_chosen_already_offers_no_undo(stage: Stage) -> None:
    citizen = await at_settings(stage)
    await stage.press(citizen, "Колко често")
    await stage.press(citizen, "◉ Щом има ново")
    assert citizen.last.text.startswith("Настройки")
    assert "↩️ Отмени" not in citizen.labels()


async def test_a_new_language_speaks_at_once_on_the_same_screen(stage: Stage) -> None:
    citizen = await at_settings(stage)
    message = citizen.last.message_id
    await stage.press(citizen, "Език")
    await stage.press(citizen, "Türkçe")
    assert citizen.last.message_id == message
    assert "Dil: Türkçe" in citizen.last.text
    await stage.say(citizen, "/help")
    assert citizen.last.text.startswith(translator("tr").plain("help.text", registry="", address="")[:12])


async def test_topics_and_places_are_ticked_and_lead_back(stage: Stage) -> None:
    citizen = await at_settings(stage, "en", topics=("Budget",))
    assert "Topics: 1 · Places: 0" in citizen.last.text
    await stage.press(citizen, "🏷 Topics")
    await stage.press(citizen, "☐ Culture")
    await stage.press(citizen, "Done")
    await stage.press(citizen, "📍 Places")
    await stage.press(citizen, "Whole municipality")
    await stage.press(citizen, "Done")
    assert "Topics: 2 · Places: 1" in citizen.last.text


@pytest.mark.parametrize("typed", ["22:30-07:00", "от 22.30 до 7 ч.", "10:30 pm to 7 am"])
async def test_quiet_hours_of_ones_own_are_typed(stage: Stage, typed: str) -> None:
    citizen = await at_settings(stage)
    await stage.press(citizen, "Тихи часове")
    await stage.press(citizen, "Други часове")
    await stage.say(citizen, typed)
    assert "Тихи часове: 22:30–07:00 ч." in citizen.last.text
    await stage.press(citizen, "Отмени")
    assert "Тихи часове: 21:00–08:00 ч." in citizen.last.text


async def test_hours_that_nobody_can_read_are_asked_for_again(stage: Stage) -> None:
    citizen = await at_settings(stage)
    await stage.press(citizen, "Тихи часове")
    await stage.press(citizen, "Други часове")
    await stage.say(citizen, "когато спя")
    assert BAD_HOURS in citizen.last.text
    citizen.attach("sleep.pdf", b"%PDF", "application/pdf")
    await stage.settle()
    assert citizen.last.text.startswith(BG("settings.not_hours").striptags())
    await stage.say(citizen, "7-7")
    assert citizen.last.text.startswith(BG("errors.empty-quiet-hours").striptags())
    await stage.say(citizen, "23-6")
    assert "Тихи часове: 23:00–06:00 ч." in citizen.last.text


async def test_hours_that_were_not_typed_in_the_end_wait_for_nothing(stage: Stage) -> None:
    citizen = await at_settings(stage)
    await stage.press(citizen, "Тихи часове")
    await stage.press(citizen, "Други часове")
    await stage.press(citizen, "Назад")
    await stage.say(citizen, "22-7")
    assert "22-7" in citizen.last.text
    async with stage.app.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM dialogues") == 0
        assert await tx.value("SELECT quiet_start FROM participants") == 21 * 60


async def test_a_paused_person_hears_nothing_until_the_pause_is_over(stage: Stage) -> None:
    citizen = await at_settings(stage, topics=("Паркове",))
    await stage.press(citizen, "Пауза")
    await stage.press(citizen, "Докато се върна")
    assert "Пауза, докато се върнете" in citizen.last.text
    moderator = await stage.owner()
    await publish(stage, moderator)
    await stage.advance(days=1)
    assert TITLE not in citizen.last.text
    await stage.press(citizen, "Край на паузата")
    assert "Пауза, докато" not in citizen.last.text
    await stage.advance(days=1)
    assert TITLE in citizen.last.text


async def test_never_means_never(stage: Stage) -> None:
    citizen = await at_settings(stage, topics=("Паркове",))
    await stage.press(citizen, "Колко често")
    await stage.press(citizen, "Никога")
    await publish(stage, await stage.owner())
    await stage.advance_to(datetime(2026, 12, 2, 9, tzinfo=UTC))
    assert TITLE not in citizen.last.text


async def test_whoever_has_no_record_is_asked_for_consent(stage: Stage) -> None:
    visitor = stage.person()
    await stage.say(visitor, "/settings")
    assert visitor.last.text == BG("start.consent_needed").striptags()
    visitor.forge(Choose("language", "tr").pack())
    await stage.settle()
    assert visitor.last.text == BG("start.consent_needed").striptags()


@pytest.mark.parametrize(
    "data",
    [
        "set.to:language:de",
        "set.to:quiet:480-480",
        "set.to:quiet:x",
        "set.to:pause:999999999999",
        "set.to:cadence",
        "set.to",
    ],
)
async def test_forged_choices_change_nothing_and_are_answered(stage: Stage, data: str) -> None:
    citizen = await at_settings(stage)
    answers = len(citizen.answers)
    async with stage.app.engine.read() as tx:
        before = (await participants.arrival(tx, citizen.id, citizen.id)).participant
    citizen.forge(data)
    await stage.settle()
    async with stage.app.engine.read() as tx:
        assert (await participants.arrival(tx, citizen.id, citizen.id)).participant == before
    assert len(citizen.answers) == answers + 1
