"""What the journeys about holding a forum have in common: a host's way to a draft, and codes."""

from datetime import UTC, datetime

from bot.domain.checkin import door_code
from bot.domain.forums import Forum
from bot.domain.ids import ForumId
from bot.sandbox import Person
from bot.ui.desks import GoStaff
from storage import forums as stored
from tests.journeys.conftest import Stage
from tests.journeys.publishing import answer

TITLE = "Форум за парка „Кенана“"
BEFORE = datetime(2026, 11, 12, 15, 0, tzinfo=UTC)
"""Half an hour before it begins, at 17:30 in Haskovo."""


async def desk(stage: Stage, host: Person, *ways: str) -> None:
    host.forge(GoStaff().pack())
    await stage.settle()
    for way in ("Forums", *ways):
        await stage.press(host, way)


async def the_forum(stage: Stage) -> Forum:
    async with stage.app.engine.read() as tx:
        return await stored.get(tx, ForumId(await tx.value("SELECT max(id) FROM forums WHERE title = :t", t=TITLE)))


async def code_of(stage: Stage, person: Person) -> str:
    """The code of somebody's only registration."""
    async with stage.app.engine.read() as tx:
        return str(
            await tx.value(
                """SELECT code FROM registrations r JOIN participants p ON p.id = r.participant
                   WHERE p.telegram_id = :who""",
                who=person.id,
            )
        )


async def code_of_the_door(stage: Stage, forum: Forum) -> str:
    async with stage.app.engine.read() as tx:
        return door_code(await stored.secret(tx, forum.id), stage.clock.now())


async def drafted_for(stage: Stage, host: Person, seats: int) -> None:
    """In English, about the ordinance that is open in the example town; with the usual questionnaire after it."""
    await desk(stage, host, "New forum")
    await answer(stage, host, TITLE, "12 ноември, 17:30", "19:30", "зала „Хасково“, ул. „Панорама“ 1", "[Skip]")
    await answer(
        stage, host, "[No map]", "[Not online]", f"{seats} seats", "Да чуем какво искат хората.", "- Откриване"
    )
    await answer(stage, host, "[No file]", "[Changes to the ordinance]", "[No council]", "[usual one]")
