"""The names of what an audience is made of, in the reader's language."""

from collections.abc import Mapping

from bot.domain.audiences import Audience, Condition, Trait
from bot.domain.ids import ConsultationId, ForumId
from storage import consultations, forums, town
from storage.engine import Transaction

Names = Mapping[tuple[Trait, str], str]
"""By trait and value. What is gone has none; a language is named by whoever puts it into words."""

_OF_CONSULTATIONS = frozenset({Trait.follows, Trait.proposed})
_OF_FORUMS = frozenset({Trait.registered, Trait.attended})


async def names(tx: Transaction, audience: Audience, language: str) -> Names:
    wanted = audience.conditions
    traits = {one.trait for one in wanted}
    found: dict[tuple[Trait, str], str] = {}
    if Trait.topic in traits:
        found |= {(Trait.topic, one.id): one.name(language) for one in await town.topics(tx, retired=True)}
    if Trait.place in traits:
        found |= {(Trait.place, one.id): one.name(language) for one in await town.places(tx, retired=True)}
    if Trait.member in traits:
        found |= {(Trait.member, one.id): one.name(language) for one in await town.bodies(tx)}
    if traits & _OF_CONSULTATIONS:
        numbers = [ConsultationId(number) for number in _numbers(wanted, _OF_CONSULTATIONS)]
        for consultation in (await consultations.by_ids(tx, numbers)).values():
            found |= {(trait, str(consultation.id)): consultation.title_in(language) for trait in _OF_CONSULTATIONS}
    if traits & _OF_FORUMS:
        numbers_of_forums = [ForumId(number) for number in _numbers(wanted, _OF_FORUMS)]
        for forum in (await forums.by_ids(tx, numbers_of_forums)).values():
            found |= {(trait, str(forum.id)): forum.title_in(language) for trait in _OF_FORUMS}
    return found


def _numbers(conditions: tuple[Condition, ...], traits: frozenset[Trait]) -> list[int]:
    return [int(one.value) for one in conditions if one.trait in traits and one.value.isdigit()]
