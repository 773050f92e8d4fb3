"""Notices about questionnaires: to who may answer and has not, and to who wants to know what came of it."""

from collections.abc import Mapping, Sequence

from bot.domain.ids import ParticipantId, QuestionnaireId
from bot.domain.questionnaires import Questionnaire, Recorded
from bot.gateway.sender import Call
from bot.notices.batch import Batch
from bot.services.questionnaires import CHASED, COUNTED, INVITED
from bot.ui.questionnaires import notices as words
from storage import questionnaires
from storage.engine import Transaction
from storage.notices.audience import Listener
from storage.outbox import Outgoing
from storage.questionnaires import Ticket

SCREENS = {INVITED: words.invited, CHASED: words.chased, COUNTED: words.counted}


class Questionnaires:
    def __init__(
        self,
        batch: Batch,
        known: Mapping[QuestionnaireId, Questionnaire],
        tickets: Mapping[tuple[ParticipantId, QuestionnaireId], Ticket],
    ) -> None:
        self._batch = batch
        self._known = known
        self._tickets = tickets

    @classmethod
    async def read(cls, tx: Transaction, rows: Sequence[Outgoing], batch: Batch) -> "Questionnaires":
        people = {row.participant for row in rows if row.participant is not None}
        numbers = {_subject(row) for row in rows}
        return cls(batch, await questionnaires.by_ids(tx, numbers), await questionnaires.tickets(tx, people, numbers))

    def call(self, row: Outgoing, person: Listener) -> Call | None:
        screen = SCREENS.get(row.notice or "")
        if screen is None:
            raise ValueError(f"nobody says {row.notice}")
        number = _subject(row)
        one, ticket = self._known.get(number), self._tickets.get((person.participant, number))
        if one is None or not self._has_point(row, one, ticket) or not self._batch.news_may_leave(row, person):
            return None
        t = self._batch.translator(person)
        return self._batch.once(row, (row.notice, number, person.language), lambda: screen(t, one))

    def _has_point(self, row: Outgoing, one: Questionnaire, ticket: Ticket | None) -> bool:
        """Tickets go a day after the closing: who was promised results then still hears of them."""
        if row.notice == COUNTED:
            return one.recorded is Recorded.counted and (ticket is None or ticket.wants_results)
        return one.is_open(self._batch.now) and ticket is not None and not ticket.used and not ticket.declined


def _subject(row: Outgoing) -> QuestionnaireId:
    return QuestionnaireId(row.params["questionnaire"])
