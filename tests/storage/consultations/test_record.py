from datetime import UTC, date, datetime

import pytest

from bot.domain.consultations import Consultation, ConsultationKind, ConsultationStatus, Decision
from bot.domain.errors import NotFound
from bot.domain.ids import ConsultationId, PlaceId, TopicId
from storage import consultations
from storage.consultations import StaleVersion
from storage.engine import Engine
from tests.storage.consultations import NOON, a_consultation, a_town


async def test_a_consultation_comes_back_as_it_was_put(database: Engine) -> None:
    put = a_consultation(
        slug="green",
        topics=("waste", "green"),
        places=(PlaceId("voyvodovo"), PlaceId("orlovo")),
        term=20,
        short_term_reason="Сезонът за засаждане започва.",
        recorded=ConsultationStatus.adopted,
        decision=Decision(number=515, decided_on=date(2026, 12, 17), note="шестнадесето заседание"),
    )
    async with database.write() as tx:
        await a_town(tx)
        number = await consultations.add(tx, put, quiet=True, now=NOON)
    async with database.read() as tx:
        assert await consultations.get(tx, number) == put.model_copy(update={"id": number})
        assert await consultations.by_slug(tx, "green") == put.model_copy(update={"id": number})


async def test_a_consultation_without_dates_comes_back_without_them(database: Engine) -> None:
    put = Consultation(kind=ConsultationKind.budget, title="Бюджет", summary="Обсъждане на бюджета.")
    async with database.write() as tx:
        number = await consultations.add(tx, put, quiet=True, now=NOON)
        assert await consultations.get(tx, number) == put.model_copy(update={"id": number})


async def test_what_is_not_kept_is_not_found(database: Engine) -> None:
    async with database.read() as tx:
        with pytest.raises(NotFound):
            await consultations.get(tx, ConsultationId(7))
        assert await consultations.by_slug(tx, "none") is None


async def test_saving_counts_the_version_and_moves_the_topics(database: Engine) -> None:
    async with database.write() as tx:
        await a_town(tx)
        number = await consultations.add(tx, a_consultation(), quiet=False, now=NOON)
        read = await consultations.get(tx, number)
        saved = await consultations.save(tx, read.model_copy(update={"topics": (TopicId("budget"),), "places": ()}))
        assert saved.version == 2
        assert await consultations.get(tx, number) == saved


async def test_saving_what_somebody_else_changed_meanwhile_is_refused(database: Engine) -> None:
    async with database.write() as tx:
        await a_town(tx)
        number = await consultations.add(tx, a_consultation(), quiet=False, now=NOON)
        read = await consultations.get(tx, number)
        await consultations.save(tx, read.model_copy(update={"title": "Първа промяна"}))
        with pytest.raises(StaleVersion):
            await consultations.save(tx, read.model_copy(update={"title": "Втора промяна"}))
        assert (await consultations.get(tx, number)).title == "Първа промяна"


async def test_facts_and_the_imported_entry_are_kept_beside_the_record(database: Engine) -> None:
    async with database.write() as tx:
        await a_town(tx)
        plain = await consultations.add(tx, a_consultation(), quiet=False, now=NOON)
        number = await consultations.add(
            tx, a_consultation(), quiet=True, now=NOON, facts={"source": ["a"]}, imported={"record": {}}
        )
        assert await consultations.facts(tx, plain) == {}
        assert await consultations.entry(tx, plain) is None
        assert await consultations.facts(tx, number) == {"source": ["a"]}
        assert await consultations.entry(tx, number) == {"record": {}}
        await consultations.put_facts(tx, number, {"source": ["b"]})
        await consultations.put_entry(tx, number, {"record": {"title": "а"}})
        assert await consultations.facts(tx, number) == {"source": ["b"]}
        assert await consultations.entry(tx, number) == {"record": {"title": "а"}}


async def test_instants_before_1970_and_the_far_future_survive(database: Engine) -> None:
    put = a_consultation(opens_at=datetime(1969, 1, 1, tzinfo=UTC), closes_at=datetime(2099, 12, 31, 22, tzinfo=UTC))
    async with database.write() as tx:
        await a_town(tx)
        number = await consultations.add(tx, put, quiet=True, now=NOON)
        stored = await consultations.get(tx, number)
    assert (stored.opens_at, stored.closes_at) == (put.opens_at, put.closes_at)
