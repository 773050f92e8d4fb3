from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import SOFIA, midnight_after, town_date
from bot.domain.participants import DEFAULT_QUIET, Cadence, QuietHours
from bot.domain.schedule import alert_due, out_of_quiet, reminder_times

NOON = datetime(2026, 11, 4, 12, tzinfo=SOFIA)  # a Wednesday
TODAY = date(2026, 11, 4)
MINUTE = timedelta(minutes=1)

WINDOWS = st.builds(
    lambda start, lasting: QuietHours(start_minute=start, end_minute=(start + lasting) % 1440),
    st.integers(0, 1439),
    st.integers(1, 1439),
)
# Around both nights on which the clock moves, to the minute, and anywhere else.
MOMENTS = st.one_of(
    st.integers(-1800, 1800).map(lambda minutes: datetime(2027, 3, 28, 1, tzinfo=UTC) + minutes * MINUTE),
    st.integers(-1800, 1800).map(lambda minutes: datetime(2026, 10, 25, 1, tzinfo=UTC) + minutes * MINUTE),
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive by contract
)


def local(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=SOFIA)


# Quiet hours


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        (local("2026-11-04", "20:59:59"), local("2026-11-04", "20:59:59")),
        (local("2026-11-04", "21:00"), local("2026-11-05", "08:00")),
        (local("2026-11-05", "00:00"), local("2026-11-05", "08:00")),
        (local("2026-11-05", "07:59:59"), local("2026-11-05", "08:00")),
        (local("2026-11-05", "08:00"), local("2026-11-05", "08:00")),
        (local("2027-03-27", "22:00"), local("2027-03-28", "08:00")),  # nine hours
        (local("2026-10-24", "22:00"), local("2026-10-25", "08:00")),  # eleven hours
    ],
)
def test_what_falls_into_quiet_hours_waits_for_their_end(moment: datetime, sent: datetime) -> None:
    assert out_of_quiet(moment, DEFAULT_QUIET, SOFIA) == sent


def test_without_quiet_hours_nothing_waits() -> None:
    assert out_of_quiet(NOON.replace(hour=3), None, SOFIA) == NOON.replace(hour=3)


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        # 03:30 comes at 00:30Z and at 01:30Z, and quiet ends at each of them.
        (datetime(2026, 10, 25, 0, 10, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 0, 40, tzinfo=UTC), datetime(2026, 10, 25, 0, 40, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, 10, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        # In spring 03:30 does not come: the clock jumps over it to 04:00.
        (datetime(2027, 3, 28, 0, 50, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC)),
    ],
)
def test_quiet_hours_may_end_inside_the_hour_that_moves(moment: datetime, sent: datetime) -> None:
    assert out_of_quiet(moment, QuietHours(start_minute=0, end_minute=210), SOFIA) == sent


def first_loud_minute(moment: datetime, quiet: QuietHours, zone: ZoneInfo) -> datetime:
    """Looked for minute by minute."""
    while quiet.covers(moment.astimezone(zone).time()):
        moment = moment.replace(second=0, microsecond=0) + MINUTE
    return moment


@given(MOMENTS, WINDOWS)
def test_the_end_of_quiet_is_the_first_minute_that_is_not(moment: datetime, quiet: QuietHours) -> None:
    assert out_of_quiet(moment, quiet, SOFIA) == first_loud_minute(moment, quiet, SOFIA)


@pytest.mark.parametrize("name", ["Australia/Lord_Howe", "America/Havana", "Africa/Cairo", "Pacific/Apia"])
@given(moment=st.datetimes(datetime(2011, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), quiet=WINDOWS)  # noqa: DTZ001 - bounds are naive by contract
def test_quiet_hours_end_in_every_town(moment: datetime, quiet: QuietHours, name: str) -> None:
    zone = ZoneInfo(name)
    sent = out_of_quiet(moment, quiet, zone)
    assert moment <= sent <= moment + timedelta(days=2)
    assert not quiet.covers(sent.astimezone(zone).time())


# Alerts


def due(
    now: datetime,
    cadence: str = "at_once",
    *,
    last: date | None = None,
    quiet: QuietHours | None = DEFAULT_QUIET,
) -> datetime | None:
    return alert_due(now, cadence=Cadence(cadence), quiet=quiet, last_alert_on=last, zone=SOFIA)


@pytest.mark.parametrize(
    ("last", "at"),
    [
        (None, NOON),
        (date(2026, 11, 3), NOON),
        (TODAY, local("2026-11-05", "10:00")),
        (date(2026, 11, 5), local("2026-11-06", "10:00")),
    ],
)
def test_at_once_means_now_unless_today_had_its_alert(last: date | None, at: datetime) -> None:
    assert due(NOON, last=last) == at


def test_at_once_by_night_means_the_morning() -> None:
    assert due(local("2026-11-04", "23:00"), last=TODAY - timedelta(days=1)) == local("2026-11-05", "08:00")


def test_all_of_one_night_fold_into_one_morning() -> None:
    evening, dawn = local("2026-11-04", "21:30"), local("2026-11-05", "06:00")
    assert due(evening) == due(dawn) == local("2026-11-05", "08:00")


def test_a_second_alert_after_midnight_of_the_same_night_counts_by_the_towns_date() -> None:
    assert due(datetime(2026, 11, 4, 22, 30, tzinfo=UTC), last=TODAY, quiet=None) == local("2026-11-05", "00:30")


@pytest.mark.parametrize(
    ("now", "last", "at"),
    [
        (local("2026-11-04", "09:59"), None, local("2026-11-04", "10:00")),
        (local("2026-11-04", "10:00"), None, local("2026-11-04", "10:00")),
        (local("2026-11-04", "10:00"), TODAY, local("2026-11-05", "10:00")),
        (local("2026-11-04", "10:00:01"), None, local("2026-11-05", "10:00")),
        (local("2026-10-24", "12:00"), None, local("2026-10-25", "10:00")),
        (local("2027-03-27", "12:00"), None, local("2027-03-28", "10:00")),
    ],
)
def test_a_daily_digest_comes_at_ten(now: datetime, last: date | None, at: datetime) -> None:
    assert due(now, "daily", last=last) == at


@pytest.mark.parametrize(
    ("now", "last", "at"),
    [
        (NOON, None, local("2026-11-09", "10:00")),
        (local("2026-11-09", "10:00"), None, local("2026-11-09", "10:00")),
        (local("2026-11-09", "10:01"), None, local("2026-11-16", "10:00")),
        (local("2026-11-09", "09:00"), date(2026, 11, 9), local("2026-11-16", "10:00")),
        (local("2026-10-24", "12:00"), None, local("2026-10-26", "10:00")),
    ],
)
def test_a_weekly_digest_comes_on_monday_at_ten(now: datetime, last: date | None, at: datetime) -> None:
    assert due(now, "weekly", last=last) == at


def test_who_wants_no_alerts_gets_none() -> None:
    assert due(NOON, "never") is None


def test_a_digest_waits_for_the_end_of_long_quiet_hours() -> None:
    late_riser = QuietHours(start_minute=22 * 60, end_minute=11 * 60 + 30)
    assert due(NOON, "daily", quiet=late_riser) == local("2026-11-05", "11:30")


@given(MOMENTS, WINDOWS | st.none(), st.sampled_from([Cadence.at_once, Cadence.daily, Cadence.weekly]))
def test_alerts_never_share_a_date_nor_fall_into_quiet_hours(
    now: datetime, quiet: QuietHours | None, cadence: Cadence
) -> None:
    last: date | None = None
    for _ in range(20):
        at = alert_due(now, cadence=cadence, quiet=quiet, last_alert_on=last, zone=SOFIA)
        assert at is not None
        assert at >= now
        assert quiet is None or not quiet.covers(at.astimezone(SOFIA).time())
        day = town_date(at, SOFIA)
        assert last is None or day > last
        now, last = at, day


# Reminders


def test_reminders_come_a_week_and_a_day_before_the_last_day() -> None:
    assert reminder_times(date(2026, 12, 2), SOFIA) == [
        ("7", local("2026-11-25", "10:00"), local("2026-12-01", "10:00")),
        ("1", local("2026-12-01", "10:00"), local("2026-12-03", "00:00")),
    ]


def test_reminders_keep_to_the_towns_clock_when_it_moves() -> None:
    week, eve = reminder_times(date(2027, 3, 29), SOFIA)
    assert week.at == datetime(2027, 3, 22, 8, tzinfo=UTC)
    assert eve.at == datetime(2027, 3, 28, 7, tzinfo=UTC)
    assert eve.pointless_after == datetime(2027, 3, 29, 21, tzinfo=UTC)


@given(st.dates(date(2020, 1, 1), date(2050, 1, 1)))
def test_a_reminder_is_of_use_until_the_next_one_or_the_end(last_day: date) -> None:
    week, eve = reminder_times(last_day, SOFIA)
    for kind, at, _ in (week, eve):
        assert (last_day - town_date(at, SOFIA)).days == int(kind)
    assert week.pointless_after == eve.at
    assert eve.pointless_after == midnight_after(last_day, SOFIA)
