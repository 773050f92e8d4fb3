"""What staff type of an announcement beside its text: when it is to leave."""

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.announcements import AnnouncementTimePassed
from bot.domain.calendar import at_local
from bot.domain.typed import BadMomentText, read_moment

EVENING = time(18)
MORNING = time(10)
AHEAD = timedelta(days=366)
"""Nobody decides today what people will be told later than that."""
_CLOCK = re.compile(r"(?:(?:в|от|at|saat)\s+)?([0-9]{1,2})(?:[:.]([0-9]{2}))?(?:\s*(?:ч|часа|часът)\.?)?")


def this_evening(now: datetime, zone: ZoneInfo) -> datetime | None:
    """18:00 of the town's day; None when that is over."""
    moment = at_local(now.astimezone(zone).date(), EVENING, zone)
    return moment if moment > now else None


def tomorrow_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """10:00 of the town's next day."""
    return at_local(now.astimezone(zone).date() + timedelta(days=1), MORNING, zone)


def read_leaving(text: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """A day and a time as `read_moment` takes them, or a time alone, which is today's: "14:30", "в 14.30 ч.".

    A time that the spring night skips is as long after midnight as it says. Raises BadMomentText (also for what is more
    than a year ahead) and AnnouncementTimePassed.
    """
    today = now.astimezone(zone).date()
    typed = " ".join(text.casefold().split())
    alone = _CLOCK.fullmatch(typed)
    meant = read_moment(f"{today.isoformat()} {alone[1]}:{alone[2] or '00'}" if alone else text, today=today, zone=zone)
    moment = at_local(meant.date(), meant.time(), zone).astimezone(UTC)
    if moment <= now:
        raise AnnouncementTimePassed()
    if moment - now > AHEAD:
        raise BadMomentText()
    return moment
