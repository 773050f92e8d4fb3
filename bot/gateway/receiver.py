"""Takes updates from Telegram into the inbox, and acknowledges them only when that is durable."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson
import structlog
from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter

from bot.gateway.delivery import flood_seconds
from bot.gateway.patience import USUAL, Patience
from storage import inbox
from storage.engine import Engine

log = structlog.get_logger()

ALLOWED = ["message", "edited_message", "channel_post", "callback_query", "my_chat_member"]
LONG_POLL_SECONDS = 30
GIVES_WAY_AFTER = 3
"""Conflicts: whoever ends our poll as often is alive, and not what is left of an earlier run of ours."""
REFUSALS = 3
"""Of the token, in a row, before it is believed: a gateway on the way can answer 404 for a moment."""


class AnotherPoller(Exception):
    """Somebody else fetched this bot's updates before we came."""


class Receiver:
    """Polls until cancelled. `accepted` is called after each durable batch."""

    def __init__(
        self,
        bot: Bot,
        engine: Engine,
        *,
        clock: Callable[[], datetime],
        accepted: Callable[[], None],
        patience: Patience = USUAL,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bot = bot
        self._engine = engine
        self._clock = clock
        self._accepted = accepted
        self._patience = patience
        self._monotonic = monotonic
        self._offset: int | None = None
        self._began = monotonic()
        self._conflicts = 0
        self._refusals = 0
        self._troubles = 0

    async def run(self) -> None:
        """Raises AnotherPoller when somebody was here before us, and InvalidToken for a token that is not ours."""
        self._began = self._monotonic()
        while True:
            pause = await self.step()
            if pause:
                await asyncio.sleep(pause)

    async def step(self) -> float:
        """Fetch one batch; returns how many seconds to wait before the next."""
        try:
            await self.fetch()
        except Conflict as error:
            return self._conflict(error)
        except (InvalidToken, EndPointNotFound) as error:
            return self._refused(error)
        except RetryAfter as error:
            return flood_seconds(error)
        except Exception as error:
            # The network, Telegram's servers, or an inbox that cannot be written (a full disk, say): nothing is
            # acknowledged, and Telegram keeps it for us.
            return self._trouble(error)
        self._troubles = self._refusals = 0
        return 0.0

    def _conflict(self, error: Conflict) -> float:
        """Of two pollers the newcomer gives way, so that a second bot started by mistake does not stop the first."""
        newcomer = self._monotonic() - self._began < self._patience.probation
        log.error("receiver.another_poller", newcomer=newcomer)
        self._conflicts += newcomer
        if newcomer and self._conflicts >= GIVES_WAY_AFTER:
            raise AnotherPoller() from error
        return self._patience.conflict

    def _refused(self, error: Exception) -> float:
        """The library takes a refused token for a method that is not there, and getUpdates is always there."""
        self._refusals += 1
        if self._refusals >= REFUSALS:
            raise InvalidToken() from error
        return self._trouble(error)

    def _trouble(self, error: Exception) -> float:
        self._troubles += 1
        pause = self._patience.pause(self._troubles)
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
