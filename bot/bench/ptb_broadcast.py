"""A rival in `bench broadcast`: PTB's own `AIORateLimiter`, as the library's documents and its maintainers advise.

Runs in the rivals' environment, so it imports nothing of ours. Whoever is careful sets `max_retries`, and iterates over
all users with each `send_message` in a `try`, one after another. `at_a_time` gathers some at once instead, which lets
the limiter alone set the pace; it lets as many go at once as in a whole second, and after them another second's, which
is twice the ceiling. The library keeps no account of a broadcast: who starts it again begins anew.
"""

import asyncio
import json
import sys
from typing import Any

from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ApplicationBuilder

MAX_RETRIES = 5


async def tell_all(
    url: str, token: str, first: int, people: int, text: str, folder: str, at_a_time: int = 1
) -> dict[str, Any]:
    """How many calls came to nothing, in the library's eyes. There is nothing to keep in the folder."""
    limiter = AIORateLimiter(max_retries=MAX_RETRIES)
    application = ApplicationBuilder().token(token).base_url(f"{url}/bot").rate_limiter(limiter).build()

    async def tell(chat: int) -> bool:
        try:
            await application.bot.send_message(chat, text, parse_mode="HTML")
        except TelegramError:
            return False
        return True

    chats = range(first, first + people)
    failed = 0
    async with application:
        for start in range(0, people, at_a_time):
            told = await asyncio.gather(*map(tell, chats[start : start + at_a_time]))
            failed += told.count(False)
    return {"failed": failed}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(tell_all(**json.loads(sys.argv[1])))))  # noqa: T201 # the result of the case
