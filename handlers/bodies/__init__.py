"""Councils and working groups: reading them, being a member, and keeping them.

`asking` is how both forms ask; `mine` is what citizens and members write, `work` what staff do.
"""

from bot.gateway.context import Handler
from bot.gateway.doors import Door
from bot.ui.callbacks import Callback
from handlers.bodies import convening, desk, member, mine, reading, votes, work

CONVERSATIONS = (mine.FORM.conversation(), work.FORM.conversation())
DOORS: dict[type[Callback], Door] = {**reading.DOORS, **desk.DOORS}
LINKS = {**reading.LINKS, **member.LINKS}


def handlers() -> list[Handler]:
    return [
        *reading.handlers(),
        *member.handlers(),
        *votes.handlers(),
        *mine.handlers(),
        *desk.handlers(),
        *convening.handlers(),
        *work.handlers(),
    ]
