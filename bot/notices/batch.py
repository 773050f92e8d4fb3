"""What the notices of a batch have in common: whom they go to, when they may leave, and words said before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from bot.domain.calendar import town_date
from bot.domain.ids import AnnouncementId, ConsultationId, ParticipantId
from bot.domain.notices import alert_at, may_write
from bot.domain.participants import Cadence
from bot.domain.schedule import out_of_quiet
from bot.gateway.sender import Call
from bot.i18n import Translator, translator
from bot.services.turn import Town
from bot.ui.screen import Screen
from storage.notices.audience import Listener
from storage.outbox import Outgoing


class Saying(Protocol):
    """The notices of one feature, after everything that they speak of was read."""

    def call(self, row: Outgoing, person: Listener) -> Call | None:
        """None for what became pointless or is held back."""
        ...


class Unfolded(NamedTuple):
    """A folded message that may not leave now: what it would have said waits until `due_at`, to be folded once more."""

    row: int
    participant: ParticipantId
    due_at: datetime
    consultations: Sequence[ConsultationId]
    announcements: Sequence[AnnouncementId] = ()


@dataclass(slots=True)
class Batch:
    """Rows on their way out together; `put_off` and `unfolded` are to be held back."""

    now: datetime
    town: Town
    people: Mapping[ParticipantId, Listener]
    username: str = ""
    """Of the bot, for links into the private chat."""
    put_off: list[tuple[int, datetime]] = field(default_factory=list)
    unfolded: list["Unfolded"] = field(default_factory=list)
    said: dict[tuple[object, ...], dict[str, Any]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return town_date(self.now, self.town.zone)

    def translator(self, person: Listener) -> Translator:
        return translator(person.language, self.town.zone)

    def news_may_leave(self, row: Outgoing, person: Listener) -> bool:
        """What is no answer to somebody who waits: dropped in a pause, promised anew for the end of quiet hours."""
        if person.choice.is_paused(self.now):
            return False
        if may_write(person.choice, self.now, self.town.zone):
            return True
        self.put_off.append((row.id, out_of_quiet(self.now, person.choice.quiet, self.town.zone)))
        return False

    def may_leave_in_a_pause(self, row: Outgoing, person: Listener) -> bool:
        """What is about themselves: promised anew for the end of quiet hours, and said also to who paused."""
        free_at = out_of_quiet(self.now, person.choice.quiet, self.town.zone)
        if free_at > self.now:
            self.put_off.append((row.id, free_at))
        return free_at <= self.now

    def folded_may_leave(
        self,
        row: Outgoing,
        person: Listener,
        consultations: Sequence[ConsultationId],
        announcements: Sequence[AnnouncementId] = (),
    ) -> bool:
        """What was folded out of all that waited for somebody; they may have chosen otherwise meanwhile."""
        if person.choice.cadence is not Cadence.never and may_write(person.choice, self.now, self.town.zone):
            return True
        due_at = alert_at(person.choice, self.now, self.town.zone)
        self.unfolded.append(Unfolded(row.id, person.participant, due_at, consultations, announcements))
        return False

    def once(self, row: Outgoing, key: tuple[object, ...], screen: Callable[[], Screen]) -> Call:
        """The same words to many are put together once."""
        params = self.said.get(key)
        if params is None:
            params = self.said[key] = screen().params()
        return "sendMessage", {**params, "chat_id": row.chat_id}


def feature_of(row: Outgoing) -> str:
    return (row.notice or "").partition(".")[0]
