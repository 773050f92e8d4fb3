"""Publishing, for staff: preparing a draft, publishing it, and changing what is published.

`form` asks for a new consultation and `change` for one thing of an existing one; both ask the questions of `fields`.
`desk` is where all of it is found again.
"""

from bot.gateway.context import Handler
from bot.gateway.doors import Door
from bot.ui.callbacks import Callback
from handlers.publishing import change, desk, form

CONVERSATIONS = (form.FORM.conversation(), change.CHANGE.conversation())
DOORS: dict[type[Callback], Door] = {**form.DOORS, **desk.DOORS}


def handlers() -> list[Handler]:
    return [*form.handlers(), *desk.handlers(), *change.handlers()]
