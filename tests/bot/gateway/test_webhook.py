"""The webhook over real HTTP on loopback, and where a body must be cut or stalled, over a bare socket."""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.gateway import webhook
from bot.gateway.webhook import MOST_BYTES, SECRET_HEADER, serve, webhook_app

SECRET = "correct-horse_42"
PATH = "/telegram"


class Inbox:
    """Keeps what it is given, or refuses, and tells its health."""

    def __init__(self) -> None:
        self.kept: list[tuple[int, str]] = []
        self.refusal: Exception | None = None
        self.gate: asyncio.Event | None = None
        self.health: Mapping[str, Any] | Exception = {"inbox": 0, "outbox": 3}

    async def accept(self, update_id: int, raw: str) -> None:
        if self.gate is not None:
            await self.gate.wait()
        if self.refusal is not None:
            raise self.refusal
        self.kept.append((update_id, raw))

    async def healthy(self) -> Mapping[str, Any]:
        if isinstance(self.health, Exception):
            raise self.health
        return self.health


class Site:
    def __init__(self, inbox: Inbox, port: int, session: aiohttp.ClientSession) -> None:
        self.inbox, self.port, self.session = inbox, port, session

    async def post(self, body: bytes | str, *, secret: str | None = SECRET, path: str = PATH) -> int:
        headers = {} if secret is None else {SECRET_HEADER: secret}
        async with self.session.post(f"http://127.0.0.1:{self.port}{path}", data=body, headers=headers) as got:
            return got.status

    async def get(self, path: str) -> tuple[int, bytes]:
        async with self.session.get(f"http://127.0.0.1:{self.port}{path}") as got:
            return got.status, await got.read()

    async def raw(self, request: bytes) -> bytes:
        """What comes back for these bytes, when nothing follows them."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(request)
        await writer.drain()
        line = await reader.readline()
        writer.close()
        await writer.wait_closed()
        return line


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    inbox = Inbox()
    app = webhook_app(secret=SECRET, accept=inbox.accept, healthy=inbox.healthy, path=PATH)
    runner = await serve(app, ("127.0.0.1", 0))
    async with aiohttp.ClientSession() as session:
        yield Site(inbox, runner.addresses[0][1], session)
    await runner.cleanup()


async def test_an_update_is_handed_over_as_it_came(site: Site) -> None:
    raw = '{"update_id":10,"message":{"text":"Здравейте ✅"},"of_the_future":[1.0]}'
    assert await site.post(raw) == 200
    assert site.inbox.kept == [(10, raw)]


@pytest.mark.parametrize("broken", [rb'"\ud83d!"', b'"\xff!"'])
async def test_half_a_character_is_replaced_and_the_update_kept(site: Site, broken: bytes) -> None:
    assert await site.post(b'{"update_id": 10, "message": {"text": ' + broken + b"}}") == 200
    assert site.inbox.kept == [(10, '{"update_id":10,"message":{"text":"\ufffd!"}}')]


async def test_ok_is_said_only_after_the_inbox_has_it(site: Site) -> None:
    site.inbox.gate = asyncio.Event()
    posting = asyncio.create_task(site.post('{"update_id": 1}'))
    done, _ = await asyncio.wait([posting], timeout=0.05)
    assert not done
    site.inbox.gate.set()
    assert await posting == 200


async def test_an_update_that_could_not_be_kept_is_to_come_again(site: Site) -> None:
    site.inbox.refusal = OSError("disk full")
    assert await site.post('{"update_id": 1}') == 503
    site.inbox.refusal = None
    assert await site.post('{"update_id": 1}') == 200


@pytest.mark.parametrize("secret", [None, "", "correct-horse_4", "correct-horse_42 x", "вярна"])
async def test_a_wrong_secret_is_refused(site: Site, secret: str | None) -> None:
    assert await site.post('{"update_id": 1}', secret=secret) == 403
    assert site.inbox.kept == []


async def test_the_secret_is_compared_in_constant_time(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    really, compared = hmac.compare_digest, []

    def compare(given: bytes, expected: bytes) -> bool:
        compared.append((given, expected))
        return really(given, expected)

    monkeypatch.setattr(hmac, "compare_digest", compare)
    await site.post('{"update_id": 1}', secret="guess")
    assert compared == [(b"guess", SECRET.encode())]


async def test_a_wrong_secret_is_refused_before_the_body_is_read(site: Site) -> None:
    promised = b"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n"
    assert b" 403 " in await site.raw(promised)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"update_id"',
        b"{}",
        b'{"update_id": null}',
        b'{"update_id": "1"}',
        b'{"update_id": 1.5}',
        b'{"update_id": true}',
        b'{"update_id": -1}',
        b'{"update_id": 9223372036854775808}',
        b'{"update_id": 1}{"update_id": 2}',
        b"[" * 100_000,
    ],
)
async def test_what_is_no_update_is_refused(site: Site, body: bytes) -> None:
    assert await site.post(body) == 400
    assert site.inbox.kept == []


async def test_a_body_of_the_largest_size_is_taken_and_one_byte_more_is_not(site: Site) -> None:
    head, tail = b'{"update_id": 1, "x": "', b'"}'
    fill = MOST_BYTES - len(head) - len(tail)
    assert await site.post(head + b"a" * fill + tail) == 200
    with_one_more = _declared(site.port, head + b"a" * (fill + 1) + tail)
    assert b" 413 " in await site.raw(with_one_more)
    assert len(site.inbox.kept) == 1


def _declared(port: int, body: bytes) -> bytes:
    lines = (
        f"POST {PATH} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"{SECRET_HEADER}: {SECRET}",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body[:100]


async def test_a_body_that_hides_its_size_is_cut_as_well(site: Site) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"a" * 65536

    headers = {SECRET_HEADER: SECRET}
    url = f"http://127.0.0.1:{site.port}{PATH}"
    async with site.session.post(url, data=endless(), headers=headers) as got:
        assert got.status == 413


async def test_a_body_that_does_not_come_is_not_waited_for(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "BODY_SECONDS", 0.02)
    assert b" 408 " in await site.raw(_declared(site.port, b'{"update_id": 1' + b" " * 500))


@pytest.mark.parametrize("path", ["/", "/telegram/", "/telegram/x", "/Telegram", "/robots.txt", "/health/"])
async def test_other_paths_do_not_exist(site: Site, path: str) -> None:
    assert (await site.get(path))[0] == 404
    assert await site.post('{"update_id": 1}', path=path) == 404


async def test_the_path_answers_only_posts(site: Site) -> None:
    assert (await site.get(PATH))[0] == 404


async def test_health_counts_what_waits(site: Site) -> None:
    status, body = await site.get("/health")
    assert (status, json.loads(body)) == (200, {"status": "ok", "inbox": 0, "outbox": 3})


async def test_health_is_refused_while_the_bot_calls_itself_unwell(site: Site) -> None:
    site.inbox.health = {"status": "stuck", "inbox": 900}
    status, body = await site.get("/health")
    assert (status, json.loads(body)) == (503, {"status": "stuck", "inbox": 900})


async def test_health_tells_nothing_of_what_broke(site: Site) -> None:
    site.inbox.health = OSError("/secret/place is gone")
    status, body = await site.get("/health")
    assert (status, json.loads(body)) == (503, {"status": "unavailable"})


@pytest.mark.parametrize(("secret", "path"), [("", PATH), (SECRET, "/health"), (SECRET, "telegram")])
def test_an_impossible_webhook_is_not_made(secret: str, path: str) -> None:
    inbox = Inbox()
    with pytest.raises(ValueError, match="webhook"):
        webhook_app(secret=secret, accept=inbox.accept, healthy=inbox.healthy, path=path)


async def test_a_taken_address_is_an_error(site: Site) -> None:
    with pytest.raises(OSError, match="address"):
        await serve(web.Application(), ("127.0.0.1", site.port))
