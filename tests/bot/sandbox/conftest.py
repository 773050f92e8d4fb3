"""A sandbox whose clock stands still, and ways to call it as a bot does."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from bot.sandbox import InventedClock, Limits, Person, Sandbox

Control = Callable[..., Awaitable[tuple[int, Any]]]

MORNING = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\2\0\0\0\3\x08\2" + b"\0" * 7 + b"IEND\xaeB`\x82"
"""As much of a picture of 2 by 3 pixels as is read here."""


class Refusal(Exception):
    """What the Bot API answered instead of a result."""

    def __init__(self, body: dict[str, Any]) -> None:
        super().__init__(body["description"])
        self.code: int = body["error_code"]
        self.description: str = body["description"]
        self.parameters: dict[str, Any] = body.get("parameters", {})


class Caller:
    """Calls methods of the Bot API with JSON and gives back the result. Raises Refusal."""

    def __init__(self, session: aiohttp.ClientSession, sandbox: Sandbox) -> None:
        self.session = session
        self.url = f"{sandbox.url}/bot{sandbox.token}"

    async def __call__(self, method: str, **params: Any) -> Any:
        async with self.session.post(f"{self.url}/{method}", json=params) as response:
            return await self.result(response)

    async def form(self, method: str, data: Any) -> Any:
        async with self.session.post(f"{self.url}/{method}", data=data) as response:
            return await self.result(response)

    async def result(self, response: aiohttp.ClientResponse) -> Any:
        body = await response.json()
        if body["ok"]:
            assert response.status == 200
            return body["result"]
        assert response.status == body["error_code"]
        raise Refusal(body)


@pytest.fixture
def clock() -> InventedClock:
    return InventedClock(MORNING)


@pytest.fixture
async def sandbox(clock: InventedClock) -> AsyncIterator[Sandbox]:
    async with Sandbox(clock=clock, limits=Limits.none()) as running:
        yield running


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as running:
        yield running


@pytest.fixture
def call(sandbox: Sandbox, session: aiohttp.ClientSession) -> Caller:
    return Caller(session, sandbox)


@pytest.fixture
def maria(sandbox: Sandbox) -> Person:
    """Somebody who has started the bot."""
    person = sandbox.add_person(first_name="Мария", language_code="bg")
    person.start()
    sandbox.world.queue.clear()
    return person


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    """python-telegram-bot's own client."""
    async with Bot(sandbox.token, base_url=f"{sandbox.url}/bot", base_file_url=f"{sandbox.url}/file/bot") as running:
        yield running


@pytest.fixture
def control(sandbox: Sandbox, session: aiohttp.ClientSession) -> Control:
    """GET without a body, POST with one."""

    async def ask(path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        url = f"{sandbox.url}/sandbox{path}"
        if body is None:
            async with session.get(url, headers=headers) as response:
                return response.status, await response.json()
        async with session.post(url, json=body, headers=headers) as response:
            return response.status, await response.json()

    return ask
