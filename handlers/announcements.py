"""Announcements as people get them: why, how to get fewer, and reading one again from a digest."""

from bot.gateway.context import Handler
from bot.gateway.doors import Door, Opener
from bot.ui.callbacks import Callback

DOORS: dict[type[Callback], Door] = {}
LINKS: dict[str, Opener] = {}


def handlers() -> list[Handler]:
    return []
