"""A clerk at the desk of announcements: what journeys of writing share."""

from typing import Any

from bot.domain.announcements import Announcement
from bot.domain.contents import Content
from bot.domain.ids import AnnouncementId
from bot.sandbox import Person
from bot.ui.desks import GoAnnouncementsManaged
from storage import announcements
from tests.journeys.conftest import Stage

Json = dict[str, Any]


async def on_the_desk(stage: Stage, clerk: Person) -> None:
    clerk.forge(GoAnnouncementsManaged("work", 0).pack())
    await stage.settle()


async def newest(stage: Stage) -> tuple[Announcement, dict[str, Content]]:
    async with stage.app.engine.read() as tx:
        number = AnnouncementId(await tx.value("SELECT max(id) FROM announcements"))
        one = await announcements.get(tx, number)
        return one, await announcements.texts(tx, number, one.revision)


async def post(stage: Stage, person: Person, **content: Any) -> None:
    """A message as a client may send it: with formatting of one's own, or a piece of an album."""
    person._receive(**content)
    await stage.settle()


async def post_album(stage: Stage, person: Person, pieces: int, caption: str, *, settle: bool = True) -> None:
    """Every piece is a message of its own, the words come with the first; `settle` lets the bot answer between them."""
    album = f"1{person.id}{pieces}"
    for place in range(pieces):
        photo = person._world.files.add("photo", f"{place}.jpg", "image/jpeg", b"%d" % place, (800, 600))
        person._receive(file=photo, album=album, text="" if place else caption)
        if settle:
            await stage.settle()
    await stage.settle()


def bold(text: str, word: str) -> Json:
    """An entity for this word of the text, which holds nothing beyond the first plane."""
    return {"type": "bold", "offset": text.index(word), "length": len(word)}
