"""The list of those who come and came, for staff: names only for who may read them, and every such look is audited."""

from dataclasses import dataclass

from bot.domain.forum_texts import clean_guest
from bot.domain.forums import Forum
from bot.domain.ids import ForumId, RegistrationId
from bot.domain.receipts import read_code
from bot.domain.seats import LIVE, NotRegistered, Registration, RegistrationState
from bot.domain.staff import Action
from bot.domain.text import clean
from bot.services.consultations import Page
from bot.services.forums.checkin import subject
from bot.services.forums.reading import public
from bot.services.forums.seats import deal
from bot.services.turn import Turn
from storage import forums as stored
from storage.forums import Counts, registrations

LISTED = 10
FOUND_AT_MOST = 10
EXPORTED_AT_MOST = 5_000
"""Rows of a file that is made in a turn."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """A page of those with a seat. Without the right to names none is here, only codes; `named` says which."""

    forum: Forum
    items: list[Registration]
    page: Page
    counts: Counts
    named: bool
    absent: bool


@dataclass(frozen=True, slots=True)
class Found:
    forum: Forum
    items: list[Registration]


async def attendance(turn: Turn, number: int, wanted: int, *, absent: bool = False) -> Attendance:
    """Those with a seat by name, then by code; with `absent` only those who are not here yet.

    Raises NotAllowed, NotFound.
    """
    turn.require(Action.forum_prepare)
    forum = await stored.get(turn.tx, ForumId(number))
    page = Page.of(await stored.count_attendance(turn.tx, forum.id, absent=absent), wanted, LISTED)
    items = await stored.attendance(turn.tx, forum.id, absent=absent, limit=LISTED, offset=page.number * LISTED)
    shown = _for_their_eyes(turn, forum.id, items)
    named = turn.may(Action.names_read)
    return Attendance(forum, shown, page, await stored.counts(turn.tx, forum.id), named, absent)


async def find(turn: Turn, number: int, typed: str) -> Found:
    """Whoever has this code or, for who may read names, a name with these letters; FOUND_AT_MOST of them.

    Raises NotAllowed, NotFound.
    """
    turn.require(Action.forum_prepare)
    forum = await stored.get(turn.tx, ForumId(number))
    wanted = clean(typed, at_least=0).casefold()
    one = await registrations.by_code(turn.tx, forum.id, read_code(typed))
    rows = [one] if one is not None and one.state in LIVE else []
    if not rows and wanted and turn.may(Action.names_read):
        # In Python, because the database folds no Cyrillic.
        named = [row for row, name in await stored.named(turn.tx, forum.id) if wanted in name.casefold()]
        rows = [await registrations.get(turn.tx, RegistrationId(row)) for row in named[:FOUND_AT_MOST]]
    return Found(forum, _for_their_eyes(turn, forum.id, rows))


async def row_of(turn: Turn, registration: int) -> tuple[Forum, Registration]:
    """One row of the list. Raises NotAllowed, NotFound."""
    turn.require(Action.forum_prepare)
    one = await registrations.get(turn.tx, RegistrationId(registration))
    forum = await stored.get(turn.tx, one.forum)
    return forum, _for_their_eyes(turn, forum.id, [one])[0]


async def everybody(turn: Turn, number: int) -> tuple[Forum, list[Registration]]:
    """The whole list, EXPORTED_AT_MOST rows of it: seats by name and code, then the line. Raises as `attendance`."""
    turn.require(Action.forum_prepare)
    forum = await stored.get(turn.tx, ForumId(number))
    rows = await stored.everybody(turn.tx, forum.id, limit=EXPORTED_AT_MOST)
    return forum, _for_their_eyes(turn, forum.id, rows)


async def strike(turn: Turn, registration: int) -> Registration:
    """Take somebody off the list, as they asked; what is freed is offered at once. A second tap changes nothing.

    Raises NotAllowed, NotFound, WrongState for who has come.
    """
    turn.require(Action.forum_prepare)
    one = await registrations.get(turn.tx, RegistrationId(registration))
    if one.state is RegistrationState.cancelled:
        return one
    struck = one.cancel()
    await registrations.save(turn.tx, struck)
    await deal(turn, await stored.get(turn.tx, one.forum))
    turn.audit("forum.struck", subject=subject(one.forum))
    return struck


def _for_their_eyes(turn: Turn, forum: ForumId, rows: list[Registration]) -> list[Registration]:
    """With names for who may read them, which is audited once; without for others."""
    if not turn.may(Action.names_read):
        return [one.model_copy(update={"name": None}) for one in rows]
    if any(one.name for one in rows):
        turn.audit("forum.names_read", subject=subject(forum))
    return rows


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
