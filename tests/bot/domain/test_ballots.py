"""A sheet through its questions: forward only, filed without a loss, and never more than was asked."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import ballots
from bot.domain.ballots import (
    NOT_ASKED,
    SKIPPED,
    TEXT_AT_MOST,
    UNSURE,
    BadAnswer,
    Sheet,
    TooManyChosen,
    before,
    columns,
    filed,
    first_open,
    following,
    plain,
    read,
    texts,
    understood,
    way,
    widths,
)
from bot.domain.questions import Condition, Definition, Question, QuestionType, make_options
from bot.domain.text import TextEmpty, TextTooLong
from tests.asking import EVERY_TYPE, a_definition, a_question, a_sheet, shown_if

EVERY = a_definition()
ONE = {one.id: one for one in EVERY_TYPE}
TEXTS = st.text(alphabet="абв гд-?.", min_size=1, max_size=9).filter(lambda text: bool(text.strip()))
HOW_MANY, KINDS, MOST = st.integers(1, 8), st.sampled_from(QuestionType), st.none() | st.integers(1, 3)


@cache  # Hypothesis looks at a strategy before it draws from it, and at a new one anew
def awaited(codes: tuple[str, ...]) -> st.SearchStrategy[set[str]]:
    return st.sets(st.sampled_from(codes), min_size=1)


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    """Up to eight questions of any type, some of them for those only who gave some answer to an earlier one."""
    questions: list[Question] = []
    for n in range(draw(HOW_MANY)):
        kind = draw(KINDS)
        condition: Condition | None = None
        earlier = [one for one in questions if one.codes]
        depends: bool = draw(st.booleans())
        if earlier and depends:
            on = draw(st.sampled_from(earlier))
            condition = shown_if(on.id, *draw(awaited(on.codes)))
        most = draw(MOST) if kind is QuestionType.multi else None
        questions.append(a_question(f"q{n}", kind, condition=condition, most=most))
    definition = a_definition(*questions)
    definition.check(anonymous=True)
    return definition


@cache
def chosen(codes: tuple[str, ...], limit: int) -> st.SearchStrategy[str]:
    return st.sets(st.sampled_from(codes), min_size=1, max_size=limit).map("".join) | st.sampled_from((UNSURE, SKIPPED))


def possible(one: Question) -> st.SearchStrategy[str]:
    return chosen(one.codes, one.limit)


@st.composite
def filled(draw: st.DrawFn) -> tuple[Definition, Sheet]:
    """As somebody fills it in who goes on from question to question until there is none."""
    definition = draw(definitions())
    sheet, question = Sheet(), following(definition, Sheet(), None)
    while question is not None:
        if question.type is QuestionType.text:
            skips = draw(st.booleans())
            sheet = sheet.answered(question, SKIPPED) if skips else sheet.written(question, draw(TEXTS))
        else:
            sheet = sheet.answered(question, draw(possible(question)))
        question = following(definition, sheet, question.id)
    return definition, sheet


@given(filled())
def test_what_is_filed_is_read_back_whole(case: tuple[Definition, Sheet]) -> None:
    definition, sheet = case
    back = read(definition, filed(definition, sheet), dict(texts(definition, sheet)))
    assert {**back.answers} == {**sheet.answers}
    assert {**back.texts} == {**sheet.texts}


@given(filled())
def test_all_sheets_of_a_version_are_equally_long(case: tuple[Definition, Sheet]) -> None:
    definition, sheet = case
    assert len(filed(definition, sheet)) == sum(widths(definition)) == len(filed(definition, Sheet()))


@given(st.lists(filled(), min_size=1, max_size=1), st.integers(1, 4))
def test_columns_stand_beside_each_other_as_the_sheets_do(cases: list[tuple[Definition, Sheet]], times: int) -> None:
    definition, sheet = cases[0]
    one, none = filed(definition, sheet), filed(definition, Sheet())
    found = columns(definition, [one, none] * times)
    start = 0
    for question, width in zip(definition.questions, widths(definition), strict=True):
        expected = [(one[place] + none[place]) * times for place in range(start, start + width)]
        assert found[question.id] == expected
        start += width


@given(filled())
def test_the_way_goes_forward_only_and_nobody_is_asked_twice(case: tuple[Definition, Sheet]) -> None:
    definition, sheet = case
    order = [one.id for one in definition.questions]
    asked = [one.id for one in way(definition, sheet)]
    assert asked == sorted(asked, key=order.index)
    assert len(asked) == len(set(asked))
    assert {*sheet.answers, *sheet.texts} == {*asked}
    for one, after in pairwise(asked):
        step = following(definition, sheet, one)
        assert step is not None
        assert step.id == after
        back = before(definition, sheet, after)
        assert back is not None
        assert back.id == one
    assert following(definition, sheet, asked[-1]) is None
    assert before(definition, sheet, asked[0]) is None
    assert first_open(definition, sheet) is None


@given(filled(), definitions())
def test_after_an_edit_only_what_still_answers_is_kept(case: tuple[Definition, Sheet], after: Definition) -> None:
    _, sheet = case
    kept = sheet.kept_for(after)
    assert {*kept.answers.items()} <= {*sheet.answers.items()}
    assert {*kept.texts.items()} <= {*sheet.texts.items()}
    for id, value in kept.answers.items():
        question = after.question(id)
        assert question is not None
        assert ballots.checked(question, value) == value
    assert all((one := after.question(id)) is not None and one.type is QuestionType.text for id in kept.texts)
    assert len(filed(after, kept)) == sum(widths(after))


@given(filled())
def test_an_edit_of_the_words_alone_keeps_everything(case: tuple[Definition, Sheet]) -> None:
    definition, sheet = case
    reworded = [one.model_copy(update={"names": {"bg": "Иначе казано"}}) for one in definition.questions]
    assert sheet.kept_for(a_definition(*reworded)) == sheet


# -- one answer ----------------------------------------------------------------------------------------------------


def test_chosen_options_are_kept_in_the_order_of_the_question() -> None:
    assert Sheet().answered(ONE["from"], "ca").answers["from"] == "ac"


@pytest.mark.parametrize(
    ("id", "value"),
    [
        *(("time", value) for value in ("", "d", "ab", "A", NOT_ASKED, "aa")),
        *(("from", value) for value in ("", "d", "aa", "a?", "_")),
        *(("clear", value) for value in ("0", "6", "t", "45", "١")),
        *(("again", value) for value in ("10", "x")),
        *(("first", value) for value in ("да", "yn")),
        *(("better", value) for value in ("5", UNSURE, "")),
    ],
)
def test_what_cannot_be_answered_is_refused(id: str, value: str) -> None:
    with pytest.raises(BadAnswer):
        Sheet().answered(ONE[id], value)


def test_of_several_no_more_than_the_limit_may_be_chosen() -> None:
    with pytest.raises(TooManyChosen) as refused:
        Sheet().answered(ONE["from"], "abc")
    assert refused.value.facts == {"limit": 2}


@pytest.mark.parametrize("question", EVERY_TYPE, ids=lambda one: one.id)
def test_every_question_can_be_skipped(question: Question) -> None:
    assert Sheet().answered(question, SKIPPED).has(question)


def test_an_egn_in_a_text_is_blacked_out_before_it_is_kept() -> None:
    written = Sheet().written(ONE["better"], "Питайте 7501010010, той знае.")
    assert "7501010010" not in str(written)


def test_a_text_has_a_thousand_characters_at_most_and_says_something() -> None:
    assert Sheet().written(ONE["better"], "ж" * TEXT_AT_MOST).texts["better"] == "ж" * TEXT_AT_MOST
    with pytest.raises(TextTooLong):
        Sheet().written(ONE["better"], "ж" * (TEXT_AT_MOST + 1))
    with pytest.raises(TextEmpty):
        Sheet().written(ONE["better"], " \u200b ")


def test_a_text_that_is_skipped_later_is_gone() -> None:
    sheet = Sheet().written(ONE["better"], "Столове.").answered(ONE["better"], SKIPPED)
    assert sheet.texts == {}
    assert sheet.written(ONE["better"], "Пейки.").answers == {}


def test_an_answer_taken_away_leaves_the_question_open() -> None:
    sheet = a_sheet(EVERY, **{"from": "a"}, clear="4")
    assert sheet.without(ONE["from"]) == a_sheet(EVERY, clear="4")


# -- the way -------------------------------------------------------------------------------------------------------


def test_a_question_is_put_to_those_only_who_gave_the_answer_it_waits_for() -> None:
    assert [one.id for one in way(EVERY, a_sheet(EVERY, first="n"))][-1] == "better"
    for other in ("y", UNSURE, SKIPPED):
        assert "better" not in [one.id for one in way(EVERY, a_sheet(EVERY, first=other))]


def test_of_several_any_of_the_awaited_ones_opens_the_question() -> None:
    on = a_question("from", QuestionType.multi)
    definition = a_definition(on, a_question("clear", condition=shown_if("from", "a", "c")))
    assert len(way(definition, a_sheet(definition, **{"from": "bc"}))) == 2
    assert len(way(definition, a_sheet(definition, **{"from": "b"}))) == 1


def test_a_question_after_one_that_was_not_asked_is_not_asked_either() -> None:
    middle = a_question("clear", condition=shown_if("first", "y"))
    definition = a_definition(ONE["first"], middle, a_question("again", condition=shown_if("clear", "5")))
    sheet = a_sheet(definition, first="y", clear="5").answered(ONE["first"], "n")
    assert [one.id for one in way(definition, sheet)] == ["first"]


def test_what_is_left_of_a_branch_that_was_left_is_not_filed() -> None:
    sheet = a_sheet(EVERY, first="n", better="Столове.").answered(ONE["first"], "y")
    assert filed(EVERY, sheet)[-1] == NOT_ASKED
    assert texts(EVERY, sheet) == []


def test_of_a_text_the_sheet_says_only_that_it_was_asked_for() -> None:
    written = filed(EVERY, a_sheet(EVERY, first="n", better="Столове."))
    assert written == filed(EVERY, a_sheet(EVERY, first="n", better=SKIPPED))


# -- what is typed -------------------------------------------------------------------------------------------------


TYPED = {
    "clear": {"4": "4", " 5. ": "5", "6": None, "0": None, "пет": None},
    "again": {"10": "t", "0": "0", "11": None, "-1": None, "1,5": None},
    "first": {"ДА!": "y", "no": "n", "Hayır": "n", "може би": None},
    "time": {"2": "b", "Достатъчно": "b", "too much.": "c", "4": None, "1 2": None, "0": None, "доста": None, "": None},
    "from": {"1, 3": "ac", "2": "b", "3;1": "ac", "1 9": None},
}


@pytest.mark.parametrize(
    ("id", "typed", "code"), [(id, typed, code) for id, cases in TYPED.items() for typed, code in cases.items()]
)
def test_what_is_typed_instead_of_pressed_is_understood_where_it_is_clear(
    id: str, typed: str, code: str | None
) -> None:
    assert understood(ONE[id], typed) == code


def test_a_number_is_not_taken_for_the_place_of_an_option_that_is_a_number_itself() -> None:
    options = make_options([{"bg": "2"}, {"bg": "1"}, {"bg": "повече от 3"}])
    question = a_question("times", QuestionType.single, options=options)
    assert understood(question, "1") == "b"
    assert understood(question, "3") is None


@given(st.sampled_from(EVERY_TYPE), st.text(max_size=20))
def test_whatever_is_typed_comes_to_a_possible_answer_or_to_none(question: Question, typed: str) -> None:
    code = understood(question, typed) if question.type is not QuestionType.text else None
    if code is not None and len(code) <= question.limit:
        assert ballots.checked(question, code) == code


# -- in words ------------------------------------------------------------------------------------------------------


def test_answers_are_given_back_as_values_under_their_questions() -> None:
    sheet = a_sheet(EVERY, time="b", **{"from": "ac"}, clear=UNSURE, again="t", first="n", better="Столове.")
    assert plain(EVERY, sheet, "en") == {
        "Discussion time was:": "enough",
        "Where did you hear of it?": ["too little", "too much"],
        "The information was clear.": None,
        "Would you recommend such a forum?": 10,
        "Is this your first time?": False,
        "What should we improve?": "Столове.",
    }
    assert plain(EVERY, a_sheet(EVERY, clear=SKIPPED), "en") == {}
