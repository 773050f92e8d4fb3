"""Folding: all that waits for a person becomes one message, when their time has come.

Alerts and announcements alike. What an announcement told somebody today, an alert does not tell them once more.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from bot.domain.calendar import town_date
from bot.domain.consultations import Consultation
from bot.domain.folding import Fate, fate
from bot.domain.ids import AnnouncementId, ConsultationId, ParticipantId
from bot.domain.notices import OLD_NEWS, alert_at, may_alert
from bot.domain.participants import Cadence
from bot.services.turn import Turn
from storage import consultations, outbox
from storage.announcements import digests as copies
from storage.notices import alerts, audience
from storage.notices.alerts import Pending
from storage.notices.audience import Listener
from storage.outbox import Recipient

ALERT = "consultations.new"
DIGEST = "digests.new"
"""The same with announcements in it."""
STRETCH = 500
AT_MOST = 10
"""Announcements in one message; what is older waits for the next one."""


class Lines(NamedTuple):
    """What one message says: announcements, the newest first, and consultations, the nearest deadline first."""

    announcements: tuple[AnnouncementId, ...]
    consultations: tuple[ConsultationId, ...]


async def fold(turn: Turn) -> bool:
    """Fold what is due for a stretch of people; True when nobody is left whose time has come."""
    ids = await alerts.due(turn.tx, now=turn.now, limit=STRETCH)
    ids = list(dict.fromkeys([*ids, *await copies.due(turn.tx, now=turn.now, limit=STRETCH)]))
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
    await copies.move(turn.tx, waiting, now=turn.now)
    wanted = await alerts.wanted(turn.tx, [one.participant for one in ready], now=turn.now)
    await alerts.remove(turn.tx, [*gone, *(one.participant for one in ready)])
    await copies.give_up(turn.tx, gone)
    await _promise(turn, ready, await _not_told_twice(turn, ready, wanted))
    return False


async def _promise(
    turn: Turn, people: list[Listener], wanted: Mapping[ParticipantId, Sequence[ConsultationId]]
) -> None:
    announced = await copies.wanted(turn.tx, [one.participant for one in people], now=turn.now)
    same: dict[tuple[Lines, bool], list[Listener]] = defaultdict(list)
    folded: dict[ParticipantId, tuple[AnnouncementId, ...]] = {}
    for one in people:
        lines = Lines(tuple(announced.get(one.participant, ())[:AT_MOST]), tuple(wanted.get(one.participant, ())))
        if any(lines):
            same[lines, one.choice.cadence is Cadence.weekly].append(one)
            folded[one.participant] = lines.announcements
    known = await consultations.by_ids(turn.tx, {number for lines, _ in same for number in lines.consultations})
    for (lines, weekly), group in same.items():
        ends = [known[number].closes_at for number in lines.consultations]
        if lines.announcements:
            ends.append(turn.now + OLD_NEWS)
        expires_at = max(end for end in ends if end is not None)
        recipients = [Recipient(one.participant, one.chat_id, turn.now, expires_at) for one in group]
        params: dict[str, Any] = {"consultations": lines.consultations, "weekly": weekly}
        if lines.announcements:
            await outbox.notify(turn.tx, DIGEST, {**params, "announcements": lines.announcements}, recipients)
        else:
            await outbox.notify(turn.tx, ALERT, params, recipients)
    await copies.fold(turn.tx, folded, now=turn.now)
    await alerts.alerted(turn.tx, folded, today=turn.today)


async def _not_told_twice(
    turn: Turn, people: list[Listener], wanted: Mapping[ParticipantId, Sequence[ConsultationId]]
) -> dict[ParticipantId, list[ConsultationId]]:
    """What is left to be told now. What an announcement told today is dropped, or waits for the next digest; but not
    where it would be over by then."""
    subjects = {number for found in wanted.values() for number in found}
    spoken = await copies.spoken_of(turn.tx, list(wanted), subjects)
    if not spoken:
        return {participant: list(found) for participant, found in wanted.items()}
    since = await alerts.up_since(turn.tx, {one for one, _ in spoken}, {number for _, number in spoken})
    known = await consultations.by_ids(turn.tx, {number for _, number in spoken})
    choices = {one.participant: one.choice._replace(last_alert_on=turn.today) for one in people}
    left: dict[ParticipantId, list[ConsultationId]] = {}
    later: list[Pending] = []
    for participant, found in wanted.items():
        next_at = alert_at(choices[participant], turn.now, turn.town.zone)
        for number in found:
            up_on = town_date(since.get((participant, number), turn.now), turn.town.zone)
            told = fate(spoken.get((participant, number), ()), since=up_on, now=turn.now, zone=turn.town.zone)
            if told is Fate.later and _lasts(known[number], next_at):
                later.append(Pending(participant, number, next_at))
            elif told is not Fate.dropped:
                left.setdefault(participant, []).append(number)
    await alerts.put(turn.tx, later)
    return left


def _lasts(consultation: Consultation, moment: datetime) -> bool:
    return consultation.closes_at is not None and moment < consultation.closes_at
