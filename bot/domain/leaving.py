"""How a copy of an announcement begins: at once, after quiet hours, or within a digest."""

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.announcements import Announcement
from bot.domain.deliveries import DeliveryState
from bot.domain.participants import Cadence, QuietHours
from bot.domain.schedule import alert_due, out_of_quiet


class Wish(NamedTuple):
    """How somebody wants to be written to, as far as announcements ask: a million people make a few dozen."""

    cadence: Cadence
    quiet: QuietHours | None


class Leaving(NamedTuple):
    """How a copy begins: `waiting` or `digest`, and not before `due_at`."""

    state: DeliveryState
    due_at: datetime


def leaving(one: Announcement, wish: Wish, at: datetime, zone: ZoneInfo) -> Leaving | None:
    """For somebody with this wish, of an announcement that leaves `at`; None: they want none of these.

    An emergency waits for nothing. What is about something that people did or are waits for the end of quiet hours; the
    rest is what a subscription brings, and keeps to its cadence (domain rule 8).
    """
    if one.emergency:
        return Leaving(DeliveryState.waiting, at)
    if one.audience.is_personal or wish.cadence is Cadence.at_once:
        return Leaving(DeliveryState.waiting, out_of_quiet(at, wish.quiet, zone))
    due_at = alert_due(at, cadence=wish.cadence, quiet=wish.quiet, last_alert_on=None, zone=zone)
    return None if due_at is None else Leaving(DeliveryState.digest, due_at)


def after_todays_alert(wish: Wish, now: datetime, zone: ZoneInfo) -> Leaving:
    """For somebody who heard today of what it is about: in the digest of another day."""
    today = now.astimezone(zone).date()
    due_at = alert_due(now, cadence=Cadence.at_once, quiet=wish.quiet, last_alert_on=today, zone=zone)
    assert due_at is not None
    return Leaving(DeliveryState.digest, due_at)
