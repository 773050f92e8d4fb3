"""Buttons of the forms that fit no state any more."""

from telegram import Update

from bot.gateway.context import Context, Handler
from bot.gateway.hearing import of_the_form
from bot.ui.desks import GoForumsManaged
from bot.ui.hosting import callbacks as buttons
from handlers.hosting.base import Base
from handlers.hosting.desk import show_desk, show_one


def stale(form: Base) -> list[Handler]:
    """For a button of the form that fits no state: the present question again, or the desk when the form is gone."""

    async def old(update: Update, context: Context) -> str | None:
        here = form.here(context)
        if here is not None:
            return here
        context.answer(context.t.plain("help.old_screen"))
        data = context.exchange.query.data if context.exchange.query is not None else None
        if buttons.Apply.matches(data):
            await show_one(context, context.choice(buttons.Apply).forum)
        else:
            await show_desk(context, GoForumsManaged(0))
        return None

    return of_the_form(buttons, form.form, old)
