import asyncio
from datetime import timedelta
from typing import Any

import orjson
import pytest

from bot.sandbox import InventedClock, Person, Sandbox
from bot.sandbox.updates import UpdateQueue
from tests.bot.sandbox.conftest import Caller, Refusal


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_are_handed_over_again_until_they_are_acknowledged(call: Caller, maria: Person) -> None:
    for text in ("едно", "две", "три"):
        maria.say(text)
    first = await call("getUpdates")
    assert texts(first) == ["едно", "две", "три"]
    assert await call("getUpdates") == first
    rest = await call("getUpdates", offset=first[0]["update_id"] + 1)
    assert texts(rest) == ["две", "три"]
    assert await call("getUpdates", offset=rest[-1]["update_id"] + 1) == []
    assert await call("getUpdates") == []


async def test_identifiers_rise_one_by_one(call: Caller, maria: Person) -> None:
    for number in range(5):
        maria.say(str(number))
    numbers = [update["update_id"] for update in await call("getUpdates")]
    assert numbers == list(range(numbers[0], numbers[0] + 5))


@pytest.mark.parametrize(("limit", "given"), [(2, 2), (0, 1), (1000, 100), (None, 100)])
async def test_at_most_a_hundred_come_at_a_time(call: Caller, maria: Person, limit: int | None, given: int) -> None:
    for number in range(101):
        maria.say(str(number))
    assert len(await call("getUpdates", **({} if limit is None else {"limit": limit}))) == given


async def test_a_negative_offset_keeps_only_the_newest(call: Caller, maria: Person) -> None:
    for text in ("едно", "две", "три"):
        maria.say(text)
    assert texts(await call("getUpdates", offset=-1)) == ["три"]
    assert texts(await call("getUpdates")) == ["три"]


async def test_an_offset_from_another_life_is_taken_for_none(call: Caller, maria: Person) -> None:
    maria.say("едно")
    assert texts(await call("getUpdates", offset=999_999_999)) == ["едно"]


async def test_a_long_poll_is_answered_as_soon_as_something_happens(call: Caller, maria: Person) -> None:
    poll = asyncio.ensure_future(call("getUpdates", timeout=50))
    await maria._world.until(lambda: maria._world.poll, 5)
    maria.say("едно")
    maria.say("две")
    assert texts(await poll) == ["едно", "две"]


async def test_a_long_poll_comes_back_empty_when_its_time_is_up(call: Caller) -> None:
    assert await call("getUpdates", timeout=1) == []


async def test_a_second_poller_makes_the_first_one_fail(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    first = asyncio.ensure_future(call("getUpdates", timeout=50))
    await sandbox.until(lambda: sandbox.world.poll)
    second = asyncio.ensure_future(call("getUpdates", timeout=50))
    with pytest.raises(Refusal) as refusal:
        await first
    assert (refusal.value.code, refusal.value.description) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    maria.say("едно")
    assert texts(await second) == ["едно"]


async def test_stopping_does_not_wait_for_a_long_poll(call: Caller, sandbox: Sandbox) -> None:
    poll = asyncio.ensure_future(call("getUpdates", timeout=50))
    await sandbox.until(lambda: sandbox.world.poll)
    async with asyncio.timeout(2):
        await sandbox.stop()
    assert await poll == []


async def test_a_long_poll_that_is_still_on_its_way_is_answered_as_well_when_the_sandbox_stops(
    call: Caller, sandbox: Sandbox
) -> None:
    """Else its connection would be cut, and a client would ask again where nobody listens any more."""
    sandbox.switches.latency = 0.02
    poll = asyncio.ensure_future(call("getUpdates", timeout=50))
    while not sandbox.calls["getUpdates"]:
        await asyncio.sleep(0)
    assert sandbox.world.poll is None
    await sandbox.stop()
    assert await poll == []


async def test_a_sandbox_that_begins_again_lets_polls_wait_again(sandbox: Sandbox) -> None:
    await sandbox.stop()
    assert sandbox.world.queue.waker().done()
    await sandbox.start()
    assert not sandbox.world.queue.waker().done()


async def test_updates_are_kept_a_day_and_pressed_buttons_150_seconds(
    call: Caller, maria: Person, clock: InventedClock
) -> None:
    await call("sendMessage", chat_id=maria.id, text="?", reply_markup=keyboard("Да"))
    maria.say("едно")
    maria.press("Да")
    clock.advance(timedelta(seconds=149))
    assert [set(update) - {"update_id"} for update in await call("getUpdates")] == [{"message"}, {"callback_query"}]
    clock.advance(timedelta(seconds=1))
    assert texts(await call("getUpdates")) == ["едно"]
    clock.advance(timedelta(days=1))
    assert await call("getUpdates") == []


def keyboard(*labels: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}


async def test_only_the_kinds_that_were_asked_for_are_queued_and_the_choice_stays(call: Caller, maria: Person) -> None:
    await call("getUpdates", allowed_updates=["callback_query"])
    maria.say("едно")
    await call("getUpdates")
    maria.say("две")
    assert await call("getUpdates", allowed_updates=[]) == []
    maria.say("три")
    assert texts(await call("getUpdates")) == ["три"]


async def test_a_kind_that_does_not_exist_cannot_be_asked_for(call: Caller) -> None:
    with pytest.raises(Refusal, match='update type "mesage" is not in the sandbox'):
        await call("getUpdates", allowed_updates='["mesage"]')


async def test_an_update_of_an_unknown_kind_can_be_pushed(call: Caller, sandbox: Sandbox) -> None:
    number = sandbox.push({"thought": {"of": "the future"}})
    assert await call("getUpdates") == [{"update_id": number, "thought": {"of": "the future"}}]


def test_a_repeated_update_keeps_its_number() -> None:
    queue = UpdateQueue()
    number = queue.push("message", {"a": 1}, 0.0)
    queue.push("message", {"a": 1}, 0.0, number)
    assert [orjson.loads(body)["update_id"] for body in queue.peek(100, 0.0)] == [number, number]
