"""Edits of screens that go on by themselves: they leave as they were put into words a moment ago, or not at all."""

from collections.abc import Sequence

from bot.gateway.sender import Call
from bot.notices.batch import Batch
from storage import live
from storage.engine import Transaction
from storage.live import NOTICE
from storage.notices.audience import Listener
from storage.outbox import Outgoing


class Live:
    """`shown` are the messages that show what they showed when the edit was promised."""

    def __init__(self, shown: frozenset[tuple[int, int, str, int]]) -> None:
        self._shown = shown

    @classmethod
    async def read(cls, tx: Transaction, rows: Sequence[Outgoing], batch: Batch) -> "Live":
        screens = await live.all_of(tx)
        return cls(frozenset((one.chat_id, one.message_id, one.view, one.subject) for one in screens))

    def call(self, row: Outgoing, person: Listener) -> Call | None:
        """Also in quiet hours and in a pause: they are looking at it."""
        if row.notice != NOTICE:
            raise ValueError(f"nobody says {row.notice}")
        params = row.params
        if (row.chat_id, params["message_id"], params["view"], params["subject"]) not in self._shown:
            return None
        return "editMessageText", {**params["words"], "chat_id": row.chat_id, "message_id": params["message_id"]}
