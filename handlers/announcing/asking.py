"""What is typed while deciding: a time, a note to a colleague, the name of an audience, a better text."""

from typing import Any

from telegram import Update

from bot.domain.announcement_typed import read_leaving
from bot.domain.announcements import OUT
from bot.domain.contents import Content
from bot.domain.errors import NotFound, WrongState
from bot.domain.ids import AnnouncementId
from bot.domain.staff import Action
from bot.domain.typed import typed_reason
from bot.gateway import doors
from bot.gateway.context import Context, Handler, Pressed, pressed
from bot.gateway.conversation import END, Conversation, draft, save_draft
from bot.gateway.hearing import anything, typed
from bot.i18n import mark
from bot.services.announcements import choosing, deciding, drafting, watching
from bot.ui.announcing import approving, correcting, leaving, picking
from bot.ui.announcing import choices as buttons
from bot.ui.announcing.progress import is_correctable
from bot.ui.callbacks import Callback
from bot.ui.desks import GoAnnouncementDesk, GoAudience, GoDecide
from handlers.announcing import reading
from handlers.announcing.base import DECIDING as FORM
from handlers.announcing.showing import done, read, show
from storage.announcements import StaleAnnouncement


def _begin(context: Context, number: int, state: str, **values: Any) -> None:
    save_draft(context, FORM, {"announcement": number, **values}, state=state)


def _values(context: Context) -> dict[str, Any]:
    return dict(draft(context, FORM))


def _number(context: Context) -> AnnouncementId:
    return AnnouncementId(int(_values(context).get("announcement", 0)))


async def want_words(update: Update, context: Context) -> None:
    context.remark(context.t("deciding.words_wanted"))


async def want_button(update: Update, context: Context) -> None:
    context.remark(context.t("deciding.button_wanted"))


# -- when --------------------------------------------------------------------------------------------------------------


async def begin_time(update: Update, context: Context) -> str:
    choice = context.choice(buttons.LeaveAt)
    (await read(context, choice.announcement)).one.edit()
    _begin(context, choice.announcement, "time")
    return "time"


async def ask_time(update: Update, context: Context) -> None:
    context.show(leaving.ask_time(context.t, _number(context), now=context.turn.now))


async def read_time(update: Update, context: Context) -> str:
    turn, number = context.turn, _number(context)
    moment = read_leaving(context.typed(), now=turn.now, zone=turn.town.zone)
    found = await read(context, number)
    if await done(context, number, deciding.leave_at(turn, number, moment, version=found.one.version)):
        await show(context, number)
    return END


# -- a note to its author ----------------------------------------------------------------------------------------------


async def begin_note(update: Update, context: Context) -> str | None:
    choice = context.choice(buttons.ReturnWithNote)
    context.turn.require(Action.announcement_manage)
    if await done(context, choice.announcement, _returnable(context, choice)) is None:
        return None
    _begin(context, choice.announcement, "note", version=choice.version)
    return "note"


async def _returnable(context: Context, choice: buttons.ReturnWithNote) -> bool:
    one = (await read(context, choice.announcement)).one
    one.take_back()
    if one.version != choice.version:
        raise StaleAnnouncement()
    return True


async def ask_note(update: Update, context: Context) -> None:
    context.show(approving.ask_note(context.t, await read(context, _number(context))))


async def read_note(update: Update, context: Context) -> str:
    note, number = typed_reason(context.typed()), _number(context)
    version = int(_values(context)["version"])
    if await done(context, number, deciding.return_with(context.turn, number, note, version=version)):
        context.show(approving.given_back(context.t, await read(context, number)))
    return END


# -- the name of an audience -------------------------------------------------------------------------------------------


async def begin_name(update: Update, context: Context) -> str:
    number = context.choice(buttons.SaveAudience).announcement
    await read(context, number)
    _begin(context, number, "name")
    return "name"


async def ask_name(update: Update, context: Context) -> None:
    context.show(picking.ask_name(context.t, await read(context, _number(context))))


async def read_name(update: Update, context: Context) -> str:
    number = _number(context)
    name = await choosing.save(context.turn, number, context.typed())
    await show(context, number, context.t("deciding.audience_saved", name=name), view="audience")
    return END


# -- a better text -----------------------------------------------------------------------------------------------------


async def show_correcting(update: Update, context: Context) -> str | None:
    """Leaves the form, if there is one."""
    number = context.choice(buttons.ShowCorrecting).announcement
    context.turn.require(Action.announcement_manage)
    found = await read(context, number)
    texts = await watching.said(context.turn, found.one)
    context.show(correcting.which(context.t, found, texts))
    return END


async def begin_text(update: Update, context: Context) -> str | None:
    choice = context.choice(buttons.CorrectIn)
    context.turn.require(Action.announcement_manage)
    if await done(context, choice.announcement, _correctable(context, choice.announcement, choice.language)) is None:
        return None
    _begin(context, choice.announcement, "text", language=choice.language)
    return "text"


async def _correctable(context: Context, number: int, language: str) -> Content:
    """What stands there now. Raises WrongState, NotFound."""
    one = (await read(context, number)).one
    if one.state not in OUT:
        raise WrongState(state=one.state, action="correct")
    content = (await watching.said(context.turn, one)).get(language)
    if content is None or not is_correctable(content):
        raise NotFound(what="announcement")
    return content


async def ask_text(update: Update, context: Context) -> None:
    found = await read(context, _number(context))
    context.show(correcting.ask_text(context.t, found, _values(context)["language"]))


async def read_text(update: Update, context: Context) -> str | None:
    """Formatted as it was written, or the words under what was sent; pictures and files stay as they are.

    Raises what `Content.check` raises.
    """
    number, values = _number(context), _values(context)
    content = await _correctable(context, number, values["language"])
    message = context.exchange.update.effective_message
    said = None if message is None else reading.read(message).content
    if said is None or not said.html:
        context.remark(context.t("deciding.words_wanted"))
        return None
    better = content.with_words_of(said)
    better.check(values["language"], places=await drafting.place_names(context.turn))
    _begin(context, number, "look", language=values["language"], html=better.html)
    return "look"


async def ask_look(update: Update, context: Context) -> None:
    values = _values(context)
    found = await read(context, _number(context), counted=True)
    content = await _correctable(context, _number(context), values["language"])
    better = content.model_copy(update={"html": values["html"]})
    context.show(correcting.preview(context.t, found, better, values["language"]))


async def sure(update: Update, context: Context) -> str:
    return "sure"


async def ask_sure(update: Update, context: Context) -> None:
    context.show(correcting.confirm(context.t, await read(context, _number(context), counted=True)))


async def correct(update: Update, context: Context) -> str:
    """The second tap, of the announcement that was looked at."""
    choice, number, values = context.choice(buttons.Correct), _number(context), _values(context)
    if choice.announcement != number:
        return "sure"
    content = await done(context, number, _correctable(context, number, values["language"]))
    if content is None:
        return END
    better = {values["language"]: content.model_copy(update={"html": values["html"]})}
    corrected = await done(context, number, deciding.correct(context.turn, number, better, version=choice.version))
    if corrected is not None:
        on_pause = mark("deciding.correction_waits")
        await show(context, number, context.t(on_pause if corrected.held else mark("deciding.is_being_corrected")))
    return END


# -- the form ----------------------------------------------------------------------------------------------------------


def _is_typed(data: object) -> bool:
    """Of the buttons with a time the one that asks for it."""
    return buttons.LeaveAt.matches(data) and str(data).partition("~")[0].endswith(":typed")


def _leave(kind: type[Callback]) -> Handler:
    async def leave(update: Update, context: Context) -> str:
        """What was typed is forgotten."""
        await doors.go(context, context.choice(kind))
        return END

    return pressed(kind, leave)


def _old(kind: type[buttons.AskCorrect] | type[buttons.Correct]) -> Handler:
    async def old(update: Update, context: Context) -> None:
        """The form is gone: it was done before."""
        context.answer(context.t.plain("help.old_screen"))
        await show(context, context.choice(kind).announcement)

    return pressed(kind, old)


def handlers() -> list[Handler]:
    """Buttons of the form that outlived it, and the way into it."""
    return [pressed(buttons.ShowCorrecting, begin_correcting), _old(buttons.AskCorrect), _old(buttons.Correct)]


async def begin_correcting(update: Update, context: Context) -> None:
    await show_correcting(update, context)


CONVERSATION = Conversation(
    FORM,
    entry_points=[
        Pressed(buttons.LeaveAt, begin_time, _is_typed),
        pressed(buttons.ReturnWithNote, begin_note),
        pressed(buttons.SaveAudience, begin_name),
        pressed(buttons.CorrectIn, begin_text),
    ],
    states={
        "time": [typed(read_time), anything(want_words)],
        "note": [typed(read_note), anything(want_words)],
        "name": [typed(read_name), anything(want_words)],
        "text": [anything(read_text)],
        "look": [pressed(buttons.AskCorrect, sure), anything(want_button)],
        "sure": [pressed(buttons.Correct, correct), anything(want_button)],
    },
    questions={
        "time": ask_time,
        "note": ask_note,
        "name": ask_name,
        "text": ask_text,
        "look": ask_look,
        "sure": ask_sure,
    },
    fallbacks=[
        pressed(buttons.ShowCorrecting, show_correcting),
        _leave(GoDecide),
        _leave(GoAudience),
        _leave(GoAnnouncementDesk),
    ],
)
