"""Taking a seat in a forum, waiting for one, giving it up; and the answer after sixty days."""

from markupsafe import Markup
from telegram import Update

from bot.domain.seats import ForumFull, OfferOver, RegistrationState
from bot.gateway.context import Context, Handler, pressed
from bot.services import forums
from bot.ui import forum_words as words
from bot.ui.callbacks import BadCallback, Callback
from bot.ui.forums import callbacks as buttons
from bot.ui.forums import card as cards
from bot.ui.forums import door as screens
from bot.ui.start import consent_needed
from handlers.forums.reading import LINK, card


async def register(update: Update, context: Context) -> None:
    """Where no seat is left they are asked whether they want to wait."""
    number = context.choice(buttons.Register).forum
    if await _must_agree_first(context, number):
        return
    try:
        await forums.register(context.turn, number)
    except ForumFull as full:
        forum = await forums.public(context.turn, number)
        context.show(cards.full(context.t, forum, ahead=int(str(full.facts["ahead"]))))
        return
    await _registered(context, number)


async def wait(update: Update, context: Context) -> None:
    number = context.choice(buttons.Wait).forum
    if await _must_agree_first(context, number):
        return
    own = await forums.wait(context.turn, number)
    if own.state is RegistrationState.registered:
        await _registered(context, number)
    else:
        await card(context, number, context.t("forums.you_wait_now"), buttons.GiveUp(number))


async def take_seat(update: Update, context: Context) -> None:
    """An old button may come after the hold: then the card says how they stand."""
    number = context.choice(buttons.TakeSeat).forum
    try:
        await forums.accept(context.turn, number)
    except OfferOver:
        await card(context, number, context.t("errors.offer-over"))
        return
    await _registered(context, number)


async def _registered(context: Context, number: int) -> None:
    forum = await forums.public(context.turn, number)
    await card(context, number, words.registered(context.t, forum, context.turn.now), buttons.GiveUp(number))


async def give_up(update: Update, context: Context) -> None:
    """Undone by asking for a seat again: it is theirs where it is still free."""
    number, t = context.choice(buttons.GiveUp).forum, context.t
    before = (await forums.card(context.turn, number, t.language)).state
    await forums.give_up(context.turn, number)
    said, undo = _given_up(context, number, before)
    forum = await forums.public(context.turn, number)
    await card(context, number, said, undo if forum.takes_registrations(context.turn.now) else None)


def _given_up(context: Context, number: int, before: RegistrationState | None) -> tuple[Markup, Callback]:
    t = context.t
    if before is RegistrationState.waiting:
        return t("forums.you_wait_no_more"), buttons.Wait(number)
    if before is RegistrationState.offered:
        return t("forums.seat_refused"), buttons.Wait(number)
    return t("forums.you_gave_up"), buttons.Register(number)


async def coming(update: Update, context: Context) -> None:
    """Nothing changes: whoever has a seat has it."""
    number, t = context.choice(buttons.Coming).forum, context.t
    view = await forums.card(context.turn, number, t.language)
    has_seat = view.state is RegistrationState.registered
    await card(context, number, t("forums.glad_you_come") if has_seat else None)


async def got_answer(update: Update, context: Context) -> None:
    choice = context.choice(buttons.GotAnswer)
    if choice.said not in ("yes", "partly", "no"):
        raise BadCallback()
    context.show(screens.thanks(context.t, first=await forums.answer(context.turn, choice.forum, choice.said)))


async def _must_agree_first(context: Context, number: int) -> bool:
    """Somebody without a record is asked for consent, and comes back to the card. Raises NotFound."""
    if context.turn.actor is not None:
        return False
    forum = await forums.public(context.turn, number)
    context.show(consent_needed(context.t, target=f"{LINK}{forum.id}"))
    return True


def handlers() -> list[Handler]:
    return [
        pressed(buttons.Register, register),
        pressed(buttons.Wait, wait),
        pressed(buttons.TakeSeat, take_seat),
        pressed(buttons.GiveUp, give_up),
        pressed(buttons.Coming, coming),
        pressed(buttons.GotAnswer, got_answer),
    ]
