"""How many an audience is, exactly: counted on a reader's connection, so that turns go on meanwhile."""

from datetime import timedelta

from bot.domain.announcements import Announcement
from bot.domain.audiences import Audience, Count
from bot.domain.deliveries import DeliveryState
from bot.domain.ids import AnnouncementId
from bot.domain.leaving import leaving
from bot.domain.staff import Action
from bot.services.turn import Turn
from storage import announcements
from storage.announcements import audience as stored

FRESH = timedelta(minutes=2)
"""So long a count is shown to whoever looks at it again."""


async def uncounted(turn: Turn) -> Announcement | None:
    """One with an audience whose count nobody knows, the one changed last; None when all are counted."""
    return await stored.uncounted(turn.tx)


async def count(turn: Turn, one: Announcement) -> Count:
    """Its audience at the moment when it would leave. Of a million people most of a second: never in a turn of its
    own, and only on a reader's connection.

    What an alert told of the same day is folded only as it leaves, and counted here by the choice of its recipient.
    """
    at = one.leaves_at(turn.now)
    by_language: dict[str, int] = {}
    now = quiet = digest = blocked = paused = declined = 0
    for share in await stored.shares(turn.tx, one.audience, at=at):
        blocked += share.blocked
        paused += share.paused
        begins = leaving(one, share.wish, at, turn.town.zone)
        if begins is None:
            declined += share.reached
            continue
        if share.reached:
            by_language[share.language] = by_language.get(share.language, 0) + share.reached
        if begins.state is DeliveryState.digest:
            digest += share.reached
        elif begins.due_at > at:
            quiet += share.reached
        else:
            now += share.reached
    return Count(
        recipients=now + quiet + digest,
        by_language=by_language,
        now=now,
        quiet=quiet,
        digest=digest,
        blocked=blocked,
        paused=paused,
        declined=declined,
    )


async def counted(turn: Turn, one: Announcement, found: Count) -> bool:
    """Keep what was found, unless somebody changed the announcement since it was read; whether it was kept."""
    return await stored.keep_count(turn.tx, one.id, found, version=one.version, now=turn.now)


async def look_again(turn: Turn, number: AnnouncementId) -> Announcement:
    """For a screen that shows the count: one that is not fresh is counted anew. Returns it as it is then."""
    turn.require(Action.announcement_prepare)
    one = await announcements.get(turn.tx, number)
    fresh = one.counted_at is not None and turn.now - one.counted_at < FRESH
    if fresh or one.counts is None or one.audience == Audience():
        return one
    changed = await stored.keep_count(turn.tx, one.id, None, version=one.version, now=turn.now)
    return one.model_copy(update={"counts": None, "counted_at": None}) if changed else one
