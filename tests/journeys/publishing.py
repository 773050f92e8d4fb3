"""A moderator's hands: what the journeys that need a published consultation have in common."""

from bot.i18n import translator
from bot.sandbox import Person
from bot.ui.desks import GoManaged, GoPublish
from tests.journeys.conftest import Stage

TITLE = "Нов план за парковете и градините"
SUMMARY = "Засаждат се 500 дървета. Забранява се рязането без обявление. Въвеждат се санкции."
PDF = b"%PDF-1.4 a small file"
TO_THE_TERM = (TITLE, "[Наредба]", SUMMARY, "https://www.haskovo.bg/proekt", "[Днес]")
PAPERS = ("[file проект.pdf]", "[file мотиви.pdf]", "[Готово]")
TO_THE_PREVIEW = (*TO_THE_TERM, "[30 дни]", *PAPERS, "[Паркове]", "[Готово]", "[Готово]")
WHY = "Много хора поискаха още време."


async def begin(stage: Stage, moderator: Person) -> None:
    """Open the form, by the button that the staff's home has."""
    moderator.forge(GoPublish().pack())
    await stage.settle()


async def publish(
    stage: Stage,
    moderator: Person,
    *,
    topic: str = "Паркове",
    title: str = TITLE,
    summary: str = SUMMARY,
    published: str = "2.11.2026",
    term: str = "30",
) -> None:
    """From the first question to the button, as it is typed and pressed in Bulgarian."""
    t = translator("bg")
    await begin(stage, moderator)
    await stage.say(moderator, title)
    await stage.press(moderator, "Наредба")
    await stage.say(moderator, summary)
    await stage.say(moderator, "https://www.haskovo.bg/proekt")
    await stage.say(moderator, published)
    await stage.say(moderator, term)
    for name in ("proekt.pdf", "motivi.pdf"):
        moderator.attach(name, PDF, "application/pdf")
        await stage.settle()
    await stage.press(moderator, t.plain("common.done"))
    await stage.press(moderator, topic)
    await stage.press(moderator, t.plain("common.done"))
    await stage.press(moderator, t.plain("common.done"))
    await stage.press(moderator, "Публикувай")
    await stage.tick()


async def answer(stage: Stage, moderator: Person, *answers: str) -> None:
    """Answers in the order of the form: texts are typed, what begins with a bracket is a button or a file."""
    for one in answers:
        if one.startswith("[file "):
            moderator.attach(one[6:-1], PDF, "application/pdf")
            await stage.settle()
        elif one.startswith("["):
            await stage.press(moderator, one[1:-1])
        else:
            await stage.say(moderator, one)


async def published(stage: Stage) -> tuple[Person, Person]:
    """A moderator at the consultation they published, and a citizen who follows it."""
    citizen = await stage.citizen(topics=("Паркове",))
    moderator = await stage.owner()
    await publish(stage, moderator)
    await stage.press(citizen, "Следя")
    await open_on_the_desk(stage, moderator)
    return moderator, citizen


async def open_on_the_desk(stage: Stage, moderator: Person) -> None:
    moderator.forge(GoManaged(0).pack())
    await stage.settle()
    await stage.press(moderator, TITLE[:20])


async def changes(stage: Stage) -> list[str]:
    async with stage.app.engine.read() as tx:
        return [row["kind"] for row in await tx.all("SELECT kind FROM consultation_changes ORDER BY id")]
