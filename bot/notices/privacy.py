"""Notices about a person's own record."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.domain.ids import ParticipantId
from bot.gateway.sender import Call
from bot.notices.batch import Batch
from bot.services.dormancy import DORMANT
from bot.ui.privacy import dormant
from storage import dormancy
from storage.engine import Transaction
from storage.notices.audience import Listener
from storage.outbox import Outgoing


class Privacy:
    """`erase_on`: the day on which each of the recipients will be erased, of those who are still silent."""

    def __init__(self, batch: Batch, erase_on: Mapping[ParticipantId, date]) -> None:
        self._batch = batch
        self._erase_on = erase_on

    @classmethod
    async def read(cls, tx: Transaction, rows: Sequence[Outgoing], batch: Batch) -> "Privacy":
        return cls(batch, await dormancy.days(tx, [row.participant for row in rows if row.participant is not None]))

    def call(self, row: Outgoing, person: Listener) -> Call | None:
        """About their own record, so also in a pause; pointless once they gave a sign of life.

        When its day has passed meanwhile it waits until it is asked anew (`bot.services.dormancy`).
        """
        if row.notice != DORMANT:
            raise ValueError(f"nobody says {row.notice}")
        batch, erase_on = self._batch, self._erase_on.get(person.participant)
        if erase_on is None or erase_on.isoformat() != row.params["erase_on"]:
            return None
        if erase_on <= batch.today:
            batch.put_off.append((row.id, batch.now + timedelta(days=1)))
            return None
        if not batch.may_leave_in_a_pause(row, person):
            return None
        t = batch.translator(person)
        return batch.once(row, (DORMANT, erase_on, person.language), lambda: dormant(t, erase_on=erase_on))
