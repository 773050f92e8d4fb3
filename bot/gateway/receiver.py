"""Takes updates from Telegram into the inbox, and acknowledges them only when that is durable."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import orjson
import structlog
from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter

from bot.gateway.delivery import flood_seconds
from storage import inbox
from storage.engine import Engine

log = structlog.get_logger()

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
LONG_POLL_SECONDS = 30
CONFLICT_PATIENCE = 3
"""A restart can meet its own last long poll; a second bot keeps on conflicting."""


class AnotherPoller(Exception):
    """Somebody else fetches this bot's updates."""


class Receiver:
    """Polls until cancelled. `accepted` is called after each durable batch."""

    def __init__(
        self,
        bot: Bot,
        engine: Engine,
        *,
        clock: Callable[[], datetime],
        accepted: Callable[[], None],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._engine = engine
        self._clock = clock
        self._accepted = accepted
        self._sleep = sleep
        self._offset: int | None = None
        self._conflicts = 0
        self._troubles = 0

    async def run(self) -> None:
        """Raises AnotherPoller when a second poller does not go away, and InvalidToken for a token that is not ours."""
        while True:
            pause = await self.step()
            if pause:
                await self._sleep(pause)

    async def step(self) -> float:
        """Fetch one batch; returns how many seconds to wait before the next."""
        try:
            await self.fetch()
        except Conflict as error:
            self._conflicts += 1
            if self._conflicts >= CONFLICT_PATIENCE:
                raise AnotherPoller() from error
            return 2.0
        except InvalidToken:
            raise
        except RetryAfter as error:
            return flood_seconds(error)
        except Exception as error:
            # The network, Telegram's servers, or an inbox that cannot be written (a full disk, say): nothing is
            # acknowledged, and Telegram keeps it for us.
            return self._trouble(error)
        self._conflicts = self._troubles = 0
        return 0.0

    def _trouble(self, error: Exception) -> float:
        self._troubles += 1
        pause: float = min(30.0, 0.5 * 2 ** min(self._troubles, 6))
        log.warning("receiver.trouble", error=type(error).__name__, pause=pause)
        return pause

    async def fetch(self) -> int:
        """One getUpdates into one commit. The next call acknowledges what this one has made durable."""
        params: dict[str, Any] = {"timeout": LONG_POLL_SECONDS, "limit": 100, "allowed_updates": ALLOWED}
        if self._offset is not None:
            params["offset"] = self._offset
        batch = await self._bot.do_api_request(
            "getUpdates", api_kwargs=params, read_timeout=LONG_POLL_SECONDS + 10, connect_timeout=10
        )
        if not isinstance(batch, list) or not batch:
            return 0
        updates = [(update["update_id"], orjson.dumps(update).decode()) for update in batch]
        async with self._engine.write() as tx:
            await inbox.accept(tx, updates, now=self._clock())
        self._offset = max(number for number, _ in updates) + 1
        self._accepted()
        return len(updates)
