"""One announcement as it stands now, on whatever screen somebody watches it: the same words from a press and from a
refresh.
"""

from collections.abc import Callable
from dataclasses import replace

from markupsafe import Markup

from bot.domain.announcements import EDITABLE, AnnouncementState
from bot.i18n import Translator
from bot.services.announcements.watching import Watch, look
from bot.services.turn import Turn
from bot.ui.announcing import approving, leaving, picking, progress
from bot.ui.screen import Screen

PICKER, DECIDING, PROGRESS = "audience", "decide", "progress"
VIEWS = frozenset({PICKER, DECIDING, PROGRESS})
"""What `live_screens.view` may say. A draft is shown by it; whatever else became of it meanwhile, as it then stands."""

Speed = Callable[[Watch], float | None]
"""How many copies a second leave, from looking again and again."""


def screen(t: Translator, found: Watch, view: str, said: Markup | None = None) -> Screen:
    one = found.one
    if one.state in EDITABLE:  # a template leaves for nobody
        aims = view == PICKER or one.state is AnnouncementState.template
        return picking.picker(t, found, said) if aims else leaving.decide(t, found, said)
    if one.state is AnnouncementState.ready:
        return approving.request(t, found, said)
    return progress.card(t, found, said)


async def render(turn: Turn, view: str, number: int, t: Translator, speed: Speed) -> tuple[Watch, Screen]:
    """With all copies counted: not in a turn. Raises NotFound, and NotAllowed for who is not staff any more."""
    found = await look(turn, number, t.language, counted=True)
    found = replace(found, speed=speed(found))
    return found, screen(t, found, view)
