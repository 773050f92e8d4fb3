"""At the door: by the code on its screen (scanned or typed), or by one's own code, shown to staff."""

import re

from telegram import Update

from bot.documents import qr
from bot.domain.errors import NotFound
from bot.domain.receipts import read_code as read_code_of
from bot.domain.seats import LIVE, NotRegistered, RegistrationState
from bot.domain.staff import Action
from bot.gateway import doors
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import END, Conversation, draft, save_draft
from bot.gateway.hearing import anything, typed
from bot.services import forums
from bot.services.forums import ForumCard
from bot.ui.desks import GoLetIn
from bot.ui.forums import callbacks as buttons
from bot.ui.forums import door as screens
from bot.ui.start import consent_needed
from handlers.forums.reading import LINK as FORUM
from handlers.forums.reading import card

DOOR, TICKET = "d", "t"
FORM = "door"
_CODED = re.compile(r"(?P<forum>[0-9]{1,18})-(?P<code>[0-9A-Z]{6})")


# -- links -------------------------------------------------------------------------------------------------------------


async def open_door(context: Context, rest: str) -> bool:
    """What follows `?start=d`: a forum and the code that its door showed when it was scanned."""
    found = _CODED.fullmatch(rest)
    if found is None:
        return False
    number, code = int(found["forum"]), found["code"]
    try:
        if context.turn.actor is None:
            await forums.public(context.turn, number)
            context.show(consent_needed(context.t, target=f"{DOOR}{rest}"))
        else:
            await _come_in(context, number, code)
    except NotFound:
        return False
    return True


async def open_ticket(context: Context, rest: str) -> bool:
    """What follows `?start=t`: somebody's own code. Staff check them in by it, its owner sees it, others nothing."""
    found = _CODED.fullmatch(rest)
    if found is None:
        return False
    number, code = int(found["forum"]), found["code"]
    try:
        if context.turn.may(Action.forum_prepare):
            await doors.go(context, GoLetIn(number, code))
            return True
        view = await _own(context, number)
    except (NotFound, NotRegistered):
        return False
    if view.registration is None or view.registration.code != code:
        return False
    context.show(screens.ticket(context.t, view))
    return True


async def _come_in(context: Context, number: int, code: str, *, late: bool = False) -> None:
    arrival = await forums.come_in(context.turn, number, code, late=late)
    context.show(screens.arrived(context.t, arrival, code=code))


async def hear_code(context: Context) -> bool:
    """A code of an open door that was typed where nothing was asked. False for what is none."""
    typed = context.typed()
    forum = await forums.door_of(context.turn, typed)
    if forum is None:
        return False
    code = read_code_of(typed)
    if context.turn.actor is None:
        context.show(consent_needed(context.t, target=f"{DOOR}{forum.id}-{code}"))
    else:
        await _come_in(context, forum.id, code)
    return True


async def come_late(update: Update, context: Context) -> None:
    choice = context.choice(buttons.ComeLate)
    await _come_in(context, choice.forum, choice.code, late=True)


# -- one's own code ----------------------------------------------------------------------------------------------------


async def show_ticket(update: Update, context: Context) -> None:
    await _ticket(context, context.choice(buttons.ShowTicket).forum)


async def _ticket(context: Context, number: int) -> None:
    """Whoever gave up meanwhile finds the card instead."""
    try:
        context.show(screens.ticket(context.t, await _own(context, number)))
    except NotRegistered:
        await card(context, number)


async def show_qr(update: Update, context: Context) -> None:
    """A picture of one's own, as a message that stays at hand at the door."""
    number = context.choice(buttons.ShowQr).forum
    try:
        view = await _own(context, number)
    except NotRegistered:
        await card(context, number)
        return
    assert view.registration is not None
    code = view.registration.code or ""
    content = qr.picture(doors.url(context.bot_username, f"{TICKET}{number}-{code}"))
    file = await forums.keep(context.turn, name=f"forum-{number}.png", mime=qr.MIME, content=content, own=True)
    caption = str(screens.qr_caption(context.t, view.forum, code))
    context.exchange.call("sendPhoto", file=file, caption=caption, parse_mode="HTML")


async def _own(context: Context, number: int) -> ForumCard:
    """Raises NotFound, NotRegistered for somebody without a seat."""
    view = await forums.card(context.turn, number, context.t.language)
    if view.state is not RegistrationState.registered:
        raise NotRegistered()
    return view


# -- typed -------------------------------------------------------------------------------------------------------------


async def begin_code(update: Update, context: Context) -> str | None:
    """Raises NotFound, DoorNotOpen, DoorClosed."""
    number = context.choice(buttons.TypeCode).forum
    await forums.at_the_door(context.turn, number)
    if context.turn.actor is None:
        context.show(consent_needed(context.t, target=f"{FORUM}{number}"))
        return END
    save_draft(context, FORM, {"forum": number}, state="code")
    return "code"


async def ask_code(update: Update, context: Context) -> None:
    context.show(screens.ask_code(context.t, await forums.public(context.turn, _number(context))))


async def read_code(update: Update, context: Context) -> str | None:
    """A wrong one is counted, and the question stands."""
    arrival = await forums.come_in(context.turn, _number(context), context.typed())
    if arrival.outcome in screens.TRY_AGAIN:
        context.remark(screens.saying(context.t, arrival))
        return None
    context.show(screens.arrived(context.t, arrival, code=read_code_of(context.typed())))
    return END


async def want_code(update: Update, context: Context) -> None:
    context.remark(context.t("forums.code_wanted"))


async def begin_name(update: Update, context: Context) -> str | None:
    """Raises NotFound."""
    number = context.choice(buttons.NameMe).forum
    view = await forums.card(context.turn, number, context.t.language)
    if view.state not in LIVE:
        await card(context, number)
        return END
    save_draft(context, FORM, {"forum": number}, state="name")
    return "name"


async def ask_name(update: Update, context: Context) -> None:
    context.show(screens.ask_name(context.t, await forums.public(context.turn, _number(context))))


async def read_name(update: Update, context: Context) -> str:
    number = _number(context)
    await forums.put_name(context.turn, number, context.typed())
    await _ticket(context, number)
    return END


async def unname(update: Update, context: Context) -> None:
    number = context.choice(buttons.Unname).forum
    await forums.put_name(context.turn, number, None)
    await _ticket(context, number)


async def want_name(update: Update, context: Context) -> None:
    context.remark(context.t("forums.name_wanted"))


def _number(context: Context) -> int:
    return int(draft(context, FORM).get("forum", 0))


CONVERSATIONS = (
    Conversation(
        FORM,
        entry_points=[pressed(buttons.TypeCode, begin_code), pressed(buttons.NameMe, begin_name)],
        states={
            "code": [typed(read_code), anything(want_code)],
            "name": [typed(read_name), anything(want_name)],
        },
        questions={"code": ask_code, "name": ask_name},
    ),
)
LINKS = {DOOR: open_door, TICKET: open_ticket}


def handlers() -> list[Handler]:
    return [
        pressed(buttons.ComeLate, come_late),
        pressed(buttons.ShowTicket, show_ticket),
        pressed(buttons.ShowQr, show_qr),
        pressed(buttons.Unname, unname),
    ]
