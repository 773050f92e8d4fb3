"""The desk: all questionnaires, one of them, and the acts that open and end it."""

from markupsafe import Markup
from telegram import Update

from bot.domain.questionnaires import Recorded
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.doors import Door
from bot.services.questionnaires import building, managing, templates
from bot.ui.callbacks import BadCallback, Callback
from bot.ui.desks import GoQuestionnaireDesk, GoQuestionnairesManaged
from bot.ui.surveying import builder
from bot.ui.surveying import callbacks as buttons
from bot.ui.surveying import desk as screens
from storage.questionnaires import StaleRevision

FORM = "surveying"
"""What is typed about questionnaires; see `form`."""


def leave_form(context: Context) -> None:
    """What is typed from here on is no answer any more. What was typed stays in its draft."""
    active = context.exchange.active
    if active is not None and active.conversation == FORM:
        context.exchange.suspend()


async def show_list(context: Context, choice: GoQuestionnairesManaged) -> None:
    leave_form(context)
    found, page = await managing.managed(context.turn, choice.page)
    context.show(screens.managed(context.t, found, page, context.turn.now))


async def show_one(context: Context, choice: GoQuestionnaireDesk) -> None:
    await show(context, choice.questionnaire)


async def show(context: Context, number: int, said: Markup | None = None) -> None:
    """A draft in the builder, anything else on the desk."""
    leave_form(context)
    found = await managing.desk(context.turn, number, context.t.language)
    match found.questionnaire.recorded:
        case Recorded.draft:
            context.show(builder.build(context.t, found, 0, said))
        case Recorded.withdrawn:
            context.show(screens.withdrawn(context.t))
        case _:
            context.show(screens.desk(context.t, found, said))


async def show_build(context: Context, number: int, page: int = 0, said: Markup | None = None) -> None:
    """The questions of what can still be changed; anything else on the desk."""
    leave_form(context)
    found = await managing.desk(context.turn, number, context.t.language)
    if found.results is not None or found.questionnaire.recorded is Recorded.withdrawn:
        await show(context, number, said)
    else:
        context.show(builder.build(context.t, found, page, said))


async def show_templates(update: Update, context: Context) -> None:
    context.show(screens.templates(context.t, await templates.templates(context.turn)))


async def from_template(update: Update, context: Context) -> None:
    made = await building.begin_from(context.turn, context.choice(buttons.FromTemplate).template)
    await show(context, made.id)


# -- acts --------------------------------------------------------------------------------------------------------------


async def ask(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Ask)
    found = await managing.desk(context.turn, choice.questionnaire, context.t.language)
    if choice.act == "publish" and found.questionnaire.recorded is Recorded.draft:
        found.questionnaire.definition.check(anonymous=found.questionnaire.anonymous)
        context.show(screens.ask_publish(context.t, found))
    elif choice.act in screens.ASKED and found.results is None:
        context.show(screens.ask(context.t, found, choice.act))
    else:
        await show(context, choice.questionnaire)


async def do(update: Update, context: Context) -> None:
    """What changed since it was looked at is shown again instead; a second tap changes nothing."""
    choice, turn, t = context.choice(buttons.Do), context.turn, context.t
    match choice.act:
        case "publish":
            try:
                await managing.publish(turn, choice.questionnaire, choice.revision)
            except StaleRevision:
                context.answer(t.plain("errors.stale-revision"), alert=True)
                await show(context, choice.questionnaire)
                return
            await show(context, choice.questionnaire, t("surveying.published"))
        case "close":
            await managing.close(turn, choice.questionnaire)
            await show(context, choice.questionnaire, t("surveying.closed"))
        case "withdraw":
            await managing.withdraw(turn, choice.questionnaire)
            context.show(screens.withdrawn(t))
        case _:
            raise BadCallback()


DOORS: dict[type[Callback], Door] = {GoQuestionnairesManaged: show_list, GoQuestionnaireDesk: show_one}


def handlers() -> list[Handler]:
    return [
        pressed(buttons.ShowTemplates, show_templates),
        pressed(buttons.FromTemplate, from_template),
        pressed(buttons.Ask, ask),
        pressed(buttons.Do, do),
    ]
