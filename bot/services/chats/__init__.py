"""Groups and channels: coming and going, what they ask for, what is told there, and how staff keep them."""

from bot.services.chats.asking import (
    ADMINISTRATOR,
    DONE,
    PICKER,
    REFUSED,
    Picker,
    answered,
    change,
    offered,
    picker,
    status,
)
from bot.services.chats.being_there import HELLO, explain, greet, joined, left, met, moved, renamed, welcomed
from bot.services.chats.desk import Listing, Shown, choose, leave, link, listing, one

__all__ = [
    "ADMINISTRATOR",
    "DONE",
    "HELLO",
    "PICKER",
    "REFUSED",
    "Listing",
    "Picker",
    "Shown",
    "answered",
    "change",
    "choose",
    "explain",
    "greet",
    "joined",
    "leave",
    "left",
    "link",
    "listing",
    "met",
    "moved",
    "offered",
    "one",
    "picker",
    "renamed",
    "status",
    "welcomed",
]
