"""Questionnaires for those who answer: `reading` shows them and their results, `form` asks, `around` leads in and out.

What the form keeps between two taps is a `paper`.
"""

from bot.gateway.context import Handler
from bot.gateway.doors import Door
from bot.ui.callbacks import Callback
from handlers.questionnaires import form, reading

CONVERSATIONS = (form.FORM.conversation(),)
DOORS: dict[type[Callback], Door] = {**reading.DOORS, **form.DOORS}
LINKS = form.LINKS


def handlers() -> list[Handler]:
    return [*reading.handlers(), *form.handlers()]
