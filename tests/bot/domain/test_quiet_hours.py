"""Quiet hours as people type them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.participants import EmptyQuietHours, QuietHours
from bot.domain.quiet_hours import LONGEST, BadQuietHours, read_quiet_hours

NIGHT = QuietHours(start_minute=22 * 60 + 30, end_minute=7 * 60)
TEN_TO_SEVEN = QuietHours(start_minute=22 * 60, end_minute=7 * 60)


@pytest.mark.parametrize(
    "typed",
    [
        "22:30-07:00",
        "22:30 – 7:00",
        "22.30-7",
        "22,30 до 7",
        "2230-0700",
        "2230 700",
        " 22:30\n07:00 ",
        "от 22:30 до 7:00 ч.",
        "От 22.30 ч. до 07.00 ч.",
        "22ч30 - 7ч",
        "22h30 - 7h",
        "между 22:30 и 7 часа",
        "22:30 → 7:00",
        "„22:30-07:00“",
        "10:30 вечерта до 7 сутринта",
        "10:30 PM to 7 AM",
        "10.30 p.m. - 7 a.m.",
        "from 22:30 until 7 o'clock",
        "22:30'dan 7'ye kadar",
        "akşam 10:30 - sabah 7",
        "saat 22.30 ile 7 arası",
        "２２：３０－０７：００",
    ],
)
def test_many_spellings_mean_the_same(typed: str) -> None:
    assert read_quiet_hours(typed) == NIGHT


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("24:00-8", 0, 480),
        ("от полунощ до 8", 0, 480),
        ("midnight to 8", 0, 480),
        ("gece yarısı - 8", 0, 480),
        ("12 am - 8 am", 0, 480),
        ("12 вечерта - 8 сутринта", 0, 480),
        ("12 pm - 2 pm", 720, 840),
        ("2 следобед - 4 следобед", 840, 960),
        ("10 през нощта до 2 през нощта", 1320, 120),
        ("gece 11'den gece 3'e", 1380, 180),
        ("22 вечерта - 6 сутринта", 1320, 360),
        ("0-1", 0, 60),
        ("23:59-00:00", 1439, 0),
    ],
)
def test_the_part_of_the_day_makes_a_small_hour_certain(typed: str, start: int, end: int) -> None:
    assert read_quiet_hours(typed) == QuietHours(start_minute=start, end_minute=end)


@pytest.mark.parametrize(
    "typed",
    ["", "-", "22", "22:30", "22.07", "25-7", "22-7-8", "22:60-7", "24:01-7", "22:300-7", "утре 22-7", "не 22-7",
     "13 am - 7 am", "двайсет и две до седем", "22-7 и 13-15", "22²-7½", "٢٢-٧", "22:30-07:00" + " " * LONGEST],
)  # fmt: skip
def test_what_is_not_two_times_of_day_is_refused(typed: str) -> None:
    with pytest.raises(BadQuietHours):
        read_quiet_hours(typed)


def test_a_stretch_without_length_is_refused_for_what_it_is() -> None:
    with pytest.raises(EmptyQuietHours):
        read_quiet_hours("22:00-22")


minutes = st.integers(0, 1439)


@given(start=minutes, end=minutes, form=st.sampled_from(["{}:{:02}", "{:02}:{:02}", "{}.{:02}", "{}h{:02}"]))
def test_every_stretch_can_be_typed(start: int, end: int, form: str) -> None:
    typed = "-".join(form.format(*divmod(minute, 60)) for minute in (start, end))
    if start == end:
        with pytest.raises(EmptyQuietHours):
            read_quiet_hours(typed)
    else:
        assert read_quiet_hours(typed) == QuietHours(start_minute=start, end_minute=end)


@given(st.text(alphabet="0123456789:.,-– чhapm отдоsabah\n\x00'", max_size=LONGEST) | st.text(max_size=100))
def test_whatever_is_typed_is_understood_or_refused(typed: str) -> None:
    with suppress(BadQuietHours, EmptyQuietHours):
        assert isinstance(read_quiet_hours(typed), QuietHours)


def test_ten_to_seven_is_crossed_by_midnight() -> None:
    assert read_quiet_hours("22-7") == TEN_TO_SEVEN
    assert TEN_TO_SEVEN.crosses_midnight
