"""Who answered a questionnaire and what must not lie together, also not where an update was put aside as it came."""

from typing import Any

import orjson

from bot.services.questionnaires.filling import DRAFTS
from bot.ui.questionnaires.callbacks import Answer
from storage import dialogues
from storage.engine import Transaction

_BUTTONS = Answer.prefix.partition(".")[0] + "."
"""All of them stand under questions and answers, which come along with the press."""
_SAYS_NOTHING = frozenset(
    {"update_id", "message", "edited_message", "callback_query", "from", "chat", "id", "message_id", "date", "type"}
)


async def without_answers(tx: Transaction, payload: str) -> str:
    """The same update; of one that may hold an answer only by whom, where and when it was sent."""
    update = orjson.loads(payload)
    if not await _may_answer(tx, update):
        return payload
    return orjson.dumps(_silent(update)).decode()


async def _may_answer(tx: Transaction, update: dict[str, Any]) -> bool:
    press = update.get("callback_query") or {}
    if str(press.get("data", "")).startswith(_BUTTONS):
        return True
    message = press.get("message") or update.get("message") or update.get("edited_message") or {}
    chat = (message.get("chat") or {}).get("id")
    found = [] if chat is None else await dialogues.of_chat(tx, chat)
    return any(one.conversation == DRAFTS for one in found)


def _silent(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _silent(value) for name, value in part.items() if name in _SAYS_NOTHING}
    return part
