"""The proof of a term as people read it."""

from datetime import date

import pytest

from bot.domain.calendar import HOLIDAY_KEYS, WorkCalendar
from bot.domain.term import prove
from bot.i18n import LANGUAGES, translator
from bot.ui.term import WHY_FREE, proof_lines


def _lines(published: date, term_days: int, language: str = "bg") -> list[str]:
    return proof_lines(prove(published, term_days, calendar=WorkCalendar()), translator(language))


def test_a_full_term_is_counted_step_by_step() -> None:
    assert _lines(date(2026, 11, 2), 30) == [
        "Публикувано на: понеделник, 2 ноември 2026 г.",
        "Срок: 30 дни",
        "Ден 1: вторник, 3 ноември 2026 г.",
        "Ден 30: сряда, 2 декември 2026 г.",
        "Краен ден: сряда, 2 декември 2026 г., до края на деня",
        "Най-рано може да се приеме: четвъртък, 3 декември 2026 г., и само ако справката е публикувана",
        "Срокът отговаря на закона (ЗНА, чл. 26, ал. 4).",
    ]


def test_a_last_day_that_moved_says_why() -> None:
    lines = _lines(date(2028, 2, 2), 30, "en")
    assert lines[4].startswith("That is not a working day (Liberation Day, 3 March)")
    assert lines[5] == "Last day: Monday, 6 March 2028, until the end of the day"


def test_a_short_term_asks_for_its_reason() -> None:
    assert "под 30 дни: посочете причината" in _lines(date(2026, 11, 2), 29)[-1]


@pytest.mark.parametrize("term_days", [13, 1, 0, -4])
def test_a_refused_term_has_no_last_day(term_days: int) -> None:
    lines = _lines(date(2026, 11, 2), term_days)
    assert len(lines) == 3
    assert "законния минимум от 14 дни" in lines[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_of_the_calendar_has_words(language: str) -> None:
    t = translator(language)
    assert set(WHY_FREE) == {*HOLIDAY_KEYS, "saturday", "sunday"}
    assert all(t.knows(key) for key in WHY_FREE.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("term_days", [1, 13, 14, 29, 30, 31, 33, 61])
def test_every_proof_has_words_in_every_language(language: str, term_days: int) -> None:
    for line in _lines(date(2026, 11, 24), term_days, language):
        assert line
        assert not line.startswith(("deadline.", "holidays."))
        assert "{" not in line
