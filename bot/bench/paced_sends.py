"""One case of `bench sends`: Telegram's ceiling and a round trip, ten thousand announcements waiting, and a citizen.

The citizen writes every now and then; how long until the answer is there is what people feel. What waits are rows of
the outbox, or the copies of one announcement.
"""

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import aiohttp

from bot.app import Prestige, system_clock
from bot.bench.prestige_broadcast import announce
from bot.bench.prestige_sends import TEXT, fill
from bot.bench.prestige_turns import quiet, settings
from bot.bench.stage import percentile
from bot.lifetime import run
from storage import outbox, schema

EVERY_SECONDS = 1.03
"""Not a multiple of the spacing, so that every phase of it is met."""
LOOK_SECONDS = 0.003


async def pace(url: str, people: int, seconds: float, queued: int, announced: bool = False) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        chosen = settings(Path(folder), url)
        schema.upgrade(chosen.database_path, chosen.key, now=system_clock())
        app = Prestige(chosen)
        await app.start()
        await app.sender.idle()
        if announced:
            await announce(app.engine, first=people, people=queued, text=TEXT)
        else:
            await fill(app.engine, people=queued, first=people, rows=queued, now=system_clock())
        app.sender.wake()
        async with aiohttp.ClientSession() as session:
            waits = await _converse(session, url, people + queued - 1, app, seconds, queued)
        await app.stop()
    return waits


async def _converse(
    session: aiohttp.ClientSession, url: str, citizen: int, app: Prestige, seconds: float, queued: int
) -> dict[str, Any]:
    waits: list[float] = []
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        asked = time.perf_counter()
        seen = await _heard(session, url, citizen)
        async with session.post(f"{url}/sandbox/people/{citizen}/text", json={"text": "кога е срокът"}):
            pass
        while await _heard(session, url, citizen) == seen:  # noqa: ASYNC110 # another process answers
            await asyncio.sleep(LOOK_SECONDS)
        waits.append((time.perf_counter() - asked) * 1000)
        await asyncio.sleep(max(0.0, EVERY_SECONDS - (time.perf_counter() - asked)))
    took = time.perf_counter() - began
    async with app.engine.glance() as tx:
        left = await outbox.size(tx) + await tx.value("SELECT count(*) FROM deliveries WHERE state = 0")
    sent = queued - left + len(waits)
    return {"per_second": sent / took, "reply_p95_ms": percentile(waits, 0.95)}


async def _heard(session: aiohttp.ClientSession, url: str, citizen: int) -> int:
    """The number of the newest message from the bot."""
    async with session.get(f"{url}/sandbox/chats/{citizen}") as response:
        chat = await response.json()
    return max((message["message_id"] for message in chat["messages"] if message["from"] == "bot"), default=0)


if __name__ == "__main__":
    quiet()
    print(json.dumps(run(pace(**json.loads(sys.argv[1])))))  # noqa: T201 # the result of the case
