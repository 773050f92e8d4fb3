"""One case of `bench sends`: rows of the outbox to acknowledged and settled messages, with the ceiling lifted."""

import asyncio
import json
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil

from bot.app import Prestige, system_clock
from bot.bench.prestige_turns import LIFTED, quiet, settings
from bot.lifetime import run
from storage import outbox, schema
from storage.engine import Engine
from storage.outbox import Lane

CHUNK = 5_000
SETTLING_SECONDS = 1.0
TEXT = "Утре е последният ден за мнение: Правилник за работата на Обществения съвет към кмета."


async def fill(engine: Engine, *, people: int, first: int, rows: int, now: datetime) -> None:
    """Announcements to a crowd, in the lowest lane."""
    for start in range(0, rows, CHUNK):
        async with engine.write() as tx:
            for number in range(start, min(start + CHUNK, rows)):
                chat = first + number % people
                params = {"chat_id": chat, "text": TEXT, "parse_mode": "HTML"}
                outbox.call(tx, "sendMessage", params, chat_id=chat, now=now, lane=Lane.BULK)


async def drain(url: str, people: int, rows: int, crowd: int) -> dict[str, Any]:
    """Seconds from the first look into the outbox to the last settlement; growth of memory after the first second."""
    with tempfile.TemporaryDirectory() as folder:
        chosen = settings(Path(folder), url)
        app = Prestige(chosen, limits=LIFTED)
        schema.upgrade(chosen.database_path, chosen.key, now=system_clock())
        await app.engine.open()
        await app.application.initialize()
        await fill(app.engine, people=crowd, first=people, rows=rows, now=system_clock())
        process = psutil.Process()
        before = 0
        began = time.perf_counter()
        sending = asyncio.create_task(app.sender.run())
        idle = asyncio.create_task(app.sender.idle())
        while not idle.done():
            await asyncio.wait([idle], timeout=SETTLING_SECONDS)
            before = before or process.memory_info().rss
        seconds = time.perf_counter() - began
        growth = (process.memory_info().rss - before) / 1_000_000
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        await app.application.shutdown()
        await app.engine.close()
    return {"seconds": seconds, "cpu_seconds": time.process_time(), "rss_growth_mb": growth}


if __name__ == "__main__":
    quiet()
    print(json.dumps(run(drain(**json.loads(sys.argv[1])))))  # noqa: T201 # the result of the case
