from datetime import date

from bot.domain.calendar import WorkCalendar
from bot.domain.ids import BodyId, OrganisationId, PlaceId, TopicId
from bot.domain.town import Body, BodyKind, BodyStatus, Organisation, Place, PlaceKind, Topic
from storage import town
from storage.engine import Engine


def topic(name: str) -> Topic:
    return Topic(id=TopicId(name), names={"bg": f"тема {name}", "en": f"topic {name}"})


def place(name: str) -> Place:
    return Place(id=PlaceId(name), kind=PlaceKind.village, names={"bg": name}, ekatte="11867")


async def test_topics_come_in_the_order_they_were_put(database: Engine) -> None:
    async with database.write() as tx:
        await town.put_topics(tx, [topic("waste"), topic("budget")])
    async with database.read() as tx:
        assert await town.topics(tx) == [topic("waste"), topic("budget")]


async def test_a_topic_that_vanished_is_retired_and_no_longer_offered(database: Engine) -> None:
    async with database.write() as tx:
        await town.put_topics(tx, [topic("waste"), topic("budget")])
        await town.put_topics(tx, [topic("budget")])
        assert await town.topics(tx) == [topic("budget")]
        everything = {one.id: one.retired for one in await town.topics(tx, retired=True)}
    assert everything == {"waste": True, "budget": False}


async def test_a_retired_topic_that_returns_is_offered_again(database: Engine) -> None:
    async with database.write() as tx:
        await town.put_topics(tx, [topic("waste")])
        await town.put_topics(tx, [])
        await town.put_topics(tx, [topic("waste")])
        assert await town.topics(tx) == [topic("waste")]


async def test_a_place_that_vanished_is_retired_and_no_longer_offered(database: Engine) -> None:
    async with database.write() as tx:
        await town.put_places(tx, [place("orlovo"), place("voyvodovo")])
        await town.put_places(tx, [place("voyvodovo")])
        assert await town.places(tx) == [place("voyvodovo")]
        assert [one.id for one in await town.places(tx, retired=True) if one.retired] == ["orlovo"]


async def test_a_name_falls_back_to_latin_letters_and_then_to_bulgarian() -> None:
    assert topic("waste").name("bg") == "тема waste"
    assert topic("waste").name("tr") == "topic waste"
    alliance = Organisation(id=OrganisationId("alliance"), names={"bg": "Алианс"}, may_decide=False)
    assert alliance.name("tr") == "Алианс"


async def test_organisations_that_decide_come_first_and_are_changed_in_place(database: Engine) -> None:
    alliance = Organisation(id=OrganisationId("alliance"), names={"bg": "Алианс"}, may_decide=False)
    municipality = Organisation(id=OrganisationId("municipality"), names={"bg": "Община"}, may_decide=True)
    async with database.write() as tx:
        await town.put_organisations(tx, [alliance, municipality])
        renamed = alliance.model_copy(update={"names": {"bg": "Сдружение"}})
        await town.put_organisations(tx, [renamed])
        assert await town.organisations(tx) == [municipality, renamed]


async def test_a_body_comes_back_with_its_facts(database: Engine) -> None:
    council = Body(
        id=BodyId("youth-council"),
        kind=BodyKind.advisory_council,
        names={"bg": "Младежки съвет"},
        status=BodyStatus.active,
        facts={"founding_act": None, "members": []},
    )
    async with database.write() as tx:
        await town.put_bodies(tx, [council])
        assert await town.bodies(tx) == [council]


async def test_the_calendar_is_replaced_as_a_whole(database: Engine) -> None:
    first = WorkCalendar(working=frozenset({date(2026, 5, 9)}), non_working=frozenset({date(2026, 5, 7)}))
    second = WorkCalendar(non_working=frozenset({date(2026, 5, 9)}))
    async with database.write() as tx:
        await town.put_calendar(tx, first)
        assert await town.calendar(tx) == first
        await town.put_calendar(tx, second)
        assert await town.calendar(tx) == second


async def test_facts_of_the_town_are_kept_by_name(database: Engine) -> None:
    async with database.write() as tx:
        await town.put_fact(tx, "registry", {"address_bg": "пл. „Общински“ № 1"})
        await town.put_fact(tx, "registry", {"address_bg": "друг"})
        assert await town.facts(tx) == {"registry": {"address_bg": "друг"}}
