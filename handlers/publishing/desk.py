"""The desk: drafts and published consultations, one by one; publishing and discarding a draft."""

from telegram import Update

from bot.gateway.context import Context, Handler, pressed
from bot.gateway.doors import Door
from bot.services import consultations, publishing
from bot.ui.callbacks import Callback
from bot.ui.desks import GoManaged
from bot.ui.publishing import callbacks as buttons
from bot.ui.publishing import desk as screens
from storage.consultations import StaleVersion


async def show_desk(context: Context, choice: GoManaged) -> None:
    found, page = await publishing.managed_page(context.turn, choice.page)
    context.show(screens.desk(context.t, found, page, now=context.turn.now))


async def show_preview(context: Context, number: int) -> None:
    """A draft exactly as citizens would see it, and what staff must know besides."""
    prepared = await publishing.view(context.turn, number)
    card = await consultations.describe(context.turn, prepared.shown, context.t.language)
    context.show(screens.preview(context.t, prepared, card, now=context.turn.now))


async def show_one(context: Context, number: int) -> None:
    """A draft as its preview, anything published with what may be done to it."""
    if await publishing.is_draft(context.turn, number):
        await show_preview(context, number)
    else:
        managed = await publishing.managed(context.turn, number)
        context.show(screens.manage(context.t, managed, now=context.turn.now))


async def show_fields(context: Context, number: int) -> None:
    """Which field of a draft to change."""
    context.show(screens.choose_edit(context.t, await publishing.draft(context.turn, number)))


async def manage(update: Update, context: Context) -> None:
    await show_one(context, context.choice(buttons.Manage).consultation)


async def publish(update: Update, context: Context) -> None:
    """A draft that changed since it was looked at is shown again instead; a second tap changes nothing."""
    choice = context.choice(buttons.Publish)
    message = update.effective_message
    report = None if message is None else (context.exchange.chat_id, message.message_id)
    try:
        consultation, audience = await publishing.publish(
            context.turn, choice.consultation, choice.version, report=report
        )
    except StaleVersion:
        context.answer(context.t.plain("publishing.changed_meanwhile"), alert=True)
        await show_preview(context, choice.consultation)
        return
    context.show(screens.published(context.t, consultation, audience=audience, now=context.turn.now))


async def choose_edit(update: Update, context: Context) -> None:
    await show_fields(context, context.choice(buttons.ChooseEdit).consultation)


async def ask_discard(update: Update, context: Context) -> None:
    draft = await publishing.draft(context.turn, context.choice(buttons.AskDiscard).consultation)
    context.show(screens.ask_discard(context.t, draft))


async def discard(update: Update, context: Context) -> None:
    await publishing.discard(context.turn, context.choice(buttons.Discard).consultation)
    context.show(screens.discarded(context.t))


DOORS: dict[type[Callback], Door] = {GoManaged: show_desk}


def handlers() -> list[Handler]:
    return [
        pressed(buttons.Manage, manage),
        pressed(buttons.Publish, publish),
        pressed(buttons.ChooseEdit, choose_edit),
        pressed(buttons.AskDiscard, ask_discard),
        pressed(buttons.Discard, discard),
    ]
