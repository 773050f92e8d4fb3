import time
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.sandbox import InventedClock, Limits, Person, Sandbox
from tests.bot.sandbox.conftest import Caller, Refusal


async def send(call: Caller, person: Person) -> Any:
    return await call("sendMessage", chat_id=person.id, text="a")


async def test_above_the_ceiling_the_answer_is_429_with_the_seconds_to_wait(
    call: Caller, session: aiohttp.ClientSession, sandbox: Sandbox, maria: Person
) -> None:
    sandbox.switches.ceiling_per_second = 2
    for _ in range(2):
        await send(call, maria)
    params = {"chat_id": maria.id, "text": "a"}
    async with session.post(f"{call.url}/sendMessage", json=params) as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "1")
        assert await response.json() == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 1",
            "parameters": {"retry_after": 1},
        }
    sandbox.switches.ceiling_per_second = None
    await send(call, maria)


async def test_edits_count_and_answers_to_buttons_do_not(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    sandbox.switches.ceiling_per_second = 1
    sent = await send(call, maria)
    with pytest.raises(Refusal, match="Too Many Requests"):
        await call("editMessageText", chat_id=maria.id, message_id=sent["message_id"], text="b")
    await call("sendChatAction", chat_id=maria.id, action="typing")
    assert maria.last.text == "a"


async def test_a_refused_text_does_not_count(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    sandbox.switches.ceiling_per_second = 1
    with pytest.raises(Refusal, match="message text is empty"):
        await call("sendMessage", chat_id=maria.id, text="")
    await send(call, maria)


async def test_a_private_chat_has_an_allowance(clock: InventedClock, session: aiohttp.ClientSession) -> None:
    limits = Limits(per_second=None, chat_burst=3)
    async with Sandbox(clock=clock, limits=limits) as sandbox:
        call, maria, ivan = Caller(session, sandbox), sandbox.add_person(), sandbox.add_person()
        maria.start()
        ivan.start()
        for _ in range(3):
            await send(call, maria)
        with pytest.raises(Refusal, match="Too Many Requests: retry after 1"):
            await send(call, maria)
        await send(call, ivan)


async def test_a_flood_refuses_every_send_and_nothing_else(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    sandbox.switches.flood = True
    with pytest.raises(Refusal) as refusal:
        await send(call, maria)
    assert (refusal.value.code, refusal.value.parameters) == (429, {"retry_after": 3})
    await call("getMe")


async def test_an_outage_answers_500_to_everything(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    sandbox.switches.down = True
    for method in ("getMe", "getUpdates", "sendMessage"):
        with pytest.raises(Refusal) as refusal:
            await call(method)
        assert refusal.value.code == 500
    sandbox.switches.down = False
    await send(call, maria)


async def test_a_dropped_network_answers_nothing_and_does_nothing(
    call: Caller, sandbox: Sandbox, maria: Person
) -> None:
    sandbox.switches.drop = True
    with pytest.raises(aiohttp.ClientError):
        await send(call, maria)
    sandbox.switches.drop = False
    assert maria.messages == []
    await send(call, maria)


async def test_the_next_calls_can_fail(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    sandbox.switches.fail_next("sendMessage", 400, "Bad Request: chat not found", times=2)
    await call("getMe")
    for _ in range(2):
        with pytest.raises(Refusal, match="chat not found"):
            await send(call, maria)
    await send(call, maria)
    assert len(maria.messages) == 1


async def test_a_failure_may_carry_seconds_to_wait(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    sandbox.switches.fail_next("*", 429, "Too Many Requests: retry after 7", retry_after=7)
    with pytest.raises(Refusal) as refusal:
        await send(call, maria)
    assert refusal.value.parameters == {"retry_after": 7}


async def test_a_failure_may_tell_of_a_group_that_moved(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    sandbox.switches.fail_next("sendMessage", 400, words, migrate_to_chat_id=-100123)
    with pytest.raises(Refusal) as refusal:
        await send(call, maria)
    assert refusal.value.parameters == {"migrate_to_chat_id": -100123}


async def test_an_answer_can_be_lost_after_the_message_was_taken(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    sandbox.switches.fail_next("sendMessage", 500, after_accepting=True)
    sandbox.switches.fail_next("sendMessage", None, after_accepting=True)
    with pytest.raises(Refusal):
        await send(call, maria)
    with pytest.raises(aiohttp.ClientError):
        await send(call, maria)
    assert len(maria.messages) == 2


async def test_latency_is_added_to_every_round_trip(call: Caller, sandbox: Sandbox) -> None:
    sandbox.switches.latency = 0.06
    before = time.monotonic()
    await call("getMe")
    assert time.monotonic() - before >= 0.06


async def test_an_outage_ends_by_the_clock_or_when_it_is_switched_off(
    call: Caller, sandbox: Sandbox, maria: Person, clock: InventedClock
) -> None:
    sandbox.switches.down_for(60)
    with pytest.raises(Refusal) as refusal:
        await send(call, maria)
    assert refusal.value.code == 500
    clock.advance(timedelta(seconds=60))
    await send(call, maria)
    sandbox.switches.down_for(60)
    sandbox.switches.down = False
    await send(call, maria)
    assert len(maria.messages) == 2


async def test_a_flood_asks_for_as_long_a_pause_as_it_is_told(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    sandbox.switches.flood_seconds = 40
    sandbox.switches.flood = True
    with pytest.raises(Refusal, match="Too Many Requests: retry after 40"):
        await send(call, maria)


async def test_the_third_call_to_one_chat_can_fail(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    other = sandbox.add_person()
    other.start()
    sandbox.switches.fail_next("sendMessage", 429, retry_after=5, skip=2, chat_id=maria.id)
    for person in (maria, other, maria, other):
        await send(call, person)
    with pytest.raises(Refusal, match="Too Many Requests: retry after 5"):
        await send(call, maria)
    await send(call, maria)
    assert (len(maria.messages), len(other.messages)) == (3, 2)
