"""Handing updates to the bot by calling it."""

import asyncio
import contextlib
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from bot.sandbox.world import World

FIRST_DELAY, LONGEST_DELAY = 0.05, 30.0
ANSWER_SECONDS = 60.0


class Webhook:
    """Delivers the queue in its order, one update after another, each again and again until it is answered 2xx.

    `last_error` is the second of the clock and the words of the last failure.
    """

    def __init__(self, world: "World", url: str, secret: str, max_connections: int) -> None:
        self.url = url
        self.max_connections = max_connections
        self.last_error: tuple[int, str] | None = None
        self._world = world
        self._headers = {"Content-Type": "application/json"}
        if secret:
            self._headers["X-Telegram-Bot-Api-Secret-Token"] = secret
        self._task = asyncio.get_running_loop().create_task(self._deliver())

    async def close(self) -> None:
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def _deliver(self) -> None:
        delay = FIRST_DELAY
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout, headers=self._headers) as session:
            while True:
                oldest = self._world.queue.oldest(self._world.clock.seconds())
                if oldest is None:
                    await self._world.queue.waker()
                    continue
                number, body = oldest
                problem = await self._post(session, body)
                if problem is None:
                    self._world.queue.drop(number)
                    self._world.touch()
                    delay = FIRST_DELAY
                else:
                    self.last_error = (self._world.second(), problem)
                    self._world.touch()
                    await asyncio.sleep(delay)
                    delay = min(delay * 2, LONGEST_DELAY)

    async def _post(self, session: aiohttp.ClientSession, body: bytes) -> str | None:
        """None when it was taken, otherwise Telegram's words for what went wrong."""
        if self._world.switches.drop:
            return "Connection reset by peer"
        try:
            async with session.post(self.url, data=body, allow_redirects=False) as response:
                answer = await response.read()
                if 200 <= response.status < 300:
                    if b'"method"' in answer:
                        self._world.warn("a method in the answer to a webhook is not in the sandbox")
                    return None
                return f"Wrong response from the webhook: {response.status} {response.reason}"
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientError:
            return "Connection refused"
