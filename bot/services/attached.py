"""The questionnaire about a forum, a consultation or a body, as the desk of that thing shows it."""

from typing import NamedTuple

from bot.domain.ids import QuestionnaireId
from bot.domain.questionnaires import Audience, Status
from bot.services.turn import Turn
from storage import questionnaires


class Attached(NamedTuple):
    number: QuestionnaireId
    status: Status


async def attached(turn: Turn, audience: Audience) -> Attached | None:
    """The newest that was not withdrawn."""
    found = await questionnaires.about(turn.tx, audience)
    return Attached(found[-1].id, found[-1].status(turn.now)) if found else None
