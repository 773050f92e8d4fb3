"""Consultations as citizens read them: shelves, a card, its documents, and following. Reading leaves no record."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from bot.domain.consultations import Consultation, ConsultationStatus, DocumentKind
from bot.domain.errors import NotFound, WrongState
from bot.domain.forums import Forum
from bot.domain.ids import ConsultationId, DocumentId, TopicId
from bot.domain.term import Proof, prove
from bot.domain.town import Topic
from bot.services import notices, towns
from bot.services.turn import Turn
from storage import consultations as stored
from storage import follows, forums, proposals, spravki, town
from storage.consultations import Document, Shelf

PAGE = 5

Following = Literal["no", "yes", "without reminders"]

_OVER = frozenset({ConsultationStatus.adopted, ConsultationStatus.not_adopted, ConsultationStatus.cancelled})
"""Nothing more will happen to these, so there is nothing to follow."""


class Page(NamedTuple):
    """A page of a longer list: `number` counts from 0, `pages` is at least 1, `total` counts all items."""

    number: int
    pages: int
    total: int

    @classmethod
    def of(cls, total: int, wanted: int, size: int = PAGE) -> "Page":
        """The nearest page that exists: a button may be older than the list. `size` items are on a page."""
        pages = max(1, -(-total // size))
        return cls(min(max(wanted, 0), pages - 1), pages, total)

    @property
    def offset(self) -> int:
        """Items before this page, where a page has PAGE of them."""
        return self.number * PAGE


@dataclass(frozen=True, slots=True)
class ShelfView:
    """A page of a shelf, narrowed to a topic or not."""

    shelf: Shelf
    topic: Topic | None
    items: list[Consultation]
    page: Page


@dataclass(frozen=True, slots=True)
class Card:
    """One consultation with what its screen says beside the record. Names are in the reader's language."""

    consultation: Consultation
    topics: list[str]
    places: list[str]
    documents: int
    following: Following
    may_follow: bool
    spravka: bool = False
    """Whether its spravka is out."""
    received: int = 0
    """Opinions that were given and not taken back."""
    forum: Forum | None = None
    """The public discussion of it: the latest, where there are several."""


async def count(turn: Turn, shelf: Shelf) -> int:
    return await stored.count(turn.tx, shelf, turn.now)


async def open_now(turn: Turn, limit: int) -> tuple[list[Consultation], int]:
    """Those that end first, and how many there are in all."""
    found = await stored.page(turn.tx, shelf="open", now=turn.now, limit=limit, offset=0)
    return list(found), await count(turn, "open")


async def nearest(turn: Turn) -> Consultation | None:
    """The open consultation that ends first."""
    found = await stored.page(turn.tx, shelf="open", now=turn.now, limit=1, offset=0)
    return found[0] if found else None


async def count_followed(turn: Turn) -> int:
    """0 for somebody without a record."""
    return 0 if turn.actor is None else await follows.count(turn.tx, turn.actor.id)


async def shelf(turn: Turn, name: Shelf, *, page: int, topic: TopicId | None) -> ShelfView:
    """A topic that is unknown narrows nothing."""
    known = {one.id: one for one in await town.topics(turn.tx, retired=True)}
    chosen = None if topic is None else known.get(topic)
    narrowed = None if chosen is None else chosen.id
    here = Page.of(await stored.count(turn.tx, name, turn.now, narrowed), page)
    items = await stored.page(turn.tx, shelf=name, now=turn.now, topic=narrowed, limit=PAGE, offset=here.offset)
    return ShelfView(name, chosen, items, here)


async def public(turn: Turn, number: int) -> Consultation:
    """Raises NotFound for what does not exist or was never public."""
    consultation = await stored.get(turn.tx, ConsultationId(number))
    if consultation.recorded is ConsultationStatus.draft or (
        consultation.recorded is ConsultationStatus.cancelled and consultation.opens_at is None
    ):
        raise NotFound(what="consultation")
    return consultation


async def card(turn: Turn, number: int, language: str) -> Card:
    """Raises NotFound as `public` does."""
    consultation = await public(turn, number)
    return await describe(turn, consultation, language)


async def describe(turn: Turn, consultation: Consultation, language: str) -> Card:
    """The card of a consultation, public or being prepared."""
    following: Following = "no"
    if turn.actor is not None:
        reminders = await follows.reminders(turn.tx, turn.actor.id, consultation.id)
        if reminders is not None:
            following = "yes" if reminders else "without reminders"
    return Card(
        consultation=consultation,
        topics=await towns.topic_names(turn, consultation.topics, language),
        places=await towns.place_names(turn, consultation.places, language),
        documents=len(await stored.documents(turn.tx, consultation.id)),
        following=following,
        may_follow=consultation.status(turn.now) not in _OVER,
        spravka=await spravki.of(turn.tx, consultation.id) is not None,
        received=await proposals.count_of(turn.tx, consultation.id),
        forum=next(iter(await forums.of_consultation(turn.tx, consultation.id, limit=1)), None),
    )


async def proof(turn: Turn, consultation: Consultation) -> Proof | None:
    """How its term was counted; None where the days are not known, or a later calendar would count otherwise."""
    if consultation.published_on is None or consultation.term_days is None:
        return None
    counted = prove(
        consultation.published_on,
        consultation.term_days,
        calendar=await town.calendar(turn.tx),
        zone=turn.town.zone,
        enforced=False,  # it was accepted; this only counts it again
    )
    return counted if counted.last_day == consultation.last_day else None


async def documents(turn: Turn, number: int) -> tuple[Consultation, list[Document]]:
    """All versions of all documents, the draft first. Raises NotFound as `public` does."""
    consultation = await public(turn, number)
    found = await stored.documents(turn.tx, consultation.id, replaced=True)
    return consultation, sorted(found, key=lambda document: list(DocumentKind).index(document.kind))


async def document(turn: Turn, number: int) -> tuple[Consultation, Document]:
    """Raises NotFound for a document that does not exist or belongs to nothing public."""
    found = await stored.document(turn.tx, DocumentId(number))
    return await public(turn, found.consultation), found


async def follow(turn: Turn, number: int) -> None:
    """With reminders, unless they have spoken. Raises ConsentNeeded, NotFound, and WrongState where nothing more will
    happen."""
    participant = turn.participant
    consultation = await public(turn, number)
    status = consultation.status(turn.now)
    if status in _OVER:
        raise WrongState(state=status.value, action="follow")
    if await follows.reminders(turn.tx, participant.id, consultation.id) is not None:
        return
    await follows.put(turn.tx, participant.id, consultation.id, now=turn.now)
    if await proposals.own_statements(turn.tx, participant.id, consultation.id):
        await notices.remind(turn, consultation.id, on=False)  # they have spoken: there is nothing to remind of


async def unfollow(turn: Turn, number: int) -> None:
    """Raises ConsentNeeded, NotFound."""
    participant = turn.participant
    consultation = await public(turn, number)
    await follows.remove(turn.tx, participant.id, consultation.id)


async def remind(turn: Turn, number: int, *, on: bool) -> None:
    """Reminders of one that is followed; other news of it comes either way. Raises ConsentNeeded, NotFound."""
    consultation = await public(turn, number)
    await notices.remind(turn, consultation.id, on=on)


async def followed(turn: Turn, page: int) -> tuple[list[follows.Followed], Page]:
    """A page of what the participant follows, the latest first. Raises ConsentNeeded."""
    participant = turn.participant
    here = Page.of(await follows.count(turn.tx, participant.id), page)
    return await follows.page(turn.tx, participant.id, limit=PAGE, offset=here.offset), here
