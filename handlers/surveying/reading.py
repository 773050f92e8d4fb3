"""What questionnaires came to: for staff in pages, files and their own words, for everybody as a picture."""

from telegram import Update

from bot.domain.errors import NotFound
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.doors import Door
from bot.services.questionnaires import reporting, texts
from bot.ui.callbacks import Callback
from bot.ui.navigation import GoResultsPicture
from bot.ui.surveying import callbacks as buttons
from bot.ui.surveying import files
from bot.ui.surveying import results as screens


async def show_results(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowResults)
    one, definition, found = await reporting.for_staff(context.turn, choice.questionnaire)
    context.show(screens.results(context.t, one, definition, found, choice.page))


async def show_groups(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowGroups)
    one, definition, found = await reporting.for_staff(context.turn, choice.questionnaire)
    asked = definition.question(choice.question)
    if asked is None:
        raise NotFound(what="question")
    context.show(screens.groups(context.t, one, definition, found, asked, choice.by))


async def show_trend(update: Update, context: Context) -> None:
    number = context.choice(buttons.ShowTrend).questionnaire
    one, _, found = await reporting.for_staff(context.turn, number)
    points = await reporting.trend(context.turn.tx, one, zone=context.turn.town.zone)
    context.show(screens.trend(context.t, one, points, found.k))


# -- files -------------------------------------------------------------------------------------------------------------


async def picture(context: Context, choice: GoResultsPicture) -> None:
    await _send(context, choice.questionnaire, reporting.PICTURE)


async def get_file(update: Update, context: Context) -> None:
    choice = context.choice(buttons.GetResults)
    await _send(context, choice.questionnaire, choice.format)


async def _send(context: Context, number: int, format: str) -> None:
    """At once where somebody had it before; else it is being made, and this screen says so until it comes."""
    turn, t = context.turn, context.t
    file = await reporting.ready(turn, number, format, t.language)
    if file is not None:
        about = await reporting.reported(turn.tx, number, zone=turn.town.zone, with_texts=False)
        caption = str(files.caption(t, about, format))
        context.exchange.call("sendPhoto", file=file.id, caption=caption, parse_mode="HTML")
        return
    message = context.exchange.update.effective_message
    await reporting.ask(
        turn,
        number,
        format,
        t.language,
        chat_id=context.exchange.chat_id,
        message_id=None if message is None else message.message_id,
    )
    context.show(files.making(t))


# -- what was written --------------------------------------------------------------------------------------------------


async def show_texts(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowTexts)
    found = await texts.read(context.turn, choice.questionnaire, choice.question, choice.page)
    _, definition, _ = await reporting.for_staff(context.turn, choice.questionnaire)
    places = [one.id for one in definition.questions]
    context.show(screens.texts(context.t, found, places.index(choice.question)))


async def ask_proposal(update: Update, context: Context) -> None:
    choice = context.choice(buttons.AskProposal)
    found = await texts.text(context.turn, choice.questionnaire, choice.text)
    if found.receipt_no is not None:
        await _made(context, choice.questionnaire, choice.text)
    else:
        context.show(screens.ask_proposal(context.t, choice.questionnaire, found))


async def make_proposal(update: Update, context: Context) -> None:
    choice = context.choice(buttons.MakeProposal)
    await _made(context, choice.questionnaire, choice.text)


async def _made(context: Context, number: int, text: str) -> None:
    """A second tap finds what the first one made."""
    proposal = await texts.make_proposal(context.turn, number, text)
    context.show(screens.made_proposal(context.t, number, proposal))


DOORS: dict[type[Callback], Door] = {GoResultsPicture: picture}


def handlers() -> list[Handler]:
    return [
        pressed(buttons.ShowResults, show_results),
        pressed(buttons.ShowGroups, show_groups),
        pressed(buttons.ShowTrend, show_trend),
        pressed(buttons.GetResults, get_file),
        pressed(buttons.ShowTexts, show_texts),
        pressed(buttons.AskProposal, ask_proposal),
        pressed(buttons.MakeProposal, make_proposal),
    ]
