from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.consultations import ConsultationStatus
from bot.services import town as town_service
from bot.services.town import TownFileRefused
from storage import consultations
from storage.engine import Engine
from tests.bot.services.town import CLOSED, NOON, OPEN, SOFIA, refused, take, text

ORDINANCE = CLOSED | {"kind": "ordinance"}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (ORDINANCE | {"term_days": 13}, "term_days: term_too_short"),
        (ORDINANCE | {"term_days": 14}, "term_days: term_reason_missing"),
        (ORDINANCE | {"term_days": 29}, "term_days: term_reason_missing"),
        (ORDINANCE | {"last_day": date(2021, 10, 20)}, "last_day: last_day_differs"),
        (ORDINANCE | {"earliest_adoption": date(2021, 10, 21)}, "earliest_adoption: earliest_differs"),
        (ORDINANCE | {"term_days": None, "last_day": date(2021, 9, 21)}, "last_day: dates_disorder"),
        (ORDINANCE | {"term_days": None, "last_day": date(2021, 10, 1)}, "last_day: term_too_short"),
        # Counted to a Saturday, it ends on Monday: the file has to say so.
        (ORDINANCE | {"term_days": None, "last_day": date(2021, 10, 23)}, "last_day: last_day_differs"),
        (ORDINANCE | {"term_days": None, "last_day": date(2041, 10, 23)}, "last_day: term_too_long"),
        (CLOSED | {"last_day": date(2021, 10, 20)}, "last_day: last_day_differs"),
        (
            CLOSED | {"published_on": None, "last_day": date(2021, 9, 21), "earliest_adoption": date(2021, 9, 21)},
            "earliest_adoption: dates_disorder",
        ),
        (
            CLOSED
            | {
                "proposals": [
                    {"received_on": date(2021, 9, 20), "channel": "paper", "author_type": "ngo", "gist_bg": "Въпрос"}
                ]
            },
            "proposals[0].received_on: dates_disorder",
        ),
        (
            CLOSED | {"status": "adopted", "decision": {"number": 1, "date": date(2021, 10, 21)}},
            "decision.date: dates_disorder",
        ),
        (
            CLOSED | {"decision": {"number": 1, "date": date(2021, 12, 17)}},
            "decision: decision_unexpected",
        ),
        (OPEN | {"status": "closed"}, "status: status_ahead"),
        (OPEN | {"status": "adopted"}, "status: status_ahead"),
        (OPEN | {"published_on": {"relative_days": 3}}, "status: status_ahead"),
        (CLOSED | {"status": "open", "published_on": None, "term_days": None}, "status: dates_missing"),
        (CLOSED | {"status": "scheduled", "term_days": None}, "status: dates_missing"),
        (OPEN | {"documents": [{"kind": "draft"}]}, "documents: documents_missing"),
        ({key: value for key, value in OPEN.items() if key != "documents"}, "id: documents_missing"),
    ],
)
async def test_what_the_law_or_the_calendar_is_against_is_told_at_its_place(
    database: Engine, tmp_path: Path, entry: dict[str, Any], expected: str
) -> None:
    assert await refused(database, tmp_path, text(entry)) == [f"consultations[0].{expected}"]


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        (CLOSED, ConsultationStatus.closed),
        (CLOSED | {"term_days": 5}, ConsultationStatus.closed),
        (CLOSED | {"published_on": None, "term_days": None}, ConsultationStatus.closed),
        (CLOSED | {"status": "open"}, ConsultationStatus.closed),
        (CLOSED | {"status": "scheduled"}, ConsultationStatus.closed),
        (CLOSED | {"status": "not_adopted"}, ConsultationStatus.not_adopted),
        (CLOSED | {"status": "cancelled", "cancelled_reason_bg": "Отпадна."}, ConsultationStatus.cancelled),
        (OPEN, ConsultationStatus.open),
        (OPEN | {"status": "scheduled"}, ConsultationStatus.open),
        (OPEN | {"status": "scheduled", "published_on": {"relative_days": 3}}, ConsultationStatus.scheduled),
        (OPEN | {"status": "draft", "documents": []}, ConsultationStatus.draft),
        (
            ORDINANCE | {"term_days": 14, "short_term_reason_bg": "Срокът по програмата изтича."},
            ConsultationStatus.closed,
        ),
    ],
)
async def test_the_clock_says_where_a_consultation_stands(
    database: Engine, tmp_path: Path, entry: dict[str, Any], status: ConsultationStatus
) -> None:
    await take(database, tmp_path, text(entry))
    async with database.read() as tx:
        found = await consultations.by_slug(tx, entry["id"])
    assert found is not None
    assert found.status(NOON) is status


async def test_a_term_is_counted_with_the_calendar_of_the_same_file(database: Engine, tmp_path: Path) -> None:
    entry = CLOSED | {"last_day": date(2021, 10, 22)}
    assert await refused(database, tmp_path, text(entry)) == ["consultations[0].last_day: last_day_differs"]
    await take(database, tmp_path, text(entry, calendar_overrides={"non_working": [date(2021, 10, 21)]}))
    async with database.read() as tx:
        found = await consultations.by_slug(tx, "dogs")
    assert found is not None
    assert found.last_day == date(2021, 10, 22)
    assert found.closes_at == datetime(2021, 10, 22, 21, tzinfo=UTC)


async def test_without_a_calendar_in_the_file_the_town_s_own_counts(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, text(calendar_overrides={"non_working": [date(2021, 10, 21)]}))
    await take(database, tmp_path, text(CLOSED | {"last_day": date(2021, 10, 22)}))


async def test_a_refusal_says_what_the_law_says(database: Engine, tmp_path: Path) -> None:
    path = tmp_path / "town.yaml"
    path.write_text(text(CLOSED | {"last_day": date(2021, 10, 20)}), encoding="utf-8")
    async with database.write() as tx:
        with pytest.raises(TownFileRefused) as refusal:
            await town_service.import_town(tx, path, now=NOON, zone=SOFIA)
    (fault,) = refusal.value.faults
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[fault.line - 1].strip() == "last_day: 2021-10-20"
    assert fault.place("town.yaml") == f"town.yaml:{fault.line}:13: consultations[0].last_day"
    assert fault.sentences() == [
        ("town.fault_last_day_differs", {"given": date(2021, 10, 20), "last_day": date(2021, 10, 21)})
    ]
