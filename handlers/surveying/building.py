"""The builder's buttons: each changes one thing, keeps it, and shows what came of it."""

from markupsafe import Markup
from telegram import Update

from bot.domain.errors import NotFound
from bot.domain.questionnaires import Questionnaire
from bot.domain.questions import Question
from bot.gateway.context import Context, Handler, pressed
from bot.services.questionnaires import building
from bot.ui.surveying import builder, one, trying
from bot.ui.surveying import callbacks as buttons
from handlers.surveying.desk import leave_form, show_build


def find(questionnaire: Questionnaire, question: str) -> Question:
    """Raises NotFound, where a colleague was quicker."""
    found = questionnaire.definition.question(question)
    if found is None:
        raise NotFound(what="question")
    return found


async def show_question(context: Context, number: int, question: str, said: Markup | None = None) -> None:
    leave_form(context)
    known = await building.editable(context.turn, number)
    context.show(one.question(context.t, known, find(known, question), said))


async def show_builder(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Build)
    await show_build(context, choice.questionnaire, choice.page)


async def kinds(update: Update, context: Context) -> None:
    known = await building.editable(context.turn, context.choice(buttons.Kinds).questionnaire)
    context.show(builder.kinds(context.t, known))


async def add_ready(update: Update, context: Context) -> None:
    number = context.choice(buttons.AddReady).questionnaire
    await building.add_ready(context.turn, number)
    await show_build(context, number, 0, context.t("surveying.ready_added"))


async def anonymous(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Anonymous)
    await building.put_anonymous(context.turn, choice.questionnaire, on=choice.on)
    await show_build(context, choice.questionnaire)


# -- one question ------------------------------------------------------------------------------------------------------


async def open_question(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Open)
    await show_question(context, choice.questionnaire, choice.question)


async def move(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Move)
    await building.move(context.turn, choice.questionnaire, choice.question, up=choice.up)
    await show_question(context, choice.questionnaire, choice.question)


async def duplicate(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Duplicate)
    copy = await building.duplicate(context.turn, choice.questionnaire, choice.question)
    await show_question(context, choice.questionnaire, copy.id, context.t("surveying.duplicated"))


async def ask_drop(update: Update, context: Context) -> None:
    choice = context.choice(buttons.AskDrop)
    known = await building.editable(context.turn, choice.questionnaire)
    context.show(one.ask_drop(context.t, known, find(known, choice.question)))


async def drop(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Drop)
    await building.drop(context.turn, choice.questionnaire, choice.question)
    await show_build(context, choice.questionnaire)


async def background(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Background)
    await building.put_background(context.turn, choice.questionnaire, choice.question, on=choice.on)
    await show_question(context, choice.questionnaire, choice.question)


async def languages(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Translate)
    known = await building.editable(context.turn, choice.questionnaire)
    asked = find(known, choice.question) if choice.question else None
    context.show(one.languages(context.t, known, asked))


# -- conditions --------------------------------------------------------------------------------------------------------


async def conditions(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Conditions)
    known = await building.editable(context.turn, choice.questionnaire)
    context.show(one.conditions(context.t, known, find(known, choice.question)))


async def condition_on(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ConditionOn)
    await _values(context, choice.questionnaire, choice.question, choice.earlier)


async def toggle_value(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Value)
    await building.toggle_condition(context.turn, choice.questionnaire, choice.question, choice.earlier, choice.code)
    await _values(context, choice.questionnaire, choice.question, choice.earlier)


async def _values(context: Context, number: int, question: str, earlier: str) -> None:
    known = await building.editable(context.turn, number)
    context.show(one.values(context.t, known, find(known, question), find(known, earlier)))


async def no_condition(update: Update, context: Context) -> None:
    choice = context.choice(buttons.NoCondition)
    await building.drop_condition(context.turn, choice.questionnaire, choice.question)
    await show_question(context, choice.questionnaire, choice.question)


async def preview(update: Update, context: Context) -> None:
    """Nothing of it is kept."""
    choice = context.choice(buttons.Try)
    known = await building.editable(context.turn, choice.questionnaire)
    if choice.place < len(known.definition.questions):
        context.show(trying.preview(context.t, known, choice.place))
    else:
        context.show(trying.preview_end(context.t, known))


def handlers() -> list[Handler]:
    return [
        pressed(buttons.Build, show_builder),
        pressed(buttons.Kinds, kinds),
        pressed(buttons.AddReady, add_ready),
        pressed(buttons.Anonymous, anonymous),
        pressed(buttons.Open, open_question),
        pressed(buttons.Move, move),
        pressed(buttons.Duplicate, duplicate),
        pressed(buttons.AskDrop, ask_drop),
        pressed(buttons.Drop, drop),
        pressed(buttons.Background, background),
        pressed(buttons.Translate, languages),
        pressed(buttons.Conditions, conditions),
        pressed(buttons.ConditionOn, condition_on),
        pressed(buttons.Value, toggle_value),
        pressed(buttons.NoCondition, no_condition),
        pressed(buttons.Try, preview),
    ]
