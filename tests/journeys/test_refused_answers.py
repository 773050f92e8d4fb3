"""What cannot be an answer: the newest message says why, and has the question with its buttons to go on with."""

import pytest

from bot.domain.staff import Role
from bot.i18n import translator
from tests.journeys.conftest import Stage
from tests.journeys.publishing import PDF, TITLE, TO_THE_TERM, WHY, answer, begin, open_on_the_desk, published

BG = translator("bg")


@pytest.mark.parametrize(
    ("before", "refused", "why", "button"),
    [
        ((), "къс", "трябват поне", "Отказ"),
        ((TITLE,), "наредба", "се избира с бутон", "Наредба"),
        (TO_THE_TERM[:2], "къс", "трябват поне", "Назад"),
        (TO_THE_TERM[:3], "не е адрес", "адрес", "Назад"),
        (TO_THE_TERM[:4], "някой ден", "дата", "Днес"),
        (TO_THE_TERM, "скоро", "дни", "45 дни"),
        ((*TO_THE_TERM, "20"), "къс", "трябват поне", "Назад"),
        ((*TO_THE_TERM, "30"), "ето го", "файл", "Мотиви"),
    ],
)
async def test_a_refused_answer_is_followed_by_its_question(
    stage: Stage, before: tuple[str, ...], refused: str, why: str, button: str
) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    await answer(stage, moderator, *before)
    question, heard = moderator.last.text, len(moderator.messages)
    await stage.say(moderator, refused)
    assert len(moderator.messages) == heard + 1
    remark, _, asked = moderator.last.text.partition("\n\n")
    assert why in remark
    assert asked == question
    assert any(button in label for label in moderator.labels())


async def test_the_question_is_answered_by_the_buttons_of_the_newest_message(stage: Stage) -> None:
    moderator, _ = await published(stage)
    await answer(stage, moderator, "[Удължи срока]", "1.12.2026", "[+ 7 дни]", "къс", WHY)
    assert BG.plain("publishing.confirm_extend") in moderator.labels()
    await stage.say(moderator, "да")
    assert moderator.last.text.startswith(BG.plain("publishing.button_wanted"))
    await stage.press(moderator, "Удължи и извести")
    assert "Срокът е удължен" in moderator.last.text


async def test_a_picture_where_hours_are_asked_is_followed_by_the_question(stage: Stage) -> None:
    citizen = await stage.citizen()
    await stage.say(citizen, "/settings")
    await stage.press(citizen, "Тихи часове")
    await stage.press(citizen, "Други часове")
    question = citizen.last.text
    citizen.attach("x.png", PDF, "image/png", "photo")
    await stage.settle()
    assert citizen.last.text == f"{BG.plain('settings.not_hours')}\n\n{question}"
    await stage.say(citizen, "по тъмно")
    assert citizen.last.text.endswith(question)
    await stage.press(citizen, BG.plain("common.back"))
    assert "Кога да не Ви безпокоим?" in citizen.last.text


async def test_who_lost_the_right_to_a_form_is_told_so_and_asked_nothing(stage: Stage) -> None:
    await published(stage)
    other = await stage.member("Николай", Role.moderator)
    await open_on_the_desk(stage, other)
    await stage.press(other, "Удължи срока")
    async with stage.app.engine.write() as tx:
        await tx.run("DELETE FROM staff WHERE name = 'Николай'")
    await stage.say(other, "45")
    assert other.labels() == [BG.plain("common.cancel")]
    assert "Удължи" not in other.last.text
