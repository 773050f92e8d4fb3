from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot import examples
from bot.domain.consultations import ConsultationStatus, DocumentKind
from bot.domain.participation import Hearing
from bot.services import town as town_service
from bot.services.town import Count, FaultCode, Report, TownFileRefused
from bot.services.town.tree import FAULTS_AT_MOST
from storage import consultations, town
from storage.engine import Engine
from tests.bot.services.town import BASE, CLOSED, NOON, OPEN, SOFIA, dump, refused, take, text


async def import_example(database: Engine, now: datetime = NOON) -> Report:
    async with database.write() as tx:
        return await town_service.import_town(tx, examples.HASKOVO, now=now, zone=SOFIA)


async def test_a_town_is_taken_section_by_section(database: Engine, tmp_path: Path) -> None:
    report = await take(database, tmp_path, text(CLOSED, OPEN, calendar_overrides={"working": [date(2026, 5, 9)]}))
    assert report.sections == {
        "sources": Count(added=1),
        "organisations": Count(added=1),
        "topics": Count(added=2),
        "places": Count(added=2),
        "calendar_overrides": Count(added=1),
        "bodies": Count(added=1),
        "consultations": Count(added=2),
    }
    async with database.read() as tx:
        assert [one.name("en") for one in await town.topics(tx)] == ["Отпадъци", "Parks"]
        assert [one.name("bg") for one in await town.places(tx)] == ["Хасково", "Орлово"]
        assert [(one.id, one.may_decide) for one in await town.organisations(tx)] == [("municipality", True)]
        assert [(one.id, one.facts) for one in await town.bodies(tx)] == [("council", {"topics": ["green"]})]
        assert (await town.calendar(tx)).working == {date(2026, 5, 9)}


async def test_a_second_import_changes_nothing(database: Engine, tmp_path: Path) -> None:
    content = text(CLOSED, OPEN, calendar_overrides={"working": [date(2026, 5, 9)]})
    await take(database, tmp_path, content)
    async with database.read() as tx:
        before = [dict(row) for row in await tx.all("SELECT * FROM consultations ORDER BY id")]
    report = await take(database, tmp_path, content, now=NOON + timedelta(days=30))
    assert {(one.added, one.changed, one.retired) for one in report.sections.values()} == {(0, 0, 0)}
    assert report.sections["consultations"].unchanged == 2
    assert report.standing == ()
    async with database.read() as tx:
        assert [dict(row) for row in await tx.all("SELECT * FROM consultations ORDER BY id")] == before


async def test_what_changed_and_what_vanished_is_counted(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, text(calendar_overrides={"working": [date(2026, 5, 9), date(2026, 5, 16)]}))
    report = await take(
        database,
        tmp_path,
        text(
            sources={"notice": "https://example.org/other"},
            organisations=[{"id": "municipality", "name": {"bg": "Община Хасково"}, "may_decide": True}],
            topics=[{"id": "green", "bg": "Паркове", "en": "Parks"}, {"id": "order", "bg": "Обществен ред"}],
            places=[BASE["places"][0] | {"ekatte": "77195"}, BASE["places"][1]],
            calendar_overrides={"non_working": [date(2026, 5, 9)]},
            bodies=[BASE["bodies"][0] | {"status": "dissolved"}],
        ),
    )
    assert report.sections == {
        "sources": Count(changed=1),
        "organisations": Count(changed=1),
        "topics": Count(added=1, unchanged=1, retired=1),
        "places": Count(changed=1, unchanged=1),
        "calendar_overrides": Count(changed=1, retired=1),
        "bodies": Count(changed=1),
    }
    async with database.read() as tx:
        assert [one.id for one in await town.topics(tx)] == ["green", "order"]


async def test_a_retired_topic_that_comes_back_counts_as_changed(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, text())
    await take(database, tmp_path, text(topics=BASE["topics"][1:]))
    report = await take(database, tmp_path, text())
    assert report.sections["topics"] == Count(changed=1, unchanged=1)


async def test_one_fault_and_nothing_is_taken(database: Engine, tmp_path: Path) -> None:
    await refused(database, tmp_path, text(CLOSED, OPEN | {"topics": ["none"]}))
    async with database.read() as tx:
        assert await town.topics(tx) == []
        assert await town.organisations(tx) == []
        assert await consultations.by_slug(tx, "dogs") is None


async def test_all_faults_are_told_together_in_the_order_of_the_file(database: Engine, tmp_path: Path) -> None:
    content = text(
        CLOSED | {"topics": ["none"], "kind": "ordinance", "term_days": 13},
        OPEN | {"places": "orlovo", "colour": "green"},
        topics=[{"id": "green", "bg": 3}],
    ).replace("name:\n    bg: Съвет", "name: {bg: Съвет, bg: Друг}")
    assert await refused(database, tmp_path, content) == [
        "topics[0].bg: not_text",
        "bodies[0].name: duplicate_key",
        "consultations[0].term_days: term_too_short",
        "consultations[0].topics[0]: unknown_topic",
        "consultations[1].places: not_list",
        "consultations[1].colour: unknown_key",
    ]


async def test_a_file_of_slips_is_cut_short(database: Engine, tmp_path: Path) -> None:
    found = await refused(database, tmp_path, dump(BASE | {f"key{n}": n for n in range(FAULTS_AT_MOST + 50)}))
    assert len(found) == FAULTS_AT_MOST + 1
    assert found[-1] == ": too_many_faults"


async def test_a_file_that_is_not_there_is_told_so(database: Engine, tmp_path: Path) -> None:
    async with database.write() as tx:
        with pytest.raises(TownFileRefused) as refusal:
            await town_service.import_town(tx, tmp_path / "none.yaml", now=NOON, zone=SOFIA)
    assert [fault.code for fault in refusal.value.faults] == [FaultCode.file_missing]
    assert refusal.value.facts == {"file": "none.yaml", "count": 1}


async def test_an_import_alerts_nobody_and_says_what_stands(database: Engine, tmp_path: Path) -> None:
    report = await take(database, tmp_path, text(CLOSED, OPEN))
    async with database.read() as tx:
        assert await tx.value("SELECT count(*) FROM consultations WHERE quiet = 0") == 0
        for table in ("occasions", "outbox", "pending_alerts"):
            assert await tx.value(f"SELECT count(*) FROM {table}") == 0
        standing = await consultations.by_slug(tx, "trees")
        assert standing is not None
        assert report.standing == (standing.id,)


async def test_hostile_texts_are_kept_as_the_chat_would_keep_them(database: Engine, tmp_path: Path) -> None:
    entry = CLOSED | {
        "title_bg": "<b>Наредба</b> \u202eза\u200b дърветата 👨‍👩‍👧",
        "title_en": "&amp; {braces} %s",
    }
    await take(database, tmp_path, text(entry))
    async with database.read() as tx:
        found = await consultations.by_slug(tx, "dogs")
    assert found is not None
    assert found.title == "<b>Наредба</b> за дърветата 👨‍👩‍👧"
    assert found.title_in("en") == "&amp; {braces} %s"
    assert found.title_in("tr") == found.title


async def test_a_consultation_without_dates_stands_where_its_hearing_was(database: Engine, tmp_path: Path) -> None:
    budget = CLOSED | {
        "id": "budget",
        "kind": "budget",
        "published_on": None,
        "term_days": None,
        "hearing": {"starts_at": "2021-02-12T17:30:00+02:00", "place_bg": "зала „Дружба“"},
    }
    plan = CLOSED | {"id": "plan", "published_on": None, "term_days": None, "announced_by": date(2025, 11, 17)}
    await take(database, tmp_path, text(budget, CLOSED, plan))
    async with database.read() as tx:
        page = await consultations.page(tx, shelf="closed", now=NOON, limit=9, offset=0)
        assert [one.slug for one in page] == ["plan", "dogs", "budget"]
        facts = await consultations.facts(tx, page[2].id)
        row = await tx.one("SELECT placed_at FROM consultations WHERE slug = 'budget'")
    assert facts["hearing"]["place_bg"] == "зала „Дружба“"
    assert page[2].hearing == Hearing(starts_at=datetime(2021, 2, 12, 15, 30, tzinfo=UTC), place="зала „Дружба“")
    assert row is not None
    assert row["placed_at"] == datetime(2021, 2, 12, 15, 30, tzinfo=UTC).timestamp()


async def test_the_example_town_has_something_on_every_shelf(database: Engine) -> None:
    report = await import_example(database)
    assert report.sections["places"] == Count(added=37)
    assert report.sections["consultations"] == Count(added=12)
    assert len(report.standing) == 3
    async with database.read() as tx:
        assert [await consultations.count(tx, shelf, NOON) for shelf in ("open", "coming", "closed")] == [2, 1, 9]
        assert "registry" in await town.facts(tx)


async def test_the_example_s_invented_consultations_can_be_read_in_three_languages(database: Engine) -> None:
    await import_example(database)
    async with database.read() as tx:
        for slug in ("demo-council-rules", "demo-green-short", "demo-scholarships"):
            found = await consultations.by_slug(tx, slug)
            assert found is not None
            assert found.translations.keys() == {"en", "tr"}
            assert all(text.keys() == {"title", "summary"} for text in found.translations.values())
            documents = await consultations.documents(tx, found.id)
            assert [one.kind for one in documents] == [DocumentKind.draft, DocumentKind.motives]
            assert all(one.file.has_content and one.file.size < 60_000 for one in documents)


async def test_nothing_the_example_says_of_a_consultation_is_lost(database: Engine) -> None:
    await import_example(database)
    async with database.read() as tx:
        dogs = await consultations.by_slug(tx, "dogs-2021")
        assert dogs is not None
        facts = await consultations.facts(tx, dogs.id)
        waste = await consultations.by_slug(tx, "waste-plan-2026")
    assert [one["gist_bg"] for one in facts["proposals"]] == ["Въпроси по проекта", "Предложение за промени в проекта"]
    assert facts["spravka"] == {"published": True, "source": "dogs_spravka"}
    assert facts["channels_bg"]
    assert facts["source"] == ["dogs_notice", "dogs_spravka", "dogs_decision"]
    assert waste is not None
    assert waste.recorded is ConsultationStatus.adopted
    assert waste.published_on is None
    assert waste.decision is not None
    assert waste.decision.number is None


async def test_the_example_is_the_same_a_year_later(database: Engine) -> None:
    await import_example(database)
    report = await import_example(database, now=NOON + timedelta(days=365))
    assert {(one.added, one.changed, one.retired) for one in report.sections.values()} == {(0, 0, 0)}
