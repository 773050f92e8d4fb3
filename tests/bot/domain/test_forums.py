"""Where a forum stands, and the verbs that move it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.calendar import SOFIA
from bot.domain.errors import WrongState
from bot.domain.forum_refusals import (
    EndsBeforeStart,
    ForumGone,
    NothingChanged,
    SeatsTaken,
    TimeMissing,
    WhereaboutsMissing,
)
from bot.domain.forums import Forum, ForumStatus, Seats, whole_days
from bot.domain.text import TextTooShort

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
STARTS = datetime(2026, 11, 12, 15, 30, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=3)
SECOND = timedelta(seconds=1)
NOBODY = Seats()


def a_forum(recorded: str = "open", **fields: Any) -> Forum:
    values = {"title": "Форум", "starts_at": STARTS, "ends_at": ENDS, "place_text": "залата"}
    return Forum.model_validate(values | {"recorded": recorded} | fields)


@pytest.mark.parametrize(
    ("now", "status"),
    [
        (NOW, "open"),
        (STARTS - SECOND, "open"),
        (STARTS, "closed"),
        (ENDS - SECOND, "closed"),
        (ENDS, "held"),
        (ENDS + timedelta(days=900), "held"),
    ],
)
def test_closed_and_held_follow_the_clock(now: datetime, status: str) -> None:
    assert a_forum().status(now, NOBODY) == status


def test_registration_closed_early_is_closed_until_the_end_and_can_be_opened_again_before_the_beginning() -> None:
    closed = a_forum().close_registration(NOW)
    assert [closed.status(now, NOBODY) for now in (NOW, STARTS, ENDS)] == ["closed", "closed", "held"]
    assert (closed.lies_ahead(NOW), closed.takes_registrations(NOW)) == (True, False)
    assert closed.change(NOW, NOBODY, purpose="За парка").registration_closed
    assert closed.reopen_registration(NOW) == a_forum()
    for act in (closed.reopen_registration, a_forum().close_registration, a_forum("draft").close_registration):
        with pytest.raises(WrongState):
            act(STARTS)


@pytest.mark.parametrize(
    ("capacity", "taken", "status"),
    [(None, 900, "open"), (2, 1, "open"), (2, 2, "full"), (2, 3, "full")],
)
def test_full_follows_the_seats(capacity: int | None, taken: int, status: str) -> None:
    assert a_forum(capacity=capacity).status(NOW, Seats(taken)) == status


@pytest.mark.parametrize("recorded", ["draft", "held", "summarised", "cancelled"])
def test_what_people_decided_stands_whatever_the_clock_says(recorded: str) -> None:
    for now in (NOW, STARTS, ENDS):
        assert a_forum(recorded).status(now) == recorded


@pytest.mark.parametrize("recorded", ["full", "closed"])
def test_what_follows_the_clock_and_the_seats_is_never_recorded(recorded: str) -> None:
    with pytest.raises(ValidationError):
        a_forum(recorded)


def test_without_an_end_it_lasts_two_hours() -> None:
    assert a_forum(ends_at=None).end == STARTS + timedelta(hours=2)


def test_days_alone_are_whole_days_of_the_town_also_when_the_clock_moves() -> None:
    assert whole_days(date(2026, 10, 25), None, SOFIA) == (
        datetime(2026, 10, 24, 21, tzinfo=UTC),
        datetime(2026, 10, 25, 22, tzinfo=UTC),
    )
    starts_at, ends_at = whole_days(date(2021, 2, 18), date(2021, 2, 19), SOFIA)
    old = a_forum(starts_at=starts_at, ends_at=ends_at, starts_on=date(2021, 2, 18), ends_on=date(2021, 2, 19))
    assert not old.has_hours
    assert old.status(NOW) is ForumStatus.held


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"starts_at": None, "ends_at": None}, TimeMissing),
        ({"starts_at": NOW}, ForumGone),
        ({"place_text": None}, WhereaboutsMissing),
        ({"recorded": "cancelled"}, WrongState),
    ],
)
def test_what_nobody_could_come_to_is_not_opened(fields: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        a_forum(**({"recorded": "draft"} | fields)).open(NOW)


def test_a_link_alone_is_whereabouts_enough() -> None:
    online = a_forum("draft", place_text=None, online_url="https://meet.example.org/a")
    assert online.open(NOW).recorded is ForumStatus.open


def test_a_moved_beginning_takes_the_end_along_and_is_counted_for_calendars() -> None:
    moved = a_forum().change(NOW, NOBODY, starts_at=STARTS + timedelta(days=1))
    assert moved.ends_at == ENDS + timedelta(days=1)
    assert moved.sequence == 1
    assert moved.recorded is ForumStatus.open


def test_what_nobody_needs_to_be_told_is_not_counted() -> None:
    assert a_forum().change(NOW, NOBODY, purpose="За парка", capacity=5).sequence == 0
    assert a_forum("draft").change(NOW, NOBODY, starts_at=STARTS + SECOND).sequence == 0


def test_a_corrected_title_loses_translations_that_would_mislead() -> None:
    forum = a_forum(translations={"en": {"title": "Forum"}})
    assert forum.change(NOW, NOBODY, title="Форум за парка").title_in("en") == "Форум за парка"


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"capacity": 2}, SeatsTaken),
        ({"starts_at": NOW}, ForumGone),
        ({"starts_at": None}, TimeMissing),
        ({"ends_at": STARTS}, EndsBeforeStart),
        ({"place_text": None}, WhereaboutsMissing),
        ({"place_text": "залата"}, NothingChanged),
    ],
)
def test_a_change_that_would_break_a_promise_is_refused(fields: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        a_forum().change(NOW, Seats(taken=3), **fields)


def test_only_fields_of_the_forum_are_changed() -> None:
    with pytest.raises(ValueError, match="recorded"):
        a_forum().change(NOW, NOBODY, recorded="held")


@pytest.mark.parametrize("now", [STARTS, ENDS])
def test_once_it_has_begun_nothing_is_moved(now: datetime) -> None:
    with pytest.raises(WrongState):
        a_forum().change(now, NOBODY, place_text="другаде")


def test_it_is_called_off_with_a_reason_until_it_is_over() -> None:
    off = a_forum().cancel("Няма ток в залата.", STARTS)
    assert (off.recorded, off.sequence) == (ForumStatus.cancelled, 1)
    with pytest.raises(TextTooShort):
        a_forum().cancel("не", NOW)
    for forum, now in ((a_forum(), ENDS), (a_forum("draft"), NOW), (off, NOW)):
        with pytest.raises(WrongState):
            forum.cancel("Няма ток в залата.", now)


def test_it_is_summed_up_when_it_is_over_and_may_be_mended() -> None:
    summed = a_forum().summarise("Пейки до пролетта.", ENDS)
    assert summed.summarise("Пейки до май.", ENDS).summary == "Пейки до май."
    with pytest.raises(WrongState):
        a_forum().summarise("Пейки до пролетта.", ENDS - SECOND)
