"""What those who come to a forum are told by the clock: reminders, and the question after sixty days."""

from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.calendar import at_local, town_date
from bot.domain.forums import Forum
from bot.domain.participants import QuietHours
from bot.domain.schedule import DIGEST_AT, out_of_quiet

HOURS_BEFORE = timedelta(hours=2)
REMINDED_WITHIN = timedelta(days=8)
"""Before it begins nobody is reminded any earlier than this."""
ASKED_AFTER = timedelta(days=60)
ASKED_AT_LATEST = timedelta(days=74)
"""A bot that was away for longer asks nobody any more."""


class Reminder(NamedTuple):
    """`kind` is "7", "1" (days) or "2h". From `pointless_at` on it says nothing of use."""

    kind: str
    at: datetime
    pointless_at: datetime


def reminders(forum: Forum, zone: ZoneInfo) -> list[Reminder]:
    """Seven days and one day before, at 10:00 on the town's clock, and two hours before; earliest first, in UTC.

    Of a forum whose hours are not known there is none of hours.
    """
    starts_at = forum.starts_at
    if starts_at is None:
        return []
    day = town_date(starts_at, zone)
    week, eve = (at_local(day - timedelta(days=before), DIGEST_AT, zone) for before in (7, 1))
    soon = starts_at - HOURS_BEFORE
    found = [Reminder("7", week, eve), Reminder("1", eve, soon if forum.has_hours else starts_at)]
    return [*found, Reminder("2h", soon, starts_at)] if forum.has_hours else found


def due_reminder(forum: Forum, now: datetime, *, told_to: datetime, zone: ZoneInfo) -> Reminder | None:
    """The reminder that is due now; what was due by `told_to` is told, or belonged to a time that was moved."""
    found = [one for one in reminders(forum, zone) if told_to < one.at <= now < one.pointless_at]
    return found[-1] if found else None


def leaves_at(reminder: Reminder, now: datetime, quiet: QuietHours | None, zone: ZoneInfo) -> datetime | None:
    """When it may leave to somebody: after their quiet hours, but the last one only at its own time. None: never."""
    at = out_of_quiet(now, quiet, zone)
    if at >= reminder.pointless_at or (reminder.kind == "2h" and at > now):
        return None
    return at
