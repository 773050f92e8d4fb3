from datetime import timedelta

import pytest

from bot.sandbox import InventedClock, Person, Sandbox
from tests.bot.sandbox.conftest import Caller, Refusal

KEYBOARD = {"inline_keyboard": [[{"text": "Да", "callback_data": "1"}]]}
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def press(call: Caller, sandbox: Sandbox, person: Person) -> str:
    await call("sendMessage", chat_id=person.id, text="?", reply_markup=KEYBOARD)
    person.press("Да")
    query: str = sandbox.unhandled[-1]["callback_query"]["id"]
    return query


async def test_an_answer_reaches_the_person(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    query = await press(call, sandbox, maria)
    await call("answerCallbackQuery", callback_query_id=query, text="Готово", show_alert=True)
    assert [(answer.text, answer.show_alert) for answer in maria.answers] == [("Готово", True)]


async def test_a_query_is_answered_once(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    query = await press(call, sandbox, maria)
    await call("answerCallbackQuery", callback_query_id=query)
    with pytest.raises(Refusal) as refusal:
        await call("answerCallbackQuery", callback_query_id=query)
    assert refusal.value.description == TOO_OLD


async def test_a_query_is_too_old_after_150_seconds(
    call: Caller, sandbox: Sandbox, maria: Person, clock: InventedClock
) -> None:
    first, second = await press(call, sandbox, maria), await press(call, sandbox, maria)
    clock.advance(timedelta(seconds=149))
    await call("answerCallbackQuery", callback_query_id=first)
    clock.advance(timedelta(seconds=1))
    with pytest.raises(Refusal) as refusal:
        await call("answerCallbackQuery", callback_query_id=second)
    assert refusal.value.description == TOO_OLD


async def test_an_invented_query_is_refused(call: Caller) -> None:
    with pytest.raises(Refusal) as refusal:
        await call("answerCallbackQuery", callback_query_id="7")
    assert refusal.value.description == TOO_OLD


async def test_an_answer_has_two_hundred_characters(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    query = await press(call, sandbox, maria)
    with pytest.raises(Refusal, match="Bad Request: MESSAGE_TOO_LONG"):
        await call("answerCallbackQuery", callback_query_id=query, text="ъ" * 201)
    await call("answerCallbackQuery", callback_query_id=query, text="ъ" * 200)


async def test_an_answer_opens_only_links_to_the_bot(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    query = await press(call, sandbox, maria)
    with pytest.raises(Refusal, match="URL_INVALID"):
        await call("answerCallbackQuery", callback_query_id=query, url="https://haskovo.bg")
    await call("answerCallbackQuery", callback_query_id=query, url="https://t.me/prestige_demo_bot?start=a")
