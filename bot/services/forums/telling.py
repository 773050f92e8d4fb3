"""What is told of a forum: to one person at once, to many by occasions that the tick goes through.

A notice is `forums.<what>` with the forum's number; its words are found when it leaves (`bot.notices`), and what is no
longer true by then is not said.
"""

from datetime import datetime
from typing import Any

from bot.domain.forums import Forum
from bot.domain.ids import ParticipantId
from bot.domain.notices import OLD_NEWS
from bot.services.reaching import reached
from bot.services.turn import Turn
from storage import forums as stored
from storage import outbox

PREFIX = "forums."
OFFERED, PASSED, REMINDER = "offered", "passed", "reminder"
CHANGED, CANCELLED, SUMMARY, OPENED, ASKED = "changed", "cancelled", "summary", "opened", "asked"
TO_MANY = frozenset({CHANGED, CANCELLED, SUMMARY, OPENED, ASKED})
"""Told by occasions. OPENED goes to the followers of its consultation, ASKED to those who came, the rest to seats."""


async def tell_one(
    turn: Turn, person: ParticipantId, what: str, params: dict[str, Any], *, expires_at: datetime | None = None
) -> None:
    """For the end of their quiet hours at the latest. Who paused hears nothing of it."""
    await outbox.notify(turn.tx, PREFIX + what, params, await reached(turn, [person], until=expires_at))


async def plan(turn: Turn, forum: Forum, what: str, **params: Any) -> None:
    """Tell many, each once: the key holds what it is about, so that planning twice is planning once."""
    if what not in TO_MANY:
        raise ValueError(f"{what} is told to one at a time")
    ends_at = {CHANGED: forum.starts_at, OPENED: forum.starts_at, CANCELLED: forum.end}.get(what)
    await stored.plan(
        turn.tx,
        forum.id,
        what,
        key=f"{PREFIX}{what}:{forum.id}:{forum.sequence if what == CHANGED else 0}",
        params={"since": int(turn.now.timestamp()), **params},
        pointless_at=max(ends_at, turn.now) if ends_at is not None else turn.now + OLD_NEWS,
    )
