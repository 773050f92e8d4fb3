"""One case of `bench sends`: the library's own HTTPXRequest in the usual loop, thirty messages at a time."""

import asyncio
import json
import sys
import time
from typing import Any

from telegram import Bot
from telegram.request import HTTPXRequest

from bot.bench.prestige_sends import TEXT
from bot.bench.stage import TOKEN

AT_A_TIME = 30


async def send_all(url: str, people: int, rows: int, crowd: int) -> dict[str, Any]:
    gate = asyncio.Semaphore(AT_A_TIME)
    bot = Bot(TOKEN, base_url=f"{url}/bot", request=HTTPXRequest(connection_pool_size=AT_A_TIME))

    async def send(chat: int) -> None:
        async with gate:
            await bot.send_message(chat, TEXT, parse_mode="HTML")

    async with bot:
        began = time.perf_counter()
        await asyncio.gather(*(send(people + number % crowd) for number in range(rows)))
        seconds = time.perf_counter() - began
    return {"seconds": seconds}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(send_all(**json.loads(sys.argv[1])))))  # noqa: T201 # the result of the case
