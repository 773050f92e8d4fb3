"""Two years without a word, played over HTTP: the question, its three answers, and the fourth, which is silence."""

from bot.i18n import translator
from bot.sandbox import Person
from bot.ui.privacy import Stay
from tests.journeys.conftest import Stage

BG = translator("bg")
TWO_YEARS, A_MONTH = 731, 30


async def records(stage: Stage) -> set[int]:
    async with stage.app.engine.read() as tx:
        return {row["telegram_id"] for row in await tx.all("SELECT telegram_id FROM participants")}


async def asked(stage: Stage, *people: Person) -> None:
    await stage.advance(days=TWO_YEARS)
    for person in people:
        assert "Да пазим ли профила Ви?" in person.last.text
        assert "Изтриване: " in person.last.text


async def test_who_wants_to_stay_stays(stage: Stage) -> None:
    maria = await stage.citizen("Мария", topics=("Паркове",))
    await asked(stage, maria)
    await stage.press(maria, "Пази профила ми")
    assert maria.last.text.startswith("Запазено.")
    await stage.advance(days=A_MONTH + 1)
    assert await records(stage) == {maria.id}


async def test_who_wants_to_go_is_asked_once_more_and_gone(stage: Stage) -> None:
    maria = await stage.citizen()
    await asked(stage, maria)
    await stage.press(maria, "Изтрий ме")
    assert "Сигурни ли сте?" in maria.last.text
    await stage.press(maria, "🗑 Изтрий")
    assert maria.last.text.startswith("Изтрито.")
    assert await records(stage) == set()


async def test_any_other_word_is_an_answer_too(stage: Stage) -> None:
    maria = await stage.citizen("Emily", "en")
    await stage.advance(days=TWO_YEARS)
    await stage.say(maria, "I am still here")
    await stage.advance(days=A_MONTH + 1)
    assert await records(stage) == {maria.id}


async def test_silence_erases_and_leaves_nothing_to_come(stage: Stage) -> None:
    maria, ivan = await stage.citizen("Мария"), await stage.citizen("Иван")
    owner = await stage.owner()
    await asked(stage, maria, ivan)
    question = maria.last
    await stage.press(ivan, "Пази профила ми")
    heard = len(maria.messages)
    await stage.advance(days=A_MONTH)
    assert await records(stage) == {ivan.id, owner.id}
    assert len(maria.messages) == heard
    maria.press("Пази профила ми", question)
    await stage.settle()
    assert maria.last.text == BG("privacy.nothing_kept").striptags()
    assert await records(stage) == {ivan.id, owner.id}


async def test_a_button_that_somebody_without_a_record_forges_keeps_nothing(stage: Stage) -> None:
    stranger = stage.person()
    await stage.start(stranger)
    stranger.forge(Stay().pack())
    await stage.settle()
    assert stranger.last.text == BG("privacy.nothing_kept").striptags()
