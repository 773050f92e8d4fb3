"""What the form keeps between two taps, and where each answer leads."""

from dataclasses import replace

from bot.domain.ballots import SKIPPED, Sheet
from bot.domain.questionnaires import Questionnaire
from handlers.questionnaires.paper import FINISH, REVIEW, Paper
from tests.asking import EVERY_TYPE, a_definition, a_question, a_questionnaire, a_sheet

ASKED = a_questionnaire()
ALL = {"time": "b", "from": "a", "clear": "5", "again": "t", "first": "y"}


def at(question: str, sheet: Sheet, **changes: object) -> Paper:
    one = ASKED.definition.question(question)
    assert one is not None
    return replace(Paper(ASKED, sheet).ask(one), **changes)  # type: ignore[arg-type]


def revised(*questions: object) -> Questionnaire:
    return ASKED.model_copy(update={"definition": a_definition(*questions), "version": 2})  # type: ignore[arg-type]


def test_it_begins_at_the_first_question() -> None:
    assert Paper.begun(ASKED, Sheet()).at == "time"


def test_answers_given_before_are_looked_at_first() -> None:
    assert Paper.begun(ASKED, a_sheet(ASKED.definition, clear="5")).state == REVIEW


def test_it_is_taken_up_as_it_was_left() -> None:
    paper = at("clear", a_sheet(ASKED.definition, time="b"), changing=True, page=1)
    assert Paper.taken_up(ASKED, paper.values(), paper.state) == paper


def test_each_answer_leads_to_the_next_question_and_the_last_to_the_end() -> None:
    paper = at("again", a_sheet(ASKED.definition, time="b"))
    assert paper.after(a_sheet(ASKED.definition, time="b", again="5")).at == "first"
    last = at("first", a_sheet(ASKED.definition, **ALL))
    assert last.after(last.sheet).state == FINISH


def test_the_last_answer_leads_to_what_is_open_after_all() -> None:
    sheet = a_sheet(ASKED.definition, **ALL)
    question = ASKED.definition.question("clear")
    assert question is not None
    assert at("first", sheet).after(sheet.without(question)).at == "clear"


def test_a_changed_answer_leads_back_to_the_review() -> None:
    sheet = a_sheet(ASKED.definition, **ALL)
    paper = at("clear", sheet, changing=True).after(sheet)
    assert (paper.state, paper.changing) == (REVIEW, False)


def test_a_changed_answer_that_opens_a_branch_leads_into_it_and_then_back() -> None:
    sheet = a_sheet(ASKED.definition, **{**ALL, "first": "n"})
    paper = at("first", sheet, changing=True).after(sheet)
    assert (paper.at, paper.changing) == ("better", True)
    assert paper.after(a_sheet(ASKED.definition, **{**ALL, "first": "n", "better": SKIPPED})).state == REVIEW


def test_of_a_changed_questionnaire_what_fits_is_kept_and_the_first_open_question_comes() -> None:
    paper = at("again", a_sheet(ASKED.definition, time="b", clear="5", first="y"), changing=True)
    after = revised(a_question("new"), *EVERY_TYPE[2:])
    moved = Paper.taken_up(after, paper.values(), paper.state)
    assert moved.moved
    assert not moved.changing
    assert moved.at == "new"
    assert moved.sheet == a_sheet(after.definition, clear="5", first="y")


def test_of_a_questionnaire_that_lost_all_open_questions_only_the_end_is_left() -> None:
    paper = at("again", a_sheet(ASKED.definition, clear="5"))
    moved = Paper.taken_up(revised(a_question("clear")), paper.values(), paper.state)
    assert (moved.state, moved.at, moved.moved) == (FINISH, "", True)


def test_the_place_is_which_question_of_how_many() -> None:
    assert at("clear", Sheet()).place == (3, 5)
    assert replace(at("clear", Sheet()), state=FINISH, at="").place == (0, 5)
