"""Bodies and meetings for whoever reads: lists, cards, papers, links, and following."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.domain.errors import NotFound
from bot.gateway import doors
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.doors import Door
from bot.services.bodies import reading
from bot.ui.bodies import callbacks as buttons
from bot.ui.bodies import cards
from bot.ui.bodies import meetings as screens
from bot.ui.callbacks import Callback
from bot.ui.navigation import GoBodies, GoBody, GoMeeting

BODY, MEETING = "b", "m"
"""The letters of their deep links."""


async def show_list(context: Context, choice: GoBodies) -> None:
    context.show(cards.listing(context.t, await reading.listing(context.turn, choice.page)))


async def show_body(context: Context, choice: GoBody) -> None:
    await body_card(context, choice.body)


async def body_card(context: Context, body: str, said: str | None = None) -> None:
    context.show(cards.card(context.t, await reading.card(context.turn, body), said))


async def show_meeting(context: Context, choice: GoMeeting) -> None:
    await meeting_card(context, choice.meeting)


async def meeting_card(context: Context, number: int, said: str | None = None) -> None:
    shown = await reading.meeting_card(context.turn, number)
    awaited = shown.meeting.is_awaited(context.turn.now)
    context.show(screens.card(context.t, shown, awaited=awaited, said=said))


async def show_composition(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowComposition)
    context.show(cards.composition(context.t, *await reading.composition(context.turn, choice.body), choice.page))


async def show_rules(update: Update, context: Context) -> None:
    record, _ = await reading.composition(context.turn, context.choice(buttons.ShowRules).body)
    context.show(cards.rules(context.t, record))


async def show_papers(update: Update, context: Context) -> None:
    body = context.choice(buttons.ShowPapers).body
    context.show(cards.papers(context.t, *await reading.body_papers(context.turn, body)))


async def download(update: Update, context: Context) -> None:
    """The file itself, as a message of its own; the screen stays where it is."""
    paper, body = await reading.paper(context.turn, context.choice(buttons.Download).paper)
    context.exchange.send_file(paper.file, cards.caption(context.t, body, paper))


async def show_meetings(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowMeetings)
    context.show(screens.listing(context.t, *await reading.meeting_page(context.turn, choice.body, choice.page)))


async def show_decisions(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowDecisions)
    context.show(screens.decisions(context.t, *await reading.decision_page(context.turn, choice.body, choice.page)))


async def show_meeting_decisions(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowMeetingDecisions)
    shown = await reading.meeting_card(context.turn, choice.meeting)
    context.show(screens.meeting_decisions(context.t, shown, choice.page))


async def follow(update: Update, context: Context) -> None:
    choice = context.choice(buttons.FollowBody)
    await (reading.follow if choice.on else reading.unfollow)(context.turn, choice.body)
    await body_card(context, choice.body, "followed" if choice.on else "unfollowed")


async def share(update: Update, context: Context) -> None:
    record, _ = await reading.composition(context.turn, context.choice(buttons.ShareBody).body)
    url = doors.url(context.bot_username, f"{BODY}{record.body.id}")
    context.show(cards.share(context.t, record.body, url=url))


async def share_meeting(update: Update, context: Context) -> None:
    shown = await reading.meeting_card(context.turn, context.choice(buttons.ShareMeeting).meeting)
    number = shown.meeting.id
    url = doors.url(context.bot_username, f"{MEETING}{number}")
    when = context.t.moment(shown.meeting.starts_at)
    context.show(cards.share_meeting(context.t, shown.body, number, when=when, url=url))


async def open_body(context: Context, rest: str) -> bool:
    """What follows `?start=b`: the id of a body."""
    try:
        await body_card(context, rest)
    except NotFound:
        return False
    return True


async def open_meeting(context: Context, rest: str) -> bool:
    """What follows `?start=m`: the number of a meeting."""
    if not (rest.isascii() and rest.isdigit() and len(rest) <= 18):
        return False
    try:
        await meeting_card(context, int(rest))
    except NotFound:
        return False
    return True


async def councils_command(update: Update, context: Context) -> None:
    """A form under way is put aside, lest what is typed next land in it."""
    context.exchange.suspend()
    await show_list(context, GoBodies(0))


DOORS: dict[type[Callback], Door] = {GoBodies: show_list, GoBody: show_body, GoMeeting: show_meeting}
LINKS = {BODY: open_body, MEETING: open_meeting}


def handlers() -> list[Handler]:
    return [
        CommandHandler("councils", councils_command, filters=filters.ChatType.PRIVATE),
        pressed(buttons.ShowComposition, show_composition),
        pressed(buttons.ShowRules, show_rules),
        pressed(buttons.ShowPapers, show_papers),
        pressed(buttons.Download, download),
        pressed(buttons.ShowMeetings, show_meetings),
        pressed(buttons.ShowDecisions, show_decisions),
        pressed(buttons.ShowMeetingDecisions, show_meeting_decisions),
        pressed(buttons.FollowBody, follow),
        pressed(buttons.ShareBody, share),
        pressed(buttons.ShareMeeting, share_meeting),
    ]
