"""The clocks of an answer: by when an authority must act, and since when it is late.

Months end on the same day number, or on the month's last day (ГПК чл. 60, ал. 3). Terms of the authority never roll
to a working day (our reading, the stricter one).
"""

import calendar
from datetime import date, timedelta

from bot.domain.calendar import WorkCalendar

DECISION_MONTHS = 2
"""АПК чл. 118, ал. 1."""
EXTENDED_MONTHS = 6
"""АПК чл. 118, ал. 3: the longest, by leave of the superior body, and the author is told."""
HANDED_OVER_WORKING_DAYS = 1
"""From the submission to the registry (our promise)."""
COMPLETED_DAYS = 14
"""An author has this long to say what a proposal still lacks."""
SPRAVKA_WORKING_DAYS = 10
"""From the closing to the spravka (our target; the law knows none but adoption)."""
SPRAVKA_NUDGES = (2, 10)
"""Working days after the closing on which staff are reminded of a spravka that is not out."""


def months_after(day: date, months: int) -> date:
    """The same day number so many months on, or the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def working_days_after(day: date, days: int, work: WorkCalendar) -> date:
    """The so many-th working day after `day`, which itself does not count."""
    for _ in range(days):
        day = work.next_working(day + timedelta(days=1))
    return day


def working_days_before(day: date, days: int, work: WorkCalendar) -> date:
    """The latest day from which `days` working days have passed by `day`: the inverse of `working_days_after`."""
    for _ in range(days):
        while not work.is_working(day):
            day -= timedelta(days=1)
        day -= timedelta(days=1)
    return day


def decision_due(registered_on: date) -> date:
    """The last day for a decision on a formal proposal, counted from its registration."""
    return months_after(registered_on, DECISION_MONTHS)


def longest_decision(registered_on: date) -> date:
    """The last day that an extension may name."""
    return months_after(registered_on, EXTENDED_MONTHS)


def handed_over_by(received_on: date, work: WorkCalendar) -> date:
    """When a formal proposal must have reached the registry."""
    return working_days_after(received_on, HANDED_OVER_WORKING_DAYS, work)


def spravka_due(last_day: date, work: WorkCalendar) -> date:
    """When the spravka of a consultation should be out."""
    return working_days_after(last_day, SPRAVKA_WORKING_DAYS, work)
