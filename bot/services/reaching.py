"""Whom a notice reaches, and when: after their quiet hours, not in a pause, and not once it says nothing any more."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.ids import ParticipantId
from bot.domain.schedule import out_of_quiet
from bot.services.turn import Turn
from storage.notices import audience
from storage.notices.audience import Listener
from storage.outbox import Recipient


async def reached(
    turn: Turn, people: Sequence[ParticipantId], *, until: datetime | None = None, in_a_pause: bool = False
) -> list[Recipient]:
    """Those of the given people who are still recorded, as `among` them."""
    return among(turn, (await audience.listeners(turn.tx, people)).values(), until=until, in_a_pause=in_a_pause)


def among(
    turn: Turn, people: Iterable[Listener], *, until: datetime | None = None, in_a_pause: bool = False
) -> list[Recipient]:
    """Each for the end of their quiet hours at the latest; who would hear of it from `until` on only, not at all.

    Whoever paused is reached only with `in_a_pause`.
    """
    found = []
    for one in people:
        due_at = out_of_quiet(turn.now, one.choice.quiet, turn.town.zone)
        wants = one.reachable and (in_a_pause or not one.choice.is_paused(turn.now))
        if wants and (until is None or due_at < until):
            found.append(Recipient(one.participant, one.chat_id, due_at, until))
    return found
