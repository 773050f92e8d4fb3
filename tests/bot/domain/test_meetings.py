"""Meetings: notice, moving, holding, and the reminder across the nights when the clock is moved."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.calendar import SOFIA
from bot.domain.errors import WrongState
from bot.domain.ids import BodyId, MeetingId
from bot.domain.meeting_refusals import (
    AgendaMissing,
    BadCount,
    MeetingAhead,
    MeetingBegun,
    MeetingCancelled,
    MeetingMoved,
    MeetingTooEarly,
    NothingToPublish,
    SummonsTooLate,
    TooManyItems,
)
from bot.domain.meetings import Meeting, MeetingStatus, read_agenda, read_count

NOON = datetime(2026, 11, 2, 10, tzinfo=UTC)
"""Monday, 12:00 in Haskovo."""


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SOFIA).astimezone(UTC)


def a_meeting(starts_at: str = "2026-11-12 17:30", status: MeetingStatus = MeetingStatus.draft) -> Meeting:
    return Meeting(
        id=MeetingId(1), body=BodyId("b"), starts_at=local(starts_at), place="зала 1", is_open=True, status=status
    )


def summoned(starts_at: str = "2026-11-12 17:30") -> Meeting:
    return a_meeting(starts_at, MeetingStatus.summoned)


@pytest.mark.parametrize("starts_at", ["2026-11-07 00:00", "2026-11-07 09:00", "2026-12-01 17:30"])
def test_a_summons_five_days_before_is_in_time(starts_at: str) -> None:
    one = a_meeting(starts_at).summon(NOON, SOFIA, items=1)
    assert (one.status, one.summoned_at) == (MeetingStatus.summoned, NOON)


@pytest.mark.parametrize("starts_at", ["2026-11-06 23:59", "2026-11-02 18:00"])
def test_a_summons_with_less_notice_is_refused_with_the_earliest_day(starts_at: str) -> None:
    with pytest.raises(SummonsTooLate) as refusal:
        a_meeting(starts_at).summon(NOON, SOFIA, items=1)
    assert refusal.value.facts == {"earliest": date(2026, 11, 7), "days": 5}


def test_nobody_is_summoned_to_nothing_to_the_past_or_twice() -> None:
    with pytest.raises(AgendaMissing):
        a_meeting().summon(NOON, SOFIA, items=0)
    with pytest.raises(MeetingTooEarly):
        a_meeting("2026-11-02 12:00").summon(NOON, SOFIA, items=1)
    with pytest.raises(WrongState):
        summoned().summon(NOON, SOFIA, items=1)


def test_it_is_moved_later_at_any_time_and_earlier_only_with_new_notice() -> None:
    one = summoned("2026-11-12 17:30")
    eve = local("2026-11-11 17:00")
    assert one.move(local("2026-11-13 09:00"), "зала 2", eve, SOFIA).moves == 1
    with pytest.raises(SummonsTooLate):
        one.move(local("2026-11-12 16:00"), "зала 2", eve, SOFIA)
    assert one.move(local("2026-11-10 09:00"), "зала 2", NOON, SOFIA).place == "зала 2"


def test_what_has_begun_is_neither_moved_nor_cancelled_nor_answered() -> None:
    one = summoned()
    with pytest.raises(MeetingBegun):
        one.move(one.starts_at + timedelta(days=1), "зала 1", one.starts_at, SOFIA)
    with pytest.raises(MeetingBegun):
        one.cancel("Няма ток.", one.starts_at)
    with pytest.raises(MeetingBegun):
        one.require_awaited(one.starts_at, moves=0)
    one.require_awaited(one.starts_at - timedelta(seconds=1), moves=0)


def test_an_answer_belongs_to_the_summons_that_it_answers() -> None:
    moved = summoned().move(local("2026-11-13 09:00"), "зала 1", NOON, SOFIA)
    with pytest.raises(MeetingMoved) as refusal:
        moved.require_awaited(NOON, moves=0)
    assert refusal.value.facts["starts_at"] == moved.starts_at
    with pytest.raises(MeetingCancelled):
        moved.cancel("Няма ток.", NOON).require_awaited(NOON, moves=1)


def test_who_came_is_recorded_once_it_has_begun() -> None:
    one = summoned()
    with pytest.raises(MeetingAhead):
        one.hold(present=3, needed=3, now=one.starts_at - timedelta(seconds=1))
    held = one.hold(present=3, needed=3, now=one.starts_at)
    assert held.quorate
    assert not held.hold(present=2, needed=3, now=one.starts_at).quorate
    with pytest.raises(NothingToPublish):
        held.publish(one.starts_at, has_minutes=False, decisions=0)
    published = held.publish(one.starts_at, has_minutes=False, decisions=1)
    with pytest.raises(WrongState):
        published.hold(present=9, needed=3, now=one.starts_at)
    assert published.publish_by(SOFIA) == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("starts_at", "reminded_at"),
    [
        ("2026-11-12 17:30", "2026-11-11T08:00"),
        ("2026-10-25 09:00", "2026-10-24T07:00"),  # on the day after the autumn night began
        ("2026-10-26 00:00", "2026-10-25T08:00"),  # the day before had twenty-five hours
        ("2027-03-28 09:00", "2027-03-27T08:00"),
        ("2027-03-29 18:00", "2027-03-28T07:00"),  # the day before had twenty-three hours
    ],
)
def test_members_are_reminded_at_ten_on_the_day_before(starts_at: str, reminded_at: str) -> None:
    at = datetime.fromisoformat(reminded_at).replace(tzinfo=UTC)
    assert summoned(starts_at).reminder_at(SOFIA) == at


def test_an_agenda_is_typed_a_line_an_item_with_or_without_numbers() -> None:
    assert read_agenda("1. Отчет\n\n2) Избор на председател\n– Разни") == ["Отчет", "Избор на председател", "Разни"]
    assert read_agenda("2026 година: план") == ["2026 година: план"]
    with pytest.raises(AgendaMissing):
        read_agenda(" \n ")
    with pytest.raises(TooManyItems):
        read_agenda("точка\n" * 21)


@pytest.mark.parametrize("text", ["7 0 1", "7-0-1", "за 7, против 0, въздържали се 1"])
def test_a_count_is_three_numbers(text: str) -> None:
    assert read_count(text) == (7, 0, 1)


@pytest.mark.parametrize("text", ["", "единодушно", "7 1", "7 0 1 2", "1000 0 0"])
def test_anything_else_is_no_count(text: str) -> None:
    with pytest.raises(BadCount):
        read_count(text)
