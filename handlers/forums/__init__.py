"""Forums for those who come: `reading` shows them, `seats` gives and takes a place, `door` checks in."""

from bot.gateway.context import Handler
from bot.gateway.doors import Door
from bot.ui.callbacks import Callback
from handlers.forums import door, reading, seats

CONVERSATIONS = door.CONVERSATIONS
hear_code = door.hear_code
DOORS: dict[type[Callback], Door] = reading.DOORS
LINKS = {**reading.LINKS, **door.LINKS}


def handlers() -> list[Handler]:
    return [*reading.handlers(), *seats.handlers(), *door.handlers()]
