"""One announcement as staff look at it: for whom, how it stands, what became of its copies, and what this member may
do about it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.announcements import DELETABLE, OUT, Announcement, AnnouncementState
from bot.domain.contents import Content
from bot.domain.deliveries import Tally
from bot.domain.errors import WrongState
from bot.domain.ids import AnnouncementId
from bot.domain.staff import Action
from bot.domain.town import WHOLE
from bot.services.announcements.naming import Names, names
from bot.services.turn import Turn
from storage import announcements, reports, staff, town

MANY = 20_000
"""Copies that a turn may count; more are counted for the live screen, a moment later."""
FORMATS = ("picture", "xlsx")
REPORT = "announcement"
"""The kind of report (`bot.reports`)."""
_WITH_COPIES = OUT | {AnnouncementState.approved, AnnouncementState.recalling, AnnouncementState.recalled}


@dataclass(frozen=True, slots=True)
class Watch:
    """`tally` is of its copies, None where they are still to be counted. `speed` (copies a second) is known to whoever
    looks again and again, and None before.

    `above` is the setting: recipients above which a second person is needed, None for never.
    """

    one: Announcement
    tally: Tally | None
    names: Names
    languages: tuple[str, ...]
    posts: int
    author: str | None
    approver: str | None
    may_manage: bool
    own: bool
    above: int | None
    now: datetime
    speed: float | None = None

    @property
    def needs_second(self) -> bool:
        return self.one.needs_second(above=self.above)

    @property
    def leaving(self) -> int:
        """Copies that leave as fast as they may: not those that wait for a time to come."""
        return 0 if self.tally is None else max(0, self.tally.waiting - self.tally.later)

    @property
    def seconds_left(self) -> int | None:
        """Until those are out; None where nobody knows."""
        if self.speed is None or self.speed <= 0 or self.one.held:
            return None
        return round(self.leaving / self.speed)


async def look(turn: Turn, number: int, language: str, *, counted: bool = False) -> Watch:
    """`counted`: count the copies however many there are; of a million it takes a tenth of a second, so on a reader's
    connection, or for a tap that is rare. Raises NotAllowed, NotFound.
    """
    turn.require(Action.announcement_prepare)
    one = await announcements.get(turn.tx, AnnouncementId(number))
    people = await staff.names(turn.tx, [who for who in (one.author, one.approver) if who is not None])
    return Watch(
        one=one,
        tally=await _tally(turn, one, counted=counted),
        names=await names(turn.tx, one.audience, language),
        languages=tuple(await announcements.texts(turn.tx, one.id, one.revision)),
        posts=len(await announcements.posts(turn.tx, one.id)),
        author=None if one.author is None else people.get(one.author),
        approver=None if one.approver is None else people.get(one.approver),
        may_manage=turn.may(Action.announcement_manage),
        own=turn.actor is not None and turn.actor.id == one.author,
        above=turn.town.four_eyes_above,
        now=turn.now,
    )


async def _tally(turn: Turn, one: Announcement, *, counted: bool) -> Tally | None:
    if one.state not in _WITH_COPIES:
        return Tally()
    kept = None if one.is_under_way else (await announcements.results(turn.tx, [one.id])).get(one.id)
    if kept is not None and not counted:
        return kept
    if not counted and max(one.promised or 0, one.recipients or 0) > MANY:
        return None
    found = await announcements.tally(turn.tx, one.id, revision=one.revision, now=turn.now)
    return kept if kept is not None and not found.total else found


async def said(turn: Turn, one: Announcement) -> Mapping[str, Content]:
    """What it says now, by language."""
    return await announcements.texts(turn.tx, one.id, one.revision)


async def a_place(turn: Turn, language: str) -> str:
    """A name to put in for the variable where somebody only looks: of the first village or town there is."""
    found = [one for one in await town.places(turn.tx) if one.id != WHOLE]
    return found[0].name(language) if found else ""


# -- taking it back ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Recallable:
    """`young` copies can be deleted, `old` ones can only say that they were withdrawn; `waiting` ones never leave."""

    young: int
    old: int
    waiting: int


async def recallable(turn: Turn, found: Watch) -> Recallable:
    """Raises NotAllowed, WrongState."""
    turn.require(Action.announcement_manage)
    one, tally = found.one, found.tally or Tally()
    if one.state not in OUT:
        raise WrongState(state=one.state, action="recall")
    since = turn.now - DELETABLE
    waiting = tally.waiting + tally.digest
    if one.began_at is not None and one.began_at > since:  # no copy is older: nothing need be counted
        return Recallable(tally.shown, 0, waiting)
    young, old = await announcements.ages(turn.tx, one.id, since=since)
    return Recallable(young, old, waiting)


# -- the report --------------------------------------------------------------------------------------------------------


async def ask_report(
    turn: Turn, number: int, format: str, language: str, *, chat_id: int, message_id: int | None
) -> None:
    """Let a file be made for this chat. Raises NotAllowed, NotFound, WrongState before it began."""
    turn.require(Action.announcement_prepare)
    one = await announcements.get(turn.tx, AnnouncementId(number))
    if one.began_at is None or format not in FORMATS:
        raise WrongState(state=one.state, action="report")
    await reports.ask(
        turn.tx,
        REPORT,
        announcement=one.id,
        format=format,
        language=language,
        chat_id=chat_id,
        message_id=message_id,
        now=turn.now,
    )


async def to_approve(turn: Turn) -> int:
    """How many wait for a second person."""
    return await announcements.count_in(turn.tx, [AnnouncementState.ready])
