"""Answering: who may, whether they still can, and the one ballot that comes of it.

While somebody answers, what they said so far is in their dialogue and nowhere else. Filing it spends their ticket and
keeps a ballot that leads to nobody, in one commit.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from bot.domain import ballots
from bot.domain.ballots import Sheet
from bot.domain.errors import DomainError, NotFound
from bot.domain.ids import QuestionnaireId
from bot.domain.questionnaires import Questionnaire, Recorded, Status
from bot.services.turn import Turn
from storage import questionnaires as stored
from storage.questionnaires import Ticket

DRAFTS = "questionnaire"
"""The conversation in which answers wait until they are filed."""


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
    """A questionnaire and where somebody stands with it; no ticket for who only looks around or was not invited.

    What is not anonymous may be answered anew until it closes.
    """

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
    def may_change(self) -> bool:
        return self.status is Status.open and self.answered and not self.questionnaire.anonymous

    @property
    def may_answer(self) -> bool:
        return self.status is Status.open and self.invited and (not self.answered or self.may_change)

    @property
    def counted(self) -> bool:
        """Whether there are results."""
        return self.questionnaire.recorded is Recorded.counted


async def stand(turn: Turn, number: int) -> Standing:
    """Raises NotFound, also for what was never published."""
    who = None if turn.actor is None else turn.actor.id
    questionnaire, ticket = await stored.standing(turn.tx, QuestionnaireId(number), who)
    if questionnaire.recorded is Recorded.draft:
        raise NotFound(what="questionnaire")
    return Standing(questionnaire, questionnaire.status(turn.now), ticket)


async def must_answer(turn: Turn, number: int) -> Standing:
    """Where somebody stands who may answer it now.

    Raises ConsentNeeded, NotFound, QuestionnaireClosed, NotInvited, AlreadyAnswered.
    """
    turn.participant  # noqa: B018 - raises ConsentNeeded before anything is said about the questionnaire
    standing = await stand(turn, number)
    if standing.may_answer:
        return standing
    if standing.status is not Status.open:
        closed = standing.status is Status.closed
        raise QuestionnaireClosed(closes_at=standing.questionnaire.closes_at if closed else None)
    raise AlreadyAnswered() if standing.answered else NotInvited()


async def given(turn: Turn, number: int) -> Sheet:
    """What they answered before, as far as it still answers: to be changed. Empty where it was anonymous, or nothing.

    Raises as `must_answer`.
    """
    questionnaire = (await must_answer(turn, number)).questionnaire
    found = None
    if not questionnaire.anonymous:
        found = await stored.signed(turn.tx, questionnaire.id, turn.participant.id)
    if found is None:
        return Sheet()
    return ballots.read(found.definition, found.sheet, found.texts).kept_for(questionnaire.definition)


async def file(turn: Turn, number: int, sheet: Sheet) -> Questionnaire:
    """Keep the answers for good: what fits the version that counts now. Those given before, not anonymously, go.

    Nothing of this goes to the audit trail. Raises as `must_answer`; of two devices one is AlreadyAnswered.
    """
    questionnaire = (await must_answer(turn, number)).questionnaire
    who, definition = turn.participant.id, questionnaire.definition
    fitting = sheet.kept_for(definition)
    if not await stored.use(turn.tx, questionnaire.id, who, must_hold=questionnaire.audience.by_ticket_only):
        if questionnaire.anonymous:
            raise AlreadyAnswered()
        await stored.take_back(turn.tx, questionnaire.id, who)
    stored.file(
        turn.tx,
        questionnaire.id,
        ballot=_by_chance(),
        version=questionnaire.version,
        sheet=ballots.filed(definition, fitting),
        texts=[(question, _by_chance(), text) for question, text in ballots.texts(definition, fitting)],
        author=None if questionnaire.anonymous else who,
    )
    return questionnaire


async def decline(turn: Turn, number: int) -> Questionnaire:
    """They would rather not, and are not reminded. Raises as `must_answer`."""
    questionnaire = (await must_answer(turn, number)).questionnaire
    await stored.decline(turn.tx, questionnaire.id, turn.participant.id)
    return questionnaire


async def wish_results(turn: Turn, number: int, *, on: bool) -> Standing:
    """Whether they want to hear what came of it; where they stand then. Raises ConsentNeeded, NotFound."""
    person = turn.participant
    standing = await stand(turn, number)
    await stored.wish_results(turn.tx, standing.questionnaire.id, person.id, on=on)
    return standing


def _by_chance() -> str:
    return secrets.token_hex(8)
