"""A certificate of participation, for whoever came: under what name, a last look, and it comes as a file."""

from telegram import Update

from bot.domain.forum_texts import clean_guest
from bot.gateway import doors
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import END, Conversation, draft, save_draft
from bot.gateway.doors import Door
from bot.gateway.hearing import anything, heard, typed
from bot.services import forums
from bot.ui.callbacks import Callback
from bot.ui.hosting import callbacks as buttons
from bot.ui.hosting import certificate as screens
from bot.ui.hosting.questions import Frame
from bot.ui.navigation import GoCertificate, GoForum

FORM, LETTER = "certificate", "z"


async def begin(context: Context, choice: GoCertificate) -> None:
    """Raises ConsentNeeded, NotFound, WrongState until it is over, NotAttended."""
    forum = await forums.attended(context.turn, choice.forum)
    save_draft(context, FORM, {"forum": forum.id}, state="name")
    context.show(screens.ask_name(context.t, forum))


async def ask_name(update: Update, context: Context) -> None:
    context.show(screens.ask_name(context.t, await forums.attended(context.turn, _number(context))))


async def read_name(update: Update, context: Context) -> str:
    save_draft(context, FORM, {"forum": _number(context), "name": clean_guest(context.typed())})
    return "confirm"


async def want_name(update: Update, context: Context) -> None:
    context.remark(context.t("hosting.name_wanted"))


async def ask_confirm(update: Update, context: Context) -> None:
    forum = await forums.attended(context.turn, _number(context))
    frame = Frame(LETTER, "confirm")
    context.show(screens.confirm(context.t, frame, forum, name=draft(context, FORM)["name"]))


async def want_button(update: Update, context: Context) -> None:
    context.remark(context.t("hosting.button_wanted"))


async def certify(update: Update, context: Context) -> str:
    number = context.choice(buttons.Certify).forum
    if number != _number(context):
        return "confirm"  # a button of another forum; the present one is shown
    await forums.certify(context.turn, number, draft(context, FORM)["name"])
    context.show(screens.promised(context.t, await forums.attended(context.turn, number)))
    return END


async def back(update: Update, context: Context) -> str:
    return "name"


async def leave(update: Update, context: Context) -> str:
    """Back to the forum; a name that was typed is forgotten."""
    await doors.go(context, context.choice(GoForum))
    return END


async def old(update: Update, context: Context) -> None:
    """The form is gone: it was asked for before."""
    context.answer(context.t.plain("help.old_screen"))
    await doors.go(context, GoForum(context.choice(buttons.Certify).forum))


def _number(context: Context) -> int:
    return int(draft(context, FORM).get("forum", 0))


CONVERSATION = Conversation(
    FORM,
    entry_points=[pressed(buttons.Certify, old)],
    states={
        "name": [typed(read_name), anything(want_name)],
        "confirm": [pressed(buttons.Certify, certify), anything(want_button)],
    },
    questions={"name": ask_name, "confirm": ask_confirm},
    fallbacks=[heard(buttons.Back, back, LETTER), pressed(GoForum, leave)],
)
DOORS: dict[type[Callback], Door] = {GoCertificate: begin}


def handlers() -> list[Handler]:
    return []
