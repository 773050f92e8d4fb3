"""The end of what is under way: sent, corrected, recalled or cancelled. Looked at again and again, a piece at a time.

What the sender has on its way may arrive after that; settling it opens what it concerns again (`arrived_late`).
"""

from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.deliveries import DeliveryState
from bot.domain.ids import ParticipantId
from bot.services import reaching
from bot.services.announcements import once
from bot.services.announcements.telling import HELD, SENT
from bot.services.turn import Turn
from storage import announcements, outbox
from storage.notices import told

AT_ONCE = 2_000
"""Copies given up in one transaction."""
CANCELLED_AT_ONCE = 10

_D = DeliveryState


async def advance(turn: Turn) -> bool:
    """The next piece; True when nothing is left to do now."""
    for one in await announcements.under_way(turn.tx):
        if await _advance(turn, one):
            return False
    for one in await announcements.without_results(turn.tx, limit=CANCELLED_AT_ONCE):
        if not await _give_up(turn, one):
            await _keep_results(turn, one)
        return False
    return True


async def _advance(turn: Turn, one: Announcement) -> bool:
    """Whether something was done."""
    tx, number = turn.tx, one.id
    if one.held_because is not None and await _tell(turn, one, HELD, f"{HELD}:{number}:{one.version}"):
        return True
    if one.correcting and not await announcements.has_behind(tx, number, revision=one.revision):
        await announcements.save(tx, one.corrected(), now=turn.now)
        return True
    match one.state:
        case AnnouncementState.sending if not await announcements.has_copies(tx, number, _D.waiting, _D.digest):
            await announcements.save(tx, one.finish(turn.now), now=turn.now)
            await _keep_results(turn, one)
            await _tell(turn, one, SENT, f"{SENT}:{number}:{one.version}")
            return True
        case AnnouncementState.recalling:
            if await _give_up(turn, one):
                return True
            if not await announcements.has_copies(tx, number, _D.shown):
                await announcements.save(tx, one.finish(turn.now), now=turn.now)
                await _keep_results(turn, one)
                return True
    return False


async def _give_up(turn: Turn, one: Announcement) -> int:
    """Some of those that wait; returns how many."""
    await once.give_back(turn, one, limit=AT_ONCE)
    return await announcements.give_up_waiting(turn.tx, one.id, limit=AT_ONCE)


async def _keep_results(turn: Turn, one: Announcement) -> None:
    """What it came to, for when its copies are forgotten."""
    tally = await announcements.tally(turn.tx, one.id, revision=one.revision, now=turn.now)
    await announcements.put_results(turn.tx, one.id, tally)


async def _tell(turn: Turn, one: Announcement, notice: str, key: str) -> bool:
    """Whoever wrote it and whoever let it go, once; whether anybody was told."""
    people: list[ParticipantId] = [person for person in (one.author, one.approver) if person is not None]
    fresh = await told.tell(turn.tx, key, dict.fromkeys(people), now=turn.now)
    recipients = await reaching.reached(turn, list(fresh))
    return bool(await outbox.notify(turn.tx, notice, {"announcement": one.id}, recipients))
