"""A moderator's hands: what the journeys that need a published consultation have in common."""

from bot.i18n import translator
from bot.sandbox import Person
from bot.ui.navigation import GoPublish
from tests.journeys.conftest import Stage

TITLE = "Нов план за парковете и градините"
SUMMARY = "Засаждат се 500 дървета. Забранява се рязането без обявление. Въвеждат се санкции."
PDF = b"%PDF-1.4 a small file"


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
