"""Groups and channels that the bot is in: what is heard there, and how staff keep them."""

from bot.gateway.context import Handler
from bot.gateway.doors import Opener
from handlers.chats import desk, public

DOORS = desk.DOORS
LINKS: dict[str, Opener] = {}


def elsewhere() -> list[Handler]:
    """Before everything else: nothing that comes from a group or a channel goes any further."""
    return [public.Elsewhere(public.hear)]


def handlers() -> list[Handler]:
    return desk.handlers()
