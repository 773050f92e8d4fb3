"""Forums as people read them: shelves, a card with their own place in it, its papers. Reading leaves no record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain import checkin
from bot.domain.errors import NotFound
from bot.domain.forums import Forum, ForumStatus, Seats
from bot.domain.ids import ConsultationId, ForumId
from bot.domain.questionnaires import Questionnaire, Recorded, Status
from bot.domain.seats import Registration, RegistrationState
from bot.services.consultations import PAGE, Page
from bot.services.turn import Turn
from storage import consultations, questionnaires, town
from storage import forums as stored
from storage.forums import Counts, ForumPaper, registrations

Shelf = Literal["coming", "mine", "past"]
OF_ONE_CONSULTATION = 10


@dataclass(frozen=True, slots=True)
class ForumShelf:
    """A page of a shelf. `states` are the reader's own, of those on this page that are not `over`."""

    shelf: Shelf
    items: list[Forum]
    page: Page
    seats: Mapping[ForumId, Seats]
    states: Mapping[ForumId, RegistrationState]
    places: Mapping[ForumId, str]
    """Where each is, in the reader's language; one that tells no place is missing."""
    over: frozenset[ForumId] = frozenset()


@dataclass(frozen=True, slots=True)
class ForumCard:
    """One forum with what its screen says beside the record. Names are in the reader's language.

    `registration` is the reader's own, None for somebody without; `ahead` is how many wait before them, or for who has
    no place, how many wait at all.
    """

    forum: Forum
    status: ForumStatus
    seats: Seats
    registration: Registration | None
    ahead: int
    place: str | None
    papers: list[ForumPaper]
    consultation: str | None
    body: str | None
    counts: Counts | None
    """Once it is over."""
    door_is_open: bool
    begun: bool = True
    results: int | None = None
    """The questionnaire about it that has closed, whose results the public may see."""
    asks: int | None = None
    """The open questionnaire about it that the reader may answer and has not."""

    @property
    def state(self) -> RegistrationState | None:
        """Of the reader, None also after they gave up."""
        if self.registration is None or self.registration.state is RegistrationState.cancelled:
            return None
        return self.registration.state


async def count_coming(turn: Turn) -> int:
    return await stored.count(turn.tx, "coming", turn.now)


async def count_mine(turn: Turn) -> int:
    """0 for somebody without a record."""
    return 0 if turn.actor is None else await stored.count_mine(turn.tx, turn.actor.id)


async def count_offered(turn: Turn) -> int:
    """Seats that are held for the participant until they say whether they come; 0 for somebody without a record."""
    return 0 if turn.actor is None else await registrations.count_offered(turn.tx, turn.actor.id, now=turn.now)


async def shelf(turn: Turn, name: Shelf, page: int, language: str) -> ForumShelf:
    """Raises ConsentNeeded for "mine" where there is no record."""
    if name == "mine":
        person = turn.participant
        here = Page.of(await stored.count_mine(turn.tx, person.id), page)
        items = await stored.mine(turn.tx, person.id, now=turn.now, limit=PAGE, offset=here.offset)
    else:
        here = Page.of(await stored.count(turn.tx, name, turn.now), page)
        items = await stored.page(turn.tx, shelf=name, now=turn.now, limit=PAGE, offset=here.offset)
    numbers = [one.id for one in items]
    over = frozenset(one.id for one in items if one.end is not None and one.end <= turn.now)
    ahead = [number for number in numbers if number not in over]
    return ForumShelf(
        shelf=name,
        items=items,
        page=here,
        seats=await registrations.seats_of(turn.tx, numbers),
        states={} if turn.actor is None else await registrations.states_of(turn.tx, turn.actor.id, ahead),
        places=await _places(turn, items, language),
        over=over,
    )


async def of_consultation(turn: Turn, consultation: ConsultationId) -> list[Forum]:
    """The public forums about a consultation, the latest first."""
    return await stored.of_consultation(turn.tx, consultation, limit=OF_ONE_CONSULTATION)


async def public(turn: Turn, number: int) -> Forum:
    """Raises NotFound for what does not exist or is a draft."""
    forum = await stored.get(turn.tx, ForumId(number))
    if forum.recorded is ForumStatus.draft:
        raise NotFound(what="forum")
    return forum


async def card(turn: Turn, number: int, language: str) -> ForumCard:
    """Raises NotFound as `public` does."""
    return await describe(turn, await public(turn, number), language)


async def describe(turn: Turn, forum: Forum, language: str) -> ForumCard:
    """The card of a forum, public or being prepared."""
    seats = await registrations.seats(turn.tx, forum.id)
    own = None if turn.actor is None else await registrations.of(turn.tx, forum.id, turn.actor.id)
    ahead = seats.waiting
    if own is not None and own.state is RegistrationState.waiting and own.position is not None:
        ahead = await registrations.ahead(turn.tx, forum.id, own.position)
    status = forum.status(turn.now, seats)
    over = status in (ForumStatus.held, ForumStatus.summarised)
    asked = await questionnaires.of_forum(turn.tx, forum.id) if over else []
    return ForumCard(
        forum=forum,
        status=status,
        seats=seats,
        registration=own,
        ahead=ahead,
        place=(await _places(turn, [forum], language)).get(forum.id),
        papers=await stored.papers(turn.tx, forum.id),
        consultation=await _consultation(turn, forum, language),
        body=await _body(turn, forum, language),
        counts=await stored.counts(turn.tx, forum.id) if over else None,
        door_is_open=checkin.is_open(forum, turn.now),
        begun=not forum.lies_ahead(turn.now),
        results=next((one.id for one in reversed(asked) if one.recorded is Recorded.counted), None),
        asks=await _to_answer(turn, asked),
    )


async def _to_answer(turn: Turn, asked: Sequence[Questionnaire]) -> int | None:
    """The newest that is open and that the reader holds an unspent ticket of."""
    opened = [one.id for one in asked if one.status(turn.now) is Status.open]
    if turn.actor is None or not opened:
        return None
    held = await questionnaires.tickets(turn.tx, [turn.actor.id], opened)
    return max((number for (_, number), ticket in held.items() if not ticket.used), default=None)


async def where(turn: Turn, forum: Forum, language: str) -> str | None:
    """Where it is, in the reader's language; None for one that tells no place."""
    return (await _places(turn, [forum], language)).get(forum.id)


async def paper(turn: Turn, number: int) -> tuple[Forum, ForumPaper]:
    """Raises NotFound for a paper that does not exist or belongs to nothing public."""
    found = await stored.paper(turn.tx, number)
    return await public(turn, found.forum), found


async def _places(turn: Turn, forums: list[Forum], language: str) -> dict[ForumId, str]:
    """As it was typed, with the settlement before it where that is told apart."""
    known = {}
    if any(one.place for one in forums):
        known = {one.id: one.name(language) for one in await town.places(turn.tx, retired=True)}
    found = {}
    for one in forums:
        name = None if one.place is None else known.get(one.place)
        told = [part for part in (name, one.place_text) if part]
        if told:
            found[one.id] = ", ".join(told)
    return found


async def _consultation(turn: Turn, forum: Forum, language: str) -> str | None:
    if forum.consultation is None:
        return None
    known = await consultations.by_ids(turn.tx, [forum.consultation])
    return known[forum.consultation].title_in(language) if forum.consultation in known else None


async def _body(turn: Turn, forum: Forum, language: str) -> str | None:
    if forum.body is None:
        return None
    return next((one.name(language) for one in await town.bodies(turn.tx) if one.id == forum.body), None)
