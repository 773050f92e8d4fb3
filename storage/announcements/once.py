"""One thing arrives once: copies for those whom an alert told the same, and alerts that a copy makes needless."""

from datetime import datetime

from bot.domain.ids import AnnouncementId, ConsultationId, ParticipantId
from bot.domain.notices import Choice
from storage.announcements.deliveries import choice_of
from storage.announcements.snapshot import QUIET, TIMES, Begins, times
from storage.engine import Transaction


async def fold(
    tx: Transaction,
    number: AnnouncementId,
    consultation: ConsultationId,
    notice: str,
    begins: Begins,
    *,
    since: datetime,
    until: datetime,
    after: int,
    upto: int,
) -> int:
    """Copies that would arrive in [since, until) to people with ids in (after, upto] who were told of `notice` in that
    time, and have heard it, begin as `begins` says of their wish; returns how many.
    """
    return await tx.run(
        f"""WITH {TIMES}
            UPDATE deliveries SET state = t.state, due_at = t.due_at
            FROM participants p JOIN times t ON t.cadence = p.cadence AND t.quiet = {QUIET}
            WHERE p.id > :after AND p.id <= :upto
              AND deliveries.participant = p.id AND deliveries.announcement = :announcement
              AND deliveries.state = 0 AND deliveries.due_at < :until
              AND EXISTS (SELECT 1 FROM told o WHERE o.participant = p.id AND o.notice = :notice
                          AND o.told_at >= :since AND o.told_at < :until)
              AND NOT EXISTS (SELECT 1 FROM pending_alerts a
                              WHERE a.participant = p.id AND a.consultation = :consultation)""",
        announcement=number,
        consultation=consultation,
        notice=notice,
        times=times(begins),
        since=int(since.timestamp()),
        until=int(until.timestamp()),
        after=after,
        upto=upto,
    )


async def say_instead(
    tx: Transaction, number: AnnouncementId, consultation: ConsultationId, *, after: int, upto: int
) -> int:
    """Alerts of the consultation that still wait for people with ids in (after, upto] who get a copy are dropped: the
    announcement says it. Returns how many. That they are told stays noted.
    """
    return await tx.run(
        """DELETE FROM pending_alerts
           WHERE participant > :after AND participant <= :upto AND consultation = :consultation
             AND EXISTS (SELECT 1 FROM deliveries d WHERE d.participant = pending_alerts.participant
                         AND d.announcement = :announcement AND d.state IN (0, 2))""",
        announcement=number,
        consultation=consultation,
        after=after,
        upto=upto,
    )


async def unheard(
    tx: Transaction, number: AnnouncementId, notice: str, *, limit: int
) -> list[tuple[ParticipantId, Choice]]:
    """Of the first `limit` copies that still wait, the recipients whom an alert of `notice` was meant for and who had
    none since: where an alert of that very day cannot be told from it, it is taken to be this one.
    """
    rows = await tx.all(
        """SELECT p.id, p.cadence, p.quiet_start, p.quiet_end, p.paused_until
           FROM (SELECT participant FROM deliveries
                 WHERE announcement = :announcement AND state IN (0, 2) LIMIT :limit) d
           CROSS JOIN participants p ON p.id = d.participant
           CROSS JOIN told o ON o.participant = p.id AND o.notice = :notice
           WHERE p.last_alert_on IS NULL OR p.last_alert_on < date(o.told_at, 'unixepoch')""",
        announcement=number,
        notice=notice,
        limit=limit,
    )
    return [(ParticipantId(row["id"]), choice_of(row)) for row in rows]
