"""When people are told: alerts folded into one a day, digests, reminders, and never in quiet hours."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.calendar import at_local, midnight_after, town_date
from bot.domain.participants import Cadence, QuietHours

DIGEST_AT = time(10)
"""On the town's clock: digests, and what did not fit into one alert a day."""

EVE = "1"
"""The kind of the reminder a day before the last one."""

_MONDAY = 0
_ONE_DAY = timedelta(days=1)
_DAY_MINUTES = 24 * 60


def out_of_quiet(moment: datetime, quiet: QuietHours | None, zone: ZoneInfo) -> datetime:
    """The moment itself, or the first instant (UTC) after it when the town's clock shows no quiet hour."""
    while quiet is not None and quiet.covers((local := moment.astimezone(zone)).time()):
        moment = _towards(quiet.end_minute, moment, local, zone)
    return moment


def into_quiet(moment: datetime, quiet: QuietHours | None, zone: ZoneInfo) -> datetime | None:
    """The moment itself, or the first instant (UTC) after it when the town's clock shows a quiet hour; None without."""
    while quiet is not None and not quiet.covers((local := moment.astimezone(zone)).time()):
        moment = _towards(quiet.start_minute, moment, local, zone)
    return None if quiet is None else moment


def _towards(minute: int, moment: datetime, local: datetime, zone: ZoneInfo) -> datetime:
    """When the clock shows this minute of the day, or is moved before it does; then ask again from there: the minute
    may have been skipped or put off.
    """
    minutes = (minute - local.hour * 60 - local.minute) % _DAY_MINUTES
    left = timedelta(minutes=minutes, seconds=-local.second, microseconds=-local.microsecond)
    start = moment.astimezone(UTC)
    return _clock_change(start, start + left, zone) or start + left


def _clock_change(start: datetime, end: datetime, zone: ZoneInfo) -> datetime | None:
    """The second in which the town's clock is moved, in a stretch of at most a day."""

    def offset(second: int) -> timedelta | None:
        return datetime.fromtimestamp(second, zone).utcoffset()

    before, after = int(start.timestamp()), int(end.timestamp())
    if offset(before) == offset(after):
        return None
    while after - before > 1:
        middle = (before + after) // 2
        if offset(middle) == offset(before):
            before = middle
        else:
            after = middle
    return datetime.fromtimestamp(after, UTC)


def alert_due(
    now: datetime,
    *,
    cadence: Cadence,
    quiet: QuietHours | None,
    last_alert_on: date | None,
    zone: ZoneInfo,
) -> datetime | None:
    """When an alert to a subscriber is due; None for those who want none.

    At once means now, or 10:00 tomorrow where today has had its alert; daily and weekly mean the next 10:00,
    of any day or of a Monday. `last_alert_on` is the town's date of the last one sent, and no two alerts
    share a date. Always out of quiet hours.
    """
    if cadence is Cadence.never:
        return None
    told_today = last_alert_on is not None and last_alert_on >= town_date(now, zone)
    if cadence is Cadence.at_once and not told_today:
        return out_of_quiet(now, quiet, zone)
    day = _next_digest(now, weekly=cadence is Cadence.weekly, after=last_alert_on, zone=zone)
    return out_of_quiet(at_local(day, DIGEST_AT, zone), quiet, zone)


def _next_digest(now: datetime, *, weekly: bool, after: date | None, zone: ZoneInfo) -> date:
    day = town_date(now, zone)
    if after is not None and after >= day:
        day = after + _ONE_DAY
    if now > at_local(day, DIGEST_AT, zone):
        day += _ONE_DAY
    return day + timedelta(days=(_MONDAY - day.weekday()) % 7) if weekly else day


class Reminder(NamedTuple):
    """`kind` names the days before the last one ("7", "1"). From `pointless_after` on it says nothing of use."""

    kind: str
    at: datetime
    pointless_after: datetime


def reminder_times(last_day: date, zone: ZoneInfo) -> list[Reminder]:
    """Seven days and one day before the last one, at 10:00. Earliest first, instants in UTC.

    A late one is still of use, because its words count the days that are left when it leaves: the first until the
    second is due, the second until the term is over.
    """
    week, eve = (at_local(last_day - timedelta(days=before), DIGEST_AT, zone) for before in (7, 1))
    return [Reminder("7", week, eve), Reminder(EVE, eve, midnight_after(last_day, zone))]
