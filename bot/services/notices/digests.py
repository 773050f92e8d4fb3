"""Folding: all that waits for a person becomes one message, when their time has come."""

from collections import defaultdict
from datetime import datetime

from bot.domain.ids import ConsultationId, ParticipantId
from bot.domain.notices import alert_at, may_alert
from bot.domain.participants import Cadence
from bot.services.turn import Turn
from storage import consultations, outbox
from storage.notices import alerts, audience
from storage.notices.audience import Listener
from storage.outbox import Recipient

STRETCH = 500


async def fold(turn: Turn) -> bool:
    """Fold what is due for a stretch of people; True when nobody is left whose time has come."""
    ids = await alerts.due(turn.tx, now=turn.now, limit=STRETCH)
    if not ids:
        return True
    ready: list[Listener] = []
    waiting: list[tuple[ParticipantId, datetime]] = []
    gone: list[ParticipantId] = []
    for one in (await audience.listeners(turn.tx, ids)).values():
        if not one.reachable:
            gone.append(one.participant)
        elif may_alert(one.choice, turn.now, turn.town.zone):
            ready.append(one)
        else:
            # A tick that comes late may find their quiet hours, or an alert of today: it waits once more.
            waiting.append((one.participant, alert_at(one.choice, turn.now, turn.town.zone)))
    await alerts.move(turn.tx, waiting)
    await _promise(turn, ready)
    await alerts.remove(turn.tx, [*gone, *(one.participant for one in ready)])
    return False


async def _promise(turn: Turn, people: list[Listener]) -> None:
    wanted = await alerts.wanted(turn.tx, [one.participant for one in people], now=turn.now)
    same: dict[tuple[tuple[ConsultationId, ...], bool], list[Listener]] = defaultdict(list)
    for one in people:
        if one.participant in wanted:
            same[tuple(wanted[one.participant]), one.choice.cadence is Cadence.weekly].append(one)
    known = await consultations.by_ids(turn.tx, {number for ids, _ in same for number in ids})
    for (ids, weekly), group in same.items():
        ends = [known[number].closes_at for number in ids]
        expires_at = max(end for end in ends if end is not None)
        await outbox.notify(
            turn.tx,
            "consultations.new",
            {"consultations": ids, "weekly": weekly},
            [Recipient(one.participant, one.chat_id, turn.now, expires_at) for one in group],
        )
    await alerts.alerted(turn.tx, wanted, today=turn.today)
