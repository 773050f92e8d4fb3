"""Alerts to subscribers that wait to be folded into the one message of a day, or into a digest."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import orjson

from bot.domain.ids import ConsultationId, ParticipantId
from bot.domain.notices import alert_at, opening_key
from bot.domain.participants import Participant
from storage.announcements import digests
from storage.engine import Transaction
from storage.notices.audience import listeners


class Pending(NamedTuple):
    participant: ParticipantId
    consultation: ConsultationId
    due_at: datetime


async def put(tx: Transaction, pending: Iterable[Pending]) -> None:
    """Let alerts wait; one that waits already keeps its time."""
    await tx.many(
        """INSERT INTO pending_alerts (participant, consultation, due_at)
           VALUES (:participant, :consultation, :due_at) ON CONFLICT DO NOTHING""",
        [
            {"participant": one.participant, "consultation": one.consultation, "due_at": int(one.due_at.timestamp())}
            for one in pending
        ],
    )


async def due(tx: Transaction, *, now: datetime, limit: int) -> list[ParticipantId]:
    """People whose time has come, at most `limit`, the longest waiting first."""
    rows = await tx.all(
        """SELECT participant FROM pending_alerts WHERE due_at <= :now
           ORDER BY due_at, participant LIMIT :limit""",
        now=int(now.timestamp()),
        limit=limit,
    )
    return list(dict.fromkeys(ParticipantId(row["participant"]) for row in rows))


async def wanted(
    tx: Transaction, participants: Sequence[ParticipantId], *, now: datetime
) -> dict[ParticipantId, list[ConsultationId]]:
    """All that waits for these people and still concerns them: open, subscribed to, and not spoken in. Nearest deadline
    first."""
    rows = await tx.all(
        """SELECT a.participant, a.consultation
           FROM pending_alerts a JOIN consultations c ON c.id = a.consultation
           WHERE a.participant IN (SELECT value FROM json_each(:participants))
             AND c.recorded = 'open' AND c.opens_at <= :now AND c.closes_at > :now
             AND NOT EXISTS (SELECT 1 FROM proposals o
                             WHERE o.author = a.participant AND o.consultation = a.consultation
                               AND o.kind = 'statement' AND o.status <> 'withdrawn')
             AND (EXISTS (SELECT 1 FROM subscriptions s JOIN consultation_topics t ON t.topic = s.target
                          WHERE s.participant = a.participant AND s.scope = 'topic'
                            AND t.consultation = a.consultation)
                  OR EXISTS (SELECT 1 FROM subscriptions s JOIN consultation_places l ON l.place = s.target
                             WHERE s.participant = a.participant AND s.scope = 'place'
                               AND l.consultation = a.consultation)
                  OR (EXISTS (SELECT 1 FROM subscriptions s
                              WHERE s.participant = a.participant AND s.scope = 'place' AND s.target = 'all')
                      AND NOT EXISTS (SELECT 1 FROM consultation_places l WHERE l.consultation = a.consultation)))
           ORDER BY a.participant, c.closes_at, c.id""",
        participants=orjson.dumps(list(participants)).decode(),
        now=int(now.timestamp()),
    )
    found: dict[ParticipantId, list[ConsultationId]] = {}
    for row in rows:
        found.setdefault(row["participant"], []).append(row["consultation"])
    return found


async def remove(tx: Transaction, participants: Iterable[ParticipantId]) -> None:
    """Nothing waits for these people any more."""
    await tx.many("DELETE FROM pending_alerts WHERE participant = :id", [{"id": number} for number in participants])


async def move(tx: Transaction, until: Iterable[tuple[ParticipantId, datetime]]) -> None:
    """All that waits for these people waits until then."""
    await tx.many(
        "UPDATE pending_alerts SET due_at = :due_at WHERE participant = :id",
        [{"id": number, "due_at": int(due_at.timestamp())} for number, due_at in until],
    )


async def up_since(
    tx: Transaction, participants: Iterable[ParticipantId], consultations: Iterable[ConsultationId]
) -> dict[tuple[ParticipantId, ConsultationId], datetime]:
    """When an alert came up for somebody: by the key of `bot.domain.notices.opening_key`."""
    keys = {opening_key(number): number for number in consultations}
    rows = await tx.all(
        """SELECT t.participant, t.notice, t.told_at
           FROM json_each(:participants) p CROSS JOIN json_each(:keys) k
           CROSS JOIN told t ON t.participant = p.value AND t.notice = k.value""",
        participants=orjson.dumps(list(participants)).decode(),
        keys=orjson.dumps(list(keys)).decode(),
    )
    return {(row["participant"], keys[row["notice"]]): datetime.fromtimestamp(row["told_at"], UTC) for row in rows}


async def alerted(tx: Transaction, participants: Iterable[ParticipantId], *, today: date) -> None:
    """These had their one alert of the day."""
    await tx.many(
        "UPDATE participants SET last_alert_on = :today WHERE id = :id",
        [{"id": number, "today": today.isoformat()} for number in participants],
    )


async def reschedule_alerts(tx: Transaction, participant: Participant, *, now: datetime, zone: ZoneInfo) -> None:
    """Somebody chose otherwise: what waits for them, alerts and announcements, is due by the new choice."""
    listener = (await listeners(tx, [participant.id])).get(participant.id)
    if listener is None:
        return
    choice = listener.choice._replace(
        cadence=participant.cadence, quiet=participant.quiet, paused_until=participant.paused_until
    )
    await move(tx, [(participant.id, alert_at(choice, now, zone))])
    await digests.reschedule(tx, participant.id, choice, now=now, zone=zone)


async def forget_closed(tx: Transaction, *, now: datetime) -> int:
    """Alerts of what is no longer open will never be told; returns how many waited."""
    return await tx.run(
        """DELETE FROM pending_alerts WHERE consultation IN
               (SELECT DISTINCT a.consultation FROM pending_alerts a CROSS JOIN consultations c
                WHERE c.id = a.consultation AND (c.recorded <> 'open' OR c.closes_at <= :now))""",
        now=int(now.timestamp()),
    )
