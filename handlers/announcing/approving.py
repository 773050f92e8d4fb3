"""Letting it go: when, how urgent, on one's own decision or by a second person, who may also give it back."""

from datetime import datetime

from telegram import Update

from bot.broadcast.screens import DECIDING, screen
from bot.domain.announcement_typed import this_evening, tomorrow_morning
from bot.domain.announcements import Announcement, AnnouncementState, OwnAnnouncement, SecondPersonNeeded
from bot.domain.ids import AnnouncementId
from bot.domain.staff import Action
from bot.gateway.context import Context, Handler, pressed
from bot.i18n import LANGUAGES, translator
from bot.services.announcements import counting, deciding, watching
from bot.ui.announcing import choices as buttons
from bot.ui.announcing import leaving as screens
from bot.ui.callbacks import BadCallback
from bot.ui.copies import chosen, copy
from handlers.announcing.base import leave_form
from handlers.announcing.showing import done, read, show
from storage.announcements import StaleAnnouncement

# -- when --------------------------------------------------------------------------------------------------------------


async def show_times(update: Update, context: Context) -> None:
    leave_form(context)
    context.show(screens.times(context.t, await read(context, context.choice(buttons.ShowTimes).announcement)))


async def leave_at(update: Update, context: Context) -> None:
    """The typed one is asked for by the form (`asking`), which hears its button first."""
    choice, turn = context.choice(buttons.LeaveAt), context.turn
    moments = {"now": None, "tomorrow": tomorrow_morning(turn.now, turn.town.zone)}
    moment: datetime | None
    if choice.at == "evening":
        # Over by now: the evening is the one that was meant when the button was shown, and the service says so.
        moment = this_evening(turn.now, turn.town.zone) or turn.now
    elif choice.at in moments:
        moment = moments[choice.at]
    else:
        raise BadCallback()
    number = AnnouncementId(choice.announcement)
    if await done(context, number, deciding.leave_at(turn, number, moment, version=choice.version)):
        await show(context, number)


async def ask_emergency(update: Update, context: Context) -> None:
    context.show(
        screens.ask_emergency(context.t, await read(context, context.choice(buttons.AskEmergency).announcement))
    )


async def mark_emergency(update: Update, context: Context) -> None:
    choice = context.choice(buttons.MarkEmergency)
    number = AnnouncementId(choice.announcement)
    marked = deciding.mark_emergency(context.turn, number, choice.on, version=choice.version)
    if await done(context, number, marked):
        await show(context, number)


# -- letting it go -----------------------------------------------------------------------------------------------------


async def request(update: Update, context: Context) -> None:
    choice, t = context.choice(buttons.RequestApproval), context.t
    number = AnnouncementId(choice.announcement)
    if await done(context, number, deciding.request(context.turn, number, version=choice.version)):
        somebody = await deciding.has_approvers(context.turn, number)
        await show(context, number, t("deciding.requested") if somebody else t("deciding.requested_of_nobody"))


async def ask_send(update: Update, context: Context) -> None:
    """The first tap; where the count is not of now, the card comes first and counts.

    Raises OwnAnnouncement, SecondPersonNeeded, so that nobody is asked for a second tap in vain.
    """
    number = context.choice(buttons.AskSend).announcement
    context.turn.require(Action.announcement_manage)
    leave_form(context)
    await counting.look_again(context.turn, AnnouncementId(number))
    found = await read(context, number)
    one = found.one
    if one.state not in (AnnouncementState.draft, AnnouncementState.ready) or (
        one.counts is None and not one.audience.is_empty
    ):
        await show(context, number)
        return
    if found.needs_second and one.state is AnnouncementState.draft:
        recipients = 0 if one.counts is None else one.counts.recipients
        raise SecondPersonNeeded(recipients=recipients, above=found.above or 0)
    if found.needs_second and found.own:
        raise OwnAnnouncement()
    context.show(screens.confirm(context.t, found))


async def send_now(update: Update, context: Context) -> None:
    """The second tap: of the version and the number that it named, and of no other."""
    choice, t = context.choice(buttons.SendNow), context.t
    number = AnnouncementId(choice.announcement)
    if await done(context, number, _approve(context, choice)):
        await show(context, number, t("deciding.let_go"))


async def _approve(context: Context, choice: buttons.SendNow) -> Announcement:
    found = await read(context, choice.announcement)
    count = 0 if found.one.counts is None else found.one.counts.recipients
    if count != choice.count:
        raise StaleAnnouncement()
    return await deciding.approve(context.turn, found.one.id, version=choice.version)


async def take_back(update: Update, context: Context) -> None:
    choice, t = context.choice(buttons.TakeBack), context.t
    number = AnnouncementId(choice.announcement)
    if await done(context, number, deciding.take_back(context.turn, number, version=choice.version)):
        await show(context, number, t("deciding.taken_back"))


# -- looking -----------------------------------------------------------------------------------------------------------


async def see(update: Update, context: Context) -> None:
    """The copy of somebody who reads this language, with the buttons it has; then the card once more below it."""
    choice = context.choice(buttons.SeeCopy)
    if choice.language not in LANGUAGES:
        raise BadCallback()
    found = await read(context, choice.announcement)
    texts = await watching.said(context.turn, found.one)
    if not texts:
        await show(context, choice.announcement)
        return
    content = chosen(texts, choice.language, found.one.fallback)
    t = translator(choice.language, context.turn.town.zone)
    place = await watching.a_place(context.turn, choice.language)
    method, params = copy(t, found.one, content, place=place, username=context.bot_username)
    context.exchange.call(method, **params)
    await say_again(context, choice.announcement)


async def say_again(context: Context, number: int) -> None:
    """As a new message, so that the newest one has the buttons."""
    context.say(screen(context.t, await read(context, number), DECIDING))


def handlers() -> list[Handler]:
    return [
        pressed(buttons.ShowTimes, show_times),
        pressed(buttons.LeaveAt, leave_at),
        pressed(buttons.AskEmergency, ask_emergency),
        pressed(buttons.MarkEmergency, mark_emergency),
        pressed(buttons.RequestApproval, request),
        pressed(buttons.AskSend, ask_send),
        pressed(buttons.SendNow, send_now),
        pressed(buttons.TakeBack, take_back),
        pressed(buttons.SeeCopy, see),
    ]
