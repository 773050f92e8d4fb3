"""One thing arrives once: an alert of a consultation, and an announcement about the same one, on the same day."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.calendar import midnight_after, town_date


class Spoken(NamedTuple):
    """A copy of an announcement about a consultation, for somebody. `opens`: it has the consultation's button.

    `shown_at` is when they got it; None while it is on its way, not before `due_at`.
    """

    opens: bool
    shown_at: datetime | None
    due_at: datetime


class Fate(StrEnum):
    """What becomes of an alert that is due."""

    told = "told"
    later = "later"
    """They hear of it today from an announcement: it joins their next digest."""
    dropped = "dropped"
    """An announcement has brought them to the consultation already."""


def fate(spoken: Iterable[Spoken], *, since: date, now: datetime, zone: ZoneInfo) -> Fate:
    """Of an alert that came up on the day `since`.

    An announcement with the consultation's button says all that the alert would, and one tap leads to the same card;
    so the alert is dropped, but only once they really got it: what is still on its way may be cancelled. One without
    the button may be about a detail; so the alert only waits for another day. Days are the town's.
    """
    today = town_date(now, zone)
    found = Fate.told
    for one in spoken:
        shown_on = None if one.shown_at is None else town_date(one.shown_at, zone)
        if one.opens and shown_on is not None and shown_on >= since:
            return Fate.dropped
        if shown_on == today or (shown_on is None and one.due_at < midnight_after(today, zone)):
            found = Fate.later
    return found
