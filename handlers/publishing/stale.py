"""Buttons of the forms that fit no state any more."""

from telegram import Update

from bot.gateway.context import Context, Handler, pressed
from bot.gateway.hearing import of_the_form
from bot.ui.desks import GoManaged
from bot.ui.publishing import callbacks as buttons
from handlers.publishing.base import Base
from handlers.publishing.desk import show_desk, show_one

OF_THE_CHANGE = (buttons.ChooseField, buttons.ChooseDocument, buttons.AddDays, buttons.Confirm)
"""Buttons that only one form has, and that name no form therefore."""


def stale(form: Base) -> list[Handler]:
    """For a button of the form that fits no state: the present question again, or the desk when the form is gone."""

    async def old(update: Update, context: Context) -> str | None:
        here = form.here(context)
        if here is not None:
            return here
        context.answer(context.t.plain("help.old_screen"))
        data = context.exchange.query.data if context.exchange.query is not None else None
        if buttons.Confirm.matches(data):
            await show_one(context, context.choice(buttons.Confirm).consultation)
        else:
            await show_desk(context, GoManaged(0))
        return None

    handlers = of_the_form(buttons, form.form, old)
    if form.form == "c":
        handlers += [pressed(kind, old) for kind in OF_THE_CHANGE]
    return handlers
