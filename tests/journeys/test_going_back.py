"""Going back in the forms that change what is published: question by question, and out at the first one."""

import pytest

from bot.i18n import translator
from tests.journeys.conftest import Stage
from tests.journeys.publishing import (
    TO_THE_PREVIEW,
    WHY,
    answer,
    begin,
    changes,
    open_on_the_desk,
    published,
)

BG = translator("bg")
BACK, KEEP = BG.plain("common.back"), BG.plain("publishing.keep")


@pytest.mark.parametrize("act", ["Удължи срока", "Поправи", "Смени документ", "Отмени"])
async def test_before_the_first_question_lies_the_consultation_itself(stage: Stage, act: str) -> None:
    moderator, _ = await published(stage)
    where_it_was_chosen = moderator.last.text
    await stage.press(moderator, act)
    await stage.press(moderator, BACK)
    assert moderator.last.text == where_it_was_chosen
    await stage.say(moderator, WHY)
    assert "Не разбрах" in moderator.last.text
    await stage.press(moderator, "Меню")
    assert "Продължи започнатото" not in str(moderator.labels())


async def test_every_question_of_a_replacement_leads_back_to_the_one_before(stage: Stage) -> None:
    moderator, _ = await published(stage)
    await stage.advance(days=10)
    await open_on_the_desk(stage, moderator)
    await stage.press(moderator, "Смени документ")
    asked = [moderator.last.text]
    for one in ("[Проект ·]", "[file нов.pdf]", "[Днес]", "20", "Промяната е съвсем малка.", WHY):
        await answer(stage, moderator, one)
        asked.append(moderator.last.text)
    assert len(set(asked)) == len(asked)
    for question in reversed(asked[:-1]):
        await stage.press(moderator, BACK)
        assert moderator.last.text == question
    await stage.press(moderator, "Мотиви ·")  # another way on from here: the file of the other document stays behind
    assert KEEP not in moderator.labels()


async def test_an_answer_given_before_can_stay_on_the_way_on(stage: Stage) -> None:
    moderator, _ = await published(stage)
    await stage.press(moderator, "Смени документ")
    for one in ("[Проект ·]", "[file нов.pdf]", "[Днес]", "45", WHY):
        await answer(stage, moderator, one)
    last_look = moderator.last.text
    for _ in range(4):
        await stage.press(moderator, BACK)
    for _ in range(4):
        await stage.press(moderator, KEEP)
    assert moderator.last.text == last_look
    await stage.press(moderator, "срокът отначало")
    assert await changes(stage) == ["restarted"]


async def test_a_kept_extension_is_counted_again(stage: Stage) -> None:
    moderator, _ = await published(stage)
    await stage.press(moderator, "Удължи срока")
    await stage.press(moderator, "+ 7 дни")
    await stage.say(moderator, WHY)
    last_look = moderator.last.text
    for button in (BACK, BACK, KEEP, KEEP):
        await stage.press(moderator, button)
    assert moderator.last.text == last_look


async def test_a_back_button_that_was_left_behind_shows_the_present_question(stage: Stage) -> None:
    moderator, _ = await published(stage)
    await stage.press(moderator, "Удължи срока")
    left = moderator.last
    await stage.say(moderator, "45")
    moderator.press(BACK, left)
    await stage.settle()
    assert left.text.startswith("Защо?")


async def test_a_field_of_a_draft_leads_back_to_the_choice_of_fields(stage: Stage) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    await answer(stage, moderator, *TO_THE_PREVIEW, "[Поправи]")
    fields = moderator.last.text
    await stage.press(moderator, "Срок")
    await stage.say(moderator, "20")
    assert "под 30 дни" in moderator.last.text
    await stage.press(moderator, BACK)
    assert BG.plain_n("publishing.days", 45) in moderator.labels()
    await stage.press(moderator, BACK)
    assert moderator.last.text == fields
