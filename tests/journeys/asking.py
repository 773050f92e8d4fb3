"""What the journeys about questionnaires have in common: one that is asked, and hands that answer it."""

from typing import Any

import orjson

from bot.domain.questionnaires import Questionnaire
from bot.domain.questions import Question
from bot.sandbox import Person
from bot.ui.navigation import GoQuestionnaire
from storage import questionnaires as stored
from tests.asking import a_definition, a_questionnaire
from tests.journeys.conftest import Stage
from tests.journeys.saying import answer, forge

__all__ = ["answer", "ask", "ballots", "begin", "draft", "forge", "open_it", "revise", "withdraw"]


async def ask(stage: Stage, *questions: Question, **fields: Any) -> Questionnaire:
    """Published now, for everybody; nobody is told before the next tick."""
    async with stage.app.engine.write() as tx:
        number = await stored.add(tx, a_questionnaire(*questions, **fields))
        return await stored.save(tx, (await stored.get(tx, number)).publish(stage.clock.now()))


async def revise(stage: Stage, asked: Questionnaire, *questions: Question) -> None:
    async with stage.app.engine.write() as tx:
        await stored.save(tx, (await stored.get(tx, asked.id)).revise(a_definition(*questions)))


async def withdraw(stage: Stage, asked: Questionnaire) -> None:
    async with stage.app.engine.write() as tx:
        await stored.save(tx, (await stored.get(tx, asked.id)).withdraw())


async def open_it(stage: Stage, person: Person, asked: Questionnaire) -> None:
    person.forge(GoQuestionnaire(asked.id).pack())
    await stage.settle()


async def begin(stage: Stage, person: Person, asked: Questionnaire) -> None:
    await open_it(stage, person, asked)
    await stage.press(person, "▶️")


async def ballots(stage: Stage) -> list[str]:
    async with stage.app.engine.read() as tx:
        return [row["sheet"] for row in await tx.all("SELECT sheet FROM ballots ORDER BY sheet")]


async def draft(stage: Stage, person: Person) -> dict[str, Any] | None:
    """What waits in their dialogue, if anything."""
    async with stage.app.engine.read() as tx:
        found: str | None = await tx.value(
            "SELECT draft FROM dialogues WHERE chat_id = :id AND conversation = 'questionnaire'", id=person.id
        )
    if found is None:
        return None
    values: dict[str, Any] = orjson.loads(found)
    return values
