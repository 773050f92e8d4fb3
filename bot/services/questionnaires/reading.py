"""Questionnaires as people find them: what waits for them, and what came of those that have closed."""

from dataclasses import dataclass

from bot.domain.errors import NotFound
from bot.domain.ids import ConsultationId, QuestionnaireId
from bot.domain.questionnaires import Questionnaire, Recorded
from bot.domain.results import Results
from bot.services.consultations import PAGE, Page
from bot.services.questionnaires.filling import Standing
from bot.services.turn import Turn
from storage import questionnaires as stored


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of what somebody may answer, has answered, or can read the results of, in this order."""

    items: list[Standing]
    page: Page


async def shelf(turn: Turn, page: int) -> Shelf:
    """For somebody without a record: what is asked of everybody, and results."""
    who = None if turn.actor is None else turn.actor.id
    here = Page.of(await stored.count_shelved(turn.tx, who, now=turn.now), page)
    found = await stored.shelved(turn.tx, who, now=turn.now, limit=PAGE, offset=here.offset)
    return Shelf([Standing(one, one.status(turn.now), ticket) for one, ticket in found], here)


async def count_waiting(turn: Turn) -> int:
    """Open ones that they hold a ticket of, neither used nor declined. 0 for somebody without a record."""
    return 0 if turn.actor is None else await stored.count_waiting(turn.tx, turn.actor.id, now=turn.now)


async def results(turn: Turn, number: int) -> tuple[Questionnaire, Results]:
    """What everybody may read. Raises NotFound before its answers were counted."""
    questionnaire = await stored.get(turn.tx, QuestionnaireId(number))
    found = await stored.results(turn.tx, questionnaire.id) if questionnaire.recorded is Recorded.counted else None
    if found is None:
        raise NotFound(what="results")
    return questionnaire, found


async def open_about(turn: Turn, consultation: ConsultationId) -> QuestionnaireId | None:
    """The open questionnaire about a consultation; None where there is none."""
    return await stored.open_about(turn.tx, consultation, now=turn.now)
