"""Conversations with the person, one module a feature. The order decides who hears an update first."""

from telegram import Update
from telegram.ext import MessageHandler, TypeHandler, filters

from bot.gateway import doors
from bot.gateway.context import Handler
from handlers import (
    consultations,
    home,
    notices,
    privacy,
    proposals,
    publishing,
    reachability,
    settings,
    staff,
    start,
)
from handlers.problems import explain

FEATURES = (start, settings, privacy, consultations, proposals, notices, publishing, staff)
CONVERSATIONS = {
    form.name: form for feature in (settings, proposals, staff, publishing) for form in feature.CONVERSATIONS
}


def all_handlers() -> list[Handler]:
    """What always works, then forms (they hear what is typed), then single buttons and commands, then the rest."""
    for feature in (home, *FEATURES):
        doors.register(getattr(feature, "DOORS", {}), getattr(feature, "LINKS", {}))
    return [
        *home.always(),
        *privacy.always(),
        *reachability.handlers(),
        *CONVERSATIONS.values(),
        *home.resuming(CONVERSATIONS),
        *[handler for feature in FEATURES for handler in feature.handlers()],
        *doors.handlers(),
        MessageHandler(filters.ChatType.GROUPS & filters.COMMAND, home.group),
        MessageHandler(filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE, home.unknown),
        TypeHandler(Update, home.old_button),
    ]


__all__ = ["all_handlers", "explain"]
