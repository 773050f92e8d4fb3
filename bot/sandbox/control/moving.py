"""Moving the world: time, bad luck, and beginning anew."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.sandbox import views
from bot.sandbox.control.answers import Wrong, number_of, text_of

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
        "flood_seconds": lambda v: isinstance(v, int) and not isinstance(v, bool) and 1 <= v <= 3600,
        "down": lambda v: isinstance(v, bool),
        "drop": lambda v: isinstance(v, bool),
        "down_for": lambda v: isinstance(v, int | float) and 0 < v <= 86_400,
        "latency": lambda v: isinstance(v, int | float) and 0 <= v <= 60,
    }
    for name, value in body.items():
        if name not in checks or not checks[name](value):
            raise Wrong(400, f"The switch {name} cannot be set so.")
    for name, value in body.items():
        if name == "down_for":
            switches.down_for(value)
        else:
            setattr(switches, name, value)
    sandbox.world.hub.publish("switches", switches.as_json())
    return 200, switches.as_json()


async def fail_next(sandbox: "Sandbox", body: Json) -> tuple[int, Json]:
    """{method, code|null, description?, retry_after?, times?, skip?, chat_id?, after_accepting?}, as
    `Switches.fail_next`."""
    known = {"method", "code", "description", "retry_after", "times", "after_accepting", "migrate_to_chat_id"}
    known |= {"skip", "chat_id"}
    if not {"method", "code"} <= body.keys() <= known:
        raise Wrong(400, "Name the method and the code, null to close the connection.")
    sandbox.world.switches.fail_next(**body)
    return 200, {}


async def lose_file(sandbox: "Sandbox", body: Json) -> tuple[int, Json]:
    """{file_id}: Telegram knows it no more."""
    try:
        sandbox.lose_file(text_of(body, "file_id"))
    except LookupError as error:
        raise Wrong(404, str(error)) from None
    return 200, {}


async def reset(sandbox: "Sandbox", body: Json) -> tuple[int, Json]:
    sandbox.world.reset()
    return 200, {}
