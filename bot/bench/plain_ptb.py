"""One case of `bench turns`: a bot as the library's examples write it, with nothing of ours.

ConversationHandler, PicklePersistence, HTTPXRequest, no database, the default sequential dispatch.
"""

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import (
    ApplicationBuilder,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from bot.bench.stage import TOKEN

ASKED = 0


async def answer_all(url: str, updates: int) -> dict[str, Any]:
    answered = 0
    done = asyncio.Event()

    async def reply(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        nonlocal answered
        assert update.message is not None
        await update.message.reply_text(f"Не разбрах „{update.message.text}“. Изберете оттук или напишете /help.")
        answered += 1
        if answered == updates:
            done.set()
        return ASKED

    with tempfile.TemporaryDirectory() as folder:
        application = (
            ApplicationBuilder()
            .token(TOKEN)
            .base_url(f"{url}/bot")
            .persistence(PicklePersistence(Path(folder) / "plain.pickle"))
            .build()
        )
        text: Any = MessageHandler(filters.TEXT, reply)
        form: Any = ConversationHandler(
            entry_points=[CommandHandler("start", reply), text],
            states={ASKED: [text]},
            fallbacks=[],
            name="form",
            persistent=True,
        )
        application.add_handler(form)
        began = time.perf_counter()
        async with application:
            assert application.updater is not None
            await application.start()
            await application.updater.start_polling()
            await done.wait()
            seconds = time.perf_counter() - began
            await application.updater.stop()
            await application.stop()
    return {"seconds": seconds, "cpu_seconds": time.process_time()}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(answer_all(**json.loads(sys.argv[1])))))  # noqa: T201 # the result of the case
