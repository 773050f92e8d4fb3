"""Promising an occasion to everybody it concerns, a stretch of people a transaction, so that turns go on between.

The cursor advances in the commit that holds the promises: after a crash it goes on where it stopped.
"""

from datetime import datetime

from bot.domain.consultations import Consultation
from bot.domain.ids import ParticipantId
from bot.domain.notices import Choice, Name, alert_at, is_pointless, scope
from bot.domain.schedule import out_of_quiet
from bot.services.chats import telling as chats
from bot.services.reaching import among
from bot.services.turn import Turn
from storage import consultations, outbox
from storage.notices import alerts, audience, occasions, told
from storage.notices.alerts import Pending
from storage.notices.audience import Listener
from storage.notices.occasions import Telling
from storage.outbox import Lane, Recipient

ANSWERED = "proposals.answered"
"""The notice to an author, as `bot.services.proposals.telling` names it."""
STRETCH = 500
"""People in one transaction: some ten milliseconds, so that nobody who writes meanwhile notices."""


async def advance(turn: Turn, occasion: int) -> bool:
    """Promise it to the next stretch of people; True when there is nobody left to go to."""
    telling = await occasions.unfinished(turn.tx, occasion)
    if telling is None:
        return True
    consultation = await consultations.get(turn.tx, telling.consultation)
    if turn.now >= telling.pointless_at or is_pointless(telling.name, telling.last_day, consultation, turn.now):
        occasions.finish(turn.tx, occasion, now=turn.now)
        return True
    if telling.cursor == 0:
        await chats.post(turn, telling, consultation)
    if telling.name is Name.new:
        return await _to_subscribers(turn, telling, consultation)
    if telling.name is Name.answered:
        return await _to_authors(turn, telling)
    return await _to_followers(turn, telling)


async def _to_subscribers(turn: Turn, telling: Telling, consultation: Consultation) -> bool:
    """Lets an alert wait for each, due now or later; `digests` folds what is due."""
    last = await audience.last_participant(turn.tx)
    upto = min(telling.cursor + STRETCH, last)
    people = await audience.subscribers(
        turn.tx,
        topics=consultation.topics,
        places=scope(consultation.places),
        after=telling.cursor,
        upto=upto,
    )
    fresh = await _fresh(turn, telling, people)
    times: dict[Choice, datetime] = {}
    for one in fresh:
        if one.choice not in times:
            times[one.choice] = alert_at(one.choice, turn.now, turn.town.zone)
    await alerts.put(turn.tx, [Pending(one.participant, consultation.id, times[one.choice]) for one in fresh])
    at_once = sum(times[one.choice] <= turn.now for one in fresh)
    paused = sum(one.choice.is_paused(turn.now) for one in fresh)
    return await _advanced(
        turn, telling, cursor=upto, told=at_once, later=len(fresh) - at_once - paused, finished=upto >= last
    )


async def _to_followers(turn: Turn, telling: Telling) -> bool:
    """Straight to the outbox, for the end of quiet hours at the latest. Who is in a pause hears nothing of it."""
    people = await audience.followers(
        turn.tx,
        telling.consultation,
        since=telling.due_at,
        reminded=telling.name is Name.reminder,
        after=telling.cursor,
        limit=STRETCH,
    )
    in_time = among(turn, people, until=telling.pointless_at)
    new = await told.tell(turn.tx, telling.key, [one.participant for one in in_time], now=turn.now)
    fresh = [one for one in in_time if one.participant in new]
    await outbox.notify(
        turn.tx, f"consultations.{telling.name}", {"consultation": telling.consultation, **telling.params}, fresh
    )
    at_once = sum(one.due_at <= turn.now for one in fresh)
    return await _advanced(
        turn,
        telling,
        cursor=people[-1].participant if people else telling.cursor,
        told=at_once,
        later=len(fresh) - at_once,
        finished=len(people) < STRETCH,
    )


async def _to_authors(turn: Turn, telling: Telling) -> bool:
    """To each what became of theirs; the cursor counts proposals, and somebody with two is told of both."""
    found = await audience.authors(turn.tx, telling.consultation, after=telling.cursor, limit=STRETCH)
    told = [
        (
            {"proposal": proposal},
            Recipient(
                one.participant,
                one.chat_id,
                out_of_quiet(turn.now, one.choice.quiet, turn.town.zone),
                telling.pointless_at,
            ),
        )
        for proposal, one in found
        if one.reachable and not one.choice.is_paused(turn.now)
    ]
    await outbox.notify_each(turn.tx, ANSWERED, told)
    at_once = sum(one.due_at <= turn.now for _, one in told)
    return await _advanced(
        turn,
        telling,
        cursor=found[-1][0] if found else telling.cursor,
        told=at_once,
        later=len(told) - at_once,
        finished=len(found) < STRETCH,
    )


async def _fresh(turn: Turn, telling: Telling, people: list[Listener]) -> list[Listener]:
    new = await told.tell(turn.tx, telling.key, [one.participant for one in people], now=turn.now)
    return [one for one in people if one.participant in new]


async def _advanced(turn: Turn, telling: Telling, *, cursor: int, told: int, later: int, finished: bool) -> bool:
    occasions.advance(turn.tx, telling.id, cursor=cursor, told=told, later=later)
    if finished:
        if telling.report_to is not None:
            await _report(turn, telling, telling.report_to, told=telling.told + told, later=telling.later + later)
        occasions.finish(turn.tx, telling.id, now=turn.now)
    return finished


async def _report(turn: Turn, telling: Telling, to: ParticipantId, *, told: int, later: int) -> None:
    """The exact count to who published it: on their screen while they wait, else as news of its own."""
    found = await audience.listeners(turn.tx, [to])
    for one in found.values():
        waits = telling.report_message is not None
        due_at = turn.now if waits else out_of_quiet(turn.now, one.choice.quiet, turn.town.zone)
        await outbox.notify(
            turn.tx,
            "consultations.report",
            {
                "consultation": telling.consultation,
                "told": told,
                "later": later,
                "message": telling.report_message,
            },
            [Recipient(one.participant, one.chat_id, due_at)],
            lane=Lane.REPLY if waits else Lane.NOTICE,
        )
