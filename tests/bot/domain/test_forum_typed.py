"""What staff type about a forum, in many spellings."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendar import SOFIA
from bot.domain.errors import DomainError
from bot.domain.forum_refusals import EndsBeforeStart, ForumGone
from bot.domain.forum_typed import BadPin, BadSeatsText, read_end, read_pin, read_seats, read_start
from bot.domain.typed import BadMomentText

TODAY = date(2026, 11, 4)
NOON = datetime(2026, 11, 4, 12, tzinfo=SOFIA)
START = datetime(2026, 11, 20, 17, 30, tzinfo=SOFIA)


@pytest.mark.parametrize(
    "text", ["20.11.2026 17:30", "20 ноември, 17.30 ч.", "20 November at 17:30", "20 Kasım saat 17:30"]
)
def test_a_beginning_is_read_in_the_towns_time(text: str) -> None:
    assert read_start(text, today=TODAY, now=NOON, zone=SOFIA) == START


def test_a_beginning_that_is_now_has_passed() -> None:
    with pytest.raises(ForumGone):
        read_start("4.11.2026 12:00", today=TODAY, now=NOON, zone=SOFIA)


@pytest.mark.parametrize("text", ["19:30", "до 19.30 ч.", "until 19:30", "20.11.2026 19:30", "20 ноември 19:30"])
def test_an_end_is_a_time_of_the_same_day_or_a_day_and_a_time(text: str) -> None:
    assert read_end(text, start=START, zone=SOFIA) == START.replace(hour=19)


@pytest.mark.parametrize(("text", "refusal"), [
    ("17:30", EndsBeforeStart), ("9 ч.", EndsBeforeStart), ("вечерта", BadMomentText), ("25:00", BadMomentText),
])  # fmt: skip
def test_an_end_that_is_none_is_refused(text: str, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        read_end(text, start=START, zone=SOFIA)


def test_the_end_of_a_forum_past_midnight_is_told_with_its_day() -> None:
    end = read_end("21.11.2026 00:30", start=START, zone=ZoneInfo("Europe/Sofia"))
    assert end == datetime(2026, 11, 21, 0, 30, tzinfo=SOFIA)


@pytest.mark.parametrize(("text", "seats"), [("80", 80), ("80 места", 80), ("1 200", 1200), ("100 seats", 100)])
def test_seats_are_counted_in_digits(text: str, seats: int) -> None:
    assert read_seats(text) == seats


@pytest.mark.parametrize("text", ["0", "-5", "много", "100001", "1.5", ""])
def test_what_is_no_number_of_seats_is_refused(text: str) -> None:
    with pytest.raises(BadSeatsText):
        read_seats(text)


@pytest.mark.parametrize("text", ["41.9344, 25.5556", "41.9344 25.5556", "(41.9344; 25.5556)"])
def test_a_pin_is_read_as_maps_give_it(text: str) -> None:
    assert read_pin(text) == (41.9344, 25.5556)


@pytest.mark.parametrize("text", ["41.93", "95, 25", "41, 181", "читалището", "41,93, 25,55"])
def test_what_is_no_place_on_earth_is_refused(text: str) -> None:
    with pytest.raises(BadPin):
        read_pin(text)
