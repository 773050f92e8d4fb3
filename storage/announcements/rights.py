"""What announcements keep of a person: theirs to have, and to have erased."""

from bot.domain.participants import Participant
from storage.engine import Transaction
from storage.privacy import Holding, Rows, rows_of


async def _written(tx: Transaction, person: Participant) -> Rows:
    rows = await tx.all(
        """SELECT id AS announcement, author IS :id AS written, approver IS :id AS approved, created_at
           FROM announcements WHERE author = :id OR approver = :id ORDER BY id""",
        id=person.id,
    )
    return [{**row} for row in rows]


async def _forget_written(tx: Transaction, person: Participant) -> None:
    """What was announced stays, and no longer says by whom."""
    await tx.run("UPDATE announcements SET author = NULL WHERE author = :id", id=person.id)
    await tx.run("UPDATE announcements SET approver = NULL WHERE approver = :id", id=person.id)


HOLDINGS = (
    rows_of("deliveries", "announcement, language, place, state, due_at, sent_at, message_id"),
    rows_of("live_screens", "view, message_id, shown_at", by="chat_id"),
    Holding("announcements", _written, _forget_written),
)
