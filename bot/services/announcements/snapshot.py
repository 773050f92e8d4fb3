"""The recipients of an approved announcement, written down once: a stretch of people a transaction.

The cursor advances in the commit that holds the copies: after a crash it goes on where it stopped.
"""

from datetime import datetime

from bot.domain.announcements import Announcement
from bot.domain.audiences import Trait
from bot.domain.ids import PlaceId
from bot.domain.leaving import Leaving, Wish, leaving
from bot.domain.town import WHOLE
from bot.services.announcements import once, telling
from bot.services.turn import Turn
from storage import announcements
from storage.announcements import snapshot as stored

STRETCH = 1_000
"""Numbers of participants in one transaction: some eight milliseconds, so that nobody who writes notices."""


async def advance(turn: Turn) -> bool:
    """One more step of one announcement, up to its beginning; True when there is none left to take."""
    one = await stored.next_one(turn.tx, now=turn.now)
    if one is None:
        return await _forget(turn)
    if one.is_too_late(turn.now):
        await announcements.save(turn.tx, one.missed(), now=turn.now)
        await telling.missed(turn, one)
    elif one.taken_at is None:
        await _take(turn, one)
    elif one.is_stale:
        await _renew(turn, one)
    elif not once.concerns(one):
        await announcements.save(turn.tx, one.begin(turn.now), now=turn.now)
    else:
        await _say_once(turn, one)
    return False


async def _take(turn: Turn, one: Announcement) -> None:
    after = one.cursor or 0
    # Before the first stretch there is none: what is there was approved another time, and taken back.
    if after == 0 and await stored.drop_copies(turn.tx, one.id, limit=STRETCH):
        return
    last = await stored.last_participant(turn.tx)
    upto = min(after + STRETCH, last)
    at = one.leaves_at(turn.now)
    begins = await _begins(turn, one, at, after=after, upto=upto)
    taken = await stored.take(turn.tx, one, begins, at=at, after=after, upto=upto, places=await _places(turn, one))
    if upto < last:
        stored.advance(turn.tx, one.id, cursor=upto, taken=taken)
    else:
        await _complete(turn, one, (one.recipients or 0) + taken)


async def _begins(turn: Turn, one: Announcement, at: datetime, *, after: int, upto: int) -> list[tuple[Wish, Leaving]]:
    """How its copies begin for each wish there is in a stretch; without those who want none."""
    return [
        (wish, how)
        for wish in await stored.wishes(turn.tx, after=after, upto=upto)
        if (how := leaving(one, wish, at, turn.town.zone)) is not None
    ]


async def _places(turn: Turn, one: Announcement) -> list[PlaceId] | None:
    """Those it is for, in order, without the whole municipality; None where no text names the recipient's place."""
    texts = await announcements.texts(turn.tx, one.id, one.revision)
    if not any(content.variables for content in texts.values()):
        return None
    asked = [PlaceId(each.value) for each in one.audience.conditions if each.trait is Trait.place and not each.negated]
    return [place for place in dict.fromkeys(asked) if place != WHOLE]


async def _complete(turn: Turn, one: Announcement, recipients: int) -> None:
    if not one.differs(recipients):
        await stored.post(turn.tx, one.id, at=one.leaves_at(turn.now))
        await announcements.save(turn.tx, one.taken(recipients, turn.now), now=turn.now)
        return
    await announcements.save(turn.tx, one.ask_again(recipients), now=turn.now)
    await telling.changed(turn, one, recipients=recipients)


async def _renew(turn: Turn, one: Announcement) -> None:
    """As its time has come. Days may have passed since it was approved, in which people left its audience, or chose
    otherwise; where that are too many, it is asked about again.
    """
    after = one.cursor or 0
    last = await stored.last_participant(turn.tx)
    upto = min(after + STRETCH, last)
    begins = await _begins(turn, one, one.scheduled_at or turn.now, after=after, upto=upto)
    left = await stored.renew(turn.tx, one, begins, after=after, upto=upto)
    if upto < last:
        stored.advance(turn.tx, one.id, cursor=upto, taken=-left)
        return
    recipients = (one.recipients or 0) - left
    if not one.differs(recipients):
        await announcements.save(turn.tx, one.taken(recipients, turn.now), now=turn.now)
        return
    await announcements.save(turn.tx, one.ask_again(recipients).at_once(), now=turn.now)
    await telling.changed(turn, one, recipients=recipients)


async def _say_once(turn: Turn, one: Announcement) -> None:
    after = one.cursor or 0
    last = await stored.last_participant(turn.tx)
    upto = min(after + STRETCH, last)
    await once.fold(turn, one, after=after, upto=upto)
    if upto < last:
        stored.advance(turn.tx, one.id, cursor=upto)
    else:
        await announcements.save(turn.tx, one.begin(turn.now), now=turn.now)


async def _forget(turn: Turn) -> bool:
    """Copies of what was taken back before any of them left."""
    number = await stored.taken_back(turn.tx)
    if number is None:
        return True
    await stored.drop_copies(turn.tx, number, limit=STRETCH)
    return False
