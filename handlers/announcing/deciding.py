"""For whom an announcement is, letting it go, and what becomes of it."""

from bot.domain.announcements import Announcement
from bot.gateway.context import Context, Handler
from bot.gateway.conversation import Conversation
from bot.gateway.doors import Door
from bot.ui.announcing.desk import elsewhere
from bot.ui.callbacks import Callback

CONVERSATIONS: tuple[Conversation, ...] = ()
DOORS: dict[type[Callback], Door] = {}


async def show(context: Context, one: Announcement) -> None:
    """One that is no draft any more."""
    context.show(elsewhere(context.t, one))


def handlers() -> list[Handler]:
    return []
