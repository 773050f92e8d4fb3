"""Forums for whoever reads: shelves, a card, its papers, its place, its hour, its link."""

from typing import cast, get_args

from markupsafe import Markup
from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.documents import calendar
from bot.domain.errors import NotFound
from bot.gateway import doors
from bot.gateway.context import Context, Handler, pressed
from bot.services import forums
from bot.services.forums import Shelf
from bot.ui.callbacks import BadCallback, Callback
from bot.ui.forums import callbacks as buttons
from bot.ui.forums import card as cards
from bot.ui.forums import papers as screens
from bot.ui.forums.shelves import shelf
from bot.ui.navigation import GoForum, GoForums

LINK = "e"
"""Of an event: f is taken by follows."""


async def show_shelf(context: Context, choice: GoForums) -> None:
    """Raises ConsentNeeded for one's own, without a record."""
    if choice.shelf not in get_args(Shelf):
        raise BadCallback()
    turn = context.turn
    view = await forums.shelf(turn, cast(Shelf, choice.shelf), choice.page, context.t.language)
    context.show(shelf(context.t, view, recorded=turn.actor is not None))


async def show_card(context: Context, choice: GoForum) -> None:
    await card(context, choice.forum)


async def card(context: Context, number: int, said: Markup | None = None, undo: Callback | None = None) -> None:
    """Raises NotFound."""
    view = await forums.card(context.turn, number, context.t.language)
    context.show(cards.card(context.t, view, said=said, undo=undo))


async def forums_command(update: Update, context: Context) -> None:
    """A form under way is put aside, lest what is typed next land in it."""
    context.exchange.suspend()
    await show_shelf(context, GoForums("coming", 0))


async def open_link(context: Context, rest: str) -> bool:
    """What follows `?start=e`: the number of a forum."""
    if not (rest.isascii() and rest.isdigit() and len(rest) <= 18):
        return False
    try:
        await card(context, int(rest))
    except NotFound:
        return False
    return True


async def show_papers(update: Update, context: Context) -> None:
    number = context.choice(buttons.ShowPapers).forum
    context.show(screens.papers(context.t, await forums.card(context.turn, number, context.t.language)))


async def show_summary(update: Update, context: Context) -> None:
    number = context.choice(buttons.ShowSummary).forum
    context.show(screens.summary(context.t, await forums.card(context.turn, number, context.t.language)))


async def download(update: Update, context: Context) -> None:
    """The file itself, as a message of its own; the list stays where it is."""
    forum, paper = await forums.paper(context.turn, context.choice(buttons.DownloadPaper).paper)
    context.exchange.send_file(paper.file, screens.caption(context.t, forum, paper))


async def share(update: Update, context: Context) -> None:
    forum = await forums.public(context.turn, context.choice(buttons.ShareForum).forum)
    context.show(screens.share(context.t, forum, url=address(context, forum.id)))


async def show_map(update: Update, context: Context) -> None:
    """A pin where we have coordinates; else the address, and a map of others that looks for it."""
    turn, t = context.turn, context.t
    forum = await forums.public(turn, context.choice(buttons.ShowMap).forum)
    place = await forums.where(turn, forum, t.language)
    if place is None:
        raise NotFound(what="place")
    if forum.latitude is None or forum.longitude is None:
        context.show(screens.on_the_map(t, forum, place))
        return
    title, told = screens.venue(t, forum, place)
    context.exchange.call("sendVenue", latitude=forum.latitude, longitude=forum.longitude, title=title, address=told)


async def send_calendar(update: Update, context: Context) -> None:
    """A file that calendars take; for whoever asks, so nothing is kept of who it was."""
    turn, t = context.turn, context.t
    forum, changed_at = await forums.dated(turn, context.choice(buttons.ShowCalendar).forum)
    if forum.starts_at is None:
        raise NotFound(what="time")
    place = await forums.where(turn, forum, t.language)
    content = calendar.event(t, forum, url=address(context, forum.id), place=place, changed_at=changed_at)
    file = await forums.keep(turn, name=calendar.name(forum), mime=calendar.MIME, content=content, own=False)
    caption = str(screens.calendar_caption(t, forum))
    context.exchange.call("sendDocument", file=file, caption=caption, parse_mode="HTML")


def address(context: Context, forum: int) -> str:
    return doors.url(context.bot_username, f"{LINK}{forum}")


DOORS: dict[type[Callback], doors.Door] = {GoForums: show_shelf, GoForum: show_card}
LINKS = {LINK: open_link}


def handlers() -> list[Handler]:
    return [
        CommandHandler("forums", forums_command, filters=filters.ChatType.PRIVATE),
        pressed(buttons.ShowPapers, show_papers),
        pressed(buttons.ShowSummary, show_summary),
        pressed(buttons.DownloadPaper, download),
        pressed(buttons.ShareForum, share),
        pressed(buttons.ShowMap, show_map),
        pressed(buttons.ShowCalendar, send_calendar),
    ]
