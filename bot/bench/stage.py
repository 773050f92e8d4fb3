"""What every bench needs: the stand-in on a core of its own, and a process for each case."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

TOKEN = "123456:SANDBOX"


class StandIn:
    """The sandbox as its own process, driven through its control API."""

    def __init__(self, url: str, session: aiohttp.ClientSession, process: asyncio.subprocess.Process) -> None:
        self.url = url
        self._session = session
        self.process = process

    async def post(self, path: str, **body: Any) -> Any:
        async with self._session.post(f"{self.url}/sandbox{path}", json=body) as response:
            response.raise_for_status()
            return await response.json()

    async def crowd(self, people: int) -> int:
        """People who have talked to the bot, so that it may write to them; returns the number of the first."""
        made = await self.post("/flood_updates", people=people, each=1, text="здравейте")
        await self.forget_updates()
        return int(made["people"][0])

    async def forget_updates(self) -> None:
        """The bot will not hear of what people did so far."""
        drop = f"{self.url}/bot{TOKEN}/deleteWebhook?drop_pending_updates=true"
        async with self._session.get(drop) as response:
            response.raise_for_status()

    async def get(self, path: str) -> Any:
        async with self._session.get(f"{self.url}/sandbox{path}") as response:
            response.raise_for_status()
            return await response.json()


@asynccontextmanager
async def stand_in(*, latency: float = 0.0, ceiling: int | None = None) -> AsyncIterator[StandIn]:
    """A strict Bot API server without limits, or with a ceiling for the whole bot, and a round trip of seconds."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.sandbox", "--lift-limits", "--no-page", "--history", "20"),
        *("--latency", str(latency)),
        stdout=asyncio.subprocess.PIPE,
        preexec_fn=lambda: on_core(-1),
    )
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession() as session:
        telegram = StandIn(url, session, process)
        await telegram.post("/switches", ceiling_per_second=ceiling)
        try:
            yield telegram
        finally:
            process.terminate()
            await process.wait()


async def case(module: str, **options: Any) -> dict[str, Any]:
    """Run one case in a process of its own, on the first core; its last line is its result as JSON."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", f"bot.bench.{module}", json.dumps(options)),
        stdout=asyncio.subprocess.PIPE,
        preexec_fn=lambda: on_core(0),
    )
    output, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"{module} failed")
    result: dict[str, Any] = json.loads(output.decode().strip().splitlines()[-1])
    return result


def on_core(index: int) -> None:
    """Stay on one core, where the system can be told so."""
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[index]})


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
