"""One's own things after they were sent: changed, taken back, asked about, completed."""

from datetime import UTC, datetime

import pytest

from bot.domain.proposals import HiddenCode, ProposalStatus
from bot.i18n import translator
from bot.sandbox import Person
from bot.ui.proposals.callbacks import Amend, AskReview, Complete, Reply, Withdraw
from storage import proposals
from storage.proposals import Filter
from tests.journeys.conftest import Stage
from tests.journeys.saying import SECOND, TEXT, TO_THE_PREVIEW, answer, begin, count, forge, open_own, say

BG = translator("bg")
CLOSES = datetime(2026, 11, 10, 22, tzinfo=UTC)


async def formal(stage: Stage, person: Person) -> None:
    answers = ("[Предложение до общината]", TEXT, "[Готово]", "[Без файл]", "Мария Петрова Иванова", "[Тук, в чата]")
    await stage.say(person, "/say")
    await answer(stage, person, *answers, "[Не, от свое име]", "[Изпрати]")


async def decide(stage: Stage, act: str) -> None:
    """As staff would, on the only one that waits for them."""
    async with stage.app.engine.write() as tx:
        (one,) = await proposals.queue(tx, Filter("open"), limit=2, offset=0)
        today = stage.clock.now().date()
        match act:
            case "hide":
                await proposals.save(tx, one.hide(HiddenCode.off_topic, "Това не е за тази наредба."))
            case "ask":
                await proposals.save(tx, one.ask_more("Посочете за коя улица става дума.", today))
            case "forward":
                await proposals.save(tx, one.forward("94-М-17", today))
            case _:
                proposals.say(tx, one.id, "За коя улица говорите?", staff=None, by_staff=True, now=stage.clock.now())


async def test_a_change_keeps_the_old_text_and_only_the_new_one_counts(stage: Stage) -> None:
    citizen = await stage.citizen()
    await say(stage, citizen)
    await answer(stage, citizen, "[Промени]", "[Текст]", "[Отначало]", SECOND, "[Готово]", "[Запази промяната]")
    assert "Брои се само новият текст" in citizen.last.text
    saved = citizen.messages[-2]
    citizen.press("Запази промяната", saved)
    await stage.settle()
    assert SECOND in saved.text, "a second tap shows what was saved"
    await open_own(stage, citizen, 1)
    assert SECOND in citizen.last.text
    await stage.press(citizen, "Стар текст")
    assert TEXT in citizen.last.text
    assert await count(stage, "proposal_versions") == 1


async def test_taking_back_is_asked_once_more_and_frees_nothing_of_the_others(stage: Stage) -> None:
    citizen = await stage.citizen()
    await say(stage, citizen)
    await answer(stage, citizen, "[Моите неща]", "[S-26-00001]", "[Оттегли]")
    assert "До 10 ноември 2026 г. можете да подадете ново." in citizen.last.text
    await stage.press(citizen, "Да, оттегли")
    assert "Оттеглено." in citizen.last.text
    assert "✏️ Промени" not in citizen.labels()
    assert await count(stage, "proposals WHERE status = 'withdrawn'") == 1


async def test_after_the_closing_neither_a_change_nor_taking_back_is_offered_or_done(stage: Stage) -> None:
    citizen = await stage.citizen()
    await say(stage, citizen)
    await answer(stage, citizen, "[Промени]", "[Текст]", "[Отначало]", SECOND)
    stage.clock.advance_to(CLOSES)
    await stage.press(citizen, "Готово")
    assert "Мнението Ви остава такова, каквото го изпратихте." in citizen.last.text
    await stage.press(citizen, "Виж го")
    assert TEXT in citizen.last.text
    assert not {"✏️ Промени", "↩️ Оттегли"} & {*citizen.labels()}
    for data in (Amend(1), Withdraw(1)):
        await forge(stage, citizen, data.pack())
    assert await count(stage, "proposals WHERE status = 'submitted'") == 1


async def test_files_are_sent_again_in_the_shape_in_which_they_came(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, *TO_THE_PREVIEW[:4], "[photo двор.jpg]", "[file план.pdf]", "[Готово]")
    await answer(stage, citizen, *TO_THE_PREVIEW[5:], "[Изпрати]", "[Моите неща]", "[S-26-00001]", "[Файлове (2)]")
    photo, document = citizen.messages[-2:]
    assert photo.photo is not None
    assert document.document is not None


async def test_a_copy_of_ones_data_leaves_the_files_of_a_draft_alone(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, *TO_THE_PREVIEW[:4], "[photo двор.jpg]", "/mydata", "/cancel")
    await answer(stage, citizen, "[Продължи започнатото]", "[Готово]", *TO_THE_PREVIEW[5:])
    assert "📎 1 файл" in citizen.last.text
    await stage.press(citizen, "Изпрати")
    assert await count(stage, "proposal_files") == 1


async def test_a_hidden_one_says_why_and_may_be_looked_at_once_more(stage: Stage) -> None:
    citizen = await stage.citizen()
    await say(stage, citizen)
    await decide(stage, "hide")
    await open_own(stage, citizen, 1)
    assert "Не се показва публично: извън темата. Това не е за тази наредба." in citizen.last.text
    assert "Остава в справката." in citizen.last.text
    await stage.press(citizen, "Нова проверка")
    assert "Друг модератор ще погледне" in citizen.last.text
    assert "🙋 Нова проверка" not in citizen.labels()
    await forge(stage, citizen, AskReview(1).pack())
    assert await count(stage, "audit WHERE action = 'proposal.review_asked'") == 1


async def test_a_formal_one_is_completed_when_something_is_missing(stage: Stage) -> None:
    citizen = await stage.citizen()
    await formal(stage, citizen)
    await decide(stage, "ask")
    await stage.start(citizen)
    assert "Чака Вас: 1" in citizen.last.text
    await stage.press(citizen, "Моите неща")
    assert citizen.labels()[0].startswith("P-26-00001 · чака Вас")
    await stage.press(citizen, "P-26-00001")
    assert "Трябва още: Посочете за коя улица става дума." in citizen.last.text
    await answer(stage, citizen, "[Допълни]", "Улица „Дъб“.")
    assert "Допълнено." in citizen.last.text
    assert "Улица „Дъб“." in citizen.last.text
    assert await count(stage, "proposals WHERE status = 'submitted'") == 1


async def test_the_registry_number_and_the_clock_are_shown(stage: Stage) -> None:
    citizen = await stage.citizen()
    await formal(stage, citizen)
    await decide(stage, "forward")
    await open_own(stage, citizen, 1)
    assert "Входящ номер 94-М-17 от 2 ноември 2026 г." in citizen.last.text
    assert "Решение до 2 януари 2027 г." in citizen.last.text


async def test_a_question_of_the_staff_is_answered_in_the_thread(stage: Stage) -> None:
    citizen = await stage.citizen()
    await say(stage, citizen)
    await decide(stage, "talk")
    await open_own(stage, citizen, 1)
    await stage.press(citizen, "Разговор (1)")
    assert "За коя улица говорите?" in citizen.last.text
    await stage.press(citizen, "Отговори")
    await answer(stage, citizen, "/help", "[Продължи започнатото]", "За улица „Дъб“, ЕГН 6101057509.")
    assert "Предадохме отговора Ви" in citizen.last.text
    async with stage.app.engine.read() as tx:
        said = await tx.value("SELECT text FROM proposal_messages WHERE by_staff = 0")
    assert said.startswith("За улица „Дъб“")
    assert "6101057509" not in said


async def test_three_replies_in_a_row_are_enough(stage: Stage) -> None:
    citizen = await stage.citizen()
    await say(stage, citizen)
    await decide(stage, "talk")
    for number in range(4):
        await forge(stage, citizen, Reply(1).pack())
        await stage.say(citizen, f"Отговор номер {number}.")
    assert BG.plain("errors.wait-for-answer") in citizen.last.text
    assert await count(stage, "proposal_messages WHERE by_staff = 0") == 3


@pytest.mark.parametrize("data", [Reply(1).pack(), Complete(1).pack(), AskReview(1).pack()])
async def test_what_does_not_fit_the_state_is_refused_in_words(stage: Stage, data: str) -> None:
    citizen = await stage.citizen()
    await say(stage, citizen)
    await forge(stage, citizen, data)
    assert citizen.answers[-1].text == BG.plain("errors.wrong-state")
    async with stage.app.engine.read() as tx:
        assert await tx.value("SELECT status FROM proposals") == ProposalStatus.submitted


async def test_the_old_list_of_what_is_followed_is_part_of_ones_things(stage: Stage) -> None:
    citizen = await stage.citizen()
    await stage.say(citizen, "/my")
    assert "Още няма нищо" in citizen.last.text
    await stage.press(citizen, "Следя (0)")
    assert BG("consultations.follows_none").striptags() in citizen.last.text
    await stage.press(citizen, "Назад")
    assert "Моите неща" in citizen.last.text


async def test_a_draft_is_found_again_among_ones_things(stage: Stage) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, "чл. 3", "[Против]", TEXT, "/my", "[Продължи започнатото]")
    assert "Дотук: 72 знака" in citizen.last.text
