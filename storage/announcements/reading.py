"""What became of the copies, for a report: by language, by hour, and how old they are."""

from datetime import UTC, datetime

from bot.domain.announced import Hour
from bot.domain.deliveries import DeliveryState, Tally
from bot.domain.ids import AnnouncementId
from storage.engine import Transaction


async def by_language(tx: Transaction, announcement: AnnouncementId) -> dict[str, Tally]:
    """A scan of all copies: on a reader's connection."""
    rows = await tx.all(
        """SELECT language, state, count(*) AS n FROM deliveries
           WHERE announcement = :announcement GROUP BY language, state ORDER BY language""",
        announcement=announcement,
    )
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["language"], {})[DeliveryState(row["state"]).name] = row["n"]
    return {language: Tally(**states) for language, states in found.items()}


async def by_hour(tx: Transaction, announcement: AnnouncementId) -> tuple[Hour, ...]:
    """When copies arrived, hour by hour of the clock. A scan of all copies."""
    rows = await tx.all(
        """SELECT sent_at / 3600 AS hour, count(*) AS n FROM deliveries
           WHERE announcement = :announcement AND sent_at IS NOT NULL GROUP BY hour ORDER BY hour""",
        announcement=announcement,
    )
    return tuple(Hour(begins_at=datetime.fromtimestamp(row["hour"] * 3600, UTC), arrived=row["n"]) for row in rows)


async def ages(tx: Transaction, announcement: AnnouncementId, *, since: datetime) -> tuple[int, int]:
    """How many copies in people's chats were sent at `since` or later, and how many before."""
    row = await tx.one(
        """SELECT coalesce(sum(sent_at >= :since), 0) AS young, count(*) AS n FROM deliveries
           WHERE announcement = :announcement AND state = 1""",
        announcement=announcement,
        since=int(since.timestamp()),
    )
    assert row is not None
    return row["young"], row["n"] - row["young"]


async def posted(tx: Transaction, announcement: AnnouncementId) -> int:
    """Copies in groups and channels."""
    return int(
        await tx.value(
            "SELECT count(*) FROM deliveries WHERE announcement = :announcement AND chat IS NOT NULL",
            announcement=announcement,
        )
    )
