"""When those who come are reminded."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.calendar import SOFIA
from bot.domain.forum_news import due_reminder, leaves_at, reminders
from bot.domain.forums import Forum, whole_days
from bot.domain.participants import DEFAULT_QUIET

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SOFIA).astimezone(UTC)


def a_forum(starts: str) -> Forum:
    return Forum(title="Форум", starts_at=local(starts))


@pytest.mark.parametrize(
    ("starts", "times"),
    [
        ("2026-11-20 17:30", ["2026-11-13 10:00", "2026-11-19 10:00", "2026-11-20 15:30"]),
        ("2026-11-20 00:30", ["2026-11-13 10:00", "2026-11-19 10:00", "2026-11-19 22:30"]),
        # Across the nights on which the clock moves ten stays ten, and two hours stay two hours.
        ("2027-03-28 17:30", ["2027-03-21 10:00", "2027-03-27 10:00", "2027-03-28 15:30"]),
        ("2026-10-25 17:30", ["2026-10-18 10:00", "2026-10-24 10:00", "2026-10-25 15:30"]),
        ("2027-03-28 05:00", ["2027-03-21 10:00", "2027-03-27 10:00", "2027-03-28 02:00"]),
    ],
)
def test_reminders_are_at_ten_and_two_hours_before(starts: str, times: list[str]) -> None:
    assert [one.at for one in reminders(a_forum(starts), SOFIA)] == [local(time) for time in times]


def test_of_days_alone_there_is_no_reminder_of_hours() -> None:
    starts_at, ends_at = whole_days(local("2026-11-20 12:00").date(), None, SOFIA)
    forum = Forum(title="Форум", starts_at=starts_at, ends_at=ends_at, starts_on=local("2026-11-20 12:00").date())
    assert [one.kind for one in reminders(forum, SOFIA)] == ["7", "1"]
    assert reminders(Forum(title="Форум"), SOFIA) == []


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        ("2026-11-13 09:59", None),
        ("2026-11-13 10:00", "7"),
        ("2026-11-19 09:59", "7"),
        ("2026-11-19 10:00", "1"),
        ("2026-11-20 15:29", "1"),
        ("2026-11-20 15:30", "2h"),
        ("2026-11-20 17:30", None),
    ],
)
def test_only_the_latest_is_due_however_late_the_tick_comes(now: str, kind: str | None) -> None:
    due = due_reminder(a_forum("2026-11-20 17:30"), local(now), told_to=LONG_AGO, zone=SOFIA)
    assert (None if due is None else due.kind) == kind


def test_what_was_due_before_the_time_was_fixed_is_not_due() -> None:
    moved = local("2026-11-13 11:00")
    for now in ("2026-11-13 12:00", "2026-11-18 12:00"):
        assert due_reminder(a_forum("2026-11-20 17:30"), local(now), told_to=moved, zone=SOFIA) is None


@pytest.mark.parametrize(
    ("starts", "kind", "now", "leaves"),
    [
        ("2026-11-20 17:30", "1", "2026-11-19 22:00", "2026-11-20 08:00"),
        ("2026-11-20 09:30", "2h", "2026-11-20 07:30", None),  # asleep: dropped, not put off
        ("2026-11-20 09:30", "1", "2026-11-20 07:00", None),  # by eight o'clock the next one would be due
        ("2026-11-20 12:00", "2h", "2026-11-20 10:00", "2026-11-20 10:00"),
    ],
)
def test_quiet_hours_put_off_a_reminder_of_days_and_drop_one_of_hours(
    starts: str, kind: str, now: str, leaves: str | None
) -> None:
    one = next(found for found in reminders(a_forum(starts), SOFIA) if found.kind == kind)
    assert leaves_at(one, local(now), DEFAULT_QUIET, SOFIA) == (None if leaves is None else local(leaves))


def test_a_week_is_counted_by_the_calendar() -> None:
    week = reminders(a_forum("2026-10-28 17:30"), SOFIA)[0]
    assert local("2026-10-28 10:00") - week.at == timedelta(days=7, hours=1)
