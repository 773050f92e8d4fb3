"""Announcements for staff: `desk` lists them and writes them, `deciding` chooses for whom, lets them go and follows
what becomes of them.
"""

from bot.gateway.context import Handler
from bot.gateway.conversation import Conversation
from bot.gateway.doors import Door
from bot.ui.callbacks import Callback
from handlers.announcing import deciding, desk

CONVERSATIONS: tuple[Conversation, ...] = (*desk.CONVERSATIONS, *deciding.CONVERSATIONS)
DOORS: dict[type[Callback], Door] = {**deciding.DOORS, **desk.DOORS}


def handlers() -> list[Handler]:
    return [*desk.handlers(), *deciding.handlers()]
