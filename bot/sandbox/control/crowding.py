"""Crowds: people by the thousand, what they say, where they walk, and what befalls them."""

from typing import TYPE_CHECKING, Any

from bot.sandbox.control.answers import Wrong, number_of, text_of, whole_of
from bot.sandbox.crowds import strike
from bot.sandbox.walkers import Walk

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

Json = dict[str, Any]


async def flood_updates(sandbox: "Sandbox", body: Json) -> tuple[int, Json]:
    """Make people and let each of them say a text at once. "{n}" in the text becomes its number, from 1 on."""
    people, each, text = whole_of(body, "people"), whole_of(body, "each"), text_of(body, "text")
    if not (1 <= people <= 100_000 and 1 <= each <= 10_000 and people * each <= 1_000_000):
        raise Wrong(400, "That are too many, or none.")
    crowd = [sandbox.add_person(first_name="Някой", language_code="bg") for _ in range(people)]
    for number in range(1, each + 1):
        words = text.replace("{n}", str(number))
        for person in crowd:
            person.say(words)
    return 200, {"people": [person.id for person in crowd], "updates": people * each}


async def walk(sandbox: "Sandbox", body: Json) -> tuple[int, Json]:
    """{first, people, payload, labels, think: [least, most]}: as many people of the crowd from the number `first` on
    open the link and walk (`bot.sandbox.walkers`), until somebody else walks.
    """
    first, count, payload = whole_of(body, "first"), whole_of(body, "people"), text_of(body, "payload")
    labels, think = body.get("labels"), body.get("think")
    people = [sandbox.world.people.get(number) for number in range(first, first + min(max(count, 0), 100_000))]
    known = [person for person in people if person is not None]
    if not known or len(known) < len(people) or not isinstance(labels, list) or not isinstance(think, list):
        raise Wrong(400, "Nobody can walk so.")
    Walk(sandbox.world, known, [str(label) for label in labels], (float(think[0]), float(think[1]))).start(payload)
    return 200, {}


async def trouble(sandbox: "Sandbox", body: Json) -> tuple[int, Json]:
    """{blocked?, deactivated?, vanished?: shares from 0 to 1, quietly?}, as `crowds.strike`; answers who."""
    names = {"blocked", "deactivated", "vanished"}
    if not body.keys() <= names | {"quietly"}:
        raise Wrong(400, "A share may block, be deactivated or vanish.")
    shares = {name: number_of(body, name) for name in names & body.keys()}
    try:
        return 200, strike(sandbox.world, **shares, quietly=bool(body.get("quietly", False)))
    except ValueError as error:
        raise Wrong(400, f"{error}.") from None
