"""What becomes of an announcement: pause, go on, stop, try again, its report; mending it and taking it back."""

from telegram import Update

from bot.domain.ids import AnnouncementId
from bot.domain.staff import Action
from bot.gateway.context import Context, Handler, pressed
from bot.services.announcements import deciding, watching
from bot.ui.announcing import choices as buttons
from bot.ui.announcing import correcting, files, progress
from handlers.announcing.showing import done, read, show


async def hold(update: Update, context: Context) -> None:
    number = AnnouncementId(context.choice(buttons.Hold).announcement)
    if await done(context, number, deciding.hold(context.turn, number)):
        await show(context, number)


async def go_on(update: Update, context: Context) -> None:
    number = AnnouncementId(context.choice(buttons.GoOn).announcement)
    if await done(context, number, deciding.resume(context.turn, number)):
        await show(context, number)


async def ask_stop(update: Update, context: Context) -> None:
    context.turn.require(Action.announcement_manage)
    number = context.choice(buttons.AskStop).announcement
    context.show(progress.ask_stop(context.t, await read(context, number, counted=True)))


async def stop(update: Update, context: Context) -> None:
    number = AnnouncementId(context.choice(buttons.StopRest).announcement)
    if await done(context, number, deciding.cancel(context.turn, number)):
        await show(context, number)


async def try_failed(update: Update, context: Context) -> None:
    number = AnnouncementId(context.choice(buttons.TryFailed).announcement)
    if await done(context, number, deciding.try_failed_again(context.turn, number)) is not None:
        await show(context, number)


async def get_report(update: Update, context: Context) -> None:
    """It is being made, and this screen says so until it comes."""
    choice, message = context.choice(buttons.GetReport), context.exchange.update.effective_message
    await watching.ask_report(
        context.turn,
        choice.announcement,
        choice.format,
        context.t.language,
        chat_id=context.exchange.chat_id,
        message_id=None if message is None else message.message_id,
    )
    context.show(files.making(context.t))


async def ask_recall(update: Update, context: Context) -> None:
    number = context.choice(buttons.AskRecall).announcement
    found = await read(context, number, counted=True)
    what = await done(context, number, watching.recallable(context.turn, found))
    if what is not None:
        context.show(correcting.ask_recall(context.t, found, what))


async def recall(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Recall)
    number = AnnouncementId(choice.announcement)
    if await done(context, number, deciding.recall(context.turn, number, version=choice.version)):
        await show(context, number)


def handlers() -> list[Handler]:
    return [
        pressed(buttons.Hold, hold),
        pressed(buttons.GoOn, go_on),
        pressed(buttons.AskStop, ask_stop),
        pressed(buttons.StopRest, stop),
        pressed(buttons.TryFailed, try_failed),
        pressed(buttons.GetReport, get_report),
        pressed(buttons.AskRecall, ask_recall),
        pressed(buttons.Recall, recall),
    ]
