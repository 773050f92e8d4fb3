"""Notices about consultations: to subscribers, to followers, and the count to who published."""

from collections.abc import Mapping, Sequence

from bot.domain.consultations import Consultation
from bot.domain.ids import ConsultationId, ParticipantId
from bot.domain.notices import CHANGES, Name, is_pointless
from bot.gateway.sender import Call
from bot.notices.batch import Batch
from bot.ui import notices as words
from bot.ui.screen import Screen
from storage import consultations
from storage.engine import Transaction
from storage.notices import audience
from storage.notices.audience import Listener
from storage.outbox import Outgoing

FEATURE = "consultations."
ALERT = "consultations.new"
REPORT = "consultations.report"


class Consultations:
    """`follows`: who follows which of them; the value says whether with reminders."""

    def __init__(
        self,
        batch: Batch,
        known: Mapping[ConsultationId, Consultation],
        follows: Mapping[tuple[ParticipantId, ConsultationId], bool],
    ) -> None:
        self._batch = batch
        self._known = known
        self._follows = follows

    @classmethod
    async def read(cls, tx: Transaction, rows: Sequence[Outgoing], batch: Batch) -> "Consultations":
        ids = list({row.participant for row in rows if row.participant is not None})
        subjects = list({number for row in rows for number in _subjects(row)})
        return cls(batch, await consultations.by_ids(tx, subjects), await audience.following(tx, ids, subjects))

    def call(self, row: Outgoing, person: Listener) -> Call | None:
        if row.notice == REPORT:
            return self._report(row, person)
        if row.notice == ALERT:
            return self._alert(row, person)
        return self._news(row, person)

    def _alert(self, row: Outgoing, person: Listener) -> Call | None:
        batch = self._batch
        found = [self._known[number] for number in _subjects(row) if number in self._known]
        still_open = [one for one in found if one.is_open(batch.now)]
        if not still_open:
            return None
        if not batch.folded_may_leave(row, person, [one.id for one in still_open]):
            return None
        weekly = bool(row.params["weekly"])
        follows = len(still_open) == 1 and (person.participant, still_open[0].id) in self._follows
        cadence, t = person.choice.cadence, batch.translator(person)
        return batch.once(
            row,
            (ALERT, tuple(one.id for one in still_open), weekly, follows, cadence, person.language),
            lambda: words.alert(t, still_open, today=batch.today, weekly=weekly, follows=follows, cadence=cadence),
        )

    def _news(self, row: Outgoing, person: Listener) -> Call | None:
        """Of something they follow, or followed."""
        batch = self._batch
        name = Name((row.notice or "").removeprefix(FEATURE))
        subject = _subjects(row)[0]
        consultation = self._known.get(subject)
        reminders = self._follows.get((person.participant, subject))
        if consultation is None or reminders is None or (name is Name.reminder and not reminders):
            return None
        if is_pointless(name, row.params.get("last_day"), consultation, batch.now):
            return None
        if not batch.news_may_leave(row, person):
            return None
        reason, what = str(row.params.get("reason", "")), list(row.params.get("what", []))
        t = batch.translator(person)

        def screen() -> Screen:
            if name in CHANGES:
                return words.change(t, name, consultation, reason=reason, what=what)
            if name is Name.reminder:
                return words.reminder(t, consultation, today=batch.today)
            if name is Name.reported:
                return words.reported(t, consultation)
            if name is Name.decided:
                return words.decided(t, consultation)
            return words.closed(t, consultation)

        return batch.once(row, (name, subject, reason, tuple(what), person.language), screen)

    def _report(self, row: Outgoing, person: Listener) -> Call | None:
        """An answer to who waits for it: also in quiet hours, on the screen it belongs to if there is one."""
        consultation = self._known.get(_subjects(row)[0])
        if consultation is None:
            return None
        t = self._batch.translator(person)
        screen = words.report(t, consultation, told=row.params["told"], later=row.params["later"])
        message = row.params.get("message")
        if message is None:
            return "sendMessage", {**screen.params(), "chat_id": row.chat_id}
        return "editMessageText", {**screen.params(), "chat_id": row.chat_id, "message_id": message}


def _subjects(row: Outgoing) -> list[ConsultationId]:
    """The consultations a notice speaks of."""
    one = row.params.get("consultation")
    return list(row.params.get("consultations", [])) if one is None else [one]
