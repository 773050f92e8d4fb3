"""What the forms of a spravka hear: typed text, and all that cannot be read."""

from telegram.ext import MessageHandler, filters

from bot.gateway.context import Handler, HandlerCallback

_MESSAGE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & ~filters.COMMAND


def typed(callback: HandlerCallback) -> Handler:
    return MessageHandler(filters.TEXT & _MESSAGE, callback)


def anything(callback: HandlerCallback) -> Handler:
    return MessageHandler(filters.ALL & _MESSAGE, callback)
