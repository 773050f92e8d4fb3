"""The door: when it is open, and codes that are stale in minutes."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.checkin import DoorClosed, DoorNotOpen, Verdict, changes_at, door_code, is_open, judge, must_be_open
from bot.domain.forums import Forum, ForumStatus

STARTS = datetime(2026, 11, 12, 15, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
FORUM = Forum(title="Форум", starts_at=STARTS, ends_at=STARTS + timedelta(hours=2), recorded=ForumStatus.open)
SECRET, OTHER = b"s" * 32, b"o" * 32


@pytest.mark.parametrize(
    ("now", "open_then"),
    [
        (STARTS - timedelta(minutes=60, seconds=1), False),
        (STARTS - timedelta(minutes=60), True),
        (STARTS, True),
        (STARTS + timedelta(hours=2) - SECOND, True),
        (STARTS + timedelta(hours=2), False),
    ],
)
def test_the_door_is_open_from_an_hour_before_to_the_end(now: datetime, open_then: bool) -> None:
    assert is_open(FORUM, now) == open_then


def test_before_it_says_from_when_and_after_that_it_is_closed() -> None:
    with pytest.raises(DoorNotOpen) as refused:
        must_be_open(FORUM, STARTS - timedelta(days=1))
    assert refused.value.facts == {"opens_at": STARTS - timedelta(hours=1)}
    for forum in (FORUM.model_copy(update={"recorded": ForumStatus.cancelled}), Forum(title="Форум")):
        with pytest.raises(DoorClosed):
            must_be_open(forum, STARTS)


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        (timedelta(0), Verdict.good),
        (timedelta(minutes=9, seconds=59), Verdict.good),
        (timedelta(minutes=10), Verdict.stale),
        (timedelta(hours=2), Verdict.stale),
        (timedelta(days=1), Verdict.wrong),
    ],
)
def test_a_code_shown_as_a_step_began_is_good_for_two_steps(after: timedelta, verdict: Verdict) -> None:
    assert judge(SECRET, door_code(SECRET, STARTS), STARTS + after) is verdict


def test_a_code_of_tomorrow_or_of_another_forum_is_wrong() -> None:
    assert judge(SECRET, door_code(SECRET, STARTS + timedelta(minutes=5)), STARTS) is Verdict.wrong
    assert judge(SECRET, door_code(OTHER, STARTS), STARTS) is Verdict.wrong
    assert judge(SECRET, "", STARTS) is Verdict.wrong


def test_a_code_is_read_as_people_type_it() -> None:
    code = door_code(SECRET, STARTS)
    assert judge(SECRET, f"  {code[:3].lower()} - {code[3:].lower()}", STARTS) is Verdict.good


def test_the_screen_of_the_door_changes_every_five_minutes() -> None:
    assert changes_at(STARTS) == changes_at(STARTS + timedelta(minutes=5) - SECOND) == STARTS + timedelta(minutes=5)
    assert door_code(SECRET, STARTS) != door_code(SECRET, STARTS + timedelta(minutes=5))
