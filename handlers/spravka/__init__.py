"""The spravka: `reporting` for staff who publish it, `reading` for everybody, `decision` for what comes after."""

from bot.gateway.context import Handler
from bot.gateway.doors import Door
from bot.ui.callbacks import Callback
from handlers.spravka import decision, reading, reporting

CONVERSATIONS = (reporting.ADDRESS, decision.DECISION)
DOORS: dict[type[Callback], Door] = {**reporting.DOORS, **reading.DOORS}


def handlers() -> list[Handler]:
    return [*reporting.handlers(), *reading.handlers()]
