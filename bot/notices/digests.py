"""The digest that holds announcements, as it is true when it leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.announcements import OUT, Announcement, AnnouncementState
from bot.domain.consultations import Consultation
from bot.domain.contents import Content
from bot.domain.ids import AnnouncementId, ConsultationId, ParticipantId
from bot.domain.town import Place
from bot.gateway.sender import Call
from bot.i18n import Translator
from bot.notices.batch import Batch
from bot.ui.announcements import digest as words
from storage import announcements, consultations, town
from storage.announcements import digests
from storage.engine import Transaction
from storage.notices.audience import Listener
from storage.outbox import Outgoing


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows speak of, as it now stands. `texts` by announcement and language, `own` places by copy."""

    announcements: Mapping[AnnouncementId, Announcement]
    texts: Mapping[AnnouncementId, Mapping[str, Content]]
    own: Mapping[tuple[ParticipantId, AnnouncementId], str]
    places: Mapping[str, Place]
    consultations: Mapping[ConsultationId, Consultation]


class Digests:
    def __init__(self, batch: Batch, known: Known) -> None:
        self._batch = batch
        self._known = known

    @classmethod
    async def read(cls, tx: Transaction, rows: Sequence[Outgoing], batch: Batch) -> "Digests":
        people = {row.participant for row in rows if row.participant is not None}
        found = await announcements.by_ids(tx, {number for row in rows for number in _announcements(row)})
        known = Known(
            announcements=found,
            texts={one.id: await announcements.texts(tx, one.id, one.revision) for one in found.values()},
            own=await digests.places(tx, people, found),
            places={str(place.id): place for place in await town.places(tx, retired=True)},
            consultations=await consultations.by_ids(tx, {number for row in rows for number in _consultations(row)}),
        )
        return cls(batch, known)

    def call(self, row: Outgoing, person: Listener) -> Call | None:
        """What was withdrawn or has closed meanwhile is left out; with nothing left there is nothing to say."""
        batch = self._batch
        known = [self._known.announcements.get(number) for number in _announcements(row)]
        told = [one for one in known if one is not None and _stands(one)]
        found = [self._known.consultations.get(number) for number in _consultations(row)]
        still_open = [one for one in found if one is not None and one.is_open(batch.now)]
        if not told and not still_open:
            return None
        if not batch.folded_may_leave(row, person, [one.id for one in still_open], [one.id for one in told]):
            return None
        weekly, t = bool(row.params["weekly"]), batch.translator(person)
        items = tuple(words.Item(one, self._title(t, one, person)) for one in told)
        titles = tuple((item.announcement.id, item.title) for item in items)
        return batch.once(
            row,
            (row.notice, titles, tuple(one.id for one in still_open), weekly, person.choice.cadence, person.language),
            lambda: words.digest(t, items, still_open, today=batch.today, weekly=weekly, cadence=person.choice.cadence),
        )

    def _title(self, t: Translator, one: Announcement, person: Listener) -> str:
        own = self._known.own.get((person.participant, one.id))
        place = None if own is None else self._known.places.get(own)
        return words.title(t, one, self._known.texts[one.id], place=place)


def _stands(one: Announcement) -> bool:
    """Whether it may be told of: who has a cancelled one may keep it, but nobody else hears of it."""
    return one.state in OUT - {AnnouncementState.cancelled}


def _announcements(row: Outgoing) -> list[AnnouncementId]:
    return [AnnouncementId(number) for number in row.params["announcements"]]


def _consultations(row: Outgoing) -> list[ConsultationId]:
    return [ConsultationId(number) for number in row.params["consultations"]]
