"""Who hears what in the forms of this feature: typed text, buttons of one form only, and all that cannot be read."""

from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.gateway.context import Context, Handler, HandlerCallback
from bot.ui.answering import callbacks as buttons
from bot.ui.callbacks import Callback

# Commands are heard elsewhere: one that is typed inside a form never becomes its answer.
MESSAGE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & ~filters.COMMAND


def typed(callback: HandlerCallback) -> Handler:
    return MessageHandler(filters.TEXT & MESSAGE, callback)


def anything(callback: HandlerCallback) -> Handler:
    """Photos, stickers, voices and whatever else nobody before wanted."""
    return MessageHandler(filters.ALL & MESSAGE, callback)


def heard(kind: type[Callback], callback: HandlerCallback, *values: str) -> Handler:
    """A button whose first values are these: the form, and perhaps its state."""

    def matches(data: object) -> bool:
        return kind.matches(data) and str(data).partition("~")[0].split(":")[1 : len(values) + 1] == list(values)

    return CallbackQueryHandler[Context, None](callback, pattern=matches)


def of_the_form(form: str, callback: HandlerCallback) -> list[Handler]:
    """Every button of a form, whatever its state."""
    kinds = [kind for kind in vars(buttons).values() if isinstance(kind, type) and "form" in _fields(kind)]
    return [heard(kind, callback, form) for kind in kinds]


def _fields(kind: type) -> tuple[str, ...]:
    return tuple(getattr(kind, "__dataclass_fields__", ()))
