"""What people wrote, for staff: read page by page with personal data masked, and made into proposals.

Reading is audited, and never what was read.
"""

from dataclasses import dataclass

from bot.domain.errors import NotFound
from bot.domain.ids import QuestionnaireId
from bot.domain.personal_data import PersonalData, mask
from bot.domain.proposals import Channel, Proposal, ProposalKind
from bot.domain.questionnaires import Questionnaire
from bot.domain.questions import Question
from bot.domain.reported import Written, with_all_questions
from bot.domain.staff import Action
from bot.services import answering
from bot.services.answering import Incoming
from bot.services.consultations import Page
from bot.services.questionnaires.building import subject
from bot.services.questionnaires.reporting import results_of, written
from bot.services.turn import Turn
from storage import questionnaires as stored

TEXTS = 5
"""On a page."""


@dataclass(frozen=True, slots=True)
class Texts:
    questionnaire: Questionnaire
    question: Question
    items: list[Written]
    page: Page


async def read(turn: Turn, number: int, question: str, wanted: int) -> Texts:
    """A page, in the order of chance. Raises NotAllowed, and NotFound for what is not released."""
    turn.require(Action.questionnaire_manage)
    questionnaire, asked, count = await _released(turn, number, question)
    page = Page.of(count, wanted, TEXTS)
    found = await stored.texts(turn.tx, questionnaire.id, asked.id, limit=TEXTS, offset=page.number * TEXTS)
    turn.audit("questionnaire.texts_read", subject=subject(number), question=asked.id)
    return Texts(questionnaire, asked, await written(turn.tx, found), page)


async def text(turn: Turn, number: int, id: str) -> Written:
    """One of them. Raises as `read`."""
    turn.require(Action.questionnaire_manage)
    found = await stored.text(turn.tx, QuestionnaireId(number), id)
    if found is None:
        raise NotFound(what="text")
    await _released(turn, number, found.question)
    return (await written(turn.tx, [found]))[0]


async def make_proposal(turn: Turn, number: int, id: str) -> Proposal:
    """An idea without an author, in the words that may be read. A second time gives the same one.

    Raises as `read`, and what `answering.enter` refuses.
    """
    found = await text(turn, number, id)
    turn.require(Action.proposal_prepare)
    proposal = await answering.enter(
        turn,
        Incoming(
            token=f"questionnaire-{number}-{id}",
            channel=Channel.other,
            kind=ProposalKind.idea,
            received_on=turn.today,
            text=mask(found.text, frozenset(PersonalData)),
        ),
    )
    if await stored.put_proposal(turn.tx, QuestionnaireId(number), id, proposal.id):
        turn.audit("questionnaire.text_became_proposal", subject=subject(number), proposal=proposal.id)
    return proposal


async def _released(turn: Turn, number: int, question: str) -> tuple[Questionnaire, Question, int]:
    """With how many there are of it."""
    questionnaire, results = await results_of(turn.tx, number)
    count = results.texts.get(question)
    versions = await stored.versions(turn.tx, questionnaire.id)
    asked = with_all_questions(questionnaire.definition, versions, results).question(question)
    if count is None or asked is None:
        raise NotFound(what="text")
    return questionnaire, asked, count
