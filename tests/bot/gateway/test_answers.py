"""Questions to Telegram: what is kept of an answer, and that it is heard once."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.gateway.answers import Answers, Question
from bot.gateway.delivery import Outcome, Result
from bot.gateway.settlement import Settlement
from bot.services.turn import Town, Turn
from storage import outbox
from storage.engine import Engine
from storage.outbox import Lane, Outgoing, Posting

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TOWN = Town(zone=ZoneInfo("Europe/Sofia"), language="bg")
PUT = "INSERT INTO topics (id, names, position) VALUES (:id, '{}', 0)"


class Ear:
    """Whoever asked; over the number 13 it stumbles."""

    def __init__(self) -> None:
        self.heard: list[tuple[Mapping[str, Any], str | None]] = []

    async def hear(self, turn: Turn, params: Mapping[str, Any], fact: str | None) -> None:
        await turn.tx.run(PUT, id=f"{params['number']}")
        if params["number"] == 13:
            raise RuntimeError
        self.heard.append((params, fact))


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def answers(database: Engine, ear: Ear) -> Answers:
    question = Question(lambda answer: answer["status"], ear.hear)
    return Answers(database, TOWN, clock=lambda: NOW, committed=lambda: None, questions={"asked.who": question})


async def ask(database: Engine, *numbers: int, notice: str = "asked.who") -> list[Outgoing]:
    async with database.write() as tx:
        await outbox.post_each(tx, notice, [({"number": number}, Posting(-5, NOW)) for number in numbers])
        return await outbox.due(tx, Lane.NOTICE, after=(0, 0), now=NOW, limit=10)


async def settle(database: Engine, answers: Answers, *outcomes: Outcome) -> None:
    settlement = Settlement(database, clock=lambda: NOW, settled=lambda _: None, answers=answers)
    for outcome in outcomes:
        settlement.add(outcome)
    await settlement.settle()


async def kept(database: Engine) -> list[Any]:
    async with database.read() as tx:
        return [row["fact"] for row in await tx.all("SELECT fact FROM answers ORDER BY id")]


async def test_an_answer_is_kept_as_a_fact_and_heard_once(database: Engine, answers: Answers, ear: Ear) -> None:
    (row,) = await ask(database, 1)
    said = {"status": "member", "user": {"first_name": "Мария"}}
    await settle(database, answers, Outcome(row, Result.SENT, answer=said))
    assert await kept(database) == ["member"]
    assert await answers.work_all()
    assert not await answers.work_all()
    assert ear.heard == [({"number": 1}, "member")]


async def test_a_refusal_is_an_answer_too(database: Engine, answers: Answers, ear: Ear) -> None:
    (row,) = await ask(database, 1)
    await settle(database, answers, Outcome(row, Result.REFUSED, why="Bad Request: user not found"))
    await answers.work_all()
    assert ear.heard == [({"number": 1}, None)]


async def test_what_nobody_asked_is_not_kept(database: Engine, answers: Answers) -> None:
    (row,) = await ask(database, 1, notice="asked.nothing")
    await settle(database, answers, Outcome(row, Result.SENT, answer={"message_id": 1}))
    assert await kept(database) == []


async def test_who_stumbles_over_an_answer_keeps_nobody_else_from_theirs(
    database: Engine, answers: Answers, ear: Ear
) -> None:
    rows = await ask(database, 13, 2)
    await settle(database, answers, *(Outcome(row, Result.SENT, answer={"status": "left"}) for row in rows))
    await answers.work_all()
    assert ear.heard == [({"number": 2}, "left")]
    async with database.read() as tx:
        assert [row["id"] for row in await tx.all("SELECT id FROM topics")] == ["2"]
