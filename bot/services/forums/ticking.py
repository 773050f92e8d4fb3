"""The clock's own work: freed seats, what many are told, reminders, and the question after sixty days.

Each step asks the database what is due and does a stretch of it; True when nothing is left. Coming late, twice or
after a week, it tells each thing once at most, and nothing that has become pointless.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.errors import NotFound
from bot.domain.forum_news import (
    ASKED_AFTER,
    ASKED_AT_LATEST,
    REMINDED_WITHIN,
    Reminder,
    due_reminder,
    leaves_at,
)
from bot.domain.forums import Forum
from bot.domain.ids import ForumId, ParticipantId
from bot.domain.schedule import DIGEST_AT
from bot.services.forums.seats import free_held, offer_freed
from bot.services.forums.telling import ASKED, CANCELLED, CHANGED, OPENED, PREFIX, REMINDER, SUMMARY, plan
from bot.services.reaching import reached
from bot.services.turn import Turn
from storage import forums as stored
from storage import outbox
from storage.forums import ForumTelling, registrations
from storage.notices import audience, told
from storage.outbox import Recipient

STRETCH = 500
"""People in one transaction."""
OCCASIONS = 20
FORUMS = 20
IN_A_PAUSE = frozenset({CHANGED, CANCELLED})
"""About the way that somebody would make in vain: said also to who paused."""


async def tell(turn: Turn) -> bool:
    """Promise what is to be told of forums to a stretch of people."""
    waiting = await stored.unfinished(turn.tx, limit=OCCASIONS)
    for occasion in waiting:
        telling = await stored.telling(turn.tx, occasion)
        if telling is not None and not await _advance(turn, telling):
            return False
    return len(waiting) < OCCASIONS


async def _advance(turn: Turn, telling: ForumTelling) -> bool:
    """True when everybody was promised it."""
    forum = await stored.get(turn.tx, telling.forum)
    if turn.now > telling.pointless_at:
        stored.finish(turn.tx, telling.id, now=turn.now)
        return True
    found = await _stretch(turn, forum, telling)
    fresh = await told.tell(turn.tx, telling.key, [person for _, person in found], now=turn.now)
    await _promise(turn, telling, forum, [person for _, person in found if person in fresh])
    if found:
        stored.advance(turn.tx, telling.id, cursor=found[-1][0])
    if len(found) < STRETCH:
        stored.finish(turn.tx, telling.id, now=turn.now)
    return len(found) < STRETCH


async def _stretch(turn: Turn, forum: Forum, telling: ForumTelling) -> list[tuple[int, ParticipantId]]:
    """The next people of an occasion, each with their place in its order."""
    after = telling.cursor
    if telling.name == ASKED:
        return await stored.attended(turn.tx, forum.id, after=after, limit=STRETCH)
    since = datetime.fromtimestamp(telling.params["since"], UTC)
    if telling.name != OPENED:
        offered = telling.name != SUMMARY
        return await stored.seated(turn.tx, forum.id, since=since, after=after, limit=STRETCH, offered=offered)
    if forum.consultation is None:
        return []
    people = await audience.followers(
        turn.tx, forum.consultation, since=since, reminded=False, after=after, limit=STRETCH
    )
    return [(one.participant, one.participant) for one in people]


async def _promise(turn: Turn, telling: ForumTelling, forum: Forum, people: Sequence[ParticipantId]) -> None:
    """For the end of their quiet hours; at once where it would have begun by then."""
    on_the_way = telling.name in IN_A_PAUSE
    recipients = await reached(turn, people, in_a_pause=on_the_way)
    if on_the_way and forum.starts_at is not None:
        too_late = forum.starts_at
        recipients = [one if one.due_at < too_late else replace(one, due_at=turn.now) for one in recipients]
    params = {"forum": forum.id, **telling.params}
    await outbox.notify(turn.tx, PREFIX + telling.name, params, recipients)


# -- reminders ---------------------------------------------------------------------------------------------------------


async def remind(turn: Turn) -> bool:
    """Promise the reminders that are due; only to those who have a seat, and had it when they came due."""
    soon = await stored.beginning_soon(turn.tx, now=turn.now, until=turn.now + REMINDED_WITHIN)
    finished = True
    for forum, told_to in soon:
        due = due_reminder(forum, turn.now, told_to=told_to, zone=turn.town.zone)
        if due is not None:
            finished = await _remind(turn, forum, due) and finished
    return finished


async def _remind(turn: Turn, forum: Forum, due: Reminder) -> bool:
    assert forum.starts_at is not None
    key = f"{PREFIX}{REMINDER}:{forum.id}:{due.kind}:{int(due.at.timestamp())}"
    people = await stored.to_remind(turn.tx, forum.id, key=key, registered_before=due.at, limit=STRETCH)
    fresh = await told.tell(turn.tx, key, people, now=turn.now)
    params = {"forum": forum.id, "kind": due.kind, "starts_at": int(forum.starts_at.timestamp())}
    recipients = []
    for one in (await audience.listeners(turn.tx, list(fresh))).values():
        at = leaves_at(due, turn.now, one.choice.quiet, turn.town.zone)
        if one.reachable and not one.choice.is_paused(turn.now) and at is not None:
            recipients.append(Recipient(one.participant, one.chat_id, at, due.pointless_at))
    await outbox.notify(turn.tx, PREFIX + REMINDER, params, recipients)
    if len(people) < STRETCH:
        stored.reminded(turn.tx, forum.id, due=due.at)
    return len(people) < STRETCH


# -- after sixty days --------------------------------------------------------------------------------------------------


async def ask(turn: Turn) -> bool:
    """Ask those who came, once and by day, whether they got an answer."""
    if turn.now.astimezone(turn.town.zone).time() < DIGEST_AT:
        return True
    found = await stored.to_ask(
        turn.tx, over_by=turn.now - ASKED_AFTER, over_since=turn.now - ASKED_AT_LATEST, limit=FORUMS
    )
    for forum in found:
        await plan(turn, forum, ASKED)
        await stored.asked(turn.tx, forum.id, now=turn.now)
    return len(found) < FORUMS


async def answer(turn: Turn, number: int, said: str) -> bool:
    """Count what somebody says who came; False for a second time. Who said it is kept only as that they were heard.

    Raises ConsentNeeded, and NotFound for a forum they did not come to, or so long ago that nobody knows any more.
    """
    person = turn.participant.id
    own = await registrations.of(turn.tx, ForumId(number), person)
    if own is None or not own.attended:
        raise NotFound(what="forum")
    if said not in stored.ANSWERS:
        raise ValueError(said)
    if not await told.tell(turn.tx, f"{PREFIX}answered:{number}", [person], now=turn.now):
        return False
    await stored.count_answer(turn.tx, ForumId(number), said)
    return True


STEPS = {"held": free_held, "freed": offer_freed, "remind": remind, "ask": ask, "tell": tell}
"""What the tick does, in this order: what is asked is told at once."""
