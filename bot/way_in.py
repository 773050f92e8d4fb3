"""The way in: meeting Telegram, agreeing with it how updates come, and the door where they are delivered."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from aiohttp import web
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError
from telegram.ext import Application

from bot.gateway.delivery import flood_seconds
from bot.gateway.patience import USUAL, Patience
from bot.gateway.receiver import ALLOWED, AnotherPoller
from bot.gateway.webhook import serve, webhook_app
from bot.settings import Settings
from storage import inbox, outbox
from storage.engine import Engine

log = structlog.get_logger()

TOKEN_UNKNOWN = "Telegram does not know PRESTIGE_BOT_TOKEN: copy it again from @BotFather."


class StartRefused(Exception):
    """The bot cannot start; the message is one plain sentence for the operator."""


def in_words(error: BaseException) -> StartRefused:
    """Why an essential part stopped."""
    if isinstance(error, AnotherPoller):
        return StartRefused("Another bot is running with this token: stop it, then start this one again.")
    if isinstance(error, InvalidToken):
        return StartRefused("Telegram no longer accepts PRESTIGE_BOT_TOKEN: it was revoked or changed.")
    return StartRefused(f"An essential part stopped ({type(error).__name__}); see the log above.")


class WayIn:
    """`accepted` is called after each delivery that is durable. Without a webhook updates are asked for elsewhere."""

    def __init__(
        self,
        settings: Settings,
        application: Application[Any, Any, Any, Any, Any, Any],
        engine: Engine,
        *,
        clock: Callable[[], datetime],
        accepted: Callable[[], None],
        patience: Patience = USUAL,
    ) -> None:
        self._settings = settings
        self._application = application
        self._engine = engine
        self._clock = clock
        self._accepted = accepted
        self._patience = patience
        self._web: web.AppRunner | None = None

    async def open(self) -> None:
        """Listen, and meet Telegram. Raises StartRefused."""
        await self._listen()
        await self._meet_telegram()

    async def close(self) -> None:
        """Deliveries under way are still taken."""
        if self._web is not None:
            await self._web.cleanup()

    async def health(self) -> dict[str, Any]:
        """How much waits; raises when the database cannot be asked."""
        async with self._engine.read() as tx:
            return {**await inbox.counts(tx), "outbox": await outbox.size(tx)}

    async def _listen(self) -> None:
        """Before Telegram is told where to deliver. What comes at once waits in the inbox."""
        settings = self._settings
        if settings.webhook_url is None:
            return
        secret = settings.webhook_secret.get_secret_value()
        app = webhook_app(secret=secret, accept=self._accept, healthy=self.health, path=settings.webhook_path)
        self._web = await serve(app, (settings.listen.host, settings.listen.port))

    async def _accept(self, update_id: int, payload: str) -> None:
        """A delivery is acknowledged when this returns."""
        async with self._engine.write() as tx:
            await inbox.accept(tx, [(update_id, payload)], now=self._clock())
        self._accepted()

    async def _meet_telegram(self) -> None:
        """Learn who the bot is and how updates come. A wrong token stops the start, an absent network is waited for."""
        troubles = 0
        while True:
            troubles += 1
            pause = self._patience.pause(troubles)
            try:
                await self._application.initialize()
                await self._agree()
                return
            except InvalidToken as error:
                raise StartRefused(TOKEN_UNKNOWN) from error
            except BadRequest as error:
                raise StartRefused(f"Telegram refuses PRESTIGE_WEBHOOK_URL: {error.message}.") from error
            except RetryAfter as error:
                pause = flood_seconds(error)
                log.warning("telegram.asks_to_wait", pause=pause)
            except TelegramError as error:
                log.warning("telegram.unreachable", error=type(error).__name__, pause=pause)
            await asyncio.sleep(pause)

    async def _agree(self) -> None:
        """On how updates come."""
        bot, settings = self._application.bot, self._settings
        if settings.webhook_url is None:
            await bot.delete_webhook()
        else:
            secret = settings.webhook_secret.get_secret_value()
            await bot.set_webhook(
                settings.webhook_url, secret_token=secret, max_connections=40, allowed_updates=ALLOWED
            )
