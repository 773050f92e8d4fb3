"""The staff's desk of announcements: what there is, and drafts as they now stand."""

from markupsafe import Markup
from telegram import Update

from bot.domain.announcements import EDITABLE, Announcement, AnnouncementState
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.doors import Door
from bot.services.announcements import drafting
from bot.ui.announcing import callbacks as buttons
from bot.ui.announcing import desk as screens
from bot.ui.callbacks import Callback
from bot.ui.desks import GoAnnouncementDesk, GoAnnouncementsManaged
from handlers.announcing import deciding
from handlers.announcing.base import leave_form


async def show_shelf(context: Context, choice: GoAnnouncementsManaged) -> None:
    await _shelf(context, choice.shelf, choice.page)


async def _shelf(context: Context, name: str, page: int = 0, said: Markup | None = None) -> None:
    leave_form(context)
    context.show(screens.shelf(context.t, await drafting.shelf(context.turn, name, page), said))


async def show_one(context: Context, choice: GoAnnouncementDesk) -> None:
    await show(context, choice.announcement)


async def show(context: Context, number: int, said: Markup | None = None) -> None:
    leave_form(context)
    await card(context, number, said)


async def card(context: Context, number: int, said: Markup | None = None) -> None:
    """A draft or a template to go on with; what has left the desk is shown by who decides on it."""
    found = await drafting.read(context.turn, number, context.t.language)
    if found.announcement.state in EDITABLE:
        context.show(screens.draft(context.t, found, said))
    else:
        await deciding.show(context, found.announcement)


# -- drafts of what there is -------------------------------------------------------------------------------------------


async def repeat(update: Update, context: Context) -> None:
    made = await drafting.repeat_last(context.turn)
    await show(context, made.id, context.t("announcing.repeated"))


async def duplicate(update: Update, context: Context) -> None:
    made = await drafting.duplicate(context.turn, context.choice(buttons.Duplicate).announcement)
    await show(context, made.id, context.t("announcing.duplicated"))


async def save_template(update: Update, context: Context) -> None:
    number = context.choice(buttons.SaveTemplate).announcement
    await drafting.duplicate(context.turn, number, as_template=True)
    await show(context, number, context.t("announcing.template_saved"))


async def ask_drop(update: Update, context: Context) -> None:
    one = await drafting.editable(context.turn, context.choice(buttons.AskDrop).announcement)
    context.show(screens.ask_drop(context.t, one))


async def drop(update: Update, context: Context) -> None:
    dropped = await drafting.drop(context.turn, context.choice(buttons.Drop).announcement)
    await _shelf(context, _shelf_of(dropped), said=context.t("announcing.dropped"))


def _shelf_of(one: Announcement) -> str:
    return "template" if one.state is AnnouncementState.template else "work"


DOORS: dict[type[Callback], Door] = {GoAnnouncementsManaged: show_shelf, GoAnnouncementDesk: show_one}


def handlers() -> list[Handler]:
    return [
        pressed(buttons.Repeat, repeat),
        pressed(buttons.Duplicate, duplicate),
        pressed(buttons.SaveTemplate, save_template),
        pressed(buttons.AskDrop, ask_drop),
        pressed(buttons.Drop, drop),
    ]
