"""The list of those who come and came, for staff: names only for who may read them, and every such look is audited."""

from dataclasses import dataclass

from bot.domain.forum_texts import clean_guest
from bot.domain.forums import Forum
from bot.domain.ids import ForumId
from bot.domain.seats import LIVE, NotRegistered, Registration
from bot.domain.staff import Action
from bot.services.consultations import Page
from bot.services.forums.checkin import subject
from bot.services.forums.reading import public
from bot.services.turn import Turn
from storage import forums as stored
from storage.forums import Counts, registrations

LISTED = 10


@dataclass(frozen=True, slots=True)
class Attendance:
    """A page of those with a seat. Without the right to names none is here, only codes; `named` says which."""

    forum: Forum
    items: list[Registration]
    page: Page
    counts: Counts
    named: bool
    absent: bool


async def attendance(turn: Turn, number: int, wanted: int, *, absent: bool = False) -> Attendance:
    """Those with a seat by name, then by code; with `absent` only those who are not here yet.

    Raises NotAllowed, NotFound.
    """
    turn.require(Action.forum_prepare)
    forum = await stored.get(turn.tx, ForumId(number))
    page = Page.of(await stored.count_attendance(turn.tx, forum.id, absent=absent), wanted, LISTED)
    items = await stored.attendance(turn.tx, forum.id, absent=absent, limit=LISTED, offset=page.number * LISTED)
    named = turn.may(Action.names_read)
    if named and any(one.name for one in items):
        turn.audit("forum.names_read", subject=subject(forum.id))
    if not named:
        items = [one.model_copy(update={"name": None}) for one in items]
    return Attendance(forum, items, page, await stored.counts(turn.tx, forum.id), named, absent)


async def put_name(turn: Turn, number: int, name: str | None) -> Registration:
    """The name under which a person wants to be on the list; None takes it away. Only staff read it.

    Raises ConsentNeeded, NotFound, NotRegistered, and what `clean_guest` refuses.
    """
    forum = await public(turn, number)
    own = await registrations.of(turn.tx, forum.id, turn.participant.id)
    if own is None or own.state not in LIVE:
        raise NotRegistered()
    named = own.model_copy(update={"name": None if name is None else clean_guest(name)})
    await registrations.save(turn.tx, named)
    return named
