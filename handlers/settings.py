"""Settings: everything a participant chose, and may choose otherwise at any time."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.domain.quiet_hours import read_quiet_hours
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import END, Conversation
from bot.gateway.hearing import anything, typed
from bot.services import participants
from bot.ui import settings as screens
from bot.ui.navigation import GoCadence, GoPause, GoSettings

FORM = "settings"
HOURS = "hours"


async def show_settings(context: Context, choice: GoSettings) -> None:
    """Raises ConsentNeeded for somebody without a record, as every screen here does."""
    chosen = await participants.chosen(context.turn)
    _leave_forms(context)
    context.show(screens.settings(context.t, chosen, now=context.turn.now))


def _leave_forms(context: Context) -> None:
    """Other forms keep their drafts; the hours half asked for are not worth a draft."""
    if context.exchange.dialogue(FORM) is not None:
        context.exchange.end(FORM)
    if context.exchange.active is not None:
        context.exchange.suspend()


async def settings_command(update: Update, context: Context) -> None:
    await show_settings(context, GoSettings())


async def choose(update: Update, context: Context) -> None:
    """One tap, at once, with an undo. A new language speaks on this very screen."""
    choice = context.choice(screens.Choose)
    chosen = screens.read(choice, now=context.turn.now)
    before = context.turn.participant
    await participants.change(context.turn, **chosen)
    context.exchange.language = context.turn.participant.language
    if choice.what == "quiet" and context.exchange.dialogue(FORM) is not None:
        context.exchange.end(FORM)
    undo = screens.present(choice.what, before)
    await _saved(context, None if undo == screens.present(choice.what, context.turn.participant) else undo)


async def _saved(context: Context, undo: screens.Choose | None) -> None:
    chosen = await participants.chosen(context.turn)
    context.show(screens.settings(context.t, chosen, now=context.turn.now, undo=undo))


async def show_language(update: Update, context: Context) -> None:
    context.show(screens.language(context.t, context.turn.participant))


async def show_cadence(context: Context, choice: GoCadence) -> None:
    context.show(screens.cadence(context.t, context.turn.participant))


async def show_pause(context: Context, choice: GoPause) -> None:
    context.show(screens.pause(context.t, context.turn.participant, now=context.turn.now))


async def show_quiet(update: Update, context: Context) -> None:
    if context.exchange.dialogue(FORM) is not None:
        context.exchange.end(FORM)
    context.show(screens.quiet(context.t, context.turn.participant))


# -- quiet hours of one's own --------------------------------------------------------------------------------------


async def ask_hours(update: Update, context: Context) -> None:
    context.show(screens.type_quiet(context.t, context.turn.participant))


async def begin_hours(update: Update, context: Context) -> str:
    return HOURS


async def typed_hours(update: Update, context: Context) -> str:
    before = context.turn.participant
    await participants.change(context.turn, quiet=read_quiet_hours(context.typed()))
    await _saved(context, screens.present("quiet", before))
    return END


async def no_hours(update: Update, context: Context) -> None:
    context.remark(context.t("settings.not_hours"))


CONVERSATIONS = (
    Conversation(
        FORM,
        entry_points=[pressed(screens.TypeQuiet, begin_hours)],
        states={
            HOURS: [
                typed(typed_hours),
                anything(no_hours),
            ]
        },
        questions={HOURS: ask_hours},
    ),
)

DOORS = {GoSettings: show_settings, GoCadence: show_cadence, GoPause: show_pause}


def handlers() -> list[Handler]:
    return [
        CommandHandler("settings", settings_command, filters=filters.ChatType.PRIVATE),
        pressed(screens.Choose, choose),
        pressed(screens.GoLanguage, show_language),
        pressed(screens.GoQuiet, show_quiet),
    ]
