"""A forum in people's calendars, read again by the library's own reader."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from bot.documents import calendar
from bot.domain.calendar import SOFIA
from bot.domain.forums import Forum, ForumStatus, Seats, whole_days
from bot.domain.ids import ForumId
from bot.i18n import translator

STARTS = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
"""03:30 in Haskovo, in the night in which that comes twice: the second time."""
AT = datetime(2026, 10, 1, 10, tzinfo=UTC)
URL = "https://t.me/prestige_bot?start=e7"
BG = translator("bg")


def a_forum(**changes: Any) -> Forum:
    values: dict[str, Any] = {
        "id": ForumId(7),
        "title": "Форум; за парка, и не само\nтам",
        "starts_at": STARTS,
        "recorded": ForumStatus.open,
        "place_text": "залата",
        "latitude": 41.93,
        "longitude": 25.55,
    }
    return Forum.model_validate(values | changes)


def made(forum: Forum, language: str = "bg") -> bytes:
    return calendar.event(translator(language), forum, url=URL, place="залата", changed_at=AT)


def read(content: bytes) -> Any:
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return event


def test_the_same_record_gives_the_same_bytes() -> None:
    assert made(a_forum()) == made(a_forum())


def test_instants_are_exact_also_where_the_clock_shows_an_hour_twice() -> None:
    event = read(made(a_forum()))
    assert event.start.astimezone(UTC) == STARTS
    assert event.end.astimezone(UTC) == STARTS + timedelta(hours=2)
    assert str(event["summary"]) == "Форум; за парка, и не само\nтам"
    assert URL in str(event["description"])


def test_what_was_moved_or_called_off_takes_the_place_of_what_was() -> None:
    first = a_forum()
    moved = first.change(AT, Seats(), starts_at=STARTS + timedelta(days=1))
    off = moved.cancel("Няма ток в залата.", AT)
    events = [read(made(one)) for one in (first, moved, off)]
    assert len({str(one["uid"]) for one in events}) == 1
    assert [one["sequence"] for one in events] == [0, 1, 2]
    assert [str(one["status"]) for one in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert b"METHOD:CANCEL" in made(off)


def test_the_event_of_another_language_is_the_same_event() -> None:
    told = a_forum(translations={"en": {"title": "Forum"}})
    assert str(read(made(told, "en"))["summary"]) == "Forum"
    assert read(made(told, "en"))["uid"] == read(made(told))["uid"]


def test_days_alone_are_days() -> None:
    starts_at, ends_at = whole_days(date(2026, 11, 12), date(2026, 11, 13), SOFIA)
    days = a_forum(starts_at=starts_at, ends_at=ends_at, starts_on=date(2026, 11, 12), ends_on=date(2026, 11, 13))
    assert (read(made(days)).start, read(made(days)).end) == (date(2026, 11, 12), date(2026, 11, 14))


def test_without_a_time_there_is_nothing_for_a_calendar() -> None:
    with pytest.raises(ValueError, match="no time"):
        made(a_forum(starts_at=None, recorded=ForumStatus.draft))
