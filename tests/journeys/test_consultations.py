"""Reading, following and sharing consultations, as a citizen presses it."""

from datetime import UTC, datetime

import pytest

from bot.i18n import translator
from bot.sandbox import Person
from bot.ui.consultation_card import Download, Remind
from bot.ui.consultations import PickTopic
from bot.ui.navigation import Follow, GoConsultation, GoConsultations, GoFollows
from tests.journeys.conftest import Stage
from tests.journeys.publishing import TITLE, publish

GREEN = "Промени в Наредбата за зелената система"
OLD = "Програма за овладяване на популацията"
BG = translator("bg")


async def follows(stage: Stage) -> int:
    async with stage.app.engine.read() as tx:
        return int(await tx.value("SELECT count(*) FROM follows"))


async def forge(stage: Stage, person: Person, data: str) -> None:
    person.forge(data)
    await stage.settle()


async def test_the_open_ones_stand_nearest_first_and_lead_to_the_others(stage: Stage) -> None:
    citizen = await stage.citizen()
    await stage.say(citizen, "/consultations")
    assert citizen.last.text.startswith("Отворени консултации: 2")
    assert citizen.labels()[0].startswith(f"8 дни · {GREEN}")
    await stage.press(citizen, "Предстоящи")
    assert citizen.labels()[0].startswith("от 05.11.2026 · ")
    await stage.press(citizen, "Приключили")
    assert "Страница 1 от 2" in citizen.last.text
    await stage.press(citizen, "Още")
    assert "Страница 2 от 2" in citizen.last.text
    await stage.press(citizen, "Предишни")
    assert "Страница 1 от 2" in citizen.last.text


async def test_a_topic_narrows_the_shelves_and_an_empty_one_leads_on(stage: Stage) -> None:
    citizen = await stage.citizen()
    await stage.say(citizen, "/consultations")
    await stage.press(citizen, "По тема")
    await stage.press(citizen, "Животни")
    assert "По тази тема тук няма консултации" in citizen.last.text
    await stage.press(citizen, "Приключили")
    assert "Тема: Животни" in citizen.last.text
    assert any(OLD in label for label in citizen.labels())
    await stage.press(citizen, "Всички теми")
    assert "Тема" not in citizen.last.text


async def test_a_card_says_all_that_matters_and_gives_its_documents(stage: Stage) -> None:
    citizen = await stage.citizen()
    await stage.say(citizen, "/consultations")
    await stage.press(citizen, GREEN)
    assert "Какво се променя" in citizen.last.text
    assert "Мнения до: вторник, 10 ноември 2026 г., 23:59 ч. · остават 8 дни" in citizen.last.text
    card = citizen.last
    await stage.press(citizen, "Документи")
    assert BG.plain("consultations.website_official") in citizen.last.text
    await stage.press(citizen, "Проект")
    assert citizen.last.document is not None
    assert citizen.last.document.content.startswith(b"%PDF")
    assert citizen.last.text.startswith("Проект\n")
    first = citizen.last.document.file_id
    await stage.press(citizen, "Проект")
    assert citizen.last.document is not None
    assert citizen.last.document.file_id == first, "the second time it is sent by Telegram's own id"
    await stage.press(citizen, "Назад")
    await stage.press(citizen, "Срокът")
    assert "Краен ден: вторник, 10 ноември 2026 г." in card.text
    await stage.press(citizen, "Назад")
    await stage.press(citizen, "Назад")
    assert card.text.startswith("Отворени консултации: 2")


async def test_an_adopted_one_names_its_decision_and_cannot_be_followed(stage: Stage) -> None:
    citizen = await stage.citizen()
    await stage.say(citizen, "/consultations")
    await stage.press(citizen, "По тема")
    await stage.press(citizen, "Животни")
    await stage.press(citizen, "Приключили")
    await stage.press(citizen, OLD)
    assert "Прието с решение № 515 от 17 декември 2021 г." in citizen.last.text
    assert BG.plain("consultations.follow") not in citizen.labels()


async def test_following_is_undone_by_one_tap_and_reminders_by_another(stage: Stage) -> None:
    citizen = await stage.citizen()
    await stage.say(citizen, "/following")
    assert BG.plain("consultations.follows_none") in citizen.last.text
    await stage.press(citizen, "Отворени")
    await stage.press(citizen, GREEN)
    await stage.press(citizen, "Следя")
    assert "Следите консултацията" in citizen.last.text
    await stage.press(citizen, "Отмени")
    assert "Вече не следите" in citizen.last.text
    assert await follows(stage) == 0
    await stage.press(citizen, "Отмени")
    assert await follows(stage) == 1
    await stage.say(citizen, "/following")
    assert "остават 8 дни" in citizen.last.text
    await stage.press(citizen, GREEN)
    await stage.press(citizen, "Не ме подсещай")
    assert "Няма да Ви подсещаме" in citizen.last.text
    await stage.say(citizen, "/following")
    assert "Без подсещане за срока." in citizen.last.text

    before = len(citizen.messages)
    await stage.advance_to(datetime(2026, 11, 9, 8, 5, tzinfo=UTC))
    assert len(citizen.messages) == before, "no reminder the day before"


async def test_a_link_that_was_shared_opens_the_same_card_for_somebody_else(stage: Stage) -> None:
    citizen, friend = await stage.citizen(), stage.person("Ayşe", "tr")
    await stage.say(citizen, "/consultations")
    await stage.press(citizen, GREEN)
    await stage.press(citizen, "Сподели")
    link = next(word for word in citizen.last.text.split() if word.startswith("https://t.me/"))
    assert citizen.press(BG.plain("consultations.share_now")) is not None
    await stage.start(friend, link.partition("start=")[2])
    await stage.press(friend, translator("tr").plain("start.browse_only"))
    assert translator("tr").plain("consultations.share") in friend.labels()
    assert "Resmî metin Bulgarcadır" in friend.last.text


async def test_somebody_without_a_record_is_asked_for_consent_and_then_follows_what_they_wanted(stage: Stage) -> None:
    visitor = stage.person("Emily", "en")
    await stage.start(visitor)
    await stage.press(visitor, "Just browse")
    await stage.press(visitor, "Consultations")
    await stage.press(visitor, "8 days")
    await stage.press(visitor, "Follow")
    assert translator("en")("start.consent_needed").striptags() in visitor.last.text
    await stage.press(visitor, "I agree")
    assert "Opinions until: Tuesday, 10 November 2026, 23:59 · 8 days left" in visitor.last.text
    assert await follows(stage) == 1
    assert "🔕 Unfollow" in visitor.labels()


async def test_a_citizen_reads_in_english_to_the_end(stage: Stage) -> None:
    citizen = await stage.citizen("Emily", "en")
    await stage.say(citizen, "/consultations")
    assert citizen.last.text.startswith("Open consultations: 2")
    await stage.press(citizen, "8 days")
    assert "This translation is a help. The official text is the Bulgarian one." in citizen.last.text
    await stage.press(citizen, "The term")
    assert "Last day: Tuesday, 10 November 2026" in citizen.last.text
    await stage.press(citizen, "Back")
    await stage.press(citizen, "Documents")
    await stage.press(citizen, "Draft")
    assert citizen.last.document is not None
    assert "The official text is the one on the website." in citizen.last.text


@pytest.mark.parametrize(
    "data",
    [
        GoConsultation(999_999).pack(),
        GoConsultation(-1).pack(),
        Download(999_999).pack(),
        Follow(999_999, True).pack(),
        Remind(999_999, True).pack(),
        GoConsultations("secret", 0, "").pack(),
        GoConsultations("open", -7, "nothing").pack(),
        PickTopic("secret").pack(),
        GoFollows(10**15).pack(),
        "c:one",
        "c.list:open:x:",
    ],
)
async def test_a_forged_button_gets_an_answer_and_does_nothing(stage: Stage, data: str) -> None:
    citizen = await stage.citizen()
    before = citizen.last.text
    await forge(stage, citizen, data)
    assert citizen.last.text
    assert citizen.last.text != before or citizen.answers[-1].text is not None
    assert await follows(stage) == 0
    async with stage.app.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM parked") == 0


async def test_what_is_published_while_one_reads_is_there_at_the_next_look(stage: Stage) -> None:
    citizen, moderator = await stage.citizen(), await stage.owner()
    await stage.say(citizen, "/consultations")
    await publish(stage, moderator)
    await stage.press(citizen, "Приключили")
    await stage.press(citizen, "Отворени")
    assert any(TITLE in label for label in citizen.labels())
