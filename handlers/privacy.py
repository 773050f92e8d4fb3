"""Rights over one's data: what is kept, a copy of it, and its erasure. All of it works in any state."""

from telegram import InlineKeyboardMarkup, Update
from telegram.ext import CommandHandler, filters

from bot.documents import mydata
from bot.gateway.context import Context, Handler, pressed
from bot.services import privacy, towns
from bot.ui import privacy as screens
from bot.ui.navigation import Accept, GoPrivacy


async def show_privacy(context: Context, choice: GoPrivacy) -> None:
    """Also for somebody without a record, whom it leads back to where they were about to agree."""
    organisations = await towns.organisations(context.turn, context.t.language)
    context.show(screens.privacy(context.t, organisations, _door(context)))


async def show_full_text(update: Update, context: Context) -> None:
    organisations = await towns.organisations(context.turn, context.t.language)
    context.show(screens.full_text(context.t, organisations, _door(context)))


def _door(context: Context) -> Accept | None:
    """What a person without a record may accept: with the deep link that their first screen was holding."""
    if context.turn.actor is not None:
        return None
    message = context.exchange.query.message if context.exchange.query is not None else None
    markup = getattr(message, "reply_markup", None)
    if isinstance(markup, InlineKeyboardMarkup):
        for row in markup.inline_keyboard:
            for button in row:
                if Accept.matches(button.callback_data):
                    return Accept.parse(str(button.callback_data))
    return Accept("")


async def privacy_command(update: Update, context: Context) -> None:
    await show_privacy(context, GoPrivacy())


# -- a copy --------------------------------------------------------------------------------------------------------


async def my_data(update: Update, context: Context) -> None:
    """Two files: one for people, one for programs."""
    turn, t = context.turn, context.t
    if turn.actor is None:
        context.show(screens.nothing_kept(t))
        return
    held = await privacy.everything(turn, t.language)
    organisations = await towns.organisations(turn, t.language)
    documents = mydata.documents(t, held, organisations, now=turn.now)
    context.say(screens.my_data(t))
    for file, caption in zip(await privacy.keep_copies(turn, documents), screens.CAPTIONS, strict=True):
        context.exchange.call("sendDocument", file=file, caption=t(caption), parse_mode="HTML")


# -- erasure -------------------------------------------------------------------------------------------------------


async def forget(update: Update, context: Context) -> None:
    """What will go and what will stay, before the first of two taps."""
    if context.turn.actor is None:
        context.show(screens.nothing_kept(context.t))
    elif await privacy.is_last_owner(context.turn):
        context.show(screens.last_owner(context.t))
    else:
        context.show(screens.forget(context.t))


async def are_you_sure(update: Update, context: Context) -> None:
    if context.turn.actor is None:
        context.show(screens.nothing_kept(context.t))
        return
    context.show(screens.are_you_sure(context.t, now=context.turn.now))


async def erase(update: Update, context: Context) -> None:
    """The second tap: at once and for good. A button from another day asks again first."""
    asked_at = context.choice(screens.Erase).asked_at
    if context.turn.actor is None:
        context.show(screens.erased(context.t))
    elif not screens.is_fresh(asked_at, now=context.turn.now):
        await are_you_sure(update, context)
    else:
        await privacy.forget(context.turn)
        context.exchange.forget_person()
        context.show(screens.erased(context.t))


async def stay(update: Update, context: Context) -> None:
    """Pressing it was the sign of life; whoever comes too late has no record any more."""
    if context.turn.actor is None:
        context.show(screens.nothing_kept(context.t))
    else:
        context.show(screens.stays(context.t))


DOORS = {GoPrivacy: show_privacy}


def always() -> list[Handler]:
    """Before every form: these rights wait for nothing."""
    private = filters.ChatType.PRIVATE
    return [
        CommandHandler("privacy", privacy_command, filters=private),
        CommandHandler("mydata", my_data, filters=private),
        CommandHandler("forget", forget, filters=private),
    ]


def handlers() -> list[Handler]:
    return [
        pressed(screens.FullText, show_full_text),
        pressed(screens.MyData, my_data),
        pressed(screens.Forget, forget),
        pressed(screens.ForgetSure, are_you_sure),
        pressed(screens.Erase, erase),
        pressed(screens.Stay, stay),
    ]
