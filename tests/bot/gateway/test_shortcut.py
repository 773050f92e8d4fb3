"""The short way for small calls, against a server that answers byte for byte as it is told."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData

from bot.gateway.client import AiohttpRequest, Ready
from bot.gateway.shortcut import Shortcut

OK = b'{"ok":true,"result":{"message_id":7}}'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
WHOLE = HEAD + b"Content-Length: %d\r\n\r\n%b" % (len(OK), OK)


class Server:
    """Answers each request with the given pieces, one write each; None closes the connection."""

    def __init__(self, *pieces: bytes | None) -> None:
        self.pieces = pieces
        self.requests: list[bytes] = []
        self.connections = 0
        self.port = 0
        self._writers: list[asyncio.StreamWriter] = []

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.append(writer)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
                self.requests.append(head + await reader.readexactly(length))
                for piece in self.pieces:
                    if piece is None:
                        return
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0.001)  # a piece for itself
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        server = await asyncio.start_server(self._meet, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield f"http://127.0.0.1:{self.port}/bot1:TOKEN/sendMessage"
        finally:
            server.close()
            for writer in self._writers:  # a newer Python waits until the client has let go, which is half a minute
                writer.close()
            await server.wait_closed()


@pytest.fixture
async def client(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[AiohttpRequest]:
    """One that knows no other way."""
    async with AiohttpRequest(read_timeout=5.0) as client:
        monkeypatch.delattr(aiohttp.ClientSession, "request")
        yield client


async def test_a_call_is_one_request_as_http_wants_it(client: AiohttpRequest) -> None:
    server = Server(WHOLE)
    async with server.listening() as url:
        assert await client.post(url, request_data=Ready({"text": "да"})) == {"message_id": 7}  # type: ignore[arg-type]
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    first, *fields = head.decode().split("\r\n")
    assert first == "POST /bot1:TOKEN/sendMessage HTTP/1.1"
    assert dict(field.split(": ") for field in fields) == {
        "Host": f"127.0.0.1:{server.port}",
        "User-Agent": client.USER_AGENT,
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
    }
    assert json.loads(body) == {"text": "да"}


CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n" + OK[:5] + b"\r\n"
UNTIL_CLOSED = b"HTTP/1.0 200 OK\r\n\r\n"


@pytest.mark.parametrize(
    ("pieces", "connections"),
    [
        ((WHOLE,), 1),
        ((WHOLE[:20], WHOLE[20:-8], WHOLE[-8:]), 1),
        ((CHUNKED, b"%x\r\n%b\r\n0\r\n\r\n" % (len(OK) - 5, OK[5:])), 1),
        ((b"HTTP/1.1 103 Early Hints\r\n\r\n", WHOLE), 1),
        ((HEAD + b"Connection: close\r\n" + WHOLE.removeprefix(HEAD),), 3),
        ((UNTIL_CLOSED, OK, None), 3),
    ],
)
async def test_an_answer_is_read_however_it_comes(
    client: AiohttpRequest, pieces: tuple[bytes | None, ...], connections: int
) -> None:
    server = Server(*pieces)
    async with server.listening() as url:
        for _ in range(3):
            assert await client.post(url, request_data=Ready({"a": 1})) == {"message_id": 7}  # type: ignore[arg-type]
    assert server.connections == connections


@pytest.mark.parametrize(
    "pieces", [(None,), (WHOLE[:-8], None), (b"what?\r\n\r\n",), (HEAD + b"Content-Length: seven\r\n\r\n",)]
)
async def test_an_answer_that_is_none_is_trouble_of_the_network(
    client: AiohttpRequest, pieces: tuple[bytes | None, ...]
) -> None:
    server = Server(*pieces)
    async with server.listening() as url:
        for _ in range(2):
            with pytest.raises(NetworkError) as caught:
                await client.post(url, request_data=Ready({"a": 1}))  # type: ignore[arg-type]
            assert "TOKEN" not in repr((caught.value, caught.value.__cause__, caught.value.__context__))
    assert server.connections == 2


async def test_a_call_that_is_given_up_takes_its_connection_along() -> None:
    """Its answer may still come, and would be taken for the answer to the next."""
    server = Server()
    async with server.listening() as url, AiohttpRequest(read_timeout=0.02) as client:
        for _ in range(2):
            with pytest.raises(TimedOut):
                await client.post(url, request_data=Ready({"a": 1}))  # type: ignore[arg-type]
    assert server.connections == 2


async def test_what_needs_more_goes_the_usual_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Shortcut, "post")
    server = Server(WHOLE)
    async with server.listening() as url:
        async with AiohttpRequest() as client:
            await client.post(url, request_data=Ready({"a": 1}), read_timeout=7.0)  # type: ignore[arg-type]
            await client.post(url.replace("http://", "http://me:secret@"), request_data=Ready({"a": 1}))  # type: ignore[arg-type]
            await client.post(url, request_data=RequestData())
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.port}")
        async with AiohttpRequest() as client:
            await client.post("http://elsewhere.invalid/", request_data=Ready({"a": 1}))  # type: ignore[arg-type]
    assert server.requests[-1].startswith(b"POST http://elsewhere.invalid/ HTTP/1.1")
    assert len(server.requests) == 4
