"""Answering: who may, whether they still can, and the one ballot that comes of it.

While somebody answers, what they said so far is in their dialogue and nowhere else. Filing it spends their ticket and
keeps a ballot that leads to nobody, in one commit.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain import ballots
from bot.domain.ballots import Sheet
from bot.domain.errors import DomainError
from bot.domain.ids import QuestionnaireId
from bot.domain.questionnaires import Questionnaire, Status
from bot.services.turn import Turn
from storage import questionnaires as stored
from storage.questionnaires import Ticket


class QuestionnaireClosed(DomainError):
    """It is not answered any more, or not yet. `closes_at` is when it closed, if that is the reason."""

    def __init__(self, *, closes_at: datetime | None) -> None:
        super().__init__(closes_at=closes_at)


class NotInvited(DomainError):
    """It is for those who were there, or belong."""

    def __init__(self) -> None:
        super().__init__()


class AlreadyAnswered(DomainError):
    """Their ticket is spent: one ballot a ticket."""

    def __init__(self) -> None:
        super().__init__()


@dataclass(frozen=True, slots=True)
class Standing:
    """A questionnaire and where somebody stands with it; no ticket for who only looks around or was not invited."""

    questionnaire: Questionnaire
    status: Status
    ticket: Ticket | None

    @property
    def answered(self) -> bool:
        return self.ticket is not None and self.ticket.used

    @property
    def invited(self) -> bool:
        return self.ticket is not None or not self.questionnaire.audience.by_ticket_only

    @property
    def may_answer(self) -> bool:
        return self.status is Status.open and self.invited and not self.answered


async def stand(turn: Turn, number: int) -> Standing:
    """Raises NotFound, also for what was never published."""
    questionnaire = await stored.get(turn.tx, QuestionnaireId(number))
    ticket = None if turn.actor is None else await stored.ticket(turn.tx, questionnaire.id, turn.actor.id)
    return Standing(questionnaire, questionnaire.status(turn.now), ticket)


async def answerable(turn: Turn) -> Sequence[Questionnaire]:
    """What waits for the participant's answers. Nothing for somebody without a record."""
    return [] if turn.actor is None else await stored.answerable(turn.tx, turn.actor.id, now=turn.now)


async def must_answer(turn: Turn, number: int) -> Questionnaire:
    """The questionnaire, for somebody who may answer it now.

    Raises ConsentNeeded, NotFound, QuestionnaireClosed, NotInvited, AlreadyAnswered.
    """
    turn.participant  # noqa: B018 - raises ConsentNeeded before anything is said about the questionnaire
    standing = await stand(turn, number)
    if standing.answered:
        raise AlreadyAnswered()
    if standing.status is not Status.open:
        closed = standing.status is Status.closed
        raise QuestionnaireClosed(closes_at=standing.questionnaire.closes_at if closed else None)
    if not standing.invited:
        raise NotInvited()
    return standing.questionnaire


async def file(turn: Turn, number: int, sheet: Sheet) -> Questionnaire:
    """Keep the answers for good: what fits the version that counts now.

    Nothing of this goes to the audit trail. Raises as `must_answer`; of two devices one is AlreadyAnswered.
    """
    questionnaire = await must_answer(turn, number)
    definition = questionnaire.definition
    fitting = sheet.kept_for(definition)
    if not await stored.use(
        turn.tx, questionnaire.id, turn.participant.id, must_hold=questionnaire.audience.by_ticket_only
    ):
        raise AlreadyAnswered()
    stored.file(
        turn.tx,
        questionnaire.id,
        ballot=_by_chance(),
        version=questionnaire.version,
        sheet=ballots.filed(definition, fitting),
        texts=[(question, _by_chance(), text) for question, text in ballots.texts(definition, fitting)],
        author=None if questionnaire.anonymous else turn.participant.id,
    )
    return questionnaire


async def decline(turn: Turn, number: int) -> Questionnaire:
    """They would rather not, and are not reminded. Raises as `must_answer`."""
    questionnaire = await must_answer(turn, number)
    await stored.decline(turn.tx, questionnaire.id, turn.participant.id)
    return questionnaire


async def wish_results(turn: Turn, number: int, *, on: bool) -> Questionnaire:
    """Whether they want to hear what came of it. Raises ConsentNeeded, NotFound."""
    person = turn.participant
    standing = await stand(turn, number)
    await stored.wish_results(turn.tx, standing.questionnaire.id, person.id, on=on)
    return standing.questionnaire


def _by_chance() -> str:
    return secrets.token_hex(8)
