"""The clock's work: a forum's questionnaire opens when it is over, holders of tickets are told, one closed is counted.

Nothing is planned ahead: each tick asks what is so now, and `told` keeps everything from being said twice.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain import results, retention
from bot.domain.ids import ParticipantId, QuestionnaireId
from bot.domain.questionnaires import Questionnaire, Recorded, Status
from bot.domain.schedule import out_of_quiet
from bot.services.questionnaires.filling import DRAFTS
from bot.services.questionnaires.following import follow_forums
from bot.services.turn import Turn
from storage import dialogues, outbox
from storage import questionnaires as stored
from storage.engine import Transaction
from storage.notices import audience, told
from storage.outbox import Recipient
from storage.questionnaires import Stretch

INVITED = "questionnaires.invited"
CHASED = "questionnaires.chased"
COUNTED = "questionnaires.counted"
"""Notices; the parameter of each is the questionnaire."""
NEWS_LIVE = timedelta(days=14)
NOT_SO_SOON = timedelta(days=1)
"""Whoever was invited later than this before the reminder is not reminded: a late tick does not say both at once."""
SETTLING = timedelta(hours=1)
"""After somebody agreed to be recorded they are left in peace by what is asked of many; they find it themselves."""
STRETCH = 500
"""People, or questionnaires, in one transaction."""


async def open_after_forums(turn: Turn) -> bool:
    """Open what waited for a forum that is over, in the times counted from its end."""
    found = await stored.to_open(turn.tx, now=turn.now, limit=STRETCH)
    for number, ended_at in found:
        questionnaire = await stored.get(turn.tx, number)
        await stored.save(turn.tx, questionnaire.open_after(ended_at))
    return len(found) < STRETCH


async def wipe_drafts(turn: Turn) -> bool:
    """Answers that nobody went on with for two days are gone, without waiting for the daily sweep."""
    await dialogues.forget_of(turn.tx, DRAFTS, turn.now - retention.DIALOGUE)
    return True


STEPS = {"forums": follow_forums, "open": open_after_forums, "drafts": wipe_drafts}


async def running(tx: Transaction) -> Sequence[QuestionnaireId]:
    """Those that `advance` may find something to do for."""
    return await stored.running(tx)


async def advance(turn: Turn, number: QuestionnaireId) -> bool:
    """A step of what one questionnaire needs now. True when nothing is left to do."""
    questionnaire = await stored.get(turn.tx, number)
    match questionnaire.status(turn.now):
        case Status.open:
            return await _go_round(turn, questionnaire)
        case Status.closed if questionnaire.recorded is Recorded.published:
            return await _count(turn, questionnaire)
        case _:
            return True


async def _go_round(turn: Turn, questionnaire: Questionnaire) -> bool:
    number = questionnaire.id
    issued = await _issue(turn, questionnaire)
    closes_at, chase_at = questionnaire.closes_at or turn.now, questionnaire.chase_at
    # Those who were there or belong are awaited; others may be in the middle of their first choices.
    settled = turn.now if questionnaire.audience.by_ticket_only else turn.now - SETTLING
    invited = await stored.uninvited(turn.tx, number, agreed_by=settled, limit=STRETCH)
    if invited:
        await _tell(turn, INVITED, questionnaire, invited, until=closes_at)
        await stored.put_invited(turn.tx, number, invited)
    if chase_at is None or chase_at > turn.now:
        return issued and len(invited) < STRETCH
    by = chase_at - NOT_SO_SOON
    chased = await stored.unchased(turn.tx, number, invited=_key(INVITED, questionnaire), invited_by=by, limit=STRETCH)
    if chased:
        await _tell(turn, CHASED, questionnaire, chased, until=closes_at)
        await stored.put_chased(turn.tx, number, chased)
    return issued and max(len(invited), len(chased)) < STRETCH


async def _issue(turn: Turn, questionnaire: Questionnaire) -> bool:
    """Give tickets to those it is for, also to who came late. True when everybody has theirs."""
    for_whom, number = questionnaire.audience, questionnaire.id
    if for_whom.forum is not None:
        await stored.issue_to_attendance(turn.tx, number, for_whom.forum)
        return True
    if for_whom.consultation is not None:
        await stored.issue_around_consultation(turn.tx, number, for_whom.consultation)
        return True
    if for_whom.body is not None:
        await stored.issue_to_members(turn.tx, number, for_whom.body)
        return True
    after, last = await stored.issued_upto(turn.tx, number), await audience.last_participant(turn.tx)
    if after >= last:
        return True
    stretch = Stretch(after, min(after + STRETCH, last))
    await stored.issue_to_segment(turn.tx, number, stretch, topics=for_whom.topics, places=for_whom.places)
    await stored.put_issued_upto(turn.tx, number, stretch.upto)
    return stretch.upto >= last


async def _count(turn: Turn, questionnaire: Questionnaire) -> bool:
    """Count once and for all, then tell those who want to know."""
    tickets = await stored.counts(turn.tx, questionnaire.id)
    found = results.counted(
        questionnaire.definition,
        await stored.sheets(turn.tx, questionnaire.id),
        k=questionnaire.k,
        texts=await stored.text_counts(turn.tx, questionnaire.id),
        invited=tickets.tickets if questionnaire.audience.by_ticket_only else None,
    )
    await stored.put_results(turn.tx, questionnaire.id, found)
    if questionnaire.anonymous:
        await stored.shuffle(turn.tx, questionnaire.id)
    await stored.save(turn.tx, questionnaire.count(turn.now))
    wishing = await stored.wishing(turn.tx, questionnaire.id)
    await _tell(turn, COUNTED, questionnaire, wishing, until=turn.now + NEWS_LIVE)
    return True


def _key(notice: str, questionnaire: Questionnaire) -> str:
    return f"{notice}:{questionnaire.id}"


async def _tell(
    turn: Turn, notice: str, questionnaire: Questionnaire, people: Sequence[ParticipantId], *, until: datetime
) -> None:
    """Once each, out of their quiet hours, and not those who are in a pause or cannot be reached."""
    fresh = await told.tell(turn.tx, _key(notice, questionnaire), people, now=turn.now)
    found = await audience.listeners(turn.tx, sorted(fresh))
    await outbox.notify(turn.tx, notice, {"questionnaire": questionnaire.id}, [
        Recipient(one.participant, one.chat_id, due_at, until)
        for one in found.values()
        if one.reachable and not one.choice.is_paused(turn.now)
        and (due_at := out_of_quiet(turn.now, one.choice.quiet, turn.town.zone)) < until
    ])  # fmt: skip
