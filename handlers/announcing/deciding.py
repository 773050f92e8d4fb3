"""For whom an announcement is, letting it go, and what becomes of it."""

from bot.gateway.context import Handler
from bot.gateway.conversation import Conversation
from bot.gateway.doors import Door
from bot.ui.callbacks import Callback

CONVERSATIONS: tuple[Conversation, ...] = ()
DOORS: dict[type[Callback], Door] = {}


def handlers() -> list[Handler]:
    return []
