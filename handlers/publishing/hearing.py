"""Who hears what in the forms: typed text, buttons of one form only, and all that cannot be read."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.gateway.context import Context, Handler, HandlerCallback, pressed
from bot.ui.callbacks import Callback
from bot.ui.navigation import GoManaged
from bot.ui.publishing import callbacks as buttons
from handlers.publishing.base import Base
from handlers.publishing.desk import show_desk, show_one

OF_THE_CHANGE = (buttons.ChooseField, buttons.ChooseDocument, buttons.AddDays, buttons.Confirm)
"""Buttons that only one form has, and that name no form therefore."""

# Commands are heard elsewhere: one that is typed inside a form never becomes its answer.
MESSAGE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & ~filters.COMMAND


def typed(callback: HandlerCallback) -> Handler:
    return MessageHandler(filters.TEXT & MESSAGE, callback)


def sent_file(callback: HandlerCallback) -> Handler:
    """A file sent as such. A moving picture is one by nature and comes as both."""
    return MessageHandler(filters.Document.ALL & ~filters.ANIMATION & MESSAGE, callback)


def anything(callback: HandlerCallback) -> Handler:
    """Photos, stickers, voices and whatever else nobody before wanted."""
    return MessageHandler(filters.ALL & MESSAGE, callback)


def heard(kind: type[Callback], form: str, callback: HandlerCallback) -> Handler:
    """A button of one form: its first field names the form."""

    def matches(data: object) -> bool:
        return kind.matches(data) and str(data).partition("~")[0].split(":")[1:2] == [form]

    return CallbackQueryHandler[Context, None](callback, pattern=matches)


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

    kinds = [kind for kind in vars(buttons).values() if isinstance(kind, type) and "form" in _fields(kind)]
    handlers = [heard(kind, form.form, old) for kind in kinds]
    if form.form == "c":
        handlers += [pressed(kind, old) for kind in OF_THE_CHANGE]
    return handlers


def _fields(kind: type) -> tuple[str, ...]:
    return tuple(getattr(kind, "__dataclass_fields__", ()))
