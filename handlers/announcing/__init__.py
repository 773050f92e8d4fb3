"""Announcements for staff: `desk` lists them and makes drafts, `composing` and `labelling` are the form that hears what
is typed (`albums` hears what comes in several messages), `languages` and `pointing` change by buttons, `previewing`
shows how it arrives; `deciding` chooses for whom, lets them go and follows what becomes of them.
"""

from bot.gateway.context import Handler
from bot.gateway.conversation import Conversation
from bot.gateway.doors import Door
from bot.ui.callbacks import Callback
from handlers.announcing import albums, deciding, desk, labelling, languages, pointing, previewing

CONVERSATIONS: tuple[Conversation, ...] = (labelling.WRITING.conversation(), *deciding.CONVERSATIONS)
DOORS: dict[type[Callback], Door] = {**desk.DOORS, **deciding.DOORS}

always = albums.always


def handlers() -> list[Handler]:
    rooms = (desk, languages, pointing, previewing, deciding)
    return [handler for room in rooms for handler in room.handlers()]
