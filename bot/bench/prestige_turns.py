"""One case of `bench turns`: the real bot answers everything that waits at the stand-in."""

import asyncio
import json
import logging
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import structlog

from bot.app import Prestige
from bot.bench.stage import TOKEN
from bot.gateway.limits import Limits
from bot.lifetime import run
from bot.settings import Settings, only

LOOK_SECONDS = 0.2
"""Counting is work too: looked at every hundredth of a second, it took a tenth of the bot's time."""
LIFTED = Limits(per_second=1_000_000, private_per_second=1_000_000, private_burst=1_000_000)


def settings(folder: Path, url: str) -> Settings:
    values: dict[str, Any] = {
        "bot_token": TOKEN,
        "api_url": url,
        "database_url": f"sqlite:///{folder / 'bench.db'}",
        "data_key": "ab" * 32,
    }
    return only(**values)


def quiet() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


async def answer_all(url: str, updates: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        app = Prestige(settings(Path(folder), url), limits=LIFTED)
        began = time.perf_counter()
        await app.start()
        answered = 0
        while answered < updates:
            await asyncio.sleep(LOOK_SECONDS)
            async with app.engine.glance() as tx:
                answered = await tx.value("SELECT count(*) FROM inbox WHERE handled_at IS NOT NULL")
        await app.sender.idle()
        seconds = time.perf_counter() - began
        await app.stop()
    return {"seconds": seconds, "cpu_seconds": time.process_time()}


if __name__ == "__main__":
    quiet()
    print(json.dumps(run(answer_all(**json.loads(sys.argv[1])))))  # noqa: T201 # the result of the case
