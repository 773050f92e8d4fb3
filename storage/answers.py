"""What Telegram answered to questions of ours, until whoever asked has heard it."""

from dataclasses import dataclass
from typing import Any

import orjson

from storage.engine import Transaction


@dataclass(frozen=True, slots=True)
class Answer:
    """`question` is the notice that asked, `params` its facts, `fact` what followed from the answer: None for none."""

    id: int
    question: str
    params: dict[str, Any]
    fact: str | None


def keep(tx: Transaction, question: str, params: dict[str, Any], fact: str | None) -> None:
    """In the commit in which the question leaves the outbox."""
    tx.later(
        "INSERT INTO answers (question, params, fact) VALUES (:question, :params, :fact)",
        question=question,
        params=orjson.dumps(params).decode(),
        fact=fact,
    )


async def is_any(tx: Transaction) -> bool:
    return await tx.value("SELECT 1 FROM answers LIMIT 1") is not None


async def take(tx: Transaction) -> Answer | None:
    """The oldest, which is there no more afterwards."""
    row = await tx.one(
        "DELETE FROM answers WHERE id = (SELECT min(id) FROM answers) RETURNING id, question, params, fact"
    )
    if row is None:
        return None
    return Answer(**{**row, "params": orjson.loads(row["params"])})
