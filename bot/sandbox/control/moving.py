"""Moving the world: time, bad luck, crowds, and beginning anew."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.sandbox import views
from bot.sandbox.control.answers import Wrong, number_of, text_of, whole_of
from bot.sandbox.walkers import Walk

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

Json = dict[str, Any]


async def clock(sandbox: "Sandbox", body: Json) -> tuple[int, Json]:
    clock = sandbox.world.clock
    try:
        if "to" in body:
            moment = datetime.fromisoformat(text_of(body, "to"))
            if moment.tzinfo is None:
                raise Wrong(400, "The moment needs an offset from UTC.")
            step = moment - clock.now()
        else:
            step = timedelta(seconds=number_of(body, "advance_seconds"))
        if step < timedelta():
            raise Wrong(409, "The clock does not go backwards.")
        clock.advance(step)
    except (ValueError, OverflowError):
        raise Wrong(400, "This is no moment the clock can go to.") from None
    return 200, views.clock(clock)


async def switches(sandbox: "Sandbox", body: Json) -> tuple[int, Json]:
    switches = sandbox.world.switches
    checks: dict[str, Callable[[Any], bool]] = {
        "ceiling_per_second": lambda v: v is None or (isinstance(v, int) and not isinstance(v, bool) and v >= 1),
        "flood": lambda v: isinstance(v, bool),
        "down": lambda v: isinstance(v, bool),
        "drop": lambda v: isinstance(v, bool),
        "latency": lambda v: isinstance(v, int | float) and 0 <= v <= 60,
    }
    for name, value in body.items():
        if name not in checks or not checks[name](value):
            raise Wrong(400, f"The switch {name} cannot be set so.")
    for name, value in body.items():
        setattr(switches, name, value)
    sandbox.world.hub.publish("switches", switches.as_json())
    return 200, switches.as_json()


async def fail_next(sandbox: "Sandbox", body: Json) -> tuple[int, Json]:
    """{method, code|null, description?, retry_after?, times?, after_accepting?}, as `Switches.fail_next`."""
    known = {"method", "code", "description", "retry_after", "times", "after_accepting", "migrate_to_chat_id"}
    if not {"method", "code"} <= body.keys() <= known:
        raise Wrong(400, "Name the method and the code, null to close the connection.")
    sandbox.world.switches.fail_next(**body)
    return 200, {}


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


async def reset(sandbox: "Sandbox", body: Json) -> tuple[int, Json]:
    sandbox.world.reset()
    return 200, {}
