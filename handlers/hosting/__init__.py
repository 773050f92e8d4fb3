"""Forums for those who hold them.

`form` asks for a new one and `change` for one thing of an existing one; both ask the questions of `fields`. `desk` is
where all is found again; `roster` and `door` are for the hour itself, `certificate` is for those who came.
"""

from bot.gateway.context import Handler
from bot.gateway.doors import Door
from bot.ui.callbacks import Callback
from handlers.hosting import certificate, change, desk, door, form, roster

CONVERSATIONS = (
    form.FORM.conversation(),
    change.CHANGE.conversation(),
    roster.CONVERSATION,
    certificate.CONVERSATION,
)
DOORS: dict[type[Callback], Door] = {**desk.DOORS, **roster.DOORS, **certificate.DOORS}


def handlers() -> list[Handler]:
    return [*form.handlers(), *desk.handlers(), *change.handlers(), *roster.handlers(), *door.handlers()]
