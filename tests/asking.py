"""Questionnaires and those who answer them: definitions by a word each, and a town in which each act is a turn.

`a_question`, `a_definition`, `a_questionnaire` and `a_sheet` are values; `Poll` keeps them and lets people answer.
"""

from datetime import datetime, timedelta
from typing import Any

from bot.domain.ballots import Sheet
from bot.domain.forums import Forum
from bot.domain.ids import QuestionnaireId
from bot.domain.participants import Participant
from bot.domain.questionnaires import Audience, Questionnaire
from bot.domain.questions import (
    CHOICES,
    Condition,
    Definition,
    Measure,
    Option,
    Question,
    QuestionType,
    make_options,
)
from bot.domain.results import Results
from bot.services import questionnaires
from storage import questionnaires as stored
from storage.questionnaires import Ticket
from tests.forums import Square

NAMES = {
    QuestionType.single: ("Времето за обсъждане беше:", "Discussion time was:"),
    QuestionType.multi: ("Откъде научихте?", "Where did you hear of it?"),
    QuestionType.scale5: ("Информацията беше ясна.", "The information was clear."),
    QuestionType.scale11: ("Бихте ли препоръчали такъв форум?", "Would you recommend such a forum?"),
    QuestionType.yesno: ("За първи път ли идвате?", "Is this your first time?"),
    QuestionType.text: ("Какво да подобрим?", "What should we improve?"),
}
OPTIONS = make_options(
    [{"bg": "малко", "en": "too little"}, {"bg": "достатъчно", "en": "enough"}, {"bg": "много", "en": "too much"}]
)
AGREEMENT = {"bg": ("изобщо не", "напълно"), "en": ("not at all", "fully"), "tr": ("hiç", "tamamen")}


def a_question(id: str = "clear", type: QuestionType = QuestionType.scale5, **fields: Any) -> Question:
    """Of a type, with its usual wording; a choice has three options, called a, b and c."""
    bg, en = NAMES[type]
    options: tuple[Option, ...] = OPTIONS if type in CHOICES else ()
    return Question(**{"id": id, "type": type, "names": {"bg": bg, "en": en}, "options": options, **fields})


def shown_if(question: str, *values: str) -> Condition:
    return Condition(question=question, values=values)


EVERY_TYPE = (
    a_question("time", QuestionType.single),
    a_question("from", QuestionType.multi, most=2),
    a_question("clear", QuestionType.scale5, measure=Measure.satisfaction),
    a_question("again", QuestionType.scale11, measure=Measure.nps),
    a_question("first", QuestionType.yesno),
    a_question("better", QuestionType.text, condition=shown_if("first", "n")),
)
"""One question of each type; the text is asked of those who came before."""


def a_definition(*questions: Question, **fields: Any) -> Definition:
    values = {"titles": {"bg": "Вашето мнение за форума", "en": "Your opinion of the forum"}, "anchors5": AGREEMENT}
    return Definition(**{**values, "anchors11": AGREEMENT, "questions": questions or EVERY_TYPE, **fields})


def a_questionnaire(*questions: Question, **fields: Any) -> Questionnaire:
    """A draft that storage has not seen."""
    return Questionnaire(**{"definition": a_definition(*questions), **fields})


def a_sheet(definition: Definition, /, **answers: str) -> Sheet:
    """Answers by the questions' ids: codes, or words where a text is asked."""
    sheet = Sheet()
    for id, answer in answers.items():
        question = definition.question(id)
        assert question is not None, id
        is_text = question.type is QuestionType.text and answer != "-"
        sheet = sheet.written(question, answer) if is_text else sheet.answered(question, answer)
    return sheet


class Poll(Square):
    """A town that asks its people."""

    async def prepared(self, *questions: Question, **fields: Any) -> Questionnaire:
        """A draft of staff."""
        async with self.engine.write() as tx:
            number = await stored.add(tx, a_questionnaire(*questions, **fields))
            return await stored.get(tx, number)

    async def asked(self, *questions: Question, **fields: Any) -> Questionnaire:
        """Published now; nobody was told yet and nobody has a ticket."""
        draft = await self.prepared(*questions, **fields)
        async with self.engine.write() as tx:
            return await stored.save(tx, draft.publish(self.now))

    async def about(self, forum: Forum, *questions: Question, **fields: Any) -> Questionnaire:
        """Published, to open when the forum is over."""
        return await self.asked(*questions, audience=Audience(forum=forum.id), **fields)

    async def after(self, forum: Forum, opens_at: datetime) -> Questionnaire:
        """As if the forum had ended so that its questionnaire opens now, though the clock says otherwise."""
        waiting = await self.about(forum)
        async with self.engine.write() as tx:
            return await stored.save(tx, waiting.open_after(opens_at - waiting.timing.opens_after))

    async def came(self, who: Participant, forum: Forum) -> None:
        """Registered, and checked in at the beginning."""
        await self.register(who, forum)
        assert forum.starts_at is not None
        async with self.engine.write() as tx:
            await tx.run(
                "UPDATE registrations SET checked_in_at = :at WHERE forum = :forum AND participant = :who",
                at=int(forum.starts_at.timestamp()),
                forum=forum.id,
                who=who.id,
            )

    async def of_forum(self, forum: Forum) -> list[Questionnaire]:
        async with self.engine.read() as tx:
            return await stored.of_forum(tx, forum.id)

    async def as_it_is(self, questionnaire: Questionnaire) -> Questionnaire:
        async with self.engine.read() as tx:
            return await stored.get(tx, questionnaire.id)

    async def revise(self, questionnaire: Questionnaire, *questions: Question) -> Questionnaire:
        """Another version of it, live."""
        async with self.engine.write() as tx:
            known = await stored.get(tx, questionnaire.id)
            return await stored.save(tx, known.revise(a_definition(*questions)))

    async def withdraw(self, questionnaire: Questionnaire) -> Questionnaire:
        async with self.engine.write() as tx:
            return await stored.save(tx, (await stored.get(tx, questionnaire.id)).withdraw())

    async def answer(self, who: Participant, questionnaire: Questionnaire, /, **answers: str) -> None:
        """As `a_sheet`, filed by the service's own door."""
        async with self.turn_of(who) as turn:
            known = await stored.get(turn.tx, questionnaire.id)
            await questionnaires.file(turn, known.id, a_sheet(known.definition, **answers))

    async def decline(self, who: Participant, questionnaire: Questionnaire) -> None:
        async with self.turn_of(who) as turn:
            await questionnaires.decline(turn, questionnaire.id)

    async def wish(self, who: Participant, questionnaire: Questionnaire) -> None:
        async with self.turn_of(who) as turn:
            await questionnaires.wish_results(turn, questionnaire.id, on=True)

    async def close(self, questionnaire: Questionnaire) -> Results:
        """Its time is over, and its answers are counted by the tick."""
        known = await self.as_it_is(questionnaire)
        assert known.closes_at is not None
        self.now = max(self.now, known.closes_at) + timedelta(minutes=1)
        await self.tick()
        async with self.engine.read() as tx:
            found = await stored.results(tx, questionnaire.id)
        assert found is not None
        return found

    async def ticket(self, who: Participant, questionnaire: Questionnaire) -> Ticket | None:
        async with self.engine.read() as tx:
            return await stored.ticket(tx, QuestionnaireId(questionnaire.id), who.id)

    async def ballots(self, questionnaire: Questionnaire) -> list[str]:
        """Sheets as they are filed."""
        async with self.engine.read() as tx:
            return [sheet for _, lot in await stored.sheets(tx, questionnaire.id) for sheet in lot]
