"""Doors between features, wired once at start so that features need not know each other.

A door opens the screen that a navigation button names; a link opens what follows `?start=`, a letter naming the
feature.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram import Update

from bot.gateway.context import Context, Handler, HandlerCallback, pressed
from bot.ui.callbacks import Callback

Door = Callable[[Context, Any], Awaitable[None]]
"""Shows a feature's screen for a choice of the kind it is registered under."""

Opener = Callable[[Context, str], Awaitable[bool]]
"""Shows what the rest of a payload names; False when there is no such thing."""

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")

_DOORS: dict[type[Callback], Door] = {}
_LINKS: dict[str, Opener] = {}


def register(doors: Mapping[type[Callback], Door], links: Mapping[str, Opener]) -> None:
    """`links` by their letter."""
    _DOORS.update(doors)
    _LINKS.update(links)


def handlers() -> list[Handler]:
    """Every door as a handler of its button."""
    return [pressed(kind, _on_press(kind, door)) for kind, door in _DOORS.items()]


def _on_press(kind: type[Callback], door: Door) -> HandlerCallback:
    async def open_door(update: Update, context: Context) -> None:
        await door(context, context.choice(kind))

    return open_door


async def go(context: Context, choice: Callback) -> None:
    """Show what a navigation button would show."""
    await _DOORS[type(choice)](context, choice)


async def follow(context: Context, payload: str) -> bool:
    """Open what a deep link names. False for one that never worked or works no longer."""
    if not PAYLOAD.fullmatch(payload):
        return False
    opener = _LINKS.get(payload[0])
    return opener is not None and await opener(context, payload[1:])


def url(username: str, payload: str) -> str:
    """The address of a deep link; at most 64 characters of payload."""
    if not PAYLOAD.fullmatch(payload):
        raise ValueError("a deep link carries 1 to 64 of A-Z a-z 0-9 _ -")
    return f"https://t.me/{username}?start={payload}"
