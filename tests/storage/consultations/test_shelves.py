from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest

from bot.domain.consultations import Consultation, ConsultationStatus
from bot.domain.ids import TopicId
from storage import consultations
from storage.consultations import Shelf
from storage.engine import Engine, Transaction
from tests.storage.consultations import NOON, a_consultation, a_town
from tests.watching import Watched


async def shelf(tx: Transaction, shelf: Shelf, now: datetime = NOON, topic: str | None = None) -> list[str]:
    wanted = None if topic is None else TopicId(topic)
    found = await consultations.page(tx, shelf=shelf, now=now, topic=wanted, limit=20, offset=0)
    assert await consultations.count(tx, shelf, now, wanted) == len(found)
    return [one.title for one in found]


async def fill(database: Engine, *put: Consultation) -> None:
    async with database.write() as tx:
        await a_town(tx)
        for one in put:
            await consultations.add(tx, one, quiet=True, now=NOON)


async def test_open_ones_stand_nearest_deadline_first(database: Engine) -> None:
    await fill(
        database,
        a_consultation(title="късна", term=40),
        a_consultation(title="ранна", term=20),
        a_consultation(title="средна"),
    )
    async with database.read() as tx:
        assert await shelf(tx, "open") == ["ранна", "средна", "късна"]
        assert await shelf(tx, "coming") == []
        assert await shelf(tx, "closed") == []


async def test_coming_ones_stand_nearest_opening_first(database: Engine) -> None:
    await fill(
        database,
        a_consultation(title="след седмица", published=date(2026, 11, 17), term=14),
        a_consultation(title="утре", published=date(2026, 11, 11), term=60),
    )
    async with database.read() as tx:
        assert await shelf(tx, "coming") == ["утре", "след седмица"]
        assert await shelf(tx, "open") == []


async def test_closed_ones_stand_newest_first_whatever_was_decided(database: Engine) -> None:
    await fill(
        database,
        a_consultation(title="стара", published=date(2021, 3, 11), recorded=ConsultationStatus.adopted),
        a_consultation(title="нова", published=date(2026, 9, 1)),
        a_consultation(title="отчетена", published=date(2024, 9, 2), recorded=ConsultationStatus.reported),
    )
    async with database.read() as tx:
        assert await shelf(tx, "closed") == ["нова", "отчетена", "стара"]
        assert await shelf(tx, "open") == []


async def test_a_consultation_moves_along_the_shelves_with_the_clock(database: Engine) -> None:
    one = a_consultation(title="една")
    await fill(database, one)
    assert one.opens_at is not None
    assert one.closes_at is not None
    moments = {
        one.opens_at - timedelta(seconds=1): "coming",
        one.opens_at: "open",
        one.closes_at - timedelta(seconds=1): "open",
        one.closes_at: "closed",
    }
    async with database.read() as tx:
        for moment, expected in moments.items():
            found = {name: await shelf(tx, name, moment) for name in get_args(Shelf)}
            assert [name for name, titles in found.items() if titles] == [expected]


async def test_drafts_and_cancelled_drafts_stand_on_no_shelf(database: Engine) -> None:
    draft = a_consultation(
        recorded=ConsultationStatus.draft, opens_at=None, closes_at=None, published_on=None, last_day=None
    )
    await fill(
        database,
        draft,
        draft.model_copy(update={"recorded": ConsultationStatus.cancelled, "cancelled_reason": "Отпадна."}),
    )
    async with database.read() as tx:
        for name in get_args(Shelf):
            assert await shelf(tx, name, NOON + timedelta(days=999)) == []


async def test_a_cancelled_consultation_is_never_open_and_is_found_among_the_closed(database: Engine) -> None:
    one = a_consultation(title="отменена", recorded=ConsultationStatus.cancelled, cancelled_reason="Отпадна.")
    await fill(database, one)
    assert one.closes_at is not None
    async with database.read() as tx:
        assert await shelf(tx, "open") == []
        assert await shelf(tx, "closed", one.closes_at) == ["отменена"]


async def test_one_without_dates_stands_among_the_closed_by_what_is_known(database: Engine) -> None:
    async with database.write() as tx:
        await a_town(tx)
        undated = a_consultation(
            title="бюджет", opens_at=None, closes_at=None, published_on=None, last_day=None, term_days=None
        )
        await consultations.add(tx, undated, quiet=True, now=NOON, about=datetime(2021, 2, 12, tzinfo=UTC))
        await consultations.add(tx, a_consultation(title="2020", published=date(2020, 3, 2)), quiet=True, now=NOON)
        await consultations.add(tx, a_consultation(title="2022", published=date(2022, 3, 2)), quiet=True, now=NOON)
        assert await shelf(tx, "closed") == ["2022", "бюджет", "2020"]


async def test_a_topic_narrows_every_shelf(database: Engine) -> None:
    await fill(
        database,
        a_consultation(title="отпадъци"),
        a_consultation(title="и двете", topics=("budget", "waste"), term=40),
        a_consultation(title="бюджет", topics=("budget",)),
        a_consultation(title="скоро", published=date(2026, 11, 17)),
        a_consultation(title="минала", published=date(2026, 1, 5), topics=("budget",)),
    )
    async with database.read() as tx:
        assert await shelf(tx, "open", topic="waste") == ["отпадъци", "и двете"]
        assert await shelf(tx, "open", topic="budget") == ["бюджет", "и двете"]
        assert await shelf(tx, "coming", topic="waste") == ["скоро"]
        assert await shelf(tx, "closed", topic="budget") == ["минала"]
        assert await shelf(tx, "closed", topic="green") == []


async def test_an_extension_moves_it_on_the_shelf_of_its_topic_too(database: Engine) -> None:
    await fill(database, a_consultation(title="първа", term=29), a_consultation(title="втора"))
    async with database.write() as tx:
        first = (await consultations.page(tx, shelf="open", now=NOON, limit=1, offset=0))[0]
        assert first.title == "първа"
        await consultations.save(
            tx, first.model_copy(update={"closes_at": a_consultation(term=60).closes_at, "term_days": 60})
        )
        assert await shelf(tx, "open") == ["втора", "първа"]
        assert await shelf(tx, "open", topic="waste") == ["втора", "първа"]


async def test_pages_follow_each_other_without_gaps(database: Engine) -> None:
    await fill(database, *(a_consultation(title=f"{number:02}") for number in range(7)))
    async with database.read() as tx:
        pages = [
            [one.title for one in await consultations.page(tx, shelf="open", now=NOON, limit=3, offset=offset)]
            for offset in (0, 3, 6, 9)
        ]
    assert pages == [["00", "01", "02"], ["03", "04", "05"], ["06"], []]


@pytest.fixture
async def big_town(database: Engine) -> Engine:
    """100,000 consultations: half of one topic, a hundred of another, five hundred open or coming."""
    async with database.write() as tx:
        await a_town(tx)
        await tx.run(
            """WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
               INSERT INTO consultations (slug, kind, title, summary, translations, recorded, facts, opens_at,
                                          closes_at, placed_at, created_at)
               SELECT 'c' || i, 'ordinance', 't', 's', '{}', CASE WHEN i % 7 THEN 'open' ELSE 'adopted' END, '{}',
                      closes - 86400 * 20, closes, closes, :now
               FROM (SELECT i, :now + CASE WHEN i % 200 THEN -i * 60 ELSE i * 30 END AS closes FROM n)""",
            now=int(NOON.timestamp()),
        )
        await tx.run(
            """INSERT INTO consultation_topics (consultation, topic, position, placed_at)
               SELECT id, CASE WHEN id % 1000 = 0 THEN 'budget' WHEN id % 2 THEN 'waste' ELSE 'green' END, 0,
                      placed_at
               FROM consultations"""
        )
    return database


async def test_among_a_hundred_thousand_every_question_is_answered_by_an_index(big_town: Engine) -> None:
    costs = {}
    async with big_town.read() as plain:
        assert await plain.value("SELECT count(*) FROM consultations") == 100_000
        for name in get_args(Shelf):
            for topic in (None, TopicId("waste"), TopicId("budget")):
                tx = Watched(plain)
                await consultations.page(tx, shelf=name, now=NOON, topic=topic, limit=8, offset=16)
                costs[name, topic] = tx.steps
                await consultations.count(tx, name, NOON, topic)
                assert not [step for step in tx.plan if step.startswith("SCAN ")], (name, topic, tx.plan)
        tx = Watched(plain)
        found = await consultations.by_slug(tx, "c4000")
        assert found is not None
        await consultations.get(tx, found.id)
        await consultations.documents(tx, found.id)
        await consultations.changes(tx, found.id)
        assert not [step for step in tx.plan if step.startswith("SCAN ")], tx.plan
        costs["one", None] = tx.steps
    # Of 100,000 rows looked at one by one, the cheapest would cost 300,000 steps.
    assert {question: steps for question, steps in costs.items() if steps > 25_000} == {}
