"""What answers come to, and that nobody is known by it."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ballots import filed
from bot.domain.questions import Measure, QuestionType
from bot.domain.results import counted, hidden, percent
from tests.asking import a_definition, a_question, a_sheet
from tests.counting import EVERYTHING, ROLES, results, sheets

NPS = a_definition(a_question("again", QuestionType.scale11, measure=Measure.nps))
GRADE = a_definition(a_question("clear", measure=Measure.satisfaction))
ROLE = a_question("role", QuestionType.single, options=ROLES, background=True)
SPLIT = a_definition(a_question("clear"), ROLE)

sizes = st.dictionaries(st.sampled_from("abcdefgh?-."), st.integers(0, 12))
ks = st.integers(5, 9)


def of(definition: object, **answers: str) -> list[str]:
    """A ballot for each character."""
    ((question, codes),) = answers.items()
    return [filed(definition, a_sheet(definition, **{question: code})) for code in codes]  # type: ignore[arg-type]


# -- formulas ------------------------------------------------------------------------------------------------------


def test_the_example_of_the_rules_gives_plus_eight() -> None:
    found = counted(NPS, [(NPS, of(NPS, again="t9t99" + "787" + "6054"))], k=5, texts={})
    tally = found.measured(Measure.nps)
    assert tally is not None
    assert (tally.nps, tally.valid) == (8, 12)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("t" * 8, 100),
        ("0" * 5, -100),
        ("77777", 0),
        ("9" + "7" * 7, 13),
        ("6" + "7" * 7, -13),
        ("9" * 5 + "?" * 5, 100),
    ],
)
def test_nps_is_rounded_half_away_from_zero_and_counts_values_only(answers: str, expected: int) -> None:
    tally = counted(NPS, [(NPS, of(NPS, again=answers))], k=5, texts={}).of("again")
    assert tally is not None
    assert tally.nps == expected


@pytest.mark.parametrize(
    ("answers", "mean", "satisfied"),
    [("44455", "4.4", 100), ("12345", "3.0", 40), ("4555544444333333", "3.9", 63), ("5555?", "5.0", 100)],
)
def test_mean_and_satisfied_are_of_the_values_given(answers: str, mean: str, satisfied: int) -> None:
    tally = counted(GRADE, [(GRADE, of(GRADE, clear=answers))], k=5, texts={}).of("clear")
    assert tally is not None
    assert (tally.mean, tally.satisfied) == (Decimal(mean), satisfied)


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_percent_is_rounded_half_up(part: int, whole: int) -> None:
    assert percent(part, whole) == int((Decimal(100 * part) / whole + Decimal("0.5")).to_integral_value("ROUND_FLOOR"))


def test_answers_to_a_question_count_together_in_whatever_version_they_were_given() -> None:
    before = a_definition(a_question("clear"), a_question("gone"))
    after = a_definition(a_question("new"), a_question("clear"))
    first = [filed(before, a_sheet(before, clear="5", gone="1")) for _ in range(5)]
    second = [filed(after, a_sheet(after, clear="4", new="3")) for _ in range(6)]
    found = counted(after, [(before, first), (after, second)], k=5, texts={})
    assert {one.question: one.valid for one in found.tallies} == {"new": 6, "clear": 11, "gone": 5}
    clear = found.of("clear")
    assert clear is not None
    assert (clear.count("4"), clear.count("5")) == (6, 5)


# -- who is not shown ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(5))
def test_fewer_than_five_ballots_are_only_a_number(number: int) -> None:
    found = results(sheets(number), texts=number)
    assert (found.ballots, found.few, found.tallies, found.splits, found.texts) == (number, True, (), (), {})


@given(sizes, ks)
def test_what_is_hidden_is_together_at_least_k_unless_nothing_is_shown(groups: dict[str, int], k: int) -> None:
    found = hidden(groups, k)
    together = sum(groups[name] for name in found)
    shown = {name: size for name, size in groups.items() if size and name not in found}
    assert all(size >= k for size in shown.values())
    assert not found or together >= k or not shown


@given(sizes, ks)
def test_no_hidden_group_can_be_had_by_taking_the_shown_ones_from_the_whole(groups: dict[str, int], k: int) -> None:
    """Whoever knows the whole and every shown group knows how many are left: nobody, or a crowd."""
    found = hidden(groups, k)
    left = sum(groups.values()) - sum(size for name, size in groups.items() if name not in found)
    assert left == 0 or left >= k or set(found) == {name for name, size in groups.items() if size}


roles = st.lists(st.sampled_from("ab?-"), max_size=24)
grades = st.sampled_from("12345?-")


@given(st.lists(st.tuples(st.sampled_from("ab?-"), grades), max_size=26))
def test_of_real_ballots_no_group_below_k_is_shown_or_had_by_subtraction(answers: list[tuple[str, str]]) -> None:
    k = 5
    filed_sheets = [filed(SPLIT, a_sheet(SPLIT, role=role, clear=grade)) for role, grade in answers]
    found = counted(SPLIT, [(SPLIT, filed_sheets)], k=k, texts={})
    if len(answers) < k:
        assert (found.tallies, found.splits) == ((), ())
        return
    whole = found.of("clear")
    shown = {code: tally for split in found.splits for code, (tally,) in split.groups.items()}
    assert all(tally.answered >= k for tally in shown.values())
    if whole is not None and shown:
        left = whole.answered - sum(tally.answered for tally in shown.values())
        assert left == 0 or left >= k
        counts = Counter(whole.counts)
        for tally in shown.values():
            counts.subtract(tally.counts)
        assert all(count >= 0 for count in counts.values())


def test_a_question_with_several_answers_splits_nobody_for_its_groups_overlap() -> None:
    ways = a_question("ways", QuestionType.multi, most=1, background=True)
    asked = a_definition(a_question("clear"), ways)
    answers = [filed(asked, a_sheet(asked, clear="5", ways="a")) for _ in range(5)]
    alone = filed(asked, a_sheet(asked, clear="1", ways="b"))
    assert counted(asked, [(asked, [*answers, alone])], k=5, texts={}).splits == ()


def test_nobody_is_told_which_group_lies_within_another() -> None:
    """Five citizens are over sixty and so is one from an NGO: sixty less citizens would be that one's answers."""
    old = a_question("old", QuestionType.yesno, background=True)
    asked = a_definition(a_question("clear"), ROLE, old)
    people = [("a", "y", "5")] * 5 + [("b", "y", "1")] + [("b", "n", "3")] * 5
    answers = [filed(asked, a_sheet(asked, role=role, old=old, clear=clear)) for role, old, clear in people]
    found = counted(asked, [(asked, answers)], k=5, texts={})
    told = {tally.question for split in found.splits for tallies in split.groups.values() for tally in tallies}
    assert told == {"clear"}


def test_texts_are_released_only_where_enough_were_asked_for_one() -> None:
    asked_of_some = a_definition(
        a_question("first", QuestionType.yesno), a_question("why", QuestionType.text, condition=None)
    )
    found = counted(
        asked_of_some, [(asked_of_some, of(asked_of_some, first="yyyyyn"))], k=5, texts={"why": 2, "gone": 9}
    )
    assert found.texts == {"why": 2}


def test_a_question_that_few_answered_is_left_out_of_results_that_are_shown() -> None:
    answers = [*of(EVERYTHING, clear="5" * 4), *of(EVERYTHING, first="y" * 5)]
    found = results(answers)
    assert [one.question for one in found.tallies] == ["first"]
