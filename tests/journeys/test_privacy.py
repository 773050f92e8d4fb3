"""The rights over one's data, played over HTTP."""

import orjson

from bot.sandbox import Person
from tests.journeys.conftest import Stage


def text(person: Person) -> str:
    return person.last.text


async def held(stage: Stage, person: Person) -> int:
    async with stage.app.engine.read() as tx:
        return int(await tx.value("SELECT count(*) FROM participants WHERE telegram_id = :id", id=person.id))


async def test_somebody_asks_for_a_copy_and_is_erased(stage: Stage) -> None:
    maria = await stage.citizen("Мария")
    await stage.say(maria, "/mydata")
    page, for_programs = maria.messages[-2:]
    assert page.document is not None
    assert for_programs.document is not None
    assert "Вашите данни".encode() in page.document.content
    found = orjson.loads(for_programs.document.content)
    assert found["held"]["participants"][0]["telegram_id"] == maria.id

    await stage.say(maria, "/forget")
    await stage.press(maria, "Продължи")
    await stage.press(maria, "🗑 Изтрий")
    assert "Изтрито." in text(maria)
    assert await held(stage, maria) == 0
