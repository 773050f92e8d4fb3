"""The clock's own work: what lapses, and what staff are reminded of.

Reminders leave on working days from 9:30 on the town's clock, each at most once for each member, however late or often
the tick comes.
"""

from collections.abc import Sequence
from datetime import date, time, timedelta

from bot.domain.calendar import WorkCalendar, at_local, midnight_after
from bot.domain.deadlines import SPRAVKA_NUDGES, working_days_after, working_days_before
from bot.domain.ids import ParticipantId
from bot.domain.notices import OLD_NEWS
from bot.domain.proposals import Proposal
from bot.domain.staff import Action, may
from bot.services.answering.acts import subject
from bot.services.answering.desk import CHECKED_WORKING_DAYS, Look, queue_filter
from bot.services.proposals import tell_author
from bot.services.reaching import reached
from bot.services.turn import Turn
from storage import consultations, outbox, spravki, staff, town
from storage import proposals as stored
from storage.notices import told

NUDGE_AT = time(9, 30)
AT_ONCE = 100
"""Proposals that lapse in one transaction."""
STAFF_AT_MOST = 1_000
OVERDUE = "proposals.overdue"
"""The daily reminder to staff. It has no parameters: how much there is, is counted when it leaves."""
SPRAVKA_DUE = "proposals.spravka_due"
"""That a spravka is not out; its parameter is the consultation."""


async def lapse(turn: Turn) -> bool:
    """Close what its author has not completed in time. True when nothing is left to close."""
    found = await stored.lapsed(turn.tx, today=turn.today, limit=AT_ONCE)
    for one in found:
        saved = await stored.save(turn.tx, Proposal.lapse(one))
        turn.audit("proposal.lapsed", subject=subject(one.id))
        await tell_author(turn, saved, "lapsed")
    return len(found) < AT_ONCE


async def nudge(turn: Turn) -> bool:
    """Remind staff of what is late. Always True: it is done at once."""
    work = await town.calendar(turn.tx)
    if is_time(turn, work):
        if any(await backlog(turn, work)):
            await _remind(turn, OVERDUE, {}, key=f"{OVERDUE}:{turn.today}", action=Action.proposal_moderate)
        await _nudge_spravki(turn, work)
    return True


def is_time(turn: Turn, work: WorkCalendar) -> bool:
    """Whether staff may be reminded now."""
    return work.is_working(turn.today) and turn.now >= at_local(turn.today, NUDGE_AT, turn.town.zone)


async def backlog(turn: Turn, work: WorkCalendar) -> tuple[int, int]:
    """How many are overdue, and how many have waited for a first look for longer than a working day."""
    overdue = await stored.queue_count(turn.tx, queue_filter(turn, Look("overdue"), work))
    received_by = working_days_before(turn.today - timedelta(days=1), CHECKED_WORKING_DAYS, work)
    before = midnight_after(received_by, turn.town.zone)
    return overdue, await stored.count_unchecked(turn.tx, before=before)


async def _nudge_spravki(turn: Turn, work: WorkCalendar) -> None:
    """Of each consultation only the latest reminder that has come due; one that is two weeks late is none."""
    earliest = turn.today - OLD_NEWS - timedelta(days=4 * max(SPRAVKA_NUDGES))
    for number in await spravki.closed_since(turn.tx, last_day=earliest, now=turn.now):
        one = await consultations.get(turn.tx, number)
        days = None if one.last_day is None else latest_nudge(one.last_day, turn.today, work)
        if days is not None:
            key = f"{SPRAVKA_DUE}:{number}:{one.last_day}:{days}"
            await _remind(turn, SPRAVKA_DUE, {"consultation": number}, key=key, action=Action.proposal_decide)


def latest_nudge(last_day: date, today: date, work: WorkCalendar) -> int | None:
    """After how many working days the reminder that is due now should have come; None where there is none."""
    due = [days for days in SPRAVKA_NUDGES if working_days_after(last_day, days, work) <= today]
    if not due or today - working_days_after(last_day, due[-1], work) > OLD_NEWS:
        return None
    return due[-1]


async def _remind(turn: Turn, notice: str, params: dict[str, int], *, key: str, action: Action) -> None:
    people = await told.tell(turn.tx, key, await _members(turn, action), now=turn.now)
    tonight = midnight_after(turn.today, turn.town.zone)
    await outbox.notify(turn.tx, notice, params, await reached(turn, sorted(people), until=tonight))


async def _members(turn: Turn, action: Action) -> Sequence[ParticipantId]:
    found = await staff.colleagues(turn.tx, limit=STAFF_AT_MOST, offset=0)
    return [one.member.participant for one in found if may(one.member.role, action, may_decide=one.member.may_decide)]
