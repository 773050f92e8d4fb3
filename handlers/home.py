"""Home, help and cancel: what always works, in any state."""

from collections.abc import Mapping
from datetime import date

from telegram import Update
from telegram.constants import MessageLimit
from telegram.ext import CommandHandler, filters

from bot.domain.consultations import Consultation
from bot.domain.text import clean
from bot.gateway import doors
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import Conversation
from bot.services import consultations, forums, proposals, questionnaires, towns
from bot.ui import home as screens
from bot.ui.navigation import CancelForm, DropDraft, GoHelp, GoHome, Resume

LONGEST = int(MessageLimit.MAX_TEXT_LENGTH)


async def show_home(context: Context, choice: GoHome) -> None:
    """The way out of every screen, forms included; their drafts stay."""
    exchange, turn = context.exchange, context.turn
    if exchange.active is not None:
        exchange.suspend()
    nearest = await consultations.nearest(turn)
    _, waiting = await proposals.count_own(turn)
    asked = await questionnaires.count_waiting(turn)
    overview = screens.Overview(
        name=exchange.first_name,
        open=await consultations.count(turn, "open"),
        forums=await forums.count_coming(turn),
        following=await consultations.count_followed(turn),
        nearest=_deadline(nearest, context.t.language),
        waiting=waiting + await forums.count_offered(turn) + asked,
        questionnaires=asked,
        recorded=turn.actor is not None,
        staff=turn.member is not None,
        unfinished=exchange.unfinished,
    )
    context.show(screens.home(context.t, overview))


def _deadline(nearest: Consultation | None, language: str) -> tuple[str, date] | None:
    if nearest is None or nearest.last_day is None:
        return None
    return nearest.title_in(language), nearest.last_day


async def show_help(context: Context, choice: GoHelp) -> None:
    if choice.about:
        context.show(screens.help_about(context.t, choice.about))
        return
    registry = await towns.registry(context.turn, context.t.language)
    context.show(screens.help_screen(context.t, registry=registry, unfinished=context.exchange.unfinished))


async def help_command(update: Update, context: Context) -> None:
    await show_help(context, GoHelp(""))


async def cancel(update: Update, context: Context) -> None:
    """Leave the form; what was written is kept. A second time there is nothing to leave."""
    active = context.exchange.active
    if active is None:
        context.show(screens.nothing_to_cancel(context.t))
        return
    if not active.draft:
        context.exchange.end(active.conversation)
        context.show(screens.stopped(context.t))
        return
    context.exchange.suspend()
    context.show(screens.cancelled(context.t, active.conversation))


async def drop_draft(update: Update, context: Context) -> None:
    context.exchange.end(context.choice(DropDraft).conversation)
    context.show(screens.draft_dropped(context.t))


DOORS = {GoHome: show_home, GoHelp: show_help}


def always() -> list[Handler]:
    """Before everything else, so that they work in the middle of any form."""
    private = filters.ChatType.PRIVATE
    return [
        CommandHandler("help", help_command, filters=private),
        CommandHandler("cancel", cancel, filters=private),
        pressed(CancelForm, cancel),
        pressed(DropDraft, drop_draft),
    ]


async def unknown(update: Update, context: Context) -> None:
    """Nobody else knew what to do with it: never silence."""
    typed = clean(context.typed(), at_least=0, at_most=LONGEST)
    screen = screens.unknown(context.t, typed=typed, unfinished=context.exchange.unfinished, keep=_may_begin(typed))
    context.say(screen, answering=bool(typed))


def _may_begin(typed: str) -> bool:
    """Whether it could be the beginning of an opinion. A command that nobody knows is not."""
    return bool(typed) and not typed.startswith("/")


async def old_button(update: Update, context: Context) -> None:
    """A button of a feature that is gone, or a kind of update that nobody hears."""
    if update.callback_query is not None:
        context.answer(context.t.plain("help.old_screen"))
        await doors.go(context, GoHome())


def resuming(conversations: Mapping[str, Conversation]) -> list[Handler]:
    """The way back into a form that was put aside."""

    async def resume(update: Update, context: Context) -> None:
        form = conversations.get(context.choice(Resume).conversation)
        if form is None or not await form.resume(update, context):
            await doors.go(context, GoHome())

    return [pressed(Resume, resume)]
