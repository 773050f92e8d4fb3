"""The shelf of questionnaires, and the results of those that have closed."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.gateway.context import Context, Handler
from bot.gateway.doors import Door
from bot.services import questionnaires
from bot.ui.callbacks import Callback
from bot.ui.navigation import GoQuestionnaires, GoResults
from bot.ui.questionnaires import around
from bot.ui.questionnaires import results as screens


async def show_shelf(context: Context, choice: GoQuestionnaires) -> None:
    context.show(around.shelf(context.t, await questionnaires.shelf(context.turn, choice.page)))


async def show_results(context: Context, choice: GoResults) -> None:
    """Raises NotFound before its answers were counted."""
    questionnaire, found = await questionnaires.results(context.turn, choice.questionnaire)
    context.show(screens.results(context.t, questionnaire, found, choice.page))


async def questionnaires_command(update: Update, context: Context) -> None:
    """A form under way is put aside, lest what is typed next land in it."""
    context.exchange.suspend()
    await show_shelf(context, around.LIST)


DOORS: dict[type[Callback], Door] = {GoQuestionnaires: show_shelf, GoResults: show_results}


def handlers() -> list[Handler]:
    return [CommandHandler("questionnaires", questionnaires_command, filters=filters.ChatType.PRIVATE)]
