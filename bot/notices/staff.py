"""Notices to those who are, or were, of the staff."""

from collections.abc import Mapping, Sequence

from bot.domain.ids import ParticipantId
from bot.gateway.sender import Call
from bot.notices.batch import Batch
from bot.services.staff import REVOKED
from bot.ui.staff import revoked
from storage import staff
from storage.engine import Transaction
from storage.notices.audience import Listener
from storage.outbox import Outgoing


class Staff:
    """`members` are those of the recipients who are staff now."""

    def __init__(self, batch: Batch, members: Mapping[ParticipantId, str]) -> None:
        self._batch = batch
        self._members = members

    @classmethod
    async def read(cls, tx: Transaction, rows: Sequence[Outgoing], batch: Batch) -> "Staff":
        return cls(batch, await staff.names(tx, [row.participant for row in rows if row.participant is not None]))

    def call(self, row: Outgoing, person: Listener) -> Call | None:
        """About their own access, so also in a pause, but not in quiet hours; pointless once they are staff again."""
        if row.notice != REVOKED:
            raise ValueError(f"nobody says {row.notice}")
        if person.participant in self._members:
            return None
        batch = self._batch
        if not batch.may_leave_in_a_pause(row, person):
            return None
        t = batch.translator(person)
        return batch.once(row, (REVOKED, person.language), lambda: revoked(t))
