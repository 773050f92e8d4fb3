"""One case of `bench questionnaire`: the same questions by a bot as the library's examples write it.

ConversationHandler, PicklePersistence, HTTPXRequest, inline keyboards, no database, the default sequential dispatch.
"""

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    PicklePersistence,
)

from bot.bench.questionnaire import definition
from bot.bench.stage import TOKEN
from bot.bench.walking import walk

ASKING = 0
BEGIN, SEND, AGAIN, VALUES = "Започни", "Изпрати", "Меню", ("1", "2", "3", "4", "5")
QUESTIONS = [question.name("bg") for question in definition().questions]


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label) for label in labels]])


async def begin(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    assert update.message is not None
    assert context.user_data is not None
    context.user_data["answers"] = []
    await update.message.reply_text("Вашата оценка за форума: 12 въпроса", reply_markup=keyboard(BEGIN))
    return ASKING


async def ask(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    query = update.callback_query
    assert query is not None
    assert context.user_data is not None
    await query.answer()
    answers = context.user_data["answers"]
    if query.data in VALUES:
        answers.append(query.data)
    if query.data == SEND:
        await query.edit_message_text("Благодарим.", reply_markup=keyboard(AGAIN))
        return ConversationHandler.END
    if len(answers) == len(QUESTIONS):
        await query.edit_message_text("Изпращаме ли?", reply_markup=keyboard(SEND))
    else:
        words = f"{len(answers) + 1}/{len(QUESTIONS)} {QUESTIONS[len(answers)]}"
        await query.edit_message_text(words, reply_markup=keyboard(*VALUES))
    return ASKING


async def answer_all(url: str, first: int, people: int, think: list[float], seconds: float | None) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        application = (
            ApplicationBuilder()
            .token(TOKEN)
            .base_url(f"{url}/bot")
            .persistence(PicklePersistence(Path(folder) / "plain.pickle"))
            .build()
        )
        press: Any = CallbackQueryHandler(ask)
        start: Any = CommandHandler("start", begin)
        form: Any = ConversationHandler([start], {ASKING: [press]}, [start], name="form", persistent=True)
        application.add_handler(form)
        async with application:
            assert application.updater is not None
            await application.start()
            await application.updater.start_polling()
            report = await walk(
                url, first=first, people=people, payload="q1", labels=(SEND, BEGIN, "3"), think=think, seconds=seconds
            )
            if seconds is not None:
                leave_them_waiting(report)
            await application.updater.stop()
            await application.stop()
    return report


def leave_them_waiting(report: dict[str, Any]) -> None:
    """Stopping would answer all of them first, for minutes."""
    print(json.dumps(report), flush=True)  # noqa: T201 # the result of the case
    os._exit(0)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(answer_all(**json.loads(sys.argv[1])))))  # noqa: T201 # the result of the case
