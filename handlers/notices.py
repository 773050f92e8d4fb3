"""The buttons under notices that belong to nothing else: being reminded of one consultation, or not."""

from telegram import Update

from bot.domain.ids import ConsultationId
from bot.gateway.context import Context, Handler, pressed
from bot.services import notices
from bot.ui import notices as screens
from bot.ui.navigation import StopReminders


async def stop(context: Context, choice: StopReminders) -> None:
    await notices.remind(context.turn, ConsultationId(choice.consultation), on=False)
    context.show(screens.reminders_stopped(context.t, choice.consultation))


async def remind_again(update: Update, context: Context) -> None:
    consultation = context.choice(screens.RemindAgain).consultation
    await notices.remind(context.turn, ConsultationId(consultation), on=True)
    context.show(screens.reminding_again(context.t, consultation))


DOORS = {StopReminders: stop}


def handlers() -> list[Handler]:
    return [pressed(screens.RemindAgain, remind_again)]
