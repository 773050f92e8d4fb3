"""What is put aside of an update that could not be played."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from bot.gateway.discretion import without_answers
from bot.services.questionnaires.filling import DRAFTS
from storage import dialogues, inbox
from storage.dialogues import Dialogue
from storage.engine import Engine
from storage.inbox import Waiting

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
MARIA = 800_000_005
WORDS = "Повече столове"


def update(*, data: str | None = None, kind: str = "message") -> str:
    """A press on a message that shows what was answered before, or words."""
    chat = {"id": MARIA, "type": "private", "first_name": "Мария"}
    message: dict[str, Any] = {"message_id": 7, "date": 1, "chat": chat, "text": f"1. Беше ясно. 4\n2. {WORDS}"}
    if data is None:
        return orjson.dumps({"update_id": 5, kind: {**message, "from": chat}}).decode()
    press = {"id": "9", "from": chat, "message": message, "data": data}
    return orjson.dumps({"update_id": 5, "callback_query": press}).decode()


async def put_aside(database: Engine, payload: str) -> str:
    async with database.write() as tx:
        inbox.park(tx, Waiting(5, await without_answers(tx, payload), 2), code="C", error="ValueError", now=NOW)
        (kept,) = await inbox.parked_of(tx, MARIA)
    return str(kept["payload"])


@pytest.mark.parametrize("data", ["qn.a:1:clear:4", "qn.t:1:from:b", "qn.send:1"])
async def test_a_press_that_answers_is_put_aside_without_what_it_says(database: Engine, data: str) -> None:
    kept = await put_aside(database, update(data=data))
    assert data not in kept
    assert WORDS not in kept
    assert "Беше ясно" not in kept


@pytest.mark.parametrize("kind", ["message", "edited_message"])
@pytest.mark.parametrize("active", [True, False])
async def test_words_of_who_is_answering_are_not_put_aside(database: Engine, kind: str, active: bool) -> None:
    async with database.write() as tx:
        dialogues.keep(tx, Dialogue(MARIA, DRAFTS, "question", {"answers": {}}, active), now=NOW)
    assert WORDS not in await put_aside(database, update(kind=kind))


@pytest.mark.parametrize("data", [None, "c:1"])
async def test_anything_else_is_put_aside_as_it_came(database: Engine, data: str | None) -> None:
    assert await put_aside(database, update(data=data)) == update(data=data)


@pytest.mark.parametrize("payload", ["5", "[]", '{"message":[]}', '{"callback_query":{"message":{"chat":{"id":"x"}}}}'])
async def test_what_makes_no_sense_is_put_aside_all_the_same(database: Engine, payload: str) -> None:
    async with database.write() as tx:
        assert await without_answers(tx, payload) == payload
