"""A rival in `bench broadcast`: aiogram-broadcaster with its most durable local storage, an SQLite file.

Runs in the rivals' environment, so it imports nothing of ours. The usual set-up: a storage, `setup` on the dispatcher,
the library's own handler for 429, no interval (it sends one after another, and waits for each answer). Its storage
keeps who is still pending, so who starts it again lets it restore its mailer and go on.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram_broadcaster import Broadcaster
from aiogram_broadcaster.contents import TextContent
from aiogram_broadcaster.storages import SQLAlchemyStorage
from aiogram_broadcaster.utils.retry_after_handler import setup_retry_after_handler


async def tell_all(url: str, token: str, first: int, people: int, text: str, folder: str) -> dict[str, Any]:
    """How many calls came to nothing, in the library's eyes."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    dispatcher = Dispatcher()
    async with Bot(token, session=session, default=DefaultBotProperties(parse_mode="HTML")) as bot:
        storage = SQLAlchemyStorage.from_url(f"sqlite+aiosqlite:///{Path(folder) / 'mailers.db'}")
        broadcaster = Broadcaster(bot, storage=storage)
        setup_retry_after_handler(broadcaster.event)
        broadcaster.setup(dispatcher, run_mailers=False)  # started below, to be waited for
        await dispatcher.emit_startup()
        if not len(broadcaster):
            await broadcaster.create_mailer(chats=range(first, first + people), content=TextContent(text=text))
        for outcome in (await broadcaster.get_mailers().start_and_wait()).values():
            if isinstance(outcome, BaseException):
                raise outcome
        failed = sum(len(mailer.chats.failed) for mailer in broadcaster)
        await dispatcher.emit_shutdown()
    return {"failed": failed}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(tell_all(**json.loads(sys.argv[1])))))  # noqa: T201 # the result of the case
