"""The client against a small server on loopback."""

import asyncio
import io
import json
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import BodyPartReader, web
from aiohttp.test_utils import TestServer
from telegram import Bot, InputMediaDocument
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import RequestData

from bot.gateway.client import AiohttpRequest

TOKEN = "123456:AAtoken-that-nobody-may-see_0123456789"
SENT = {
    "ok": True,
    "result": {"message_id": 7, "date": 1793613600, "chat": {"id": 5, "type": "private"}, "text": "x"},
}

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Telegram:
    """A server that notes what it was asked and answers as it was told."""

    def __init__(self) -> None:
        self.answer: Answer = self._sent
        self.requests: list[tuple[str, str, str, bytes]] = []
        self.parts: dict[str, tuple[str | None, str | None, bytes]] = {}
        self.connections: set[int] = set()
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/{anything:.*}", self._hear)
        self.server = TestServer(app)

    async def _hear(self, request: web.Request) -> web.StreamResponse:
        self.connections.add(id(request.transport))
        if request.content_type == "multipart/form-data":
            await self._read_parts(request)
        else:
            self.requests.append((request.method, request.path, request.content_type, await request.read()))
        return await self.answer(request)

    async def _read_parts(self, request: web.Request) -> None:
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            content = bytes(await part.read())
            self.parts[str(part.name)] = (part.filename, part.headers.get("Content-Type"), content)

    async def _sent(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(SENT)

    def answers(self, status: int, body: Any) -> None:
        async def answer(request: web.Request) -> web.StreamResponse:
            raw = body if isinstance(body, bytes) else json.dumps(body).encode()
            return web.Response(status=status, body=raw)

        self.answer = answer

    @property
    def url(self) -> str:
        return str(self.server.make_url(""))


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    there = Telegram()
    await there.server.start_server()
    yield there
    await there.server.close()


@pytest.fixture
async def client() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest() as request:
        yield request


@pytest.fixture
def bot(telegram: Telegram, client: AiohttpRequest) -> Bot:
    return Bot(TOKEN, base_url=f"{telegram.url}/bot", base_file_url=f"{telegram.url}/file/bot", request=client)


async def test_a_method_is_a_json_body_to_the_address_of_the_settings(telegram: Telegram, bot: Bot) -> None:
    message = await bot.send_message(5, "Здравейте, Иво ✅", disable_notification=True)
    method, path, kind, body = telegram.requests[0]
    assert message.message_id == 7
    assert (method, path, kind) == ("POST", f"/bot{TOKEN}/sendMessage", "application/json")
    assert json.loads(body) == {"chat_id": 5, "text": "Здравейте, Иво ✅", "disable_notification": True}


async def test_a_method_without_parameters_has_no_body(telegram: Telegram, bot: Bot) -> None:
    telegram.answers(200, {"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "Престиж"}})
    await bot.get_me()
    assert telegram.requests[0][3] == b""


async def test_a_file_goes_up_whole_under_its_own_name(telegram: Telegram, bot: Bot) -> None:
    large = bytes(range(256)) * 8192  # two megabytes
    await bot.send_document(5, large, filename='Проект "Наредба"\r\n.pdf', caption="Проект")
    assert telegram.parts["document"] == ('Проект "Наредба"  .pdf', "application/pdf", large)
    assert telegram.parts["caption"][2].decode() == "Проект"
    assert telegram.parts["chat_id"][2] == b"5"


async def test_a_file_is_read_from_its_handle(telegram: Telegram, bot: Bot) -> None:
    await bot.send_document(5, io.BytesIO(b"text"), filename="a.txt")
    assert telegram.parts["document"][2] == b"text"


async def test_several_files_are_attached_to_one_request(telegram: Telegram, bot: Bot) -> None:
    telegram.answers(200, {"ok": True, "result": [SENT["result"], SENT["result"]]})
    await bot.send_media_group(5, [InputMediaDocument(b"one"), InputMediaDocument(b"two")])
    media = json.loads(telegram.parts["media"][2])
    contents = [telegram.parts[item["media"].removeprefix("attach://")][2] for item in media]
    assert contents == [b"one", b"two"]


async def test_a_file_comes_down_as_bytes(telegram: Telegram, client: AiohttpRequest) -> None:
    telegram.answers(200, b"\x00\xff" * 1000)
    assert await client.retrieve(f"{telegram.url}/file/x") == b"\x00\xff" * 1000


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, {"ok": False, "description": "Bad Request: chat not found"}, BadRequest),
        (401, {"ok": False, "description": "Unauthorized"}, InvalidToken),
        (403, {"ok": False, "description": "Forbidden: bot was blocked by the user"}, Forbidden),
        (404, {"ok": False, "description": "Not Found"}, InvalidToken),
        (409, {"ok": False, "description": "Conflict: terminated by other getUpdates request"}, Conflict),
        (429, {"ok": False, "description": "Too Many", "parameters": {"retry_after": 3}}, RetryAfter),
        (400, {"ok": False, "description": "x", "parameters": {"migrate_to_chat_id": -100}}, ChatMigrated),
        (500, {"ok": False, "description": "Internal Server Error"}, NetworkError),
        (502, b"<html>Bad Gateway</html>", NetworkError),
        (302, b"", NetworkError),
        (200, b"<html>A captive portal</html>", TelegramError),
        (200, [1], TelegramError),
    ],
)
async def test_each_answer_becomes_the_library_s_own_error(
    telegram: Telegram,
    bot: Bot,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    body: Any,
    error: type[TelegramError],
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the library warns of its own old form otherwise
    telegram.answers(status, body)
    with pytest.raises(TelegramError) as caught:
        await bot.send_message(5, "x")
    assert type(caught.value) is error


async def test_broken_letters_in_an_answer_are_replaced(telegram: Telegram, client: AiohttpRequest) -> None:
    telegram.answers(200, b'{"ok": true, "result": {"text": "\xff"}}')
    assert await client.post(f"{telegram.url}/x") == {"text": "\ufffd"}


async def test_an_answer_that_does_not_come_is_timed_out(telegram: Telegram, bot: Bot) -> None:
    never = asyncio.Event()

    async def answer(request: web.Request) -> web.StreamResponse:
        await never.wait()
        return web.Response()

    telegram.answer = answer
    with pytest.raises(TimedOut) as caught:
        await bot.send_message(5, "x", read_timeout=0.05)
    never.set()
    _has_no_secret(caught.value)


async def test_an_answer_that_stops_midway_is_timed_out(telegram: Telegram, client: AiohttpRequest) -> None:
    never = asyncio.Event()

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b"half")
        await never.wait()
        return response

    telegram.answer = answer
    with pytest.raises(TimedOut):
        await client.retrieve(f"{telegram.url}/file", read_timeout=0.05)
    never.set()


async def test_a_full_pool_says_that_nothing_was_sent(telegram: Telegram) -> None:
    busy, release = asyncio.Event(), asyncio.Event()

    async def answer(request: web.Request) -> web.StreamResponse:
        busy.set()
        await release.wait()
        return web.json_response(SENT)

    telegram.answer = answer
    async with AiohttpRequest(limit=1) as narrow:
        first = asyncio.create_task(narrow.post(f"{telegram.url}/first"))
        await busy.wait()
        with pytest.raises(TimedOut, match=r"\*not\* sent") as caught:
            await narrow.post(f"{telegram.url}/bot{TOKEN}/x", pool_timeout=0.02, connect_timeout=0.02)
        release.set()
        await first
    _has_no_secret(caught.value)


async def test_a_connection_cut_in_the_middle_is_trouble_of_the_network(telegram: Telegram, bot: Bot) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    telegram.answer = answer
    with pytest.raises(NetworkError, match=r"aiohttp\.") as caught:
        await bot.send_message(5, "x")
    assert not isinstance(caught.value, TimedOut)
    _has_no_secret(caught.value)


@pytest.mark.parametrize("base", ["http://127.0.0.1:1", "http://no such host", "gopher://127.0.0.1", "nonsense"])
async def test_an_address_that_leads_nowhere_is_trouble_of_the_network(client: AiohttpRequest, base: str) -> None:
    with pytest.raises(NetworkError) as caught:
        await client.post(f"{base}/bot{TOKEN}/getMe")
    _has_no_secret(caught.value)


def _has_no_secret(error: BaseException) -> None:
    assert error.__cause__ is None
    assert error.__context__ is None
    assert "nobody-may-see" not in "".join(traceback.format_exception(error, chain=True))
    assert "nobody-may-see" not in repr(error)


async def test_what_is_no_json_is_refused_for_good(telegram: Telegram, bot: Bot) -> None:
    with pytest.raises(BadRequest, match="cannot be written as JSON"):
        await bot.send_message(5, "half a surrogate pair: \ud83d")
    assert telegram.requests == []


async def test_sixty_four_requests_at_once_each_get_their_own_answer(
    telegram: Telegram, client: AiohttpRequest
) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        number = request.path.rpartition("/")[2]
        await asyncio.sleep(0.001 * (int(number) % 7))
        return web.json_response({"ok": True, "result": {"number": number}})

    telegram.answer = answer
    for _ in range(2):
        numbers = [str(number) for number in range(64)]
        answers = await asyncio.gather(*(client.post(f"{telegram.url}/{number}") for number in numbers))
        assert answers == [{"number": number} for number in numbers]


async def test_a_connection_is_kept_for_the_next_request(telegram: Telegram, bot: Bot) -> None:
    for _ in range(5):
        await bot.send_message(5, "x")
    assert len(telegram.connections) == 1


async def test_opening_and_closing_twice_is_harmless(telegram: Telegram) -> None:
    client = AiohttpRequest()
    await client.shutdown()
    await client.initialize()
    await client.initialize()
    await client.post(f"{telegram.url}/x")
    await client.shutdown()
    await client.shutdown()
    await client.initialize()
    await client.post(f"{telegram.url}/x")
    await client.shutdown()
    assert len(telegram.requests) == 2


async def test_a_closed_client_says_so(telegram: Telegram) -> None:
    with pytest.raises(RuntimeError, match="not initialized"):
        await AiohttpRequest().do_request(telegram.url, "POST", RequestData())


def test_the_read_timeout_can_be_asked() -> None:
    assert AiohttpRequest(read_timeout=9.5).read_timeout == 9.5


async def test_an_upload_that_stalls_is_timed_out(client: AiohttpRequest) -> None:
    never = asyncio.Event()

    async def deaf(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await never.wait()
        writer.close()

    server = await asyncio.start_server(deaf, "127.0.0.1", 0, limit=1024)
    port = server.sockets[0].getsockname()[1]
    bot = Bot(TOKEN, base_url=f"http://127.0.0.1:{port}/bot", request=client)
    with pytest.raises(TimedOut):
        await bot.send_document(
            5,
            bytes(16 * 1024 * 1024),
            write_timeout=0.02,
            read_timeout=0.02,
            connect_timeout=0.02,
            pool_timeout=0.02,
        )
    never.set()
    server.close()
    await server.wait_closed()
