"""What may be asked, and what a later version may change."""

from typing import Any

import pytest

from bot.domain.errors import DomainError
from bot.domain.questions import (
    OPTIONS_AT_MOST,
    QUESTIONS_AT_MOST,
    AsksForContact,
    BadCondition,
    BadOptions,
    Definition,
    NoQuestions,
    Question,
    QuestionType,
    ShapeChanged,
    TooManyQuestions,
    make_options,
    scale_code,
    scale_value,
)
from tests.asking import EVERY_TYPE, OPTIONS, a_definition, a_question, shown_if

SINGLE = a_question("time", QuestionType.single)


def a_text(wording: str) -> Question:
    return a_question("text", QuestionType.text, names={"bg": wording})


def of(*questions: Question) -> Definition:
    return a_definition(*questions)


def test_one_question_of_each_type_may_be_asked() -> None:
    a_definition(*EVERY_TYPE).check(anonymous=True)


@pytest.mark.parametrize(
    ("questions", "refusal"),
    [
        ([a_question(f"q{n}") for n in range(QUESTIONS_AT_MOST + 1)], TooManyQuestions),
        ([a_question("time", QuestionType.single, options=())], BadOptions),
        ([a_question("time", QuestionType.single, options=OPTIONS[:1])], BadOptions),
        ([a_question("time", QuestionType.multi, options=(*OPTIONS, OPTIONS[0]))], BadOptions),
        ([a_question("time", QuestionType.multi, most=0)], BadOptions),
        ([a_question("clear", options=OPTIONS)], BadOptions),
        ([a_question("clear", condition=shown_if("time", "a")), SINGLE], BadCondition),
        ([a_question("clear", condition=shown_if("clear", "5"))], BadCondition),
        ([SINGLE, a_question("clear", condition=shown_if("time", "z"))], BadCondition),
        ([a_text("Какво?"), a_question("clear", condition=shown_if("text", "a"))], BadCondition),
    ],
)
def test_what_cannot_be_asked_is_refused(questions: list[Question], refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        of(*questions).check(anonymous=True)


def test_a_questionnaire_asks_something() -> None:
    with pytest.raises(NoQuestions):
        Definition(titles={"bg": "Празна"}, questions=()).check(anonymous=True)


def test_two_questions_of_one_name_are_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="clear"):
        of(a_question("clear"), a_question("clear")).check(anonymous=True)


@pytest.mark.parametrize("wording", ["Вашият телефон?", "Напишете ИМЕЙЛ", "Your full name, please", "Adınız?"])
def test_what_is_anonymous_does_not_ask_who_somebody_is(wording: str) -> None:
    with pytest.raises(AsksForContact):
        of(a_text(wording)).check(anonymous=True)
    of(a_text(wording)).check(anonymous=False)


def test_of_a_choice_and_of_a_scale_nobody_can_give_a_contact() -> None:
    of(a_question("phone", names={"bg": "Удобен ли е телефонът на общината?"})).check(anonymous=True)


@pytest.mark.parametrize(
    "after",
    [
        a_question("time", QuestionType.multi),
        a_question("time", QuestionType.scale5),
        a_question("time", QuestionType.single, options=OPTIONS[:2]),
    ],
)
def test_what_answers_were_given_to_does_not_become_another_question(after: Question) -> None:
    with pytest.raises(ShapeChanged):
        of(after).check_revision(of(SINGLE))


@pytest.mark.parametrize(
    "after",
    [
        SINGLE.model_copy(update={"names": {"bg": "Друго заглавие"}}),
        a_question("time", QuestionType.single, options=make_options([{"bg": name} for name in "абвг"])),
        a_question("other", QuestionType.multi),
    ],
)
def test_words_change_options_are_added_and_questions_come_and_go(after: Question) -> None:
    of(after).check_revision(of(SINGLE))


def test_options_have_letters_in_their_order_and_are_not_too_many() -> None:
    names = [{"bg": str(n)} for n in range(OPTIONS_AT_MOST)]
    assert "".join(one.id for one in make_options(names)) == "abcdefghij"
    with pytest.raises(BadOptions):
        make_options([*names, {"bg": "още"}])


@pytest.mark.parametrize("value", range(11))
def test_a_value_of_a_scale_is_one_character(value: int) -> None:
    assert len(scale_code(value)) == 1
    assert scale_value(scale_code(value)) == value


@pytest.mark.parametrize(
    ("type", "codes"),
    [
        (QuestionType.scale5, "12345"),
        (QuestionType.scale11, "0123456789t"),
        (QuestionType.yesno, "yn"),
        (QuestionType.single, "abc"),
        (QuestionType.text, ""),
    ],
)
def test_the_codes_of_a_type_stand_as_they_are_offered(type: QuestionType, codes: str) -> None:
    assert "".join(a_question("one", type).codes) == codes


@pytest.mark.parametrize(("most", "limit"), [(None, 3), (2, 2), (9, 3)])
def test_of_several_as_many_may_be_chosen_as_there_are(most: int | None, limit: int) -> None:
    assert a_question("from", QuestionType.multi, most=most).limit == limit


@pytest.mark.parametrize(
    ("fields", "minutes"),
    [
        ({"questions": [a_question(f"q{n}") for n in range(12)]}, 3),
        ({"questions": [a_question()]}, 1),
        ({"questions": [a_text("Какво?"), a_text("Защо?").model_copy(update={"id": "why"}), a_question()]}, 2),
    ],
)
def test_how_long_it_takes_is_told_in_whole_minutes(fields: dict[str, Any], minutes: int) -> None:
    assert of(*fields["questions"]).minutes == minutes


def test_the_ends_of_a_scale_are_said_in_a_language_that_people_read() -> None:
    definition = a_definition(anchors5={"bg": ("не", "да"), "en": ("no", "yes")}, anchors11={})
    scale, long = a_question(), a_question("again", QuestionType.scale11)
    assert definition.anchors(scale, "bg") == ("не", "да")
    assert definition.anchors(scale, "tr") == ("no", "yes")
    assert definition.anchors(long, "bg") is None
    assert definition.anchors(SINGLE, "bg") is None
