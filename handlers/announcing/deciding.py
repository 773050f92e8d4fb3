"""For whom an announcement is, letting it go, and what becomes of it.

`choosing` is the picker, `approving` decides, `watching` follows what leaves, `asking` hears what is typed; `show` is
for whoever opens an announcement that is a draft no more.
"""

from bot.domain.announcements import Announcement
from bot.gateway.context import Context, Handler
from bot.gateway.conversation import Conversation
from bot.gateway.doors import Door
from bot.ui.callbacks import Callback
from bot.ui.desks import GoDecide
from handlers.announcing import approving, asking, choosing, showing, watching


async def show(context: Context, announcement: Announcement) -> None:
    """As it stands, in any state but draft and template."""
    await showing.show(context, announcement.id)


async def show_decision(context: Context, choice: GoDecide) -> None:
    await showing.show(context, choice.announcement)


CONVERSATIONS: tuple[Conversation, ...] = (asking.CONVERSATION,)
DOORS: dict[type[Callback], Door] = {**choosing.DOORS, GoDecide: show_decision}


def handlers() -> list[Handler]:
    return [*choosing.handlers(), *approving.handlers(), *watching.handlers(), *asking.handlers()]
