"""The sandbox as a process of its own."""

import asyncio
import signal
import sys

import aiohttp


async def test_it_says_where_it_is_serves_and_ends_when_told_to() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.sandbox", "--lift-limits", "--latency", "0.001", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    async with asyncio.timeout(30):
        url = (await process.stdout.readline()).decode().strip()
        async with aiohttp.ClientSession() as session, session.get(f"{url}/bot123456:SANDBOX/getMe") as response:
            assert (await response.json())["ok"]
        async with aiohttp.ClientSession() as session:
            poll = asyncio.ensure_future(session.get(f"{url}/bot123456:SANDBOX/getUpdates?timeout=50"))
            calls: dict[str, int] = {}
            while not calls.get("getUpdates"):
                async with session.get(f"{url}/sandbox/ledger") as response:
                    calls = (await response.json())["calls"]
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0
            (await poll).release()
