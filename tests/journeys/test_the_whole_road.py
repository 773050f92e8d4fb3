"""A citizen hears of a consultation: from the first word to the alert, in every language, over HTTP."""

from datetime import UTC, date, datetime

import pytest
from markupsafe import Markup

from bot.i18n import LANGUAGES, translator
from tests.journeys.conftest import Stage
from tests.journeys.publishing import TITLE, begin, publish

TOPIC = {"bg": "Паркове и околна среда", "en": "Parks and environment", "tr": "Parklar ve çevre"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_citizen_subscribes_in_four_taps_and_hears_of_a_consultation(stage: Stage, language: str) -> None:
    t = translator(language)
    citizen = stage.person("Мария", language)
    await stage.start(citizen)
    assert "Мария" in citizen.last.text

    taps = [t.plain("start.accept"), TOPIC[language], t.plain("common.done"), t.plain("common.skip")]
    for tap in taps:
        await stage.press(citizen, tap)
    assert len(taps) <= 4
    assert citizen.last.text == t("start.done").striptags()

    moderator = await stage.owner()
    await publish(stage, moderator)
    alert = citizen.last
    assert TITLE in alert.text
    assert t.date(date(2026, 12, 2)) in alert.text
    assert "1" in moderator.last.text

    await stage.press(citizen, t.plain("notices.view"))
    assert TITLE in citizen.last.text
    await stage.press(citizen, t.plain("notices.follow"))
    await stage.advance_to(datetime(2026, 11, 25, 8, 0, tzinfo=UTC))
    assert t.n("notices.reminder_days", 7).striptags() in citizen.last.text
    await stage.advance_to(datetime(2026, 12, 1, 8, 0, tzinfo=UTC))
    assert t("notices.reminder_tomorrow").striptags() in citizen.last.text
    await stage.advance_to(datetime(2026, 12, 3, 8, 0, tzinfo=UTC))
    heading = Markup(t.plain("notices.closed", title=TITLE, date="").partition("\n")[0]).striptags()
    assert citizen.last.text.startswith(heading)


async def test_whoever_only_looks_around_leaves_no_record(stage: Stage) -> None:
    visitor = stage.person("Emily", "en")
    await stage.start(visitor)
    await stage.press(visitor, "Just browse")
    await stage.press(visitor, "Consultations")
    await stage.press(visitor, visitor.labels()[0])
    await stage.say(visitor, "what is this?")
    async with stage.app.engine.read() as tx:
        for table in ("participants", "dialogues", "outbox", "subscriptions", "follows"):
            assert await tx.value(f"SELECT count(*) FROM {table}") == 0, table
        assert await tx.value("SELECT count(*) FROM inbox WHERE payload IS NOT NULL") == 0


async def test_a_language_chosen_without_a_record_travels_in_the_buttons(stage: Stage) -> None:
    visitor = stage.person("Мария", "bg")
    await stage.start(visitor)
    await stage.press(visitor, "Türkçe")
    await stage.press(visitor, "Yalnızca bakacağım")
    await stage.press(visitor, "İstişareler")
    assert "Açık istişareler" in visitor.last.text


async def test_a_deep_link_opens_its_consultation_right_after_consent(stage: Stage) -> None:
    citizen = stage.person()
    await stage.start(citizen, "c9")
    await stage.press(citizen, "Приемам")
    assert "Правилник за работата на Обществения съвет" in citizen.last.text
    await stage.start(citizen, "c9")
    assert "Правилник за работата на Обществения съвет" in citizen.last.text


@pytest.mark.parametrize("payload", ["c999999", "zzz", "c", "s", "c-1", "_"])
async def test_a_link_that_works_no_longer_says_so_and_leads_on(stage: Stage, payload: str) -> None:
    citizen = await stage.citizen()
    await stage.start(citizen, payload)
    assert citizen.last.text == translator("bg")("help.bad_link").striptags()
    assert "🏛 Консултации" in citizen.labels()


@pytest.mark.parametrize("command", ["/help", "/cancel", "/privacy"])
async def test_some_commands_work_in_the_middle_of_a_form_and_lose_nothing(stage: Stage, command: str) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    await stage.say(moderator, TITLE)
    await stage.say(moderator, command)
    assert moderator.last.text
    await stage.press(moderator, "Меню")
    await stage.press(moderator, "Продължи започнатото")
    assert "2/9" in moderator.last.text


async def test_a_new_privacy_text_is_asked_about_anew(stage: Stage) -> None:
    citizen = await stage.citizen()
    async with stage.app.engine.write() as tx:
        await tx.run("UPDATE participants SET consent_version = 'old'")
    await stage.start(citizen)
    assert citizen.last.text == translator("bg")("start.new_policy").striptags()
    await stage.press(citizen, "Съгласие")
    await stage.start(citizen)
    assert "Здравейте" in citizen.last.text
