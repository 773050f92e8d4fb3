"""Why somebody gets an announcement, and how they get fewer with one tap."""

from collections.abc import Collection

from bot.domain.audiences import Audience, Condition, Trait
from bot.domain.participants import Cadence

RARER = {Cadence.at_once: Cadence.daily, Cadence.daily: Cadence.weekly, Cadence.weekly: Cadence.never}
"""One step."""
ENDED_BY_A_TAP = frozenset({Trait.topic, Trait.place, Trait.follows})
"""What somebody chose, and can choose otherwise just so. The rest is what they did, or where they belong."""


def reasons(audience: Audience, holds: Collection[Condition]) -> tuple[int, ...]:
    """Numbers of the conditions (over all groups, from 0) because of which somebody is in an audience.

    `holds` are those conditions that are true of them, taken without their "not". Only groups that are true as a whole
    count; in one of nothing but "not" the reason is that it is for everyone, which no number says: -1.
    """
    found: list[int] = []
    number = 0
    for group in audience.groups:
        numbered = list(enumerate(group, number))
        number += len(group)
        if all((one.model_copy(update={"negated": False}) in holds) is not one.negated for one in group):
            found += [index for index, one in numbered if not one.negated] or [-1]
    return tuple(dict.fromkeys(found))


def condition(audience: Audience, number: int) -> Condition:
    """The one of this number, as `reasons` counts. IndexError for one that is not there."""
    if number == -1:
        return Condition(trait=Trait.everyone)
    if number < 0:
        raise IndexError(number)
    return audience.conditions[number]
