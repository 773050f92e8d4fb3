"""The recipients of an approved announcement, written down once: a stretch of people a transaction."""

from bot.services.turn import Turn


async def advance(turn: Turn) -> bool:
    """The next stretch of one announcement that was approved; True when no snapshot is left to take."""
    return True
