"""The town as its people name it: who decides, where a person can be asked, topics and places by name."""

from collections.abc import Iterable, Mapping

from bot.domain.errors import NotFound
from bot.domain.ids import PlaceId, TopicId
from bot.domain.town import OFFICIAL, Organisation, Place, Topic
from bot.services.turn import Turn
from storage import town


async def operator(turn: Turn, language: str) -> str:
    """The name of the organisation that decides; empty before a town was imported."""
    deciding = next((one for one in await town.organisations(turn.tx) if one.may_decide), None)
    return "" if deciding is None else deciding.name(language)


async def organisations(turn: Turn, language: str) -> list[str]:
    """The names of all of them, those that decide first."""
    return [one.name(language) for one in await town.organisations(turn.tx)]


async def organisation(turn: Turn, wanted: str) -> Organisation:
    """Raises NotFound."""
    found = next((one for one in await town.organisations(turn.tx) if one.id == wanted), None)
    if found is None:
        raise NotFound(what="organisation")
    return found


async def registry(turn: Turn, language: str) -> tuple[str, str] | None:
    """Name and address of the office where a person can be asked, as the town file tells them."""
    known = (await town.facts(turn.tx)).get("registry")
    if not isinstance(known, Mapping):
        return None
    names, address = known.get("name"), known.get("address_bg")
    if not isinstance(names, Mapping) or not isinstance(address, str) or not names.get(OFFICIAL):
        return None
    return str(names.get(language) or names[OFFICIAL]), address


async def topics(turn: Turn) -> list[Topic]:
    """What can be chosen now, in the town's order."""
    return await town.topics(turn.tx)


async def places(turn: Turn) -> list[Place]:
    """As `topics`."""
    return await town.places(turn.tx)


async def topic_names(turn: Turn, topics: Iterable[TopicId], language: str) -> list[str]:
    """In the given order; also of topics that are no longer offered."""
    names = {one.id: one.name(language) for one in await town.topics(turn.tx, retired=True)}
    return [names[one] for one in topics if one in names]


async def place_names(turn: Turn, places: Iterable[PlaceId], language: str) -> list[str]:
    """As `topic_names`."""
    names = {one.id: one.name(language) for one in await town.places(turn.tx, retired=True)}
    return [names[one] for one in places if one in names]
