"""A short way for small calls that arrive whole, as nearly all of them do.

aiohttp spends over 100 µs on a request (a task, a stream, headers both ways), several times what the sandbox itself
needs, and benchmarks of a bot would measure that. Here a call that arrives in one piece is answered when it is read.
Everything else (long polls, files, the page, odd requests) goes the usual way, on the same connection.
"""

import asyncio
import logging
from typing import Any

from aiohttp import web

from bot.sandbox.botapi import BotApi

SILENT = logging.Logger("bot.sandbox.access", logging.CRITICAL)  # addresses contain the token
FOREVER = 10.0**7  # seconds: the usual way does not see that a connection is in use


class QuickServer(web.Server):
    def __init__(self, api: BotApi, handler: Any, **options: Any) -> None:
        super().__init__(handler, **options)
        self._api = api

    def __call__(self) -> web.RequestHandler:
        return QuickHandler(self._api, self)


class QuickHandler(web.RequestHandler):
    """One connection. `quiet` says that the usual way has answered all it was given."""

    __slots__ = ("_api", "quiet")

    def __init__(self, api: BotApi, server: QuickServer) -> None:
        super().__init__(server, loop=asyncio.get_running_loop(), access_log=SILENT, keepalive_timeout=FOREVER)
        self._api = api
        self.quiet = True

    def data_received(self, data: bytes) -> None:
        if self.quiet:
            reply = self._api.answer_at_once(data)
            if reply is not None and self.transport is not None:
                self.transport.write(reply)
                return
        self.quiet = False
        super().data_received(data)
