"""Crowds: what befalls a share of many people at once."""

import random
from typing import Any

from bot.sandbox.people import Person
from bot.sandbox.world import World

Json = dict[str, Any]


def strike(
    world: World, *, blocked: float = 0.0, deactivated: float = 0.0, vanished: float = 0.0, quietly: bool = False
) -> dict[str, list[int]]:
    """Let shares of everybody (0 to 1, one person under one of them at most) block the bot, delete their account, or be
    known to Telegram no more; the same people in every run. Answers who.

    `quietly` the bot is not told who blocked it, as after a day of its being down.
    """
    if min(blocked, deactivated, vanished) < 0 or blocked + deactivated + vanished > 1:
        raise ValueError("shares lie between 0 and 1, together too")
    people = [person for person in world.people.values() if not (person.blocked or person.gone)]
    total = len(people)
    random.Random(26).shuffle(people)
    struck: dict[str, list[int]] = {}
    begin = 0
    for name, share in (("blocked", blocked), ("deactivated", deactivated), ("vanished", vanished)):
        end = begin + min(round(share * total), total - begin)
        for person in people[begin:end]:
            _befall(person, name, quietly)
        struck[name] = sorted(person.id for person in people[begin:end])
        begin = end
    return struck


def _befall(person: Person, what: str, quietly: bool) -> None:
    if what == "blocked":
        person.block(quietly=quietly)
    elif what == "deactivated":
        person.deactivate()
    else:
        person.vanish()
