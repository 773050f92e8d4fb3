"""A rival in `bench broadcast`: PTB's own `AIORateLimiter`, as the library's documents and its maintainers advise.

Runs in the rivals' environment, so it imports nothing of ours. Whoever is careful sets `max_retries`, and iterates over
all users with each `send_message` in a `try`. `at_once` is the other form that people use: all of them in one
`asyncio.gather`, so that the limiter alone sets the pace. The library keeps no account of a broadcast: who starts it
again begins anew.
"""

import asyncio
import json
import sys
from typing import Any

from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ApplicationBuilder

MAX_RETRIES = 5


async def tell_all(
    url: str, token: str, first: int, people: int, text: str, folder: str, at_once: bool = False
) -> dict[str, Any]:
    """How many calls came to nothing, in the library's eyes."""
    limiter = AIORateLimiter(max_retries=MAX_RETRIES)
    application = ApplicationBuilder().token(token).base_url(f"{url}/bot").rate_limiter(limiter).build()

    async def tell(chat: int) -> bool:
        try:
            await application.bot.send_message(chat, text, parse_mode="HTML")
        except TelegramError:
            return False
        return True

    chats = range(first, first + people)
    async with application:
        told = await asyncio.gather(*map(tell, chats)) if at_once else [await tell(chat) for chat in chats]
    return {"failed": told.count(False)}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(tell_all(**json.loads(sys.argv[1])))))  # noqa: T201 # the result of the case
