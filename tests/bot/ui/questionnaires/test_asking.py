"""Questions on the screen: whatever their type, and however long people made them."""

import pytest

from bot.domain.ballots import SKIPPED, UNSURE, Sheet
from bot.domain.questionnaires import Questionnaire
from bot.domain.questions import QUESTIONS_AT_MOST, Question, QuestionType, make_options
from bot.i18n import LANGUAGES, translator
from bot.ui.questionnaires import asking
from bot.ui.questionnaires.asking import Asked
from tests.asking import EVERY_TYPE, a_question, a_questionnaire, a_sheet
from tests.screens import assert_fits, labels, text

BG = translator("bg")
LONG = "Дълга дума <b>&amp; още </b>" * 40
MANY = tuple(
    a_question(f"q{n}", QuestionType.multi, names={"bg": LONG}, options=make_options([{"bg": LONG}] * 10))
    for n in range(QUESTIONS_AT_MOST)
)


def of(questionnaire: Questionnaire, sheet: Sheet, id: str) -> Asked:
    question = questionnaire.definition.question(id)
    assert question is not None
    return Asked(questionnaire, sheet, question)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", EVERY_TYPE, ids=lambda one: one.type.value)
def test_every_type_fits_its_screen_before_and_after_it_was_answered(question: Question, language: str) -> None:
    t, questionnaire = translator(language), a_questionnaire()
    answers = {"time": "b", "from": "ab", "clear": "5", "again": "t", "first": "n", "better": "Столове."}
    for sheet in (Sheet(), a_sheet(questionnaire.definition, **answers)):
        assert_fits(asking.question(t, of(questionnaire, sheet, question.id)))
        assert_fits(asking.finish(t, questionnaire, sheet))
        assert_fits(asking.review(t, questionnaire, sheet, 0))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_words_of_staff_and_people_fit(language: str) -> None:
    t, questionnaire = translator(language), a_questionnaire(*MANY, a_question("words", QuestionType.text))
    sheet = a_sheet(questionnaire.definition, words="ж" * 1000, **{one.id: "abcdefghij" for one in MANY})
    for id in ("q0", f"q{QUESTIONS_AT_MOST - 1}", "words"):
        assert_fits(asking.question(t, of(questionnaire, sheet, id), t("questionnaires.was_changed")))
    for page in (0, 1, 2, 99):
        assert_fits(asking.review(t, questionnaire, sheet, page))


def test_a_scale_of_eleven_has_two_rows_and_its_ends_in_words() -> None:
    screen = asking.question(BG, of(a_questionnaire(), Sheet(), "again"))
    assert [[button.label for button in row] for row in screen.rows[:2]] == [
        ["0", "1", "2", "3", "4", "5"],
        ["6", "7", "8", "9", "10"],
    ]
    assert "0 = изобщо не, 10 = напълно." in text(screen)


def test_a_scale_without_words_for_its_ends_says_nothing_of_them() -> None:
    questionnaire = a_questionnaire()
    definition = questionnaire.definition.model_copy(update={"anchors5": {}})
    bare = questionnaire.model_copy(update={"definition": definition})
    assert "=" not in text(asking.question(BG, of(bare, Sheet(), "clear")))


def test_options_too_long_for_a_button_stand_numbered_above_it() -> None:
    options = make_options([{"bg": "кратък"}, {"bg": "много дълъг отговор, който не се побира на никой бутон изобщо"}])
    questionnaire = a_questionnaire(a_question("time", QuestionType.single, options=options))
    screen = asking.question(BG, of(questionnaire, Sheet(), "time"))
    assert "2. много дълъг отговор, който не се побира на никой бутон изобщо" in text(screen)
    assert labels(screen)[0] == "1. кратък"


def test_how_many_questions_there_are_follows_the_answers() -> None:
    questionnaire = a_questionnaire()
    yes, no = (a_sheet(questionnaire.definition, first=code) for code in "yn")
    assert of(questionnaire, yes, "first").place == (5, 5)
    assert of(questionnaire, no, "first").place == (5, 6)


def test_an_answer_that_is_there_can_be_left_as_it_is() -> None:
    questionnaire = a_questionnaire()
    leave = BG.plain("questionnaires.leave_it")
    assert leave not in labels(asking.question(BG, of(questionnaire, Sheet(), "clear")))
    for code in ("4", UNSURE, SKIPPED):
        sheet = a_sheet(questionnaire.definition, clear=code)
        assert leave in labels(asking.question(BG, of(questionnaire, sheet, "clear")))


def test_a_text_is_not_asked_whether_it_can_be_told() -> None:
    screen = asking.question(BG, of(a_questionnaire(a_question("better", QuestionType.text)), Sheet(), "better"))
    assert BG.plain("questionnaires.cannot_say") not in labels(screen)
    assert "Не пишете имена." in text(screen)


def test_what_was_skipped_does_not_count_as_answered() -> None:
    questionnaire = a_questionnaire()
    sheet = a_sheet(questionnaire.definition, time="-", **{"from": "?"}, clear="1", again="-", first="y")
    assert "Отговорихте на 3 от 5 въпроса." in text(asking.finish(BG, questionnaire, sheet))
