"""The list of those who come: ticked, searched, filled in at the door, taken along as a file."""

from markupsafe import Markup
from telegram import Update

from bot.documents import attendance as documents
from bot.domain.errors import NotFound
from bot.domain.staff import Action
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import END, Conversation, draft, save_draft
from bot.gateway.doors import Door
from bot.gateway.hearing import anything, typed
from bot.services import forums
from bot.ui.callbacks import BadCallback, Callback
from bot.ui.desks import GoLetIn
from bot.ui.hosting import callbacks as buttons
from bot.ui.hosting import roster as screens

FORM = "roster"


async def show_list(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ShowList)
    await _list(context, choice.forum, choice.page, absent=choice.absent)


async def _list(context: Context, number: int, page: int, *, absent: bool, said: Markup | None = None) -> None:
    view = await forums.attendance(context.turn, number, page, absent=absent)
    context.show(screens.attendance(context.t, view, said))


async def tick(update: Update, context: Context) -> None:
    """The tap says what shall be, so that two of the staff who tap at once mean the same."""
    choice = context.choice(buttons.Tick)
    if choice.on:
        arrival = await forums.tick(context.turn, choice.registration)
        forum, said = arrival.forum.id, screens.saying(context.t, arrival)
    else:
        forum, said = (await forums.untick(context.turn, choice.registration)).forum, context.t("hosting.unticked")
    await _list(context, forum, choice.page, absent=choice.absent, said=said)


async def show_row(update: Update, context: Context) -> None:
    await _row(context, context.choice(buttons.ShowRow).registration)


async def _row(context: Context, registration: int, said: Markup | None = None) -> None:
    forum, one = await forums.row_of(context.turn, registration)
    context.show(screens.row(context.t, forum, one, said))


async def strike(update: Update, context: Context) -> None:
    choice = context.choice(buttons.Strike)
    if choice.sure:
        await forums.strike(context.turn, choice.registration)
        await _row(context, choice.registration, context.t("hosting.struck"))
    else:
        forum, one = await forums.row_of(context.turn, choice.registration)
        context.show(screens.ask_strike(context.t, forum, one))


async def let_in(context: Context, choice: GoLetIn) -> None:
    """Staff scanned somebody's own code with the camera of their telephone."""
    arrival = await forums.let_in(context.turn, choice.forum, choice.code)
    if arrival.registration is not None:
        _, shown = await forums.row_of(context.turn, arrival.registration.id)
        arrival = forums.Arrival(arrival.outcome, arrival.forum, shown)
    counts = (await forums.managed(context.turn, choice.forum)).counts
    context.show(screens.arrived(context.t, arrival, counts))


async def take_list(update: Update, context: Context) -> None:
    """As a file of its own; the list stays where it is."""
    choice, turn, t = context.choice(buttons.TakeList), context.turn, context.t
    if choice.format not in documents.MIMES:
        raise BadCallback()
    forum, rows = await forums.everybody(turn, choice.forum)
    format = choice.format if len(rows) <= documents.XLSX_AT_MOST else "csv"
    content = documents.make(rows, format, t, title=forum.title, made_at=turn.now)
    name, mime = f"forum-{forum.id}.{format}", documents.MIMES[format]
    file = await forums.keep(turn, name=name, mime=mime, content=content, own=True)
    counts = (await forums.managed(turn, forum.id)).counts
    caption = screens.caption(t, forum, counts, named=any(one.name for one in rows))
    context.exchange.call("sendDocument", file=file, caption=str(caption), parse_mode="HTML")


# -- typed -------------------------------------------------------------------------------------------------------------


async def begin_find(update: Update, context: Context) -> str:
    await forums.managed(context.turn, context.choice(buttons.Find).forum)
    save_draft(context, FORM, {"forum": context.choice(buttons.Find).forum}, state="find")
    return "find"


async def ask_find(update: Update, context: Context) -> None:
    found = await forums.managed(context.turn, _number(context))
    context.show(screens.ask_find(context.t, found.forum, named=context.turn.may(Action.names_read)))


async def read_find(update: Update, context: Context) -> str:
    found = await forums.find(context.turn, _number(context), context.typed())
    context.show(screens.found(context.t, found.forum, found.items))
    return END


async def want_find(update: Update, context: Context) -> None:
    context.remark(context.t("hosting.find_wanted"))


async def begin_guest(update: Update, context: Context) -> str:
    number = context.choice(buttons.WalkIn).forum
    await forums.may_fill_in(context.turn, number)
    save_draft(context, FORM, {"forum": number}, state="guest")
    return "guest"


async def ask_guest(update: Update, context: Context) -> None:
    found = await forums.managed(context.turn, _number(context))
    context.show(screens.ask_guest(context.t, found.forum))


async def read_guest(update: Update, context: Context) -> str:
    return await _walk_in(context, context.typed())


async def nameless(update: Update, context: Context) -> str | None:
    """A button of another forum than the one that is asked about is an old one."""
    if context.choice(buttons.Nameless).forum != _number(context):
        return "guest"
    return await _walk_in(context, None)


async def _walk_in(context: Context, name: str | None) -> str:
    number = _number(context)
    await forums.walk_in(context.turn, number, name)
    await _list(context, number, 0, absent=False, said=context.t("hosting.walked_in"))
    return END


async def want_guest(update: Update, context: Context) -> None:
    context.remark(context.t("hosting.guest_wanted"))


async def old_nameless(update: Update, context: Context) -> None:
    """The form is gone: they were taken in before."""
    context.answer(context.t.plain("help.old_screen"))
    await _list(context, context.choice(buttons.Nameless).forum, 0, absent=False)


async def leave(update: Update, context: Context) -> str:
    """Back to the list: what is typed from here on is no answer any more."""
    await show_list(update, context)
    return END


def _number(context: Context) -> int:
    number = draft(context, FORM).get("forum")
    if number is None:
        raise NotFound(what="forum")
    return int(number)


CONVERSATION = Conversation(
    FORM,
    entry_points=[
        pressed(buttons.Find, begin_find),
        pressed(buttons.WalkIn, begin_guest),
        pressed(buttons.Nameless, old_nameless),
    ],
    states={
        "find": [typed(read_find), anything(want_find)],
        "guest": [typed(read_guest), pressed(buttons.Nameless, nameless), anything(want_guest)],
    },
    questions={"find": ask_find, "guest": ask_guest},
    fallbacks=[pressed(buttons.ShowList, leave)],
)
DOORS: dict[type[Callback], Door] = {GoLetIn: let_in}


def handlers() -> list[Handler]:
    return [
        pressed(buttons.ShowList, show_list),
        pressed(buttons.Tick, tick),
        pressed(buttons.ShowRow, show_row),
        pressed(buttons.Strike, strike),
        pressed(buttons.TakeList, take_list),
    ]
