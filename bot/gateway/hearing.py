"""Who hears what in a form: typed text, files, buttons of one form only, and all that cannot be read."""

from types import ModuleType

from telegram.ext import MessageHandler, filters

from bot.gateway.context import Handler, HandlerCallback, Pressed
from bot.ui.callbacks import Callback

# Commands are heard elsewhere: one that is typed inside a form never becomes its answer.
MESSAGE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & ~filters.COMMAND
EDITED = filters.UpdateType.EDITED_MESSAGE & filters.ChatType.PRIVATE


def typed(callback: HandlerCallback) -> Handler:
    return MessageHandler(filters.TEXT & MESSAGE, callback)


def sent_file(callback: HandlerCallback, *, photos: bool = False) -> Handler:
    """A file sent as such, or a photo too. A moving picture is a file by nature and comes as both."""
    kinds = filters.PHOTO | filters.Document.ALL if photos else filters.Document.ALL
    return MessageHandler(kinds & ~filters.ANIMATION & MESSAGE, callback)


def anything(callback: HandlerCallback) -> Handler:
    """Photos, stickers, voices and whatever else nobody before wanted."""
    return MessageHandler(filters.ALL & MESSAGE, callback)


def heard(kind: type[Callback], callback: HandlerCallback, *values: str) -> Pressed:
    """A button whose first values are these: the form, and perhaps its state."""

    def matches(data: object) -> bool:
        return kind.matches(data) and str(data).partition("~")[0].split(":")[1 : len(values) + 1] == list(values)

    return Pressed(kind, callback, matches)


def of_the_form(buttons: ModuleType, form: str, callback: HandlerCallback) -> list[Handler]:
    """Every button of a form, whatever its state: those of its feature that name a form."""
    kinds = [kind for kind in vars(buttons).values() if isinstance(kind, type) and "form" in _fields(kind)]
    return [heard(kind, callback, form) for kind in kinds]


def _fields(kind: type) -> tuple[str, ...]:
    return tuple(getattr(kind, "__dataclass_fields__", ()))
