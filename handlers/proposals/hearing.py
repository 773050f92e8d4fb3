"""Who hears what in the forms of this feature: typed text, files, and all that cannot be read."""

from telegram.ext import MessageHandler, filters

from bot.gateway.context import Handler, HandlerCallback

# Commands are heard elsewhere: one that is typed inside a form never becomes its answer.
MESSAGE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & ~filters.COMMAND
EDITED = filters.UpdateType.EDITED_MESSAGE & filters.ChatType.PRIVATE


def typed(callback: HandlerCallback) -> Handler:
    return MessageHandler(filters.TEXT & MESSAGE, callback)


def sent_file(callback: HandlerCallback) -> Handler:
    """A photo, or a file sent as such. A moving picture is a file by nature and comes as both."""
    return MessageHandler((filters.PHOTO | filters.Document.ALL) & ~filters.ANIMATION & MESSAGE, callback)


def anything(callback: HandlerCallback) -> Handler:
    """Stickers, voices and whatever else nobody before wanted."""
    return MessageHandler(filters.ALL & MESSAGE, callback)
