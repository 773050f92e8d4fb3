"""How many an audience is, exactly: counted on a reader's connection, so that turns go on meanwhile."""

from bot.domain.announcements import Announcement
from bot.domain.audiences import Count
from bot.domain.ids import AnnouncementId
from bot.services.turn import Town, Turn
from storage.engine import Transaction


async def uncounted(tx: Transaction) -> list[Announcement]:
    """Drafts with an audience whose count nobody knows."""
    return []


async def count(tx: Transaction, one: Announcement, *, turn_of: Turn | None = None, town: Town) -> Count:
    raise NotImplementedError


async def counted(turn: Turn, number: AnnouncementId, found: Count, *, version: int) -> None:
    """Keep what was found, unless the audience was changed meanwhile."""
