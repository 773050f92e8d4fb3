"""One announcement on its screen, as it now stands; and what a colleague was quicker to do."""

from collections.abc import Awaitable
from typing import TypeVar

from markupsafe import Markup

from bot.broadcast import screens
from bot.domain.announcements import EDITABLE
from bot.domain.errors import WrongState
from bot.domain.ids import AnnouncementId
from bot.gateway.context import Context
from bot.services.announcements import counting
from bot.services.announcements.watching import Watch, look
from handlers.announcing.base import leave_form
from storage.announcements import StaleAnnouncement

Done = TypeVar("Done")


async def read(context: Context, number: int, *, counted: bool = False) -> Watch:
    """`counted` as `look` means it. Raises NotAllowed, NotFound."""
    return await look(context.turn, number, context.t.language, counted=counted)


async def show(context: Context, number: int, said: Markup | None = None, *, view: str = screens.DECIDING) -> None:
    """A draft by `view`, anything else as it stands; it goes on by itself from there, also while its recipients are
    counted once more.
    """
    leave_form(context)
    await counting.look_again(context.turn, AnnouncementId(number))
    found = await read(context, number)
    if found.one.state not in EDITABLE:
        view = screens.PROGRESS
    context.show(screens.screen(context.t, found, view, said))
    context.exchange.keep_live(view, found.one.id)


async def done(context: Context, number: int, act: Awaitable[Done]) -> Done | None:
    """What the act gives; None where somebody was quicker, which is said, and how it now stands shown."""
    try:
        return await act
    except (StaleAnnouncement, WrongState):
        context.answer(context.t.plain("deciding.meanwhile"), alert=True)
        await show(context, number)
        return None
