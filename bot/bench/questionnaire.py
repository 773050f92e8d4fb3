"""Five thousand people answer twelve questions at once: turns a second, and how long each waits for the next question.

First as fast as they can press, for the turns; then thinking for some seconds before each press, for the wait. The same
of a plain PTB bot beside it. And how long counting a hundred thousand ballots takes.
"""

import asyncio
import random
import secrets
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.bench.stage import case, percentile, stand_in
from bot.domain import ballots, results
from bot.domain.ballots import Sheet
from bot.domain.questionnaires import Questionnaire
from bot.domain.questions import Definition, Measure, Question, QuestionType, make_options
from storage import questionnaires, schema
from storage.engine import Engine

PEOPLE = 5_000
QUESTIONS = 12
PRESSES = QUESTIONS + 3
"""The link, the beginning, the questions, and sending."""
PLAIN_PEOPLE = 400
"""The plain bot would take ten minutes for five thousand; its turns a second do not depend on how many wait."""
THINK = [10.0, 30.0]
"""Seconds before a press: twelve questions in about four minutes, as the bot itself says that it takes."""
WINDOW = 40.0
BALLOTS = 100_000
CHUNK = 10_000
COUNTS = 5
KEY = "ab" * 32
NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)


async def measure() -> dict[str, float]:
    """Figures by key; waits are the 95th percentile, and whoever still waits has waited so long."""
    ours = await _all_at_once("prestige_answers", PEOPLE)
    plain = await _all_at_once("plain_ptb_answers", PLAIN_PEOPLE)
    return {
        "turns_per_second": ours,
        "plain_ptb_turns_per_second": plain,
        "ratio_plain_ptb": ours / plain,
        "reply_p95_ms": await _thinking("prestige_answers"),
        "plain_ptb_reply_p95_ms": await _thinking("plain_ptb_answers"),
        "results_ms": await _counting(),
    }


async def _all_at_once(module: str, people: int) -> float:
    async with stand_in() as telegram:
        first = await telegram.crowd(people)
        await case(module, url=telegram.url, first=first, people=people, think=[0.0, 0.0], seconds=None)
        walk = await telegram.get("/walk")
        if walk["arrived"] < people or walk["replies"] < people * PRESSES:
            raise RuntimeError(f"{module}: {walk['arrived']} of {people} have answered")
        return float(walk["replies"] / walk["seconds"])


async def _thinking(module: str) -> float:
    async with stand_in() as telegram:
        first = await telegram.crowd(PEOPLE)
        result = await case(module, url=telegram.url, first=first, people=PEOPLE, think=THINK, seconds=WINDOW)
        return percentile(result["waits_ms"], 0.95)


# -- counting ------------------------------------------------------------------------------------------------------


def definition() -> Definition:
    """Twelve scales, as the questionnaire after a forum has them, and who somebody is."""
    asked = [
        Question(
            id=f"q{number}",
            type=QuestionType.scale11 if number in (10, 12) else QuestionType.scale5,
            names={"bg": f"Въпрос {number}: казаното беше взето насериозно."},
            measure={11: Measure.satisfaction, 12: Measure.nps}.get(number),
        )
        for number in range(1, QUESTIONS + 1)
    ]
    return Definition(titles={"bg": "Вашата оценка за форума"}, questions=tuple(asked))


def _with_background() -> Definition:
    roles = make_options({"bg": role} for role in ("гражданин", "НПО", "бизнес", "администрация", "медия"))
    role = Question(id="role", type=QuestionType.single, names={"bg": "Вие сте"}, options=roles, background=True)
    twelve = definition()
    return twelve.model_copy(update={"questions": (*twelve.questions, role)})


async def _counting() -> float:
    """The best of some, in milliseconds: from the database to all shares, means and splits."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ballots.db"
        await asyncio.to_thread(schema.upgrade, path, KEY, now=NOW)
        engine = Engine(path, KEY)
        await engine.open()
        try:
            return await _count(engine, _with_background())
        finally:
            await engine.close()


async def _count(engine: Engine, asked: Definition) -> float:
    dice = random.Random(26)
    async with engine.write() as tx:
        number = await questionnaires.add(tx, Questionnaire(definition=asked))
    for _ in range(BALLOTS // CHUNK):
        rows = [{"of": number, "id": secrets.token_hex(8), "sheet": _sheet(asked, dice)} for _ in range(CHUNK)]
        async with engine.write() as tx:
            await tx.many("INSERT INTO ballots (questionnaire, id, version, sheet) VALUES (:of, :id, 1, :sheet)", rows)
    taken = []
    for _ in range(COUNTS):
        began = time.perf_counter()
        async with engine.read() as tx:
            filed = await questionnaires.sheets(tx, number)
        found = results.counted(asked, filed, k=5, texts={})
        taken.append((time.perf_counter() - began) * 1_000)
        assert found.ballots == BALLOTS
    return min(taken)


def _sheet(asked: Definition, dice: random.Random) -> str:
    answers: dict[str, Any] = {
        one.id: dice.choice((*one.codes, ballots.UNSURE, ballots.SKIPPED)) for one in asked.questions
    }
    return ballots.filed(asked, Sheet(answers))
