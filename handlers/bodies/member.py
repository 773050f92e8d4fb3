"""Members: taking an offered seat, answering a summons, and leaving; and whoever applied to become one."""

from telegram import Update

from bot.domain.bodies import AlreadyMember, SeatInvitationOver
from bot.domain.errors import DomainError
from bot.domain.meeting_refusals import MeetingBegun, MeetingCancelled, MeetingMoved
from bot.domain.meetings import Reply
from bot.gateway.context import Context, Handler, pressed
from bot.services.bodies import calling, reading, replying, seating
from bot.ui.bodies import callbacks as buttons
from bot.ui.bodies import meetings as meeting_screens
from bot.ui.bodies import membership as screens
from bot.ui.callbacks import BadCallback
from bot.ui.home import bad_link
from handlers.bodies.reading import body_card, meeting_card
from handlers.problems import words

ANSWERS = {"coming": Reply.coming, "excused": Reply.excused, "none": None}


def _name(update: Update) -> str:
    user = update.effective_user
    assert user is not None
    return user.full_name


# -- a seat ------------------------------------------------------------------------------------------------------------


async def open_offer(context: Context, token: str) -> bool:
    """What follows `?start=j`. It may be looked at without a record."""
    try:
        offer = await seating.offered(context.turn, token)
    except SeatInvitationOver:
        return False
    name = None if context.turn.actor is None else _name(context.exchange.update)
    context.show(screens.offered(context.t, offer, name=name))
    return True


async def take_seat(update: Update, context: Context) -> None:
    """Pressed twice, it shows the seat that the first tap took."""
    token = context.choice(buttons.TakeSeat).token
    try:
        seat = await seating.accept(context.turn, token, name=_name(update))
    except SeatInvitationOver:
        context.show(bad_link(context.t))
        return
    except AlreadyMember:
        offer = await seating.offered(context.turn, token)
        await _membership(context, offer.body.id)
        return
    await _membership(context, seat.body, joined=True)


async def refuse_seat(update: Update, context: Context) -> None:
    try:
        body = await seating.decline(context.turn, context.choice(buttons.RefuseSeat).token)
    except SeatInvitationOver:
        context.show(bad_link(context.t))
        return
    context.show(screens.refused(context.t, body))


async def show_membership(update: Update, context: Context) -> None:
    await _membership(context, context.choice(buttons.ShowMembership).body)


async def _membership(context: Context, body: str, *, joined: bool = False) -> None:
    found, seat = await seating.membership(context.turn, body)
    context.show(screens.membership(context.t, found, seat, joined=joined))


async def show_own_name(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowOwnName)
    await seating.show_own_name(context.turn, choice.body, on=choice.on)
    await _membership(context, choice.body)


async def ask_leave(update: Update, context: Context) -> None:
    body, _ = await seating.membership(context.turn, context.choice(buttons.AskLeave).body)
    context.show(screens.ask_leave(context.t, body))


async def leave(update: Update, context: Context) -> None:
    body = await seating.leave(context.turn, context.choice(buttons.Leave).body)
    await body_card(context, body.id, "left")


# -- a meeting ---------------------------------------------------------------------------------------------------------


async def reply(update: Update, context: Context) -> None:
    """An old summons, of a meeting that was moved, cancelled or begun, leads to how it stands now."""
    choice = context.choice(buttons.ReplyTo)
    if choice.answer not in ANSWERS:
        raise BadCallback()
    try:
        await replying.reply(context.turn, choice.meeting, ANSWERS[choice.answer], moves=choice.moves)
    except (MeetingMoved, MeetingCancelled, MeetingBegun) as refusal:
        _say_why(context, refusal)
        await meeting_card(context, choice.meeting)
        return
    await meeting_card(context, choice.meeting, choice.answer)


def _say_why(context: Context, refusal: DomainError) -> None:
    context.answer(words(context.t, refusal).striptags(), alert=True)


async def show_roll(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowRoll)
    context.show(meeting_screens.roll(context.t, await replying.roll(context.turn, choice.meeting), choice.page))


# -- an application ----------------------------------------------------------------------------------------------------


async def show_application(update: Update, context: Context) -> None:
    await application_card(context, context.choice(buttons.ShowApplication).body)


async def application_card(context: Context, body: str, *, sent: bool = False) -> None:
    found, one = await calling.own(context.turn, body)
    shown = await reading.card(context.turn, body)
    again = shown.call is not None and shown.own is None and (one.call != shown.call.id or one.status == "withdrawn")
    context.show(screens.application(context.t, found, one, sent=sent, open_again=again))


async def withdraw(update: Update, context: Context) -> None:
    body = context.choice(buttons.WithdrawApplication).body
    await calling.withdraw(context.turn, body)
    await body_card(context, body, "withdrawn")


LINKS = {screens.LINK: open_offer}


def handlers() -> list[Handler]:
    return [
        pressed(buttons.TakeSeat, take_seat),
        pressed(buttons.RefuseSeat, refuse_seat),
        pressed(buttons.ShowMembership, show_membership),
        pressed(buttons.ShowOwnName, show_own_name),
        pressed(buttons.AskLeave, ask_leave),
        pressed(buttons.Leave, leave),
        pressed(buttons.ReplyTo, reply),
        pressed(buttons.ShowRoll, show_roll),
        pressed(buttons.ShowApplication, show_application),
        pressed(buttons.WithdrawApplication, withdraw),
    ]
