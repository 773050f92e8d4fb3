"""General acts and budgets: how people may take part and when the hearing is, typed by staff and read by people."""

from bot.i18n import translator
from bot.sandbox import Person
from bot.ui.navigation import GoConsultation
from tests.journeys.conftest import Stage
from tests.journeys.publishing import SUMMARY, TITLE, WHY, answer, begin, changes, open_on_the_desk

BG = translator("bg")
WHEN, WHERE = "12.11.2026 17:30", "зала „Хасково“, пл. „Общински“ № 1"
HEARING = "Обществено обсъждане: четвъртък, 12 ноември 2026 г., 17:30 ч.\nМясто: зала „Хасково“, пл. „Общински“ № 1"
TO_THE_TERM = (SUMMARY, "https://www.haskovo.bg/proekt", "[Днес]", "[30 дни]")


async def ends(stage: Stage, moderator: Person, *papers: str) -> None:
    await answer(stage, moderator, *papers, "[Готово]", "[Паркове]", "[Готово]", "[Готово]")


async def a_general_act(stage: Stage, moderator: Person) -> None:
    await begin(stage, moderator)
    await answer(stage, moderator, TITLE, "[Общ административен акт]", *TO_THE_TERM)


async def test_a_general_act_tells_its_forms_and_its_hearing(stage: Stage) -> None:
    citizen, moderator = await stage.citizen(topics=("Паркове",)), await stage.owner()
    await a_general_act(stage, moderator)
    assert "Как могат да участват хората?" in moderator.last.text
    assert "☑️ писмени предложения и възражения" in moderator.labels()
    await answer(stage, moderator, "[обществено обсъждане]", "[Готово]", WHEN, WHERE)
    await ends(stage, moderator, "[file proekt.pdf]", "[file saobrazheniya.pdf]")
    assert HEARING in moderator.last.text
    assert "Внимание" not in moderator.last.text
    await stage.press(moderator, "Публикувай")
    await stage.tick()
    await stage.press(citizen, "Виж")
    assert "Как се участва: писмени предложения и възражения и обществено обсъждане" in citizen.last.text
    assert HEARING in citizen.last.text


async def test_without_a_hearing_among_its_forms_none_is_asked_for(stage: Stage) -> None:
    moderator = await stage.owner()
    await a_general_act(stage, moderator)
    await answer(stage, moderator, "[писмени предложения]", "[Готово]")
    assert moderator.answers[-1].text == BG.plain("publishing.participation_needed")
    await answer(stage, moderator, "[консултативен орган]", "[Готово]")
    assert "Документи" in moderator.last.text
    await stage.press(moderator, BG.plain("common.back"))
    assert "☑️ участие в консултативен орган" in moderator.labels()


async def test_a_budget_is_asked_for_its_hearing_and_warned_without(stage: Stage) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    await answer(stage, moderator, TITLE, "[Бюджет]", *TO_THE_TERM)
    assert "ЗПФ, чл. 84, ал. 6" in moderator.last.text
    await stage.press(moderator, "Още не е насрочено")
    await ends(stage, moderator, "[file proekt.pdf]")
    assert "Общественото обсъждане не е насрочено." in moderator.last.text
    await answer(stage, moderator, "[Поправи]", "[Обсъждане]", WHEN, WHERE)
    assert HEARING in moderator.last.text
    assert "Внимание" not in moderator.last.text


async def test_every_question_about_the_hearing_leads_back_and_keeps_its_answer(stage: Stage) -> None:
    moderator = await stage.owner()
    await begin(stage, moderator)
    await answer(stage, moderator, TITLE, "[Бюджет]", *TO_THE_TERM)
    await answer(stage, moderator, "вчера 17:30")
    assert "вече е минал" in moderator.last.text
    await answer(stage, moderator, "скоро", WHEN, WHERE)
    back, keep = BG.plain("common.back"), BG.plain("publishing.keep")
    await answer(stage, moderator, f"[{back}]", f"[{back}]")
    assert "Кога е общественото обсъждане?" in moderator.last.text
    await answer(stage, moderator, f"[{keep}]", f"[{keep}]")
    assert "Документи" in moderator.last.text


async def a_published_act(stage: Stage) -> tuple[Person, Person]:
    citizen, moderator = await stage.citizen(topics=("Паркове",)), await stage.owner()
    await a_general_act(stage, moderator)
    await answer(stage, moderator, "[обществено обсъждане]", "[Готово]", WHEN, WHERE)
    await ends(stage, moderator, "[file proekt.pdf]", "[file saobrazheniya.pdf]")
    await stage.press(moderator, "Публикувай")
    await stage.tick()
    await stage.press(citizen, "Следя")
    await open_on_the_desk(stage, moderator)
    return moderator, citizen


async def test_a_hearing_that_moves_is_corrected_and_followers_hear_why(stage: Stage) -> None:
    moderator, citizen = await a_published_act(stage)
    await answer(stage, moderator, "[Поправи]", "[Обсъждане]")
    assert "Още не е насрочено" not in moderator.labels()
    await answer(stage, moderator, "13.11.2026 18:00", "зала „Дружба“", WHY)
    assert "Беше: четвъртък, 12 ноември 2026 г., 17:30 ч., зала „Хасково“" in moderator.last.text
    assert "Става: петък, 13 ноември 2026 г., 18:00 ч., зала „Дружба“" in moderator.last.text
    await stage.press(moderator, "Поправи и извести")
    await stage.tick()
    assert "Променено: общественото обсъждане" in citizen.last.text
    assert WHY in citizen.last.text
    await stage.press(citizen, "Виж")
    assert "петък, 13 ноември 2026 г., 18:00 ч.\nМясто: зала „Дружба“" in citizen.last.text


async def test_forms_of_participation_are_corrected_and_what_changes_nothing_is_refused(stage: Stage) -> None:
    moderator, _ = await a_published_act(stage)
    await answer(stage, moderator, "[Поправи]", "[Форми на участие]", "[Готово]")
    assert "няма какво да се поправи" in str(moderator.answers[-1].text)
    await answer(stage, moderator, "[заседание]", "[Готово]", WHY)
    assert "Става: писмени предложения и възражения, участие в заседание" in moderator.last.text
    await stage.press(moderator, "Поправи и извести")
    assert await changes(stage) == ["corrected"]


async def test_what_the_town_file_tells_of_a_hearing_is_shown_alike(stage: Stage) -> None:
    citizen = await stage.citizen()
    async with stage.app.engine.read() as tx:
        number = int(await tx.value("SELECT id FROM consultations WHERE slug = 'budget-2021'"))
    citizen.forge(GoConsultation(number).pack())
    await stage.settle()
    assert "Обществено обсъждане: петък, 12 февруари 2021 г., 17:30 ч.\nМясто: зала „Дружба“" in citizen.last.text
