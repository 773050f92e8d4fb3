"""Messages that show how something stands and change by themselves while somebody looks: one in each chat.

`view` says what is shown and `subject` of what. Any other screen on the same message ends it (`put_away`).
"""

from dataclasses import dataclass
from datetime import datetime

from storage.engine import Row, Transaction

NOTICE = "live.screen"
"""The edit of a live screen, dropped where something else is shown there meanwhile (`bot.notices.live`), and where the
message is gone. Parameters: the message, what it shows, and the words."""


@dataclass(frozen=True, slots=True)
class LiveScreen:
    """`shown` tells the words that stand there now (a digest of them) from others; `shown_at` in epoch seconds."""

    chat_id: int
    message_id: int
    view: str
    subject: int
    language: str
    shown: str
    shown_at: int


_COLUMNS = "chat_id, message_id, view, subject, language, shown, shown_at"


def _from_row(row: Row) -> LiveScreen:
    return LiveScreen(**{**row})


def keep(
    tx: Transaction,
    *,
    chat_id: int,
    message_id: int,
    view: str,
    subject: int,
    language: str,
    shown: str,
    now: datetime,
) -> None:
    """From now on this message shows that; the chat's earlier one stays as it is."""
    tx.later(
        f"""INSERT INTO live_screens ({_COLUMNS})
            VALUES (:chat_id, :message_id, :view, :subject, :language, :shown, :now)
            ON CONFLICT (chat_id) DO UPDATE SET
                message_id = excluded.message_id, view = excluded.view, subject = excluded.subject,
                language = excluded.language, shown = excluded.shown, shown_at = excluded.shown_at""",
        chat_id=chat_id,
        message_id=message_id,
        view=view,
        subject=subject,
        language=language,
        shown=shown,
        now=int(now.timestamp()),
    )


def put_away(tx: Transaction, chat_id: int, message_id: int) -> None:
    """Something else is shown on this message."""
    tx.later(
        "DELETE FROM live_screens WHERE chat_id = :chat_id AND message_id = :message_id",
        chat_id=chat_id,
        message_id=message_id,
    )


async def all_of(tx: Transaction, *, limit: int = 100) -> list[LiveScreen]:
    """The longest unchanged first."""
    rows = await tx.all(f"SELECT {_COLUMNS} FROM live_screens ORDER BY shown_at, chat_id LIMIT :limit", limit=limit)
    return [_from_row(row) for row in rows]


async def changed(tx: Transaction, screen: LiveScreen, *, shown: str, now: datetime) -> bool:
    """Note what stands there now; False when something else is shown meanwhile."""
    return bool(
        await tx.run(
            """UPDATE live_screens SET shown = :shown, shown_at = :now
               WHERE chat_id = :chat_id AND message_id = :message_id AND view = :view AND subject = :subject""",
            shown=shown,
            now=int(now.timestamp()),
            chat_id=screen.chat_id,
            message_id=screen.message_id,
            view=screen.view,
            subject=screen.subject,
        )
    )


async def forget_before(tx: Transaction, moment: datetime) -> None:
    """Nobody looks for so long."""
    await tx.run("DELETE FROM live_screens WHERE shown_at < :moment", moment=int(moment.timestamp()))
