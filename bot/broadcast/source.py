"""Which copies of which announcements leave next: what the sender's lowest lane is fed from.

Nothing is remembered of the copies. Each time the head of the table is read, less what is on its way; so a crash, a
clock set back, a pause or a correction needs nothing but another look.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, zip_longest
from typing import Any, TypeVar

import structlog

from bot.broadcast.press import Press
from bot.domain.announcements import Announcement, AnnouncementState, is_deletable
from bot.domain.deliveries import DeliveryState, Errand, Goal
from bot.domain.ids import AnnouncementId
from bot.domain.notices import may_write
from bot.domain.participants import Cadence
from bot.domain.schedule import out_of_quiet
from bot.services.turn import Town
from storage import announcements
from storage.announcements import Copy, Settled
from storage.engine import Engine, Transaction
from storage.outbox import Lane, Outgoing

log = structlog.get_logger()

One = TypeVar("One")

MANY = 500
"""Copies looked at in a stretch where none of the last may leave: an evening has come for everybody at once."""
A_MOMENT = timedelta(seconds=1)

_S = AnnouncementState


class Unsayable(Exception):
    """An announcement cannot be put into words."""


@dataclass(slots=True)
class Found:
    """What the head of the tables holds: copies that leave, and those that end or wait instead."""

    leaving: list[Outgoing] = field(default_factory=list)
    ended: list[Settled] = field(default_factory=list)
    put_off: list[tuple[int, datetime]] = field(default_factory=list)
    more: bool = False

    @property
    def withheld(self) -> int:
        return len(self.ended) + len(self.put_off)


class Copies:
    """Feeds the sender (`bot.gateway.queues.Source`). `username` is the bot's; `paid` lets messages pass Telegram's
    usual ceiling at the town's expense."""

    def __init__(
        self,
        engine: Engine,
        town: Town,
        *,
        clock: Callable[[], datetime],
        username: Callable[[], str],
        paid: bool = False,
    ) -> None:
        self._engine = engine
        self._town = town
        self._clock = clock
        self._press = Press(town, username)
        self._paid = {"allow_paid_broadcast": True} if paid else {}
        self._running: list[Announcement] = []
        self._stretch = 0

    async def look(self) -> bool:
        async with self._engine.glance() as tx:
            found = await announcements.under_way(tx)
        running = [one for one in found if not one.held and (one.correcting or one.state is not _S.approved)]
        changed = running != self._running
        if changed:
            self._running = running
            self._press.forget()
        return changed

    async def next(self, limit: int, *, taken: Collection[int]) -> tuple[list[Outgoing], bool]:
        """An emergency before everything else; the rest in turns, an announcement one copy each."""
        leaving: list[Outgoing] = []
        more = False
        for urgent in (True, False):
            group = [one for one in self._running if one.emergency is urgent]
            if group and len(leaving) < limit:
                rows, may_be_more = await self._of(group, limit - len(leaving), taken)
                leaving += rows
                more = more or may_be_more
        return leaving, more

    async def _of(self, group: list[Announcement], limit: int, taken: Collection[int]) -> tuple[list[Outgoing], bool]:
        unsayable: dict[AnnouncementId, str] = {}
        found: list[Found] = []
        async with self._engine.read() as tx:
            for one in group:
                try:
                    found.append(await self._head(tx, one, max(limit, self._stretch), taken))
                except Unsayable as error:
                    # That must not keep the others from leaving.
                    log.error("copy.unsayable", announcement=one.id, error=str(error))
                    unsayable[one.id] = str(error)
        rows = list(in_turns(one.leaving for one in found))
        withheld = sum(one.withheld for one in found)
        self._stretch = MANY if withheld and not rows else 0
        if withheld or unsayable:
            await self._keep(found, unsayable)
        return rows[:limit], bool(withheld) or len(rows) > limit or any(one.more for one in found)

    async def _keep(self, found: list[Found], unsayable: dict[AnnouncementId, str]) -> None:
        """In one commit, what became of those that do not leave now."""
        now = self._clock()
        async with self._engine.write() as tx:
            announcements.settle_later(tx, [one for each in found for one in each.ended], now=now)
            await announcements.put_off(tx, [one for each in found for one in each.put_off])
            for number, why in unsayable.items():
                announcements.hold_later(tx, number, because=why, now=now)

    # -- one announcement ------------------------------------------------------------------------------------------

    async def _head(self, tx: Transaction, one: Announcement, limit: int, taken: Collection[int]) -> Found:
        found = Found()
        # Where a clock was set back since it began, those whose time had come do not wait for it to come again.
        now = self._clock()
        until = now if one.began_at is None else max(now, one.began_at)
        streams: list[list[Outgoing]] = []
        if one.state is _S.sending:
            copies = await announcements.to_send(tx, one.id, now=until, limit=limit, without=taken)
            await self._press.read(tx, one, ())
            streams.append(_each(copies, lambda copy: self._to_send(one, copy, now, found)))
            found.more = len(copies) == limit
        if one.correcting or one.state is _S.recalling:
            before = one.revision + (one.state is _S.recalling)
            copies = await announcements.shown(tx, one.id, before=before, now=until, limit=limit, without=taken)
            await self._press.read(tx, one, (copy.revision for copy in copies))
            streams.append(_each(copies, lambda copy: self._to_change(one, copy, now, found)))
            found.more = found.more or len(copies) == limit
        found.leaving = list(in_turns(streams))
        return found

    def _to_send(self, one: Announcement, copy: Copy, now: datetime, found: Found) -> Outgoing | None:
        """Looked at again as it leaves: a queue takes an hour, and people pause, leave and go to bed meanwhile."""
        choice = copy.choice
        if not copy.reachable:
            found.ended.append(Settled(copy.id, DeliveryState.unreachable, copy.revision))
        elif choice is not None and (choice.is_paused(now) or (choice.cadence is Cadence.never and _is_broad(one))):
            found.ended.append(Settled(copy.id, DeliveryState.skipped, copy.revision))
        elif choice is not None and not one.emergency and not may_write(choice, now, self._town.zone):
            awake = out_of_quiet(now, choice.quiet, self._town.zone)
            began = now if one.began_at is None else one.began_at
            found.put_off.append((copy.id, max(awake, began + A_MOMENT)))
        else:
            call = self._press.call(one, copy, Goal.send)
            assert call is not None
            method, params = call
            return _row(one, copy, Goal.send, method, {**params, **self._paid})
        return None

    def _to_change(self, one: Announcement, copy: Copy, now: datetime, found: Found) -> Outgoing | None:
        """Edits and deletions ring nowhere: neither a pause nor quiet hours hold them."""
        number = {"message_id": copy.message_id}
        call = None if copy.message_id is None else self._press.call(one, copy, _goal(one))
        edit = None if call is None else _row(one, copy, _goal(one), call[0], {**number, **call[1]})
        if one.state is not _S.recalling:
            if edit is None:
                found.ended.append(Settled(copy.id, DeliveryState.shown, one.revision))
            return edit
        young = copy.sent_at is None or is_deletable(copy.sent_at, now)
        if copy.message_id is None or (edit is None and not young):
            found.ended.append(Settled(copy.id, DeliveryState.kept, copy.revision))
            return None
        # Whether the bot may delete in a group or a channel for longer is known when it is tried.
        if not young and copy.participant is not None:
            return edit
        if copy.album:
            return _row(one, copy, Goal.delete, "deleteMessages", {"message_ids": [copy.message_id, *copy.album]}, edit)
        return _row(one, copy, Goal.delete, "deleteMessage", number, edit)


def _each(copies: Sequence[Copy], row_of: Callable[[Copy], Outgoing | None]) -> list[Outgoing]:
    """The rows of those that leave. Raises Unsayable whatever is wrong with the words."""
    try:
        return [row for row in map(row_of, copies) if row is not None]
    except Exception as error:
        raise Unsayable(type(error).__name__) from error


def in_turns(lists: Iterable[Iterable[One]]) -> Iterator[One]:
    """The first of each, then the second of each, and so on."""
    nothing: Any = object()
    return (one for one in chain.from_iterable(zip_longest(*lists, fillvalue=nothing)) if one is not nothing)


def _goal(one: Announcement) -> Goal:
    return Goal.replace if one.state is _S.recalling else Goal.correct


def _is_broad(one: Announcement) -> bool:
    """Whether it goes to subscribers, who may want none."""
    return not one.emergency and not one.audience.is_personal


def _row(
    one: Announcement, copy: Copy, goal: Goal, method: str, params: dict[str, Any], otherwise: Outgoing | None = None
) -> Outgoing:
    revision = copy.revision if one.state is _S.recalling else one.revision
    return Outgoing(
        id=0,
        lane=Lane.BULK,
        due_at=copy.due_at,
        expires_at=None,
        chat_id=copy.chat_id,
        participant=copy.participant,
        method=method,
        notice=None,
        params={"chat_id": copy.chat_id, **params},
        attempts=copy.attempts,
        copy=Errand(copy.id, one.id, goal, revision),
        otherwise=otherwise,
    )
