"""Building a questionnaire: every step is kept at once, so that nothing is lost and colleagues see it grow.

A draft is for everybody who prepares, what is published for those who manage. Whatever the domain refuses of a
questionnaire is refused at the step that would lead there.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from bot.domain.errors import NotFound, WrongState
from bot.domain.ids import QuestionnaireId
from bot.domain.question_changes import is_that, new_id, place, with_options
from bot.domain.questionnaires import Audience, Questionnaire, Recorded
from bot.domain.questions import (
    CHOICES,
    Condition,
    Definition,
    Question,
    QuestionType,
    make_options,
)
from bot.domain.staff import Action
from bot.domain.town import OFFICIAL
from bot.services.questionnaires.templates import POST_FORUM, Template, made_of, template
from bot.services.town import questionnaires as entries
from bot.services.turn import Turn
from storage import questionnaires as stored

Change = Callable[[Question], Question]


def subject(number: int) -> str:
    return f"questionnaire:{number}"


# -- beginning ---------------------------------------------------------------------------------------------------------


async def begin(turn: Turn, title: str, audience: Audience = Audience()) -> Questionnaire:  # noqa: B008 # immutable
    """An anonymous draft without questions; `title` is cleaned. Raises NotAllowed."""
    definition = Definition(titles={OFFICIAL: title}, questions=())
    return await _prepare(turn, Questionnaire(definition=definition, k=turn.town.smallest_group, audience=audience))


async def begin_from(turn: Turn, slug: str, audience: Audience = Audience()) -> Questionnaire:  # noqa: B008
    """A draft of a template. Raises NotAllowed, NotFound."""
    return await _begin(turn, await template(turn, slug), audience)


async def begin_with(turn: Turn, data: bytes, file: str) -> Questionnaire:
    """A draft of a YAML entry that was handed in. Raises NotAllowed, TownFileRefused."""
    turn.require(Action.questionnaire_prepare)
    return await _begin(turn, made_of(entries.read_one(data, file)), Audience())


async def _begin(turn: Turn, made_from: Template, audience: Audience) -> Questionnaire:
    return await _prepare(turn, made_from.questionnaire(audience, at_least=turn.town.smallest_group))


async def _prepare(turn: Turn, draft: Questionnaire) -> Questionnaire:
    turn.require(Action.questionnaire_prepare)
    number = await stored.add(turn.tx, draft)
    turn.audit("questionnaire.prepared", subject=subject(number))
    return await stored.get(turn.tx, number)


async def editable(turn: Turn, number: int) -> Questionnaire:
    """Raises NotAllowed, NotFound, and WrongState for what has closed."""
    turn.require(Action.questionnaire_prepare)
    questionnaire = await stored.get(turn.tx, QuestionnaireId(number))
    if questionnaire.recorded is Recorded.published:
        turn.require(Action.questionnaire_manage)
    if questionnaire.recorded not in (Recorded.draft, Recorded.published):
        raise WrongState(state=questionnaire.status(turn.now).value, action="revise")
    return questionnaire


async def draft(turn: Turn, number: int) -> Questionnaire:
    """Raises as `editable`, and WrongState for what was published."""
    questionnaire = await editable(turn, number)
    if questionnaire.recorded is not Recorded.draft:
        raise WrongState(state=questionnaire.status(turn.now).value, action="prepare")
    return questionnaire


# -- the whole ---------------------------------------------------------------------------------------------------------


async def put_title(turn: Turn, number: int, title: str, language: str) -> Questionnaire:
    known = await editable(turn, number)
    return await _revise(turn, known, titles={**known.definition.titles, language: title})


async def put_anonymous(turn: Turn, number: int, *, on: bool) -> Questionnaire:
    """Fixed by publication. Raises as `draft`, and AsksForContact where a question asks who somebody is."""
    known = await draft(turn, number)
    if known.definition.questions:
        known.definition.check(anonymous=on)
    return await _save(turn, known.model_copy(update={"anonymous": on}))


async def put_audience(turn: Turn, number: int, audience: Audience) -> Questionnaire:
    """Raises as `draft`."""
    known = await draft(turn, number)
    return await _save(turn, known.model_copy(update={"audience": audience}))


async def put_days(turn: Turn, number: int, days: int) -> Questionnaire:
    """How long it is open; the reminder stays within it. Raises as `draft`."""
    known = await draft(turn, number)
    closes, chase = timedelta(days=days), known.timing.chase_after
    timing = known.timing.model_copy(
        update={"closes_after": closes, "chase_after": chase if chase is not None and chase < closes else None}
    )
    return await _save(turn, known.model_copy(update={"timing": timing}))


# -- its questions -----------------------------------------------------------------------------------------------------


async def add_question(
    turn: Turn,
    number: int,
    type: QuestionType,
    wording: str,
    *,
    options: Sequence[str] = (),
    most: int | None = None,
) -> Question:
    """At the end, in the official language; everything is cleaned. Raises as `editable`, and what `check` refuses."""
    known = await editable(turn, number)
    question = Question(
        id=new_id(known, await _ever_asked(turn, known)),
        names={OFFICIAL: wording},
        type=type,
        options=make_options({OFFICIAL: one} for one in options) if type in CHOICES else (),
        most=most if type is QuestionType.multi else None,
    )
    await _put(turn, known, [*known.definition.questions, question])
    return question


async def add_ready(turn: Turn, number: int) -> Questionnaire:
    """The twelve questions of the ready template, with what its scales mean; those that are there stay.

    One that another question has the id of gets an id of its own. Raises as `editable`, and TooManyQuestions.
    """
    known = await editable(turn, number)
    ready = await template(turn, POST_FORUM)
    definition, before = known.definition, await _ever_asked(turn, known)
    fresh = []
    for one in ready.definition.questions:
        there = any(is_that(other, one) for other in definition.questions)
        if one.type is QuestionType.text or one.background or there:
            continue
        is_other = any(other.id == one.id and not is_that(other, one) for other in before)
        fresh.append(one.model_copy(update={"id": f"{one.id}-{new_id(known, before)}"}) if is_other else one)
    return await _revise(
        turn,
        known,
        questions=(*definition.questions, *fresh),
        anchors5=definition.anchors5 or ready.definition.anchors5,
        anchors11=definition.anchors11 or ready.definition.anchors11,
    )


async def put_wording(turn: Turn, number: int, question: str, wording: str, language: str) -> Questionnaire:
    return await _change(
        turn, number, question, lambda one: one.model_copy(update={"names": {**one.names, language: wording}})
    )


async def put_options(turn: Turn, number: int, question: str, names: Sequence[str], language: str) -> Questionnaire:
    """Official ones say which options there are: one that stays as it was stays itself, wherever it stands. In another
    language they are the names of those, in their order; BadOptions unless there are as many.
    """
    return await _change(turn, number, question, lambda one: with_options(one, names, language))


async def put_most(turn: Turn, number: int, question: str, most: int | None) -> Questionnaire:
    return await _change(turn, number, question, lambda one: one.model_copy(update={"most": most}))


async def put_background(turn: Turn, number: int, question: str, *, on: bool) -> Questionnaire:
    return await _change(turn, number, question, lambda one: one.model_copy(update={"background": on}))


async def toggle_condition(turn: Turn, number: int, question: str, earlier: str, code: str) -> Questionnaire:
    """Show it to those who gave this answer too, or no longer; without any answer it is shown to all.

    Raises BadCondition for an answer that nobody can give before.
    """
    known = await editable(turn, number)
    on = known.definition.question(earlier)
    if on is None:
        raise NotFound(what="question")

    def change(one: Question) -> Question:
        here = one.condition.values if one.condition is not None and one.condition.question == earlier else ()
        chosen = {*here} ^ {code}
        values = tuple(other for other in (*on.codes, *(chosen - {*on.codes})) if other in chosen)
        condition = Condition(question=earlier, values=values) if values else None
        return one.model_copy(update={"condition": condition})

    return await _change(turn, number, question, change)


async def drop_condition(turn: Turn, number: int, question: str) -> Questionnaire:
    return await _change(turn, number, question, lambda one: one.model_copy(update={"condition": None}))


async def move(turn: Turn, number: int, question: str, *, up: bool) -> Questionnaire:
    """One place; at the edge nothing changes. Raises BadCondition where it would be asked before what it depends on."""
    known = await editable(turn, number)
    asked = [*known.definition.questions]
    here = place(known.definition, question)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(asked):
        return known
    asked[here], asked[there] = asked[there], asked[here]
    return await _put(turn, known, asked)


async def drop(turn: Turn, number: int, question: str) -> Questionnaire:
    """Raises BadCondition where another one depends on it, NoQuestions for the last one of what is published."""
    known = await editable(turn, number)
    here = place(known.definition, question)
    asked = known.definition.questions
    return await _put(turn, known, [*asked[:here], *asked[here + 1 :]])


async def duplicate(turn: Turn, number: int, question: str) -> Question:
    """Right after the one it is a copy of; it is measured as nothing, so that nothing is measured twice."""
    known = await editable(turn, number)
    here = place(known.definition, question)
    asked = known.definition.questions
    copy = asked[here].model_copy(update={"id": new_id(known, await _ever_asked(turn, known)), "measure": None})
    await _put(turn, known, [*asked[: here + 1], copy, *asked[here + 1 :]])
    return copy


# -- how it is kept ----------------------------------------------------------------------------------------------------


async def _ever_asked(turn: Turn, known: Questionnaire) -> list[Question]:
    """Questions of the newest version and of every one that somebody answered, also those that are gone."""
    versions = [known.definition, *await stored.answered_versions(turn.tx, known.id)]
    return [one for version in versions for one in version.questions]


async def _change(turn: Turn, number: int, question: str, change: Change) -> Questionnaire:
    known = await editable(turn, number)
    here = place(known.definition, question)
    asked = [*known.definition.questions]
    asked[here] = change(asked[here])
    return await _put(turn, known, asked)


async def _put(turn: Turn, known: Questionnaire, asked: Sequence[Question]) -> Questionnaire:
    return await _revise(turn, known, questions=tuple(asked))


async def _revise(turn: Turn, known: Questionnaire, **changes: Any) -> Questionnaire:
    definition = known.definition.model_copy(update=changes)
    if definition == known.definition:
        return known
    if definition.questions:
        definition.check(anonymous=known.anonymous)
    return await _save(turn, known.revise(definition))


async def _save(turn: Turn, changed: Questionnaire) -> Questionnaire:
    saved = await stored.save(turn.tx, changed)
    turn.audit("questionnaire.changed", subject=subject(saved.id))
    return saved
