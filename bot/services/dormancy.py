"""People without a sign of life for two years: they are asked whether to keep their record, and silence erases it.

Any sign of life keeps them, whatever it is. Who cannot be reached is not asked and erased after the same wait. The last
owner is left alone: without them nobody could manage the staff.
"""

from collections.abc import Callable, Collection
from functools import partial

from bot.domain.ids import ParticipantId
from bot.domain.retention import INACTIVE, SILENCE
from bot.domain.schedule import out_of_quiet
from bot.domain.staff import LastOwner
from bot.services import privacy
from bot.services.turn import Turn
from storage import dormancy, outbox, participants, staff
from storage.notices import audience
from storage.outbox import Recipient

DORMANT = "privacy.dormant"
"""The question. `erase_on` is the day (ISO) on which silence will have answered it."""
ASKED_AT_ONCE = 500
ERASED_AT_ONCE = 20
"""People in one transaction. Erasing one takes a statement for every table there is."""


async def ask(turn: Turn) -> bool:
    """Ask a stretch of those who have fallen silent, once each; True when nobody is left to be asked."""
    only_owner = await staff.only_owner(turn.tx)
    silent = await dormancy.fallen_silent(
        turn.tx, seen_by=turn.today - INACTIVE, besides=only_owner, limit=ASKED_AT_ONCE
    )
    await _ask(turn, silent)
    return len(silent) < ASKED_AT_ONCE


async def _ask(turn: Turn, people: Collection[ParticipantId]) -> None:
    if not people:
        return
    erase_on = turn.today + SILENCE
    await dormancy.set_day(turn.tx, people, erase_on)
    known = await audience.listeners(turn.tx, list(people))
    await outbox.notify(
        turn.tx,
        DORMANT,
        {"erase_on": erase_on.isoformat()},
        [
            Recipient(one.participant, one.chat_id, out_of_quiet(turn.now, one.choice.quiet, turn.town.zone))
            for one in known.values()
            if one.reachable
        ],
    )


async def erase(turn: Turn, *, erased: Callable[[int], None]) -> bool:
    """Erase a few of those who did not answer; True when nobody is left whose day has come.

    `erased` hears of each chat after the commit. A question that could not leave in all that time, because the bot
    was away, is asked anew instead.
    """
    silent = await dormancy.due(turn.tx, today=turn.today, limit=ERASED_AT_ONCE)
    unasked = await outbox.take_back(turn.tx, DORMANT, silent)
    await _ask(turn, unasked)
    for one in silent:
        if one not in unasked:
            await _erase(turn, one, erased)
    return len(silent) < ERASED_AT_ONCE


async def _erase(turn: Turn, participant: ParticipantId, erased: Callable[[int], None]) -> None:
    person = await participants.get(turn.tx, participant)
    assert person is not None
    theirs = Turn(tx=turn.tx, now=turn.now, town=turn.town, actor=person, member=await staff.get(turn.tx, participant))
    try:
        await privacy.forget(theirs)
    except LastOwner:
        await dormancy.set_day(turn.tx, [participant], None)
        return
    turn.tx.after_commit(partial(erased, person.telegram_id))
