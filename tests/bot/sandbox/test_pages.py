import aiohttp
import pytest

from bot.sandbox import InventedClock, Sandbox
from bot.sandbox.pages import page_file


async def test_the_page_is_served_with_a_strict_policy(session: aiohttp.ClientSession, sandbox: Sandbox) -> None:
    async with session.get(f"{sandbox.url}/") as response:
        assert response.status == 200
        assert response.content_type == "text/html"
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]


async def test_a_page_under_another_name_is_not_served(session: aiohttp.ClientSession, sandbox: Sandbox) -> None:
    async with session.get(f"{sandbox.url}/", headers={"Host": "evil.example"}) as response:
        assert response.status == 404


async def test_without_a_page_there_is_none(clock: InventedClock, session: aiohttp.ClientSession) -> None:
    async with Sandbox(clock=clock, page=False) as sandbox, session.get(f"{sandbox.url}/") as response:
        assert response.status == 404


@pytest.mark.parametrize("path", ["/page/../pages.py", "/page/..", "/page/", "/page/x.js", "/pages.py", "/page/a/b.js"])
def test_nothing_but_the_page_is_served(path: str) -> None:
    assert page_file(path) is None
