"""The town as its people name it."""

from typing import Any

from bot.domain.ids import OrganisationId, PlaceId, TopicId
from bot.domain.town import Organisation, Topic
from bot.services import towns
from storage import town
from storage.engine import Engine, Transaction
from tests.desk import a_turn

REGISTRY = {"name": {"bg": "Център", "en": "Centre"}, "address_bg": "пл. „Общински“ № 1", "email": None}


async def names(tx: Transaction) -> None:
    await town.put_organisations(
        tx,
        [
            Organisation(id=OrganisationId("alliance"), names={"bg": "Алиансът", "en": "Alliance"}, may_decide=False),
            Organisation(id=OrganisationId("municipality"), names={"bg": "Общината"}, may_decide=True),
        ],
    )


async def test_the_operator_is_who_decides(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        await names(tx)
        assert await towns.operator(turn, "en") == "Общината"
        assert await towns.organisations(turn, "en") == ["Общината", "Alliance"]


async def test_before_a_town_is_imported_nobody_runs_it(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        await tx.run("DELETE FROM organisations")
        assert await towns.operator(turn, "bg") == ""
        assert await towns.registry(turn, "bg") is None


async def test_the_registry_is_told_in_the_readers_language(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        await town.put_fact(tx, "registry", REGISTRY)
        assert await towns.registry(turn, "en") == ("Centre", "пл. „Общински“ № 1")
        assert await towns.registry(turn, "tr") == ("Център", "пл. „Общински“ № 1")
        wrong: list[Any] = [None, [], {}, {"name": "x", "address_bg": "y"}, {"name": {"en": "x"}, "address_bg": "y"}]
        for broken in wrong:
            await town.put_fact(tx, "registry", broken)
            assert await towns.registry(turn, "bg") is None


async def test_what_is_no_longer_offered_still_has_its_name(database: Engine) -> None:
    async with database.write() as tx:
        turn = await a_turn(tx)
        await town.put_topics(tx, [Topic(id=TopicId("new"), names={"bg": "Нова"})])
        assert [topic.id for topic in await towns.topics(turn)] == ["new"]
        wanted = [TopicId("waste"), TopicId("new"), TopicId("never")]
        assert await towns.topic_names(turn, wanted, "bg") == ["waste", "Нова"]
        assert [place.id for place in await towns.places(turn)] == ["uzundzhovo", "konush"]
        assert await towns.place_names(turn, [PlaceId("konush")], "en") == ["konush"]
