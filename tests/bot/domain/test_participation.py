"""Taking part: what the law demands of which act."""

from datetime import UTC, datetime

import pytest

from bot.domain.participation import (
    Hearing,
    HearingMissing,
    Participation,
    ParticipationMissing,
    against_participation,
    needs_hearing,
)
from bot.domain.publication import ConsultationKind

HEARING = Hearing(starts_at=datetime(2026, 11, 12, 15, 30, tzinfo=UTC), place="зала „Хасково“")
WRITTEN, BOTH = (Participation.written,), (Participation.written, Participation.hearing)


@pytest.mark.parametrize(
    ("kind", "forms", "hearing", "missing"),
    [
        ("general_act", (), None, [ParticipationMissing]),
        ("general_act", WRITTEN, None, []),
        ("general_act", BOTH, None, [HearingMissing]),
        ("general_act", BOTH, HEARING, []),
        ("budget", (), None, [HearingMissing]),
        ("budget", (), HEARING, []),
        ("ordinance", (), None, []),
        ("ordinance", BOTH, None, []),
        ("program", (), HEARING, []),
    ],
)
def test_a_general_act_announces_its_forms_and_a_budget_is_discussed_in_public(
    kind: str, forms: tuple[Participation, ...], hearing: Hearing | None, missing: list[type]
) -> None:
    assert [type(one) for one in against_participation(ConsultationKind(kind), forms, hearing)] == missing


@pytest.mark.parametrize("kind", ConsultationKind)
def test_only_a_budget_needs_a_hearing_that_nobody_announced(kind: ConsultationKind) -> None:
    assert needs_hearing(kind, ()) == (kind is ConsultationKind.budget)
