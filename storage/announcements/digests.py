"""Copies that wait for their recipients' digests, and what people were shown of a consultation already."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import orjson

from bot.domain.deliveries import DeliveryState
from bot.domain.folding import Spoken
from bot.domain.ids import AnnouncementId, ConsultationId, ParticipantId
from bot.domain.notices import OLD_NEWS, Choice, alert_at
from storage.engine import Transaction

# It has begun, nobody holds it, and it is news still. Before that its copies are nobody's business. The plus keeps to
# the index of what began lately: what was sent in all the years before is not read at every tick.
_TOLD = "+a.state IN ('sending', 'sent') AND NOT a.held AND a.began_at > :since"

DUE = f"""SELECT d.participant FROM announcements a CROSS JOIN deliveries d ON d.announcement = a.id
          WHERE {_TOLD} AND d.state = 2 AND d.due_at <= :now AND d.participant IS NOT NULL LIMIT :limit"""


def _since(now: datetime) -> int:
    return int((now - OLD_NEWS).timestamp())


def _ids(numbers: Iterable[int]) -> str:
    return orjson.dumps(list(numbers)).decode()


async def due(tx: Transaction, *, now: datetime, limit: int) -> list[ParticipantId]:
    """People whose time has come, at most `limit`. Each announcement is looked at apart, so that the copies of one that
    is on pause are not read at every tick."""
    rows = await tx.all(
        DUE,
        now=int(now.timestamp()),
        since=_since(now),
        limit=limit,
    )
    return list(dict.fromkeys(ParticipantId(row["participant"]) for row in rows))


async def wanted(
    tx: Transaction, people: Collection[ParticipantId], *, now: datetime
) -> dict[ParticipantId, list[AnnouncementId]]:
    """All that waits for these people and may be told, the newest first."""
    rows = await tx.all(
        f"""SELECT d.participant, d.announcement
            FROM json_each(:people) p CROSS JOIN deliveries d ON d.participant = p.value AND d.state = 2
            CROSS JOIN announcements a ON a.id = d.announcement
            WHERE {_TOLD} ORDER BY d.participant, a.began_at DESC, a.id DESC""",
        people=_ids(people),
        since=_since(now),
    )
    found: dict[ParticipantId, list[AnnouncementId]] = {}
    for row in rows:
        found.setdefault(row["participant"], []).append(row["announcement"])
    return found


async def fold(tx: Transaction, told: Mapping[ParticipantId, Sequence[AnnouncementId]], *, now: datetime) -> None:
    """These are lines of a message that was just promised."""
    rows = [[participant, number] for participant, numbers in told.items() for number in numbers]
    await tx.run(
        """UPDATE deliveries SET state = 6, sent_at = :now FROM json_each(:rows) r
           WHERE deliveries.participant = r.value ->> 0 AND deliveries.announcement = r.value ->> 1
             AND deliveries.state = 2""",
        rows=orjson.dumps(rows).decode(),
        now=int(now.timestamp()),
    )


async def unfold(
    tx: Transaction, participant: ParticipantId, announcements: Collection[AnnouncementId], *, until: datetime
) -> None:
    """The message that was promised may not leave now: they wait until then."""
    await tx.many(
        """UPDATE deliveries SET state = 2, sent_at = NULL, due_at = :due_at
           WHERE participant = :participant AND announcement = :announcement AND state = 6""",
        [
            {"participant": participant, "announcement": announcement, "due_at": int(until.timestamp())}
            for announcement in announcements
        ],
    )


async def move(tx: Transaction, until: Iterable[tuple[ParticipantId, datetime]], *, now: datetime) -> None:
    """What is due for these people waits until then."""
    await tx.many(
        "UPDATE deliveries SET due_at = :due_at WHERE participant = :id AND state = 2 AND due_at <= :now",
        [{"id": number, "due_at": int(due_at.timestamp()), "now": int(now.timestamp())} for number, due_at in until],
    )


async def give_up(tx: Transaction, people: Iterable[ParticipantId]) -> None:
    """Nobody is there to be told."""
    await tx.many(
        "UPDATE deliveries SET state = 3 WHERE participant = :id AND state = 2", [{"id": number} for number in people]
    )


async def reschedule(
    tx: Transaction, participant: ParticipantId, choice: Choice, *, now: datetime, zone: ZoneInfo
) -> None:
    """Somebody chose otherwise: what waits is due by the new choice, and never before its announcement is."""
    rows = await tx.all(
        """SELECT d.id, a.scheduled_at FROM deliveries d CROSS JOIN announcements a ON a.id = d.announcement
           WHERE d.participant = :participant AND d.state = 2""",
        participant=participant,
    )
    times = {row["id"]: max(now, datetime.fromtimestamp(row["scheduled_at"] or 0, UTC)) for row in rows}
    await tx.many(
        "UPDATE deliveries SET due_at = :due_at WHERE id = :id",
        [{"id": number, "due_at": int(alert_at(choice, time, zone).timestamp())} for number, time in times.items()],
    )


async def forget_old(tx: Transaction, *, now: datetime, limit: int) -> int:
    """What is no news any more is told to nobody, at most `limit` of it; returns how many."""
    return await tx.run(
        """UPDATE deliveries SET state = 5 WHERE id IN
               (SELECT d.id FROM announcements a CROSS JOIN deliveries d ON d.announcement = a.id AND d.state = 2
                WHERE a.began_at <= :since LIMIT :limit)""",
        since=_since(now),
        limit=limit,
    )


async def places(
    tx: Transaction, people: Collection[ParticipantId], announcements: Collection[AnnouncementId]
) -> dict[tuple[ParticipantId, AnnouncementId], str]:
    """What stands for the variable in somebody's copy, where they have a place."""
    rows = await tx.all(
        """SELECT d.participant, d.announcement, d.place
           FROM json_each(:people) p CROSS JOIN json_each(:announcements) a
           CROSS JOIN deliveries d ON d.participant = p.value AND d.announcement = a.value
           WHERE d.place IS NOT NULL""",
        people=_ids(people),
        announcements=_ids(announcements),
    )
    return {(row["participant"], row["announcement"]): row["place"] for row in rows}


# -- one thing arrives once ------------------------------------------------------------------------------------------


async def spoken_of(
    tx: Transaction, people: Collection[ParticipantId], consultations: Collection[ConsultationId]
) -> dict[tuple[ParticipantId, ConsultationId], list[Spoken]]:
    """What these people got, or are about to get, about those consultations; not what waits for a digest."""
    about = await tx.all(
        """SELECT a.id, CAST(a.subject AS INTEGER) AS consultation,
                  EXISTS (SELECT 1 FROM json_each(a.buttons) b WHERE b.value ->> 'action' = 'consultation'
                          AND b.value ->> 'value' = a.subject) AS opens
           FROM announcements a
           WHERE a.subject_kind = 'consultation' AND a.state IN ('approved', 'sending', 'sent') AND NOT a.held
             AND a.subject IN (SELECT CAST(value AS TEXT) FROM json_each(:consultations))""",
        consultations=_ids(consultations),
    )
    if not about:
        return {}
    known = {row["id"]: row for row in about}
    rows = await tx.all(
        """SELECT d.participant, d.announcement, d.state, d.sent_at, d.due_at
           FROM json_each(:people) p CROSS JOIN json_each(:announcements) a
           CROSS JOIN deliveries d ON d.participant = p.value AND d.announcement = a.value
           WHERE d.state IN (0, 1, 6)""",
        people=_ids(people),
        announcements=_ids(known),
    )
    found: dict[tuple[ParticipantId, ConsultationId], list[Spoken]] = {}
    for row in rows:
        one, shown = known[row["announcement"]], row["state"] != DeliveryState.waiting
        spoken = Spoken(
            opens=bool(one["opens"]),
            shown_at=datetime.fromtimestamp(row["sent_at"], UTC) if shown and row["sent_at"] is not None else None,
            due_at=datetime.fromtimestamp(row["due_at"], UTC),
        )
        found.setdefault((row["participant"], ConsultationId(one["consultation"])), []).append(spoken)
    return found
