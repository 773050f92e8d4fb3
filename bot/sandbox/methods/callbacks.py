"""Answers to pressed buttons."""

from telegram.constants import CallbackQueryLimit

from bot.sandbox.calls import Call
from bot.sandbox.methods.registry import method
from bot.sandbox.records import CallbackAnswer
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World

MOST_ANSWER = int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)


@method("answerCallbackQuery", "callback_query_id text show_alert url cache_time")
def answer_callback_query(world: World, call: Call) -> bool:
    text, url, query_id = call.text("text"), call.text("url"), call.text("callback_query_id")
    if len(text) > MOST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and f"//t.me/{world.profile.username}?" not in url:
        raise bad_request("URL_INVALID")
    pending = world.queries.pop(query_id, None)
    if pending is None or pending.expires <= world.clock.seconds():
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    answer = CallbackAnswer(query_id, text or None, call.flag("show_alert"), url or None)
    world.answers[pending.person_id].append(answer)
    world.hub.publish(
        "answer",
        {"chat_id": pending.chat_id, "text": answer.text, "show_alert": answer.show_alert, "url": answer.url},
    )
    return True
