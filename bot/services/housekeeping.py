"""What is no longer needed goes (`bot.domain.retention`), a bounded piece of work at a time.

People without a sign of life are asked here too; `bot.jobs` erases those who do not answer.
"""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from bot.domain import retention
from bot.domain.chats import VERIFIED_FOR
from bot.services import dormancy
from bot.services.turn import Turn
from storage import (
    announcements,
    audit,
    chats,
    dialogues,
    files,
    follows,
    forums,
    inbox,
    live,
    proposals,
    questionnaires,
    staff,
)
from storage.announcements import digests, forgetting
from storage.bodies import calls, meetings, news, seats
from storage.notices import alerts, told

AT_ONCE = 5_000
"""Rows of a big table in one transaction, so that nobody who writes meanwhile notices."""

FORUMS_AT_ONCE = 20
"""Of which all registrations go together."""

Sweep: TypeAlias = Callable[[Turn], Awaitable[bool]]
"""True when nothing is left to do."""


async def _inbox(turn: Turn) -> bool:
    # A parked update holds what somebody wrote in vain: it is kept as long as any other draft.
    await inbox.forget_handled(turn.tx, now=turn.now, parked_for=retention.DRAFT)
    return True


async def _dialogues(turn: Turn) -> bool:
    await dialogues.rest_before(turn.tx, turn.now - retention.DIALOGUE)
    await dialogues.forget_before(turn.tx, turn.now - retention.DRAFT)
    return True


async def _files(turn: Turn) -> bool:
    await files.forget_expired(turn.tx, turn.now)
    return True


async def _audit(turn: Turn) -> bool:
    await audit.forget_before(turn.tx, turn.now - retention.AUDIT)
    return True


async def _invitations(turn: Turn) -> bool:
    await staff.forget_invitations(turn.tx, before=turn.now)
    return True


async def _alerts(turn: Turn) -> bool:
    await alerts.forget_closed(turn.tx, now=turn.now)
    return True


async def _follows(turn: Turn) -> bool:
    return await follows.forget_cancelled(turn.tx, now=turn.now, limit=AT_ONCE) < AT_ONCE


async def _told(turn: Turn) -> bool:
    before = turn.now - retention.DELIVERY
    return await told.forget_before(turn.tx, before, now=turn.now, limit=AT_ONCE) < AT_ONCE


async def _proposal_counts(turn: Turn) -> bool:
    await proposals.forget_counts_before(turn.tx, turn.today)
    return True


async def _proposal_authors(turn: Turn) -> bool:
    before = turn.now - retention.AUTHOR_LINK
    return await proposals.forget_authors(turn.tx, answered_by=before, limit=AT_ONCE) < AT_ONCE


async def _registrations(turn: Turn) -> bool:
    over_by = turn.now - retention.REGISTRATION
    return await forums.sweep(turn.tx, over_by=over_by, limit=FORUMS_AT_ONCE) < FORUMS_AT_ONCE


async def _tickets(turn: Turn) -> bool:
    closed_by = int((turn.now - retention.TICKET).timestamp())
    return await questionnaires.forget_tickets(turn.tx, closed_by=closed_by, limit=AT_ONCE) < AT_ONCE


async def _bodies(turn: Turn) -> bool:
    await seats.forget_invitations(turn.tx, before=turn.now)
    await calls.forget_decided(turn.tx, before=turn.now - retention.APPLICATION)
    await meetings.forget_old_replies(turn.tx, before=turn.now - retention.APPLICATION)
    await news.forget_finished(turn.tx, before=turn.now - retention.DELIVERY)
    return True


async def _old_announcements(turn: Turn) -> bool:
    return await digests.forget_old(turn.tx, now=turn.now, limit=AT_ONCE) < AT_ONCE


async def _copies(turn: Turn) -> bool:
    """What an announcement came to is kept before the first of its copies goes."""
    found = await forgetting.next_over(turn.tx, before=turn.now - retention.DELIVERY)
    if found is None:
        return True
    number, revision, kept = found
    if not kept:
        tally = await announcements.tally(turn.tx, number, revision=revision, now=turn.now)
        await announcements.put_results(turn.tx, number, tally)
    await forgetting.forget(turn.tx, number, limit=AT_ONCE)
    return False


async def _live_screens(turn: Turn) -> bool:
    await live.forget_before(turn.tx, turn.now - retention.DIALOGUE)
    return True


async def _chats(turn: Turn) -> bool:
    await chats.forget_verified(turn.tx, before=turn.now - VERIFIED_FOR)
    await chats.forget_told(turn.tx, before=turn.now - retention.DELIVERY, now=turn.now)
    return True


SWEEPS: dict[str, Sweep] = {
    "inbox": _inbox,
    "dialogues": _dialogues,
    "files": _files,
    "audit": _audit,
    "invitations": _invitations,
    "alerts": _alerts,
    "follows": _follows,
    "told": _told,
    "dormant": dormancy.ask,
    "proposal counts": _proposal_counts,
    "proposal authors": _proposal_authors,
    "registrations": _registrations,
    "tickets": _tickets,
    "bodies": _bodies,
    "old announcements": _old_announcements,
    "copies": _copies,
    "live screens": _live_screens,
    "chats": _chats,
}
