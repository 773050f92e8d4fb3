"""The first minute: /start, consent that is a real choice, language, topics and places."""

from typing import cast

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.gateway import doors
from bot.gateway.context import Context, Handler, pressed
from bot.i18n import LANGUAGES
from bot.services import participants, towns
from bot.services.participants import Scope
from bot.ui import start as screens
from bot.ui.callbacks import BadCallback
from bot.ui.home import bad_link
from bot.ui.navigation import Accept, GoHome, GoSettings, Hello


async def begin(update: Update, context: Context) -> None:
    """/start, plain or from a deep link. A person with a record goes straight to what the link names."""
    context.exchange.suspend()
    target = (context.args or [""])[0]
    actor = context.turn.actor
    if actor is None:
        await _hello(context, target)
    elif actor.consent_version != participants.CONSENT_VERSION:
        context.show(screens.new_policy(context.t, target=_short(target)))
    elif not target:
        await doors.go(context, GoHome())
    elif not await doors.follow(context, target):
        context.show(bad_link(context.t))


async def _hello(context: Context, target: str) -> None:
    operator = await towns.operator(context.turn, context.t.language)
    context.show(screens.hello(context.t, name=context.exchange.first_name, operator=operator, target=_short(target)))


def _short(target: str) -> str:
    """A deep link's payload, if it fits into the buttons that carry it through consent."""
    return target if doors.PAYLOAD.fullmatch(target) and len(target) <= screens.LONGEST_TARGET else ""


async def hello_in(update: Update, context: Context) -> None:
    """The same first screen in another language."""
    choice = context.choice(Hello)
    if choice.language not in LANGUAGES:
        raise BadCallback()
    context.exchange.language = choice.language
    await _hello(context, choice.target)


async def accept(update: Update, context: Context) -> None:
    """Consent: from here on there is a record. What a link named comes first; topics can wait."""
    target = context.choice(Accept).target
    exchange = context.exchange
    user = update.effective_user
    assert user is not None
    await participants.consent(
        context.turn, telegram_id=user.id, language=exchange.language, first_name=exchange.first_name
    )
    if target and await doors.follow(context, target):
        return
    choices = await participants.choices(context.turn, "topic")
    context.show(screens.picker(context.t, choices, page=0, flow="start"))


async def look_around(update: Update, context: Context) -> None:
    """Reading needs no consent and leaves no record."""
    target = context.choice(screens.Browse).target
    if not target or not await doors.follow(context, target):
        context.show(screens.browse(context.t))


def _scope(text: str) -> Scope:
    if text not in ("topic", "place"):
        raise BadCallback()
    return cast(Scope, text)


async def pick(update: Update, context: Context) -> None:
    choice = context.choice(screens.Pick)
    choices = await participants.toggle(context.turn, _scope(choice.scope), choice.target)
    context.show(screens.picker(context.t, choices, page=choice.page, flow=choice.flow))


async def turn_page(update: Update, context: Context) -> None:
    choice = context.choice(screens.PickPage)
    choices = await participants.choices(context.turn, _scope(choice.scope))
    context.show(screens.picker(context.t, choices, page=choice.page, flow=choice.flow))


async def picked(update: Update, context: Context) -> None:
    """Topics lead to places, places to the end of the first minute; in settings both lead back there."""
    choice = context.choice(screens.PickDone)
    if choice.flow != "start":
        await doors.go(context, GoSettings())
    elif choice.scope == "topic":
        choices = await participants.choices(context.turn, "place")
        context.show(screens.picker(context.t, choices, page=0, flow="start"))
    else:
        chose = any(await participants.subscriptions(context.turn))
        context.show(screens.done(context.t, chose=chose))


def handlers() -> list[Handler]:
    return [
        CommandHandler("start", begin, filters=filters.ChatType.PRIVATE),
        pressed(Hello, hello_in),
        pressed(Accept, accept),
        pressed(screens.Browse, look_around),
        pressed(screens.Pick, pick),
        pressed(screens.PickPage, turn_page),
        pressed(screens.PickDone, picked),
    ]
