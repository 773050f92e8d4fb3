import asyncio
import inspect
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from bot.sandbox import Person, Sandbox
from bot.sandbox.methods import METHODS
from tests.bot.sandbox.conftest import Caller, Refusal


async def get(session: aiohttp.ClientSession, url: str) -> tuple[int, dict[str, Any]]:
    async with session.get(url) as response:
        return response.status, await response.json()


async def test_an_unknown_method_is_refused_loudly(
    call: Caller, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Refusal) as refusal:
        await call("sendPoll", chat_id=1)
    assert (refusal.value.code, refusal.value.description) == (404, "Not Found: method sendPoll is not in the sandbox")
    assert sandbox.unknown_methods == {"sendPoll": 1}
    assert "method sendPoll is not in the sandbox" in caplog.text


@pytest.mark.parametrize("length", [1, 100_000])
async def test_an_unknown_parameter_is_refused_loudly(call: Caller, maria: Person, length: int) -> None:
    with pytest.raises(Refusal) as refusal:
        await call("sendMessage", chat_id=maria.id, text="a" * length, mesage_effect="1")
    assert refusal.value.description == 'Bad Request: parameter "mesage_effect" of sendMessage is not in the sandbox'


@pytest.mark.parametrize("method", ["getMe", "sendMessage"])
async def test_a_web_page_cannot_play_the_bot(call: Caller, session: aiohttp.ClientSession, method: str) -> None:
    origin = {"Origin": "https://evil.example"}
    async with session.post(f"{call.url}/{method}", json={}, headers=origin) as response:
        assert response.status == 403


async def test_the_case_of_a_method_does_not_matter(call: Caller) -> None:
    assert (await call("GETME"))["id"] == 123456


async def test_a_wrong_token_is_unauthorised_and_a_malformed_one_is_not_found(
    session: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    assert await get(session, f"{sandbox.url}/bot123456:OTHER/getMe") == (
        401,
        {"ok": False, "error_code": 401, "description": "Unauthorized"},
    )
    assert await get(session, f"{sandbox.url}/botnonsense/getMe") == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found"},
    )


async def test_parameters_come_in_every_way_the_bot_api_knows(
    call: Caller, session: aiohttp.ClientSession, sandbox: Sandbox, maria: Person
) -> None:
    keyboard = '{"inline_keyboard": [[{"text": "Да", "callback_data": "1"}]]}'
    fields = {"chat_id": str(maria.id), "text": "Да & не + 😀", "reply_markup": keyboard}
    parts = aiohttp.MultipartWriter("form-data")
    for name, value in fields.items():
        parts.append(value).set_content_disposition("form-data", name=name)
    await call("sendMessage", **fields)
    await call.form("sendMessage", fields)
    await call.form("sendMessage", parts)
    async with session.get(f"{call.url}/sendMessage", params=fields) as response:
        await call.result(response)
    assert {(message.text, *message.buttons) for message in maria.messages} == {("Да & не + 😀", "Да")}
    assert len(maria.messages) == 4


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b"{", "application/json", "can't parse request body JSON object"),
        (b"[]", "application/json", "expected an Object as request body"),
        (b"a=\xff", "application/x-www-form-urlencoded", "can't parse request body: strings must be encoded in UTF-8"),
        (b"a", "text/plain", "unsupported content type of the request body"),
        (b"a", "multipart/form-data", "can't parse multipart request body"),
        (b"a", "multipart/form-data; boundary=b", "can't parse multipart request body"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused(
    call: Caller, session: aiohttp.ClientSession, body: bytes, kind: str, words: str
) -> None:
    async with session.post(f"{call.url}/getMe", data=body, headers={"Content-Type": kind}) as response:
        with pytest.raises(Refusal) as refusal:
            await call.result(response)
    assert refusal.value.description == f"Bad Request: {words}"


async def test_calls_and_refusals_are_counted(call: Caller, sandbox: Sandbox, maria: Person) -> None:
    await call("sendMessage", chat_id=maria.id, text="a")
    with pytest.raises(Refusal):
        await call("sendMessage", chat_id=maria.id, text="")
    assert sandbox.calls["sendMessage"] == 2
    assert [(sent.method, sent.chat_id, sent.text) for sent in sandbox.sent] == [("sendMessage", maria.id, "a")]
    assert [(one.method, one.code, one.description) for one in sandbox.refused] == [
        ("sendMessage", 400, "Bad Request: message text is empty")
    ]


async def test_a_mistake_of_the_sandbox_itself_is_a_500_and_logged(
    call: Caller, sandbox: Sandbox, maria: Person, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox.world, "say", None)
    with pytest.raises(Refusal) as refusal:
        await call("sendMessage", chat_id=maria.id, text="a")
    assert refusal.value.code == 500
    assert "stumbled over sendMessage" in caplog.text


async def test_a_request_in_pieces_is_answered_as_a_whole_one(sandbox: Sandbox, maria: Person) -> None:
    body = f'{{"chat_id": {maria.id}, "text": "a"}}'.encode()
    head = (
        f"POST /bot{sandbox.token}/sendMessage HTTP/1.1\r\nHost: a\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    host, port = sandbox.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    for piece in (head, body, head + body, head[:40], head[40:] + body):
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0.01)  # so that the pieces arrive apart
    for number in range(3):
        answer = await reader.readuntil(b"}}")
        assert answer.startswith(b"HTTP/1.1 200"), number
    writer.close()
    await writer.wait_closed()
    assert len(maria.messages) == 3


async def test_small_calls_are_answered_alike_at_once_and_the_usual_way(
    call: Caller, session: aiohttp.ClientSession, sandbox: Sandbox, maria: Person
) -> None:
    answers = []
    for latency in (0.0, 0.0001):  # with latency every call goes the usual way
        sandbox.switches.latency = latency
        for params in ({"chat_id": maria.id}, {"chat_id": 404, "text": "a"}, {"chat_id": maria.id, "x": 1}):
            async with session.post(f"{call.url}/sendMessage", json=params) as response:
                answers.append((response.status, await response.json(), response.content_type))
    assert answers[:3] == answers[3:]


OWN = {"self", "read_timeout", "write_timeout", "connect_timeout", "pool_timeout", "api_kwargs"}
FOR_CONVENIENCE = {"filename", "location", "venue"}  # of python-telegram-bot, not sent as such
NOT_HERE = {
    "business_connection_id",
    "message_effect_id",
    "message_thread_id",
    "direct_messages_topic_id",
    "suggested_post_parameters",
    "live_period",
    "heading",
    "proximity_alert_radius",
    "thumbnail",
    "allow_sending_without_reply",
    "reply_to_message_id",
    "disable_web_page_preview",
    "certificate",
    "ip_address",
    "caption",
    "parse_mode",
    "caption_entities",
}


@pytest.mark.parametrize("name", sorted(method.name for method in METHODS.values()))
def test_the_parameters_of_each_method_are_those_of_the_bot_api(name: str) -> None:
    snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    theirs = set(inspect.signature(getattr(Bot, snake)).parameters) - OWN - FOR_CONVENIENCE
    ours = METHODS[name.lower()].parameters
    assert ours <= theirs
    assert theirs - ours <= NOT_HERE
