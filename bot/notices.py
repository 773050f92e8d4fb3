"""Notices on their way out: put into each recipient's words as they leave, or held back where they may not.

It knows storage and screens at once, which neither services nor the gateway may; so it stands above both, beside
`bot.app` that hands it to the sender.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import structlog

from bot.domain.consultations import Consultation
from bot.domain.ids import ConsultationId, ParticipantId
from bot.domain.notices import CHANGES, Name, alert_at, is_pointless, may_write
from bot.domain.participants import Cadence
from bot.domain.schedule import out_of_quiet
from bot.gateway.sender import Call
from bot.i18n import translator
from bot.services.dormancy import DORMANT
from bot.services.staff import REVOKED
from bot.services.turn import Town
from bot.ui import notices as words
from bot.ui.privacy import dormant
from bot.ui.screen import Screen
from bot.ui.staff import revoked
from storage import consultations, dormancy, outbox, staff
from storage.engine import Engine
from storage.notices import alerts, audience
from storage.notices.alerts import Pending
from storage.notices.audience import Listener
from storage.outbox import Outgoing

log = structlog.get_logger()

FEATURE = "consultations."
ALERT = "consultations.new"
REPORT = "consultations.report"


@dataclass(slots=True)
class Batch:
    """What the rows of a batch speak of, read once; what is to be held back; and words said before."""

    now: datetime
    today: date
    people: Mapping[ParticipantId, Listener]
    consultations: Mapping[ConsultationId, Consultation]
    follows: Mapping[tuple[ParticipantId, ConsultationId], bool]
    staff: Mapping[ParticipantId, str]
    erase_on: Mapping[ParticipantId, date]
    put_off: list[tuple[int, datetime]] = field(default_factory=list)
    unfolded: list[tuple[int, list[Pending]]] = field(default_factory=list)
    said: dict[tuple[object, ...], dict[str, Any]] = field(default_factory=dict)


class Renderer:
    """Turns notices into calls. `render` is what the sender asks (`bot.gateway.sender.Render`)."""

    def __init__(self, engine: Engine, town: Town, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._town = town
        self._clock = clock

    async def render(self, rows: list[Outgoing]) -> Mapping[int, Call]:
        """Calls by row. Left out is what became pointless, what nobody is there to hear, and what is held back.

        A queue takes its time, and quiet hours or a pause may have begun meanwhile: what follows something is
        promised anew for their end (in a pause it is dropped), and an alert waits to be folded once more.
        """
        batch = await self._read(rows)
        calls: dict[int, Call] = {}
        for row in rows:
            try:
                call = self._call(row, batch)
            except Exception as error:
                # One that cannot be said must not keep the others from being said.
                log.error("notice.unsayable", row=row.id, notice=row.notice, error=type(error).__name__)
                continue
            if call is not None:
                calls[row.id] = call
        await self._hold_back(batch)
        return calls

    async def _read(self, rows: list[Outgoing]) -> Batch:
        now = self._clock()
        ids = list({row.participant for row in rows if row.participant is not None})
        subjects = list({number for row in rows for number in _subjects(row)})
        async with self._engine.read() as tx:
            return Batch(
                now=now,
                today=now.astimezone(self._town.zone).date(),
                people=await audience.listeners(tx, ids),
                consultations=await consultations.by_ids(tx, subjects),
                follows=await audience.following(tx, ids, subjects),
                staff=await staff.names(tx, ids) if any(row.notice == REVOKED for row in rows) else {},
                erase_on=await dormancy.days(tx, ids) if any(row.notice == DORMANT for row in rows) else {},
            )

    async def _hold_back(self, batch: Batch) -> None:
        if not batch.put_off and not batch.unfolded:
            return
        async with self._engine.write() as tx:
            await outbox.put_off(tx, batch.put_off)
            await alerts.put(tx, [one for _, pending in batch.unfolded for one in pending])
            await outbox.settle(tx, [row for row, _ in batch.unfolded])

    # -- one row -----------------------------------------------------------------------------------------------

    def _call(self, row: Outgoing, batch: Batch) -> Call | None:
        person = None if row.participant is None else batch.people.get(row.participant)
        if person is None or not person.reachable:
            return None
        if row.notice == REVOKED:
            return self._revocation(row, person, batch)
        if row.notice == DORMANT:
            return self._dormant(row, person, batch)
        if row.notice == REPORT:
            return self._report(row, person, batch)
        if row.notice == ALERT:
            return self._alert(row, person, batch)
        return self._news(row, person, batch)

    def _alert(self, row: Outgoing, person: Listener, batch: Batch) -> Call | None:
        found = [batch.consultations[number] for number in _subjects(row) if number in batch.consultations]
        still_open = [one for one in found if one.is_open(batch.now)]
        if not still_open:
            return None
        if person.choice.cadence is Cadence.never or not may_write(person.choice, batch.now, self._town.zone):
            due_at = alert_at(person.choice, batch.now, self._town.zone)
            batch.unfolded.append((row.id, [Pending(person.participant, one.id, due_at) for one in still_open]))
            return None
        weekly = bool(row.params["weekly"])
        follows = len(still_open) == 1 and (person.participant, still_open[0].id) in batch.follows
        t = translator(person.language, self._town.zone)
        return self._said(
            batch,
            row,
            (ALERT, tuple(one.id for one in still_open), weekly, follows, person.language),
            lambda: words.alert(t, still_open, today=batch.today, weekly=weekly, follows=follows),
        )

    def _news(self, row: Outgoing, person: Listener, batch: Batch) -> Call | None:
        """Of something they follow, or followed."""
        name = Name((row.notice or "").removeprefix(FEATURE))
        subject = _subjects(row)[0]
        consultation = batch.consultations.get(subject)
        reminders = batch.follows.get((person.participant, subject))
        if consultation is None or reminders is None or (name is Name.reminder and not reminders):
            return None
        if is_pointless(name, row.params.get("last_day"), consultation, batch.now):
            return None
        if person.choice.is_paused(batch.now):
            return None
        if not may_write(person.choice, batch.now, self._town.zone):
            batch.put_off.append((row.id, out_of_quiet(batch.now, person.choice.quiet, self._town.zone)))
            return None
        reason, what = str(row.params.get("reason", "")), list(row.params.get("what", []))
        t = translator(person.language, self._town.zone)

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

        return self._said(batch, row, (name, subject, reason, tuple(what), person.language), screen)

    def _revocation(self, row: Outgoing, person: Listener, batch: Batch) -> Call | None:
        """About their own access, so also in a pause, but not in quiet hours; pointless once they are staff again."""
        if person.participant in batch.staff:
            return None
        free_at = out_of_quiet(batch.now, person.choice.quiet, self._town.zone)
        if free_at > batch.now:
            batch.put_off.append((row.id, free_at))
            return None
        t = translator(person.language, self._town.zone)
        return self._said(batch, row, (REVOKED, person.language), lambda: revoked(t))

    def _dormant(self, row: Outgoing, person: Listener, batch: Batch) -> Call | None:
        """About their own record, so also in a pause; pointless once they gave a sign of life.

        When its day has passed meanwhile it waits until it is asked anew (`bot.services.dormancy`).
        """
        erase_on = batch.erase_on.get(person.participant)
        if erase_on is None or erase_on.isoformat() != row.params["erase_on"]:
            return None
        free_at = out_of_quiet(batch.now, person.choice.quiet, self._town.zone)
        if erase_on <= batch.today:
            free_at = batch.now + timedelta(days=1)
        if free_at > batch.now:
            batch.put_off.append((row.id, free_at))
            return None
        t = translator(person.language, self._town.zone)
        return self._said(batch, row, (DORMANT, erase_on, person.language), lambda: dormant(t, erase_on=erase_on))

    def _report(self, row: Outgoing, person: Listener, batch: Batch) -> Call | None:
        """An answer to who waits for it: also in quiet hours, on the screen it belongs to if there is one."""
        consultation = batch.consultations.get(_subjects(row)[0])
        if consultation is None:
            return None
        t = translator(person.language, self._town.zone)
        screen = words.report(t, consultation, told=row.params["told"], later=row.params["later"])
        message = row.params.get("message")
        if message is None:
            return "sendMessage", {**screen.params(), "chat_id": row.chat_id}
        return "editMessageText", {**screen.params(), "chat_id": row.chat_id, "message_id": message}

    def _said(self, batch: Batch, row: Outgoing, key: tuple[object, ...], screen: Callable[[], Screen]) -> Call:
        """The same words to many are put together once."""
        params = batch.said.get(key)
        if params is None:
            params = batch.said[key] = screen().params()
        return "sendMessage", {**params, "chat_id": row.chat_id}


def _subjects(row: Outgoing) -> list[ConsultationId]:
    """The consultations a notice speaks of."""
    one = row.params.get("consultation")
    return list(row.params.get("consultations", [])) if one is None else [one]
