"""Copies that nobody will correct or recall any more (retention: 90 days); what they came to stays with the record."""

from datetime import datetime

from bot.domain.ids import AnnouncementId
from storage.engine import Transaction


async def next_over(tx: Transaction, *, before: datetime) -> tuple[AnnouncementId, int, bool] | None:
    """One that was over before then and has copies still: its number, its revision, and whether its results are kept.

    Over is the last thing that was done to it: sending, correcting or recalling.
    """
    row = await tx.one(
        """SELECT a.id, a.revision, a.results IS NOT NULL AS kept FROM announcements a
           WHERE a.state IN ('sent', 'cancelled', 'recalled') AND NOT a.correcting
             AND max(coalesce(a.finished_at, 0), coalesce(a.corrected_at, 0), coalesce(a.recalled_at, 0)) < :before
             AND EXISTS (SELECT 1 FROM deliveries d WHERE d.announcement = a.id) LIMIT 1""",
        before=int(before.timestamp()),
    )
    return None if row is None else (AnnouncementId(row["id"]), row["revision"], bool(row["kept"]))


async def forget(tx: Transaction, announcement: AnnouncementId, *, limit: int) -> None:
    """At most so many of its copies."""
    await tx.run(
        """DELETE FROM deliveries WHERE id IN
               (SELECT id FROM deliveries WHERE announcement = :announcement LIMIT :limit)""",
        announcement=announcement,
        limit=limit,
    )
