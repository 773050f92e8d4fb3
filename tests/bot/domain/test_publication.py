from datetime import date

import pytest

from bot.domain.calendar import WorkCalendar
from bot.domain.errors import DomainError
from bot.domain.publication import (
    MANDATORY,
    AddressMissing,
    ConsultationKind,
    DocumentKind,
    MissingDocuments,
    ShortTermReasonNeeded,
    TermTooShort,
    against_publishing,
    against_term,
)
from bot.domain.term import Proof, prove

ADDRESS = "https://obs.haskovo.bg/article/1"


def a_term_of(days: int) -> Proof:
    return prove(date(2026, 11, 2), days, calendar=WorkCalendar())


@pytest.mark.parametrize(
    ("kind", "documents"),
    [
        ("ordinance", {"draft", "motives"}),
        ("program", {"draft", "motives"}),
        ("general_act", {"draft", "considerations"}),
        ("budget", {"draft"}),
        ("other", {"draft", "motives"}),
    ],
)
def test_each_kind_of_act_has_its_mandatory_documents(kind: str, documents: set[str]) -> None:
    assert MANDATORY[ConsultationKind(kind)] == documents


def test_every_kind_has_a_list_of_documents() -> None:
    assert set(MANDATORY) == set(ConsultationKind)


def test_only_ordinances_are_enforced() -> None:
    assert [kind for kind in ConsultationKind if kind.enforced] == [ConsultationKind.ordinance]


@pytest.mark.parametrize(
    ("days", "reason", "expected"),
    [
        (13, "спешно е", [TermTooShort]),
        (14, None, [ShortTermReasonNeeded]),
        (14, "спешно е", []),
        (29, None, [ShortTermReasonNeeded]),
        (30, None, []),
    ],
)
def test_the_law_speaks_of_a_term_by_its_days(days: int, reason: str | None, expected: list[type[DomainError]]) -> None:
    assert [type(each) for each in against_term(a_term_of(days), reason)] == expected


def test_all_that_is_wrong_is_told_gravest_first_with_its_facts() -> None:
    found = against_publishing(
        ConsultationKind.ordinance, a_term_of(20), reason=None, documents={DocumentKind.other}, url=None
    )
    assert [(type(each), each.facts) for each in found] == [
        (ShortTermReasonNeeded, {"term_days": 20, "limit": 30}),
        (MissingDocuments, {"kinds": (DocumentKind.draft, DocumentKind.motives)}),
        (AddressMissing, {}),
    ]


def test_nothing_stands_against_a_complete_publication() -> None:
    documents = {DocumentKind.draft, DocumentKind.motives, DocumentKind.impact_assessment}
    assert (
        against_publishing(ConsultationKind.ordinance, a_term_of(30), reason=None, documents=documents, url=ADDRESS)
        == ()
    )
