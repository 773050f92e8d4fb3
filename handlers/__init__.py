"""Conversations with the person, one module a feature. The order decides who hears an update first."""

from functools import partial
from typing import Any

from telegram import Update
from telegram.ext import Application, MessageHandler, TypeHandler, filters

from bot.gateway import doors
from bot.gateway.context import Context, Handler
from bot.gateway.exchange import Exchange
from bot.gateway.pressing import together
from bot.gateway.turns import ErrorScreen
from handlers import (
    announcements,
    announcing,
    answering,
    bodies,
    chats,
    consultations,
    forums,
    home,
    hosting,
    notices,
    privacy,
    problems,
    proposals,
    publishing,
    questionnaires,
    reachability,
    settings,
    spravka,
    staff,
    start,
    surveying,
)

FEATURES = (
    start,
    settings,
    privacy,
    consultations,
    proposals,
    forums,
    questionnaires,
    hosting,
    notices,
    publishing,
    answering,
    staff,
    spravka,
    bodies,
    surveying,
    announcing,
    announcements,
    chats,
)
WITH_FORMS = (
    settings,
    proposals,
    forums,
    questionnaires,
    hosting,
    staff,
    publishing,
    answering,
    spravka,
    bodies,
    surveying,
    announcing,
)
CONVERSATIONS = {form.name: form for feature in WITH_FORMS for form in feature.CONVERSATIONS}


def all_handlers() -> list[Handler]:
    """First what comes from groups and channels, which goes no further; then what always works, forms (they hear what
    is typed), single buttons and commands, and the rest.
    """
    for feature in (home, *FEATURES):
        doors.register(getattr(feature, "DOORS", {}), getattr(feature, "LINKS", {}))
    return together(
        [
            *chats.elsewhere(),
            *home.always(),
            *privacy.always(),
            *reachability.handlers(),
            *announcing.always(),
            *CONVERSATIONS.values(),
            *home.resuming(CONVERSATIONS),
            *[handler for feature in FEATURES for handler in feature.handlers()],
            *doors.handlers(),
            MessageHandler(filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE, _unasked),
            TypeHandler(Update, home.old_button),
        ]
    )


async def _unasked(update: Update, context: Context) -> None:
    """What no form waited for: the code of a door that is open now, or what nobody understands."""
    if not await forums.hear_code(context):
        await home.unknown(update, context)


def explaining(application: Application[Any, Context, Any, Any, Any, Any]) -> ErrorScreen:
    """What turns say of a refusal or a failure: `problems.explain`, knowing the forms."""

    async def ask_again(exchange: Exchange) -> bool:
        form = None if exchange.active is None else CONVERSATIONS.get(exchange.active.conversation)
        return form is not None and await form.resume(exchange.update, Context(application))

    return partial(problems.explain, ask_again=ask_again)
