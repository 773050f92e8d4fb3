"""Groups and channels that the bot is in."""

from bot.gateway.context import Handler
from bot.gateway.doors import Door, Opener
from bot.ui.callbacks import Callback

DOORS: dict[type[Callback], Door] = {}
LINKS: dict[str, Opener] = {}


def handlers() -> list[Handler]:
    return []
