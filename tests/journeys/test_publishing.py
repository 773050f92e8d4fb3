"""Preparing and publishing, as staff type and press it."""

from datetime import UTC, datetime

import pytest

from bot.domain.staff import Role
from bot.i18n import translator
from bot.sandbox import Person
from bot.sandbox.messages import Message
from bot.ui.desks import GoManaged, GoPublish
from bot.ui.publishing.callbacks import Manage, Publish
from tests.journeys.conftest import Stage
from tests.journeys.publishing import PAPERS, PDF, SUMMARY, TITLE, TO_THE_PREVIEW, TO_THE_TERM, answer, begin, publish

BG = translator("bg")
HOSTILE = "<b>&amp;</b> \u202eобърнат\u200f текст\x00 👨‍👩‍👧 {title} "


async def counts(stage: Stage) -> tuple[int, int]:
    """Drafts, and what was published in chat."""
    async with stage.app.engine.read() as tx:
        drafts = await tx.value("SELECT count(*) FROM consultations WHERE recorded = 'draft'")
        return drafts, await tx.value("SELECT count(*) FROM audit WHERE action = 'consultation.published'")


async def desk(stage: Stage, person: Person) -> None:
    person.forge(GoManaged(0).pack())
    await stage.settle()


async def press_on(stage: Stage, person: Person, message: Message, label: str) -> None:
    person.press(label, message)
    await stage.settle()


async def test_the_preview_is_the_citizens_card_with_the_proof_and_the_exact_count(stage: Stage) -> None:
    citizen = await stage.citizen(topics=("Паркове",))
    moderator = await stage.owner()
    await begin(stage, moderator)
    await answer(stage, moderator, *TO_THE_PREVIEW)
    preview = moderator.last.text
    assert "Ден 30: сряда, 2 декември 2026 г." in preview
    assert "Ще получи известие: 1 човек" in preview
    await stage.press(moderator, "Публикувай")
    assert "Публикувано." in moderator.last.text
    await stage.tick()
    assert "Известие получава сега: 1 човек" in moderator.last.text
    await stage.press(citizen, "Виж")
    assert citizen.last.text in preview


async def test_a_double_tap_publishes_once_and_shows_the_same(stage: Stage) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    await answer(stage, moderator, *TO_THE_PREVIEW)
    moderator.press("Публикувай")
    moderator.press("Публикувай")
    await stage.settle()
    assert "Публикувано." in moderator.last.text
    assert await counts(stage) == (0, 1)


async def test_a_short_term_is_refused_then_taken_with_a_reason(stage: Stage) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    await answer(stage, moderator, *TO_THE_TERM, "13")
    assert "Срок от 13 дни е под законния минимум от 14 дни" in moderator.last.text
    await answer(stage, moderator, "[14 дни]")
    assert "Защо срокът е 14 дни?" in moderator.last.text
    await answer(stage, moderator, "Спешно.")
    assert "трябват поне 10" in moderator.last.text
    await answer(stage, moderator, "Сезонът за засаждане започва.", *PAPERS, "[Паркове]", "[Готово]", "[Готово]")
    assert "Защо срокът е под 30 дни: Сезонът за засаждане започва." in moderator.last.text
    await stage.press(moderator, "Публикувай")
    assert "Публикувано." in moderator.last.text


async def test_other_acts_are_warned_and_published_all_the_same(stage: Stage) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    await answer(stage, moderator, TITLE, "[Програма]", SUMMARY, "[Няма страница]", "2 ноември", "10", "[Пропусни]")
    await answer(stage, moderator, "[Продължи без тях]", "[Паркове]", "[Готово]", "[Готово]")
    assert "Внимание" in moderator.last.text
    assert "Липсва: Проект и Мотиви" in moderator.last.text
    await stage.press(moderator, "Публикувай")
    assert "Публикувано." in moderator.last.text


async def test_a_typed_last_day_is_shown_beside_the_day_it_rolls_to(stage: Stage) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    await answer(stage, moderator, *TO_THE_TERM, "до 5.12.2026", *PAPERS, "[Паркове]", "[Готово]", "[Готово]")
    assert "Ден 33: събота, 5 декември 2026 г." in moderator.last.text
    assert "Краен ден: понеделник, 7 декември 2026 г." in moderator.last.text


async def test_a_day_to_come_schedules_it_and_people_hear_when_it_opens(stage: Stage) -> None:
    citizen = await stage.citizen(topics=("Паркове",))
    moderator = await stage.owner()
    await publish(stage, moderator, published="9 ноември 2026 г.")
    assert "Насрочено." in moderator.last.text
    assert "понеделник, 9 ноември 2026 г." in moderator.last.text
    assert TITLE not in citizen.last.text
    await stage.advance_to(datetime(2026, 11, 9, 7, 0, tzinfo=UTC))
    assert TITLE in citizen.last.text


async def test_what_cannot_be_an_answer_gets_a_sentence_and_loses_nothing(stage: Stage) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    moderator.attach("x.png", PDF, "image/png", "photo")
    await stage.settle()
    assert BG.plain("publishing.text_wanted") in moderator.last.text
    await answer(stage, moderator, "къс")
    assert "трябват поне 10" in moderator.last.text
    await answer(stage, moderator, TITLE, "наредба")
    assert BG.plain("publishing.button_wanted") in moderator.last.text
    await answer(stage, moderator, "[Наредба]", SUMMARY, "в сайта")
    assert "не прилича на адрес" in moderator.last.text
    await answer(stage, moderator, "haskovo.bg/proekt", "оня ден")
    assert "Не разпознах датата" in moderator.last.text
    await answer(stage, moderator, "1.9.2026", "30")
    assert "последният ден е бил 1 октомври 2026 г." in moderator.last.text
    await answer(stage, moderator, "два месеца")
    assert "Не разбрах срока" in moderator.last.text
    await answer(stage, moderator, "90 дни", "ето проекта")
    assert BG.plain("publishing.file_wanted") in moderator.last.text
    moderator.attach("x.png", PDF, "image/png", "photo")
    await stage.settle()
    assert BG.plain("publishing.photo_sent") in moderator.last.text
    moderator.attach("x.exe", PDF, "application/x-dosexec")
    await stage.settle()
    assert "Приемаме само PDF и Word" in moderator.last.text
    await answer(stage, moderator, *PAPERS, "[Готово]")
    assert "8/9" in moderator.last.text
    assert moderator.answers[-1].show_alert
    await answer(stage, moderator, "[Паркове]", "[Готово]", "[Войводово]", "[Още]", "[Конуш]", "[Готово]")
    assert "Места: Войводово, Конуш" in moderator.last.text


async def test_hostile_text_is_cleaned_and_shown_as_text(stage: Stage) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    await answer(stage, moderator, HOSTILE)
    assert "2/9" in moderator.last.text
    await answer(stage, moderator, "[Наредба]", "дълго " * 1000)
    assert "мястото е за 1500" in moderator.last.text
    await answer(stage, moderator, HOSTILE * 20, "https://haskovo.bg/a", "[Днес]", "[30 дни]", *PAPERS)
    await answer(stage, moderator, "[Паркове]", "[Готово]", "[Готово]", "[Публикувай]")
    assert "<b>&amp;</b> обърнат текст 👨‍👩‍👧 {title}" in moderator.last.text


async def test_the_way_back_keeps_every_answer(stage: Stage) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    await answer(stage, moderator, *TO_THE_TERM)
    for _ in range(5):
        await stage.press(moderator, "Назад")
    assert "1/9" in moderator.last.text
    for _ in range(5):
        await stage.press(moderator, "Остави както е")
    assert "6/9" in moderator.last.text
    await answer(stage, moderator, "20", "Имаме причина за това.", "[Назад]")
    assert "Защо срокът е 20 дни?" in moderator.last.text
    await answer(stage, moderator, "[Остави както е]", *PAPERS, "[Паркове]", "[Готово]", "[Готово]")
    assert "Защо срокът е под 30 дни: Имаме причина за това." in moderator.last.text


async def test_a_form_put_aside_is_taken_up_again_and_never_lost_by_beginning_anew(stage: Stage) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    await answer(stage, moderator, TITLE, "/cancel")
    await begin(stage, moderator)
    assert f"Имате започната консултация: „{TITLE}“" in moderator.last.text
    await stage.press(moderator, "Продължи започнатото")
    assert "2/9" in moderator.last.text
    await begin(stage, moderator)
    await stage.press(moderator, "Започни нова")
    assert "1/9" in moderator.last.text


async def test_a_button_of_an_old_question_shows_the_present_one(stage: Stage) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    await answer(stage, moderator, TITLE)
    kinds = moderator.last
    await answer(stage, moderator, "[Наредба]", SUMMARY)
    await press_on(stage, moderator, kinds, "Назад")
    assert "4/9" in kinds.text
    await answer(stage, moderator, "https://haskovo.bg/a", "[Днес]", "[30 дни]", *PAPERS, "[Паркове]", "[Готово]")
    done = moderator.last
    await answer(stage, moderator, "[Готово]")
    await press_on(stage, moderator, done, "Публикувай")
    assert await counts(stage) == (0, 1)


async def test_a_button_of_a_form_that_is_gone_opens_the_desk(stage: Stage) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    await answer(stage, moderator, TITLE)
    kinds = moderator.last
    await answer(stage, moderator, "/cancel", "[Изтрий черновата]")
    await press_on(stage, moderator, kinds, "Наредба")
    assert "Консултации за екипа" in kinds.text
    assert moderator.answers[-1].text == BG.plain("help.old_screen")


async def test_every_field_of_a_draft_can_be_changed_before_publishing(stage: Stage) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    await answer(stage, moderator, *TO_THE_PREVIEW)
    await answer(stage, moderator, "[Поправи]", "[Заглавие]", "Съвсем друго заглавие на акта")
    assert "Съвсем друго заглавие на акта" in moderator.last.text
    await answer(stage, moderator, "[Поправи]", "[Какво се променя]", "Описанието вече е съвсем друго.")
    await answer(stage, moderator, "[Поправи]", "[Връзка към сайта]", "https://obs.haskovo.bg/b")
    await answer(stage, moderator, "[Поправи]", "[Дата на сайта]", "[Вчера]")
    assert "Публикувано на: неделя, 1 ноември 2026 г." in moderator.last.text
    await answer(stage, moderator, "[Поправи]", "[Срок]", "20", "Причината е основателна.")
    assert "Защо срокът е под 30 дни: Причината е основателна." in moderator.last.text
    await answer(stage, moderator, "[Поправи]", "[Причина за срока]", "Причината е съвсем друга.")
    assert "Защо срокът е под 30 дни: Причината е съвсем друга." in moderator.last.text
    await answer(stage, moderator, "[Поправи]", "[Срок]", "[45 дни]")
    assert "Защо срокът" not in moderator.last.text
    await answer(stage, moderator, "[Поправи]", "[Теми]", "[Бюджет]", "[Готово]")
    assert "Теми: Паркове и околна среда, Бюджет" in moderator.last.text
    await answer(stage, moderator, "[Поправи]", "[Места]", "[Хасково]", "[Готово]")
    assert "Места: Хасково" in moderator.last.text
    await answer(stage, moderator, "[Поправи]", "[Документи]", "[Махни мотиви]", "[Продължи без тях]")
    assert "не може да се публикува" in moderator.last.text
    await answer(stage, moderator, "[Поправи]", "[Вид на акта]", "[Друго]")
    assert "Внимание" in moderator.last.text
    await answer(stage, moderator, "[Поправи]", "[Документи]", "[file мотиви-2.pdf]", "[Готово]", "[Публикувай]")
    assert "Публикувано." in moderator.last.text


async def test_the_reason_of_a_draft_is_changed_but_not_taken_away(stage: Stage) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    await answer(stage, moderator, *TO_THE_TERM, "20", "Причината е основателна.", *PAPERS)
    await answer(stage, moderator, "[Паркове]", "[Готово]", "[Готово]", "[Поправи]", "[Причина за срока]")
    assert BG.plain("common.skip") not in moderator.labels()
    await answer(stage, moderator, "/cancel")
    await desk(stage, moderator)
    await answer(stage, moderator, "[Чернова]", "[Поправи]", "[Срок]", "[30 дни]")
    assert "Защо срокът" not in moderator.last.text


async def test_an_old_preview_is_not_what_gets_published(stage: Stage) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    await answer(stage, moderator, *TO_THE_PREVIEW)
    async with stage.app.engine.read() as tx:
        number = await tx.value("SELECT id FROM consultations WHERE recorded = 'draft'")
    await answer(stage, moderator, "[Поправи]", "[Заглавие]", "Съвсем друго заглавие на акта")
    moderator.forge(Publish(number, 1).pack())
    await stage.settle()
    assert moderator.answers[-1].text == BG.plain("publishing.changed_meanwhile")
    assert await counts(stage) == (1, 0)
    await stage.press(moderator, "Публикувай")
    assert await counts(stage) == (0, 1)


@pytest.mark.parametrize(("role", "organisation"), [(Role.editor, "municipality"), (Role.moderator, "alliance")])
async def test_who_only_prepares_hands_the_draft_to_who_publishes(stage: Stage, role: Role, organisation: str) -> None:
    editor = await stage.member("Елена", role, organisation)
    await begin(stage, editor)
    await answer(stage, editor, *TO_THE_PREVIEW)
    assert BG.plain("publishing.for_moderator") in editor.last.text
    assert not any("Публикувай" in label for label in editor.labels())
    async with stage.app.engine.read() as tx:
        number = await tx.value("SELECT id FROM consultations WHERE recorded = 'draft'")
    editor.forge(Publish(number, 1).pack())
    await stage.settle()
    assert await counts(stage) == (1, 0)

    moderator = await stage.owner()
    await desk(stage, moderator)
    assert moderator.labels()[0] == f"✏️ Чернова · {TITLE}"
    await stage.press(moderator, "Чернова")
    await stage.press(moderator, "Публикувай")
    assert await counts(stage) == (0, 1)


async def test_a_draft_is_deleted_by_two_taps(stage: Stage) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    await answer(stage, moderator, *TO_THE_PREVIEW, "[Изтрий]", "[Не]")
    assert TITLE in moderator.last.text
    assert await counts(stage) == (1, 0)
    await answer(stage, moderator, "[Изтрий]", "[Да, изтрий]")
    assert await counts(stage) == (0, 0)
    await desk(stage, moderator)
    assert not any("Чернова" in label for label in moderator.labels())


@pytest.mark.parametrize("data", [GoPublish().pack(), GoManaged(0).pack(), Manage(1).pack(), Publish(1, 1).pack()])
async def test_a_citizen_who_forges_a_staff_button_is_refused_and_it_is_noted(stage: Stage, data: str) -> None:
    citizen = await stage.citizen()
    citizen.forge(data)
    await stage.settle()
    assert citizen.answers[-1].text == BG("errors.not-allowed").striptags()
    async with stage.app.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM audit WHERE action = 'refused'") == 1


async def test_a_consultation_is_published_in_english(stage: Stage) -> None:
    t = translator("en")
    moderator = await stage.owner(language="en")
    await begin(stage, moderator)
    await answer(stage, moderator, TITLE, "[Ordinance]", SUMMARY, "https://haskovo.bg/a", "[Today]", "13")
    assert "A term of 13 days is below the legal minimum of 14 days" in moderator.last.text
    await answer(stage, moderator, "December 5, 2026", "[file draft.pdf]", "[file motives.pdf]", "[Done]")
    await answer(stage, moderator, "[Parks]", "[Done]", "[Done]")
    assert "This is how people will see it:" in moderator.last.text
    assert "That is not a working day (a Saturday)" in moderator.last.text
    await stage.press(moderator, t.plain("publishing.publish"))
    assert "Published." in moderator.last.text
