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


async def _may_answer(tx: Transaction, update: Any) -> bool:
    press = _part(update, "callback_query")
    if str(press.get("data", "")).startswith(_BUTTONS):
        return True
    message = _part(press, "message") or _part(update, "message") or _part(update, "edited_message")
    chat = _part(message, "chat").get("id")
    found = await dialogues.of_chat(tx, chat) if isinstance(chat, int) else []
    return any(one.conversation == DRAFTS for one in found)


def _part(of: Any, name: str) -> dict[str, Any]:
    """Whatever it is that could not be played: nothing of it is taken for granted."""
    found = of.get(name) if isinstance(of, dict) else None
    return found if isinstance(found, dict) else {}


def _silent(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _silent(value) for name, value in part.items() if name in _SAYS_NOTHING}
    return part
