"""Proposals from their author's side: saying, changing, taking back, and what one is told."""

from bot.services.proposals.saying import (
    Draft,
    EnoughToday,
    NotOpenYet,
    Receipt,
    WindowClosed,
    amend,
    ask_review,
    complete,
    left_today,
    own,
    receipt_of,
    require_open,
    similar,
    submit,
    withdraw,
)
from bot.services.proposals.talking import reply
from bot.services.proposals.telling import PREFIX, TO_AUTHOR, TO_STAFF, tell_author, tell_staff_of

__all__ = [
    "PREFIX",
    "TO_AUTHOR",
    "TO_STAFF",
    "Draft",
    "EnoughToday",
    "NotOpenYet",
    "Receipt",
    "WindowClosed",
    "amend",
    "ask_review",
    "complete",
    "left_today",
    "own",
    "receipt_of",
    "reply",
    "require_open",
    "similar",
    "submit",
    "tell_author",
    "tell_staff_of",
    "withdraw",
]
