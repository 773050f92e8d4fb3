"""Questionnaires for staff: `desk` lists and opens them, `aiming` says for whom, `building` changes them by buttons and
`form` by what is typed, `reading` shows what they came to.
"""

from bot.gateway.context import Handler
from bot.gateway.doors import Door
from bot.ui.callbacks import Callback
from handlers.surveying import aiming, building, desk, form, reading

CONVERSATIONS = (form.FORM.conversation(),)
DOORS: dict[type[Callback], Door] = {**desk.DOORS, **aiming.DOORS, **reading.DOORS}


def handlers() -> list[Handler]:
    return [*desk.handlers(), *aiming.handlers(), *building.handlers(), *reading.handlers()]
