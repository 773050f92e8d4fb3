"""Closed questionnaires and what they came to, for tests of everything after the counting."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.ballots import filed
from bot.domain.questions import Definition, Measure, QuestionType, make_options
from bot.domain.reported import Point, Reported, Written
from bot.domain.results import Results, counted
from tests.asking import a_definition, a_question, a_sheet

CLOSED = datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
ROLES = make_options([{"bg": name, "en": en} for name, en in (("гражданин", "citizen"), ("НПО", "NGO"))])
EVERYTHING = a_definition(
    a_question("time", QuestionType.single),
    a_question("from", QuestionType.multi, most=2),
    a_question("clear", measure=Measure.satisfaction),
    a_question("again", QuestionType.scale11, measure=Measure.nps),
    a_question("first", QuestionType.yesno),
    a_question("better", QuestionType.text),
    a_question("role", QuestionType.single, options=ROLES, background=True, names={"bg": "Вие сте", "en": "You are"}),
)
"""One question of each type, and one about who answers."""

TIMES, WAYS = "abbbbbc", ("a", "ab", "bc", "b", "c")
SATISFIED, RECOMMENDED = "5545432", "9t978t6"


def sheets(number: int, *, role: str | None = None, definition: Definition = EVERYTHING) -> list[str]:
    """So many ballots that answer everything, a little differently each."""
    return [
        filed(
            definition,
            a_sheet(
                definition,
                time=TIMES[place % len(TIMES)],
                clear=SATISFIED[place % len(SATISFIED)],
                again=RECOMMENDED[place % len(RECOMMENDED)],
                first="yn"[place % 2],
                role=role or "ab"[place % 2],
                **{"from": WAYS[place % len(WAYS)]},
            ),
        )
        for place in range(number)
    ]


def results(*lots: Sequence[str], texts: int = 0, k: int = 5, **fields: Any) -> Results:
    """What sheets of EVERYTHING come to."""
    together = [sheet for lot in lots for sheet in lot]
    return counted(EVERYTHING, [(EVERYTHING, together)], k=k, texts={"better": texts} if texts else {}, **fields)


def a_report(found: Results | None = None, **changes: Any) -> Reported:
    """Of 24 who answered out of 40, with two texts, after six others."""
    known = found or results(sheets(24), texts=2, invited=40)
    texts = (
        Written(id="a1", text="Повече столове."),
        Written(id="b2", text="Паркинг до входа.", receipt_no="I-26-00007"),
    )
    values: dict[str, Any] = {
        "number": 12,
        "definition": EVERYTHING,
        "results": known,
        "organisation": {"bg": "Община Хасково", "en": "Haskovo Municipality"},
        "about": "Форум за парк „Кенана“ и детските площадки",
        "closed_on": date(2026, 11, 30),
        "texts": {"better": texts} if known.texts else {},
        "trend": tuple(a_point(month) for month in range(5, 12)),
        "made_at": CLOSED,
    }
    return Reported(**(values | changes))


def a_point(month: int, **changes: Any) -> Point:
    """The seventh month had too few answers."""
    few = month == 7
    values: dict[str, Any] = {
        "number": month,
        "title": f"Форум за град, удобен за всички, среща {month}",
        "on": date(2026, month, 20),
        "ballots": 4 if few else 10 + month,
        "satisfied": None if few else 30 + 5 * month,
        "nps": None if few else -60 + 9 * month,
    }
    return Point(**(values | changes))
