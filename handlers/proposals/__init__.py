"""Proposals from the citizen's side: having a say, one's own things, the public register.

`form` is the long form: `beginning` leads into it and `sending` out of it; its questions are in `choosing`, `texts`,
`names` and `checks`, what it keeps between them in `draft`.
"""

from telegram.ext import MessageHandler

from bot.gateway.context import Handler
from bot.gateway.doors import Door
from bot.gateway.hearing import EDITED
from bot.ui.callbacks import Callback
from handlers.proposals import form, mine, register, small

CONVERSATIONS = (form.FORM.conversation(), *small.CONVERSATIONS)
DOORS: dict[type[Callback], Door] = {**form.DOORS, **mine.DOORS, **register.DOORS}
LINKS = {**form.LINKS, **mine.LINKS}


def handlers() -> list[Handler]:
    return [
        *form.handlers(),
        *mine.handlers(),
        *register.handlers(),
        *small.handlers(),
        MessageHandler(EDITED, form.FORM.edited),
    ]
