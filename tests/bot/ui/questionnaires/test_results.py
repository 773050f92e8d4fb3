"""Results as everybody reads them."""

from decimal import Decimal

import pytest

from bot.domain.questionnaires import Questionnaire
from bot.domain.questions import Measure, QuestionType
from bot.domain.results import Results, Tally
from bot.i18n import LANGUAGES, translator
from bot.ui.questionnaires import results as screens
from tests.asking import a_question, a_questionnaire
from tests.screens import assert_fits, labels, text

BG = translator("bg")
SATISFIED = Tally(
    question="clear",
    type=QuestionType.scale5,
    measure=Measure.satisfaction,
    counts={"1": 1, "4": 4, "5": 3},
    valid=8,
    unsure=2,
    skipped=1,
)
NPS = Tally(
    question="again",
    type=QuestionType.scale11,
    measure=Measure.nps,
    counts={"9": 3, "t": 2, "8": 3, "2": 4},
    valid=12,
)
FROM = Tally(question="from", type=QuestionType.multi, counts={"a": 5, "b": 3}, valid=6)
FOUND = Results(ballots=12, k=5, invited=20, tallies=(SATISFIED, NPS, FROM), texts={"better": 6})


def page(number: int, found: Results = FOUND, questionnaire: Questionnaire | None = None) -> str:
    return text(screens.results(BG, questionnaire or a_questionnaire(), found, number))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_fits(language: str) -> None:
    t = translator(language)
    for found in (FOUND, Results(ballots=3, k=5)):
        for number in range(-1, 7):
            assert_fits(screens.results(t, a_questionnaire(), found, number))
    only_text = a_questionnaire(a_question("better", QuestionType.text))
    assert_fits(screens.results(t, only_text, FOUND, 0))


def test_a_scale_is_told_in_shares_the_satisfied_and_the_mean_always_with_n() -> None:
    assert page(2) == (
        "Вашето мнение за форума\nОтговори: 12\nПоканени: 20\n\n"
        "3/5\nИнформацията беше ясна.\n1 = изобщо не, 5 = напълно.\n\n"
        "▰▱▱▱▱▱▱▱▱▱ 1: 1 (13%)\n▱▱▱▱▱▱▱▱▱▱ 2: 0 (0%)\n▱▱▱▱▱▱▱▱▱▱ 3: 0 (0%)\n"
        "▰▰▰▰▰▱▱▱▱▱ 4: 4 (50%)\n▰▰▰▰▱▱▱▱▱▱ 5: 3 (38%)\n\n"
        "Доволни (4 и 5): 88%\nСредно: 4,0\n\n"
        "Отговори на въпроса: 8\n„Не мога да преценя“: 2"
    )


def test_nps_has_its_sign() -> None:
    assert "NPS: +8" in page(3)
    turned = NPS.model_copy(update={"counts": {"9": 3, "2": 4}, "valid": 7})
    assert "NPS: −14" in page(3, Results(ballots=7, k=5, tallies=(turned,)))


def test_of_several_answers_the_sum_is_explained() -> None:
    assert "сборът не е 100%" in page(1)


def test_what_too_few_answered_says_why_it_is_not_shown() -> None:
    assert "На този въпрос отговориха под 5 души." in page(0)


def test_below_the_threshold_nothing_is_shown() -> None:
    screen = screens.results(BG, a_questionnaire(), Results(ballots=4, k=5), 0)
    assert text(screen).endswith("Има под 5 отговора. За да пазим анонимността, не показваме резултати.")
    assert "🖼 Като картина" not in labels(screen)


def test_what_people_wrote_is_on_no_page() -> None:
    pages = [page(number) for number in range(7)]
    assert not any("Какво да подобрим?" in one for one in pages)
    assert {one.split("\n\n")[1][:3] for one in pages} == {"1/5", "2/5", "3/5", "4/5", "5/5"}


@pytest.mark.parametrize(("share", "drawn"), [(0, 0), (1, 1), (14, 1), (15, 2), (50, 5), (99, 10), (100, 10)])
def test_a_bar_has_a_square_for_ten_percent_and_something_is_never_nothing(share: int, drawn: int) -> None:
    assert screens.bar(share).count("▰") == drawn
    assert len(screens.bar(share)) == screens.BAR


def test_decimals_are_written_as_the_language_writes_them() -> None:
    assert screens.decimal(BG, str(Decimal("4.3"))) == "4,3"
    assert screens.decimal(translator("en"), "4.3") == "4.3"
