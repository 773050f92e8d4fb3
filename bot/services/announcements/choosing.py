"""Choosing for whom an announcement is, from what there is in the town; audiences with a name; where else it goes."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

from bot.domain.announcements import Announcement
from bot.domain.audiences import Audience, Condition, EmptyAudience, Trait
from bot.domain.errors import NotFound
from bot.domain.ids import AnnouncementId, ConsultationId, ForumId, LinkedChatId
from bot.domain.staff import Action
from bot.domain.text import clean
from bot.domain.town import WHOLE
from bot.services.consultations import PAGE, Page
from bot.services.turn import Turn
from storage import announcements, consultations, forums, town
from storage.announcements import StaleAnnouncement
from storage.announcements import saved as stored
from storage.announcements.saved import SavedAudience

NAME_AT_LEAST, NAME_AT_MOST = 2, 50
VALUELESS = frozenset({Trait.everyone})
LANGUAGES = ("bg", "en", "tr")
OF_CONSULTATIONS = frozenset({Trait.follows, Trait.proposed})
OF_FORUMS = frozenset({Trait.registered, Trait.attended})
SHELVES: tuple[consultations.Shelf, ...] = ("open", "coming", "closed")
SHELVES_OF_FORUMS: tuple[forums.Shelf, ...] = ("coming", "past")
Shelf = TypeVar("Shelf")
Option = tuple[str, str]
"""A value and its name; of a language the name is the reader's to find."""


async def add(turn: Turn, number: int, condition: Condition, *, alternative: bool) -> Announcement:
    """One more demand on the last group, or with `alternative` one more group. Raises AudienceTooLong, NotFound."""
    one = await _editable(turn, number)
    await _check(turn, condition)
    audience = one.audience.or_else(condition) if alternative else one.audience.also(condition)
    return await _put(turn, one, audience)


async def drop(turn: Turn, number: int, index: int, *, version: int) -> Announcement:
    """Raises StaleAnnouncement: the conditions may be others by now."""
    one = await _editable(turn, number)
    if one.version != version:
        raise StaleAnnouncement()
    return await _put(turn, one, one.audience.without(index))


async def clear(turn: Turn, number: int, *, version: int) -> Announcement:
    one = await _editable(turn, number)
    if one.version != version:
        raise StaleAnnouncement()
    return await _put(turn, one, Audience())


async def _editable(turn: Turn, number: int) -> Announcement:
    turn.require(Action.announcement_prepare)
    return await announcements.get(turn.tx, AnnouncementId(number))


async def _put(turn: Turn, one: Announcement, audience: Audience) -> Announcement:
    if audience == one.audience:
        return one
    turn.audit("announcement.aimed", subject=f"announcement:{one.id}")
    return await announcements.save(turn.tx, one.edit(audience=audience), now=turn.now)


# -- what there is -----------------------------------------------------------------------------------------------------


async def options(turn: Turn, trait: Trait, wanted: int, language: str) -> tuple[Sequence[Option], Page]:
    """A page of what a condition may ask for. Raises NotAllowed."""
    turn.require(Action.announcement_prepare)
    if trait in OF_CONSULTATIONS:
        return await _consultations(turn, wanted, language)
    if trait in OF_FORUMS:
        return await _forums(turn, wanted, language)
    every: list[Option]
    match trait:
        case Trait.topic:
            every = [(str(one.id), one.name(language)) for one in await town.topics(turn.tx)]
        case Trait.place:
            every = [(str(one.id), one.name(language)) for one in await town.places(turn.tx)]
        case Trait.member:
            every = [(str(one.id), one.name(language)) for one in await town.bodies(turn.tx)]
        case Trait.language:
            every = [(code, "") for code in LANGUAGES]
        case _:
            every = []
    page = Page.of(len(every), wanted)
    return every[page.offset : page.offset + PAGE], page


async def _consultations(turn: Turn, wanted: int, language: str) -> tuple[Sequence[Option], Page]:
    """Open ones, then coming, then closed ones."""

    async def some(shelf: consultations.Shelf, limit: int, offset: int) -> list[Option]:
        found = await consultations.page(turn.tx, shelf=shelf, now=turn.now, limit=limit, offset=offset)
        return [(str(one.id), one.title_in(language)) for one in found]

    return await _in_turn({one: await consultations.count(turn.tx, one, turn.now) for one in SHELVES}, some, wanted)


async def _forums(turn: Turn, wanted: int, language: str) -> tuple[Sequence[Option], Page]:
    """Those to come, then those that were."""

    async def some(shelf: forums.Shelf, limit: int, offset: int) -> list[Option]:
        found = await forums.page(turn.tx, shelf=shelf, now=turn.now, limit=limit, offset=offset)
        return [(str(one.id), one.title_in(language)) for one in found]

    return await _in_turn({one: await forums.count(turn.tx, one, turn.now) for one in SHELVES_OF_FORUMS}, some, wanted)


async def _in_turn(
    counts: Mapping[Shelf, int], some: Callable[[Shelf, int, int], Awaitable[list[Option]]], wanted: int
) -> tuple[Sequence[Option], Page]:
    """A page over shelves that follow one another; `some` reads one of them, by limit and offset."""
    page = Page.of(sum(counts.values()), wanted)
    found: list[Option] = []
    skip = page.offset
    for shelf, count in counts.items():
        if skip < count and len(found) < PAGE:
            found += await some(shelf, PAGE - len(found), skip)
        skip = max(0, skip - count)
    return found, page


async def _check(turn: Turn, condition: Condition) -> None:
    """Whether there is such a thing: a button may be older than it. Raises NotFound."""
    trait, value = condition.trait, condition.value
    if trait in OF_CONSULTATIONS:
        if value or trait is Trait.follows:
            await consultations.get(turn.tx, ConsultationId(_whole(value)))
        return
    if trait in OF_FORUMS:
        await forums.get(turn.tx, ForumId(_whole(value)))
        return
    known: Sequence[str]
    match trait:
        case Trait.topic:
            known = [one.id for one in await town.topics(turn.tx, retired=True)]
        case Trait.place:
            known = [WHOLE, *(one.id for one in await town.places(turn.tx, retired=True))]
        case Trait.member:
            known = [one.id for one in await town.bodies(turn.tx)]
        case Trait.language:
            known = LANGUAGES
        case _:
            known = [""]
    if value not in known:
        raise NotFound(what=trait.value)


def _whole(value: str) -> int:
    if not (value.isascii() and value.isdigit()):
        raise NotFound(what="page")
    return int(value)


# -- audiences with a name ---------------------------------------------------------------------------------------------


async def saved(turn: Turn, wanted: int) -> tuple[list[SavedAudience], Page]:
    turn.require(Action.announcement_prepare)
    page = Page.of(await stored.count_saved_audiences(turn.tx), wanted)
    return await stored.saved_audiences(turn.tx, limit=PAGE, offset=page.offset), page


async def one_saved(turn: Turn, number: int) -> SavedAudience:
    """Raises NotFound."""
    turn.require(Action.announcement_prepare)
    return await stored.saved_audience(turn.tx, number)


async def save(turn: Turn, number: int, name: str) -> str:
    """Under a name of one line, 2 to 50 user-visible characters; replaces the one that has it. Returns the name.

    Raises EmptyAudience and the refusals of `clean`.
    """
    one = await _editable(turn, number)
    if one.audience.is_empty:
        raise EmptyAudience()
    kept = " ".join(clean(name, at_most=NAME_AT_MOST, at_least=NAME_AT_LEAST).split())
    await stored.save_audience(turn.tx, kept, one.audience, now=turn.now)
    turn.audit("announcement.audience_saved")
    return kept


async def use(turn: Turn, number: int, audience: int) -> Announcement:
    """In place of what was chosen. Raises NotFound."""
    one = await _editable(turn, number)
    return await _put(turn, one, (await stored.saved_audience(turn.tx, audience)).audience)


async def forget(turn: Turn, audience: int) -> None:
    """Announcements that were aimed by it stay as they are."""
    turn.require(Action.announcement_prepare)
    await stored.forget_audience(turn.tx, audience)
    turn.audit("announcement.audience_forgotten")


# -- groups and channels -----------------------------------------------------------------------------------------------


async def chats(turn: Turn, number: int, wanted: int) -> tuple[list[tuple[int, str, bool]], Page]:
    """A page of linked ones: number, title, and whether it is posted there."""
    one = await _editable(turn, number)
    chosen = set(await announcements.posts(turn.tx, one.id))
    every = await stored.linked_chats(turn.tx)
    page = Page.of(len(every), wanted)
    return [(id, title, id in chosen) for id, title in every[page.offset : page.offset + PAGE]], page


async def post_in(turn: Turn, number: int, chat: int, *, on: bool) -> None:
    """A new version: whoever was shown where it goes, and is about to let it go, looks again.

    Raises NotAllowed, NotFound for one that is not linked, WrongState for what is no draft.
    """
    one = (await _editable(turn, number)).edit()
    if on and chat not in {id for id, _ in await stored.linked_chats(turn.tx)}:
        raise NotFound(what="chat")
    await announcements.put_post(turn.tx, one.id, LinkedChatId(chat), on=on)
    turn.audit("announcement.aimed", subject=f"announcement:{one.id}")
    await announcements.save(turn.tx, one, now=turn.now)
