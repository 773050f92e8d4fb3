"""Notices about forums, each as it is true when it leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.consultations import Consultation
from bot.domain.forum_news import Reminder, leaves_at
from bot.domain.forums import Forum, ForumStatus
from bot.domain.ids import ConsultationId, ForumId, ParticipantId
from bot.domain.notices import may_write
from bot.domain.schedule import out_of_quiet
from bot.domain.seats import Registration, RegistrationState
from bot.gateway.sender import Call
from bot.notices.batch import Batch
from bot.services.forums import PREFIX, where
from bot.services.forums.telling import ASKED, CANCELLED, CHANGED, OPENED, PASSED, REMINDER, SUMMARY
from bot.services.turn import Turn
from bot.ui.forums import notices as words
from bot.ui.screen import Screen
from storage import consultations
from storage import forums as stored
from storage.engine import Transaction
from storage.forums import registrations
from storage.notices import audience
from storage.notices.audience import Listener
from storage.outbox import Outgoing

SEEN_BY_THE_TICK = timedelta(minutes=1)
"""The offer of a seat that comes too late is not dropped before it was seen that it never left."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows speak of, as it stands now. `places` by forum and language."""

    forums: Mapping[ForumId, Forum]
    own: Mapping[tuple[ForumId, ParticipantId], Registration]
    places: Mapping[tuple[ForumId, str], str]
    consultations: Mapping[ConsultationId, Consultation]
    follows: Mapping[tuple[ParticipantId, ConsultationId], bool]


class Forums:
    def __init__(self, batch: Batch, known: Known) -> None:
        self._batch = batch
        self._known = known

    @classmethod
    async def read(cls, tx: Transaction, rows: Sequence[Outgoing], batch: Batch) -> "Forums":
        found = await stored.by_ids(tx, {_subject(row) for row in rows})
        people = {row.participant for row in rows if row.participant is not None}
        about = [one.consultation for one in found.values() if one.consultation is not None]
        turn = Turn(tx=tx, now=batch.now, town=batch.town)
        languages = {one.language for one in batch.people.values()}
        places = {
            (one.id, language): place
            for one in found.values()
            for language in languages
            if (place := await where(turn, one, language)) is not None
        }
        known = Known(
            forums=found,
            own=await registrations.of_people(tx, list(found), list(people)),
            places=places,
            consultations=await consultations.by_ids(tx, about),
            follows=await audience.following(tx, list(people), about),
        )
        return cls(batch, known)

    def call(self, row: Outgoing, person: Listener) -> Call | None:
        forum = self._known.forums.get(_subject(row))
        if forum is None:
            return None
        what = (row.notice or "").removeprefix(PREFIX)
        match what:
            case "offered" | "passed":
                return self._of_the_line(row, person, forum, what)
            case "reminder":
                return self._reminder(row, person, forum)
            case "changed" | "cancelled":
                return self._of_the_way(row, person, forum, what)
            case "summary" | "asked":
                return self._afterwards(row, person, forum, what)
            case "opened":
                return self._opened(row, person, forum)
            case _:
                raise ValueError(f"nobody says {row.notice}")

    def _of_the_line(self, row: Outgoing, person: Listener, forum: Forum, what: str) -> Call | None:
        """About one's own place: only while it is so."""
        own = self._own(forum, person)
        if own is None or not forum.lies_ahead(self._batch.now):
            return None
        t = self._batch.translator(person)
        if what == PASSED:
            again = bool(row.params["again"])
            wanted = RegistrationState.waiting if again else RegistrationState.off
            if own.state is not wanted or not self._batch.news_may_leave(row, person):
                return None
            return _sent(row, words.passed(t, forum, again=again))
        until = own.offered_until
        if own.state is not RegistrationState.offered or until is None:
            return None
        if until <= self._batch.now:
            self._batch.put_off.append((row.id, self._batch.now + SEEN_BY_THE_TICK))
            return None
        if not self._batch.news_may_leave(row, person):
            return None
        return _sent(row, words.offered(t, forum, until=until))

    def _reminder(self, row: Outgoing, person: Listener, forum: Forum) -> Call | None:
        """Only of the time that it was planned for, and only to those who have a seat still."""
        batch, own, starts_at = self._batch, self._own(forum, person), forum.starts_at
        if own is None or own.state is not RegistrationState.registered or own.attended:
            return None
        if starts_at is None or int(starts_at.timestamp()) != row.params["starts_at"] or batch.now >= starts_at:
            return None
        kind = str(row.params["kind"])
        if not forum.lies_ahead(batch.now) or person.choice.is_paused(batch.now):
            return None
        if not may_write(person.choice, batch.now, batch.town.zone):
            at = leaves_at(Reminder(kind, batch.now, starts_at), batch.now, person.choice.quiet, batch.town.zone)
            if at is not None:
                batch.put_off.append((row.id, at))
            return None
        t = batch.translator(person)
        return batch.once(
            row,
            (REMINDER, forum.id, kind, person.language),
            lambda: words.reminder(t, forum, kind=kind, place=self._place(forum, person), today=batch.today),
        )

    def _of_the_way(self, row: Outgoing, person: Listener, forum: Forum, what: str) -> Call | None:
        """So that nobody makes it in vain: also in a pause, and in quiet hours where it begins before they end."""
        batch, own = self._batch, self._own(forum, person)
        off = forum.recorded is ForumStatus.cancelled
        if own is None or own.state not in (RegistrationState.registered, RegistrationState.offered):
            return None
        if off is not (what == CANCELLED) or (what == CHANGED and forum.sequence != row.params["sequence"]):
            return None
        free_at = out_of_quiet(batch.now, person.choice.quiet, batch.town.zone)
        if free_at > batch.now and (forum.starts_at is None or free_at < forum.starts_at):
            batch.put_off.append((row.id, free_at))
            return None
        t = batch.translator(person)

        def screen() -> Screen:
            if off:
                return words.cancelled(t, forum)
            return words.changed(t, forum, place=self._place(forum, person), was=row.params["was"])

        return batch.once(row, (what, forum.id, forum.sequence, person.language), screen)

    def _afterwards(self, row: Outgoing, person: Listener, forum: Forum, what: str) -> Call | None:
        own = self._own(forum, person)
        if own is None or (what == ASKED and not own.attended):
            return None
        if what == SUMMARY and forum.recorded is not ForumStatus.summarised:
            return None
        if not self._batch.news_may_leave(row, person):
            return None
        t = self._batch.translator(person)
        return self._batch.once(
            row,
            (what, forum.id, forum.version, person.language),
            lambda: words.asked(t, forum) if what == ASKED else words.summary(t, forum),
        )

    def _opened(self, row: Outgoing, person: Listener, forum: Forum) -> Call | None:
        """To who follows its consultation still, and has not found it by themselves."""
        about = None if forum.consultation is None else self._known.consultations.get(forum.consultation)
        if about is None or (person.participant, about.id) not in self._known.follows:
            return None
        if self._own(forum, person) is not None or not forum.takes_registrations(self._batch.now):
            return None
        if not self._batch.news_may_leave(row, person):
            return None
        t = self._batch.translator(person)
        return self._batch.once(
            row,
            (OPENED, forum.id, forum.version, person.language),
            lambda: words.opened(
                t, forum, place=self._place(forum, person), consultation=about.title_in(person.language)
            ),
        )

    def _own(self, forum: Forum, person: Listener) -> Registration | None:
        return self._known.own.get((forum.id, person.participant))

    def _place(self, forum: Forum, person: Listener) -> str | None:
        return self._known.places.get((forum.id, person.language))


def _sent(row: Outgoing, screen: Screen) -> Call:
    return "sendMessage", {**screen.params(), "chat_id": row.chat_id}


def _subject(row: Outgoing) -> ForumId:
    return ForumId(row.params["forum"])
