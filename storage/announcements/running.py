"""An announcement under way: whether anything is left to do, and what its copies say about it as they are settled."""

from datetime import datetime

from bot.domain.announcements import Announcement
from bot.domain.deliveries import DeliveryState
from bot.domain.ids import AnnouncementId
from storage.announcements.record import COLUMNS, from_row
from storage.engine import Transaction


async def has_copies(tx: Transaction, number: AnnouncementId, *states: DeliveryState) -> bool:
    """Whether any copy is in one of these states."""
    for state in states:
        if await tx.value(
            "SELECT 1 FROM deliveries WHERE announcement = :announcement AND state = :state LIMIT 1",
            announcement=number,
            state=state.value,
        ):
            return True
    return False


async def has_behind(tx: Transaction, number: AnnouncementId, *, revision: int) -> bool:
    """Whether any copy in a chat shows an older text."""
    found = await tx.value(
        """SELECT 1 FROM deliveries
           WHERE announcement = :announcement AND state = 1 AND revision < :revision LIMIT 1""",
        announcement=number,
        revision=revision,
    )
    return found is not None


async def without_results(tx: Transaction, *, limit: int) -> list[Announcement]:
    """Those that were cancelled and whose copies nobody has counted since."""
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM announcements WHERE state = 'cancelled' AND results IS NULL
            ORDER BY id LIMIT :limit""",
        limit=limit,
    )
    return [from_row(row) for row in rows]


def arrived_late(tx: Transaction, number: AnnouncementId, *, revision: int) -> None:
    """A copy that was on its way with this revision is there. What was taken back or corrected meanwhile is so again,
    and what it came to is counted anew.
    """
    tx.later(
        """UPDATE announcements SET
               state = CASE state WHEN 'recalled' THEN 'recalling' ELSE state END,
               correcting = CASE WHEN revision > :revision AND state IN ('sending', 'sent', 'cancelled')
                                 THEN 1 ELSE correcting END,
               results = NULL
           WHERE id = :id AND ((revision > :revision AND NOT correcting) OR state IN ('recalled', 'cancelled'))""",
        id=number,
        revision=revision,
    )


def hold_later(tx: Transaction, number: AnnouncementId, *, because: str, now: datetime) -> None:
    """Pause what is under way, at the commit; Telegram's words say why."""
    tx.later(
        """UPDATE announcements
           SET held = 1, held_because = :because, version = version + 1, changed_at = :now
           WHERE id = :id AND NOT held AND (state IN ('sending', 'recalling') OR correcting)""",
        id=number,
        because=because,
        now=int(now.timestamp()),
    )
