from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import SOFIA, WorkCalendar, town_date
from bot.domain.consultations import Consultation, ConsultationKind
from bot.domain.ids import ConsultationId, PlaceId
from bot.domain.notices import (
    OLD_NEWS,
    Choice,
    Name,
    alert_at,
    change,
    is_pointless,
    may_alert,
    may_write,
    of_the_term,
    opening,
    scope,
)
from bot.domain.participants import DEFAULT_QUIET, UNTIL_RESUMED, Cadence, QuietHours
from bot.domain.term import prove
from bot.domain.town import WHOLE

NOON = datetime(2026, 11, 2, 12, tzinfo=SOFIA)
SECOND = timedelta(seconds=1)
LAST_DAY = date(2026, 12, 2)


def a_consultation(published: date = date(2026, 11, 2), term: int = 30) -> Consultation:
    draft = Consultation(
        id=ConsultationId(12), kind=ConsultationKind.other, title="Наредба за отпадъците", summary="Какво"
    )
    return draft.publish(prove(published, term, calendar=WorkCalendar()), NOON)


def a_choice(
    cadence: Cadence = Cadence.at_once,
    quiet: QuietHours | None = DEFAULT_QUIET,
    paused_until: datetime | None = None,
    last_alert_on: date | None = None,
) -> Choice:
    return Choice(cadence, quiet, paused_until, last_alert_on)


def closes(consultation: Consultation) -> datetime:
    assert consultation.closes_at is not None
    return consultation.closes_at


def pointless(name: Name, consultation: Consultation, now: datetime, last_day: date = LAST_DAY) -> bool:
    return is_pointless(name, last_day.isoformat(), consultation, now)


# Planning


def test_an_open_consultation_is_told_of_once_and_until_it_closes() -> None:
    found = opening(a_consultation(), NOON)
    assert found is not None
    assert (found.key, found.pointless_at) == ("new:12", closes(a_consultation()))


def test_a_draft_is_told_of_to_nobody() -> None:
    draft = Consultation(kind=ConsultationKind.other, title="Наредба", summary="Какво")
    assert opening(draft, NOON) is None
    assert of_the_term(draft, NOON, SOFIA) == []


def test_a_closed_one_is_no_news() -> None:
    assert opening(a_consultation(), closes(a_consultation())) is None


def test_two_reminders_and_the_closing_follow_from_the_last_day() -> None:
    week, eve, closing = of_the_term(a_consultation(), NOON, SOFIA)
    assert [week.key, eve.key, closing.key] == [
        "reminder:7:12:2026-12-02",
        "reminder:1:12:2026-12-02",
        "closed:12:2026-12-02",
    ]
    assert week.pointless_at == eve.due_at
    assert eve.pointless_at == closing.due_at == closes(a_consultation())
    assert closing.pointless_at == closing.due_at + OLD_NEWS


def test_every_change_has_a_key_of_its_own() -> None:
    one = a_consultation()
    keys = {
        change(version, Name.corrected, NOON, reason="Грешка", what=["title"]).key
        for version in (one, one.model_copy(update={"version": 2}))
    }
    assert len(keys) == 2


def test_what_is_no_change_is_refused() -> None:
    with pytest.raises(ValueError, match="reminder"):
        change(a_consultation(), Name.reminder, NOON, reason="", what=[])


def test_no_places_are_the_whole_municipality() -> None:
    assert scope(()) == (WHOLE,)
    assert scope((PlaceId("konush"),)) == (PlaceId("konush"),)


# What is no longer worth saying


def test_an_alert_is_of_use_while_it_is_open() -> None:
    one = a_consultation()
    assert not pointless(Name.new, one, closes(one) - SECOND)
    assert pointless(Name.new, one, closes(one))


def test_a_reminder_of_a_day_that_was_moved_is_not() -> None:
    one = a_consultation()
    assert not pointless(Name.reminder, one, NOON)
    assert pointless(Name.reminder, one, NOON, LAST_DAY + timedelta(days=1))
    assert pointless(Name.reminder, one, closes(one))


def test_a_closing_is_told_of_what_closed() -> None:
    one = a_consultation()
    assert pointless(Name.closed, one, closes(one) - SECOND)
    assert not pointless(Name.closed, one, closes(one))


def test_an_extension_overtaken_by_another_is_not_told() -> None:
    one = a_consultation()
    assert not pointless(Name.extended, one, NOON)
    assert pointless(Name.extended, one, NOON, LAST_DAY - timedelta(days=1))


@pytest.mark.parametrize("name", [name for name in Name if name is not Name.cancelled])
def test_of_a_cancelled_one_nothing_else_is_told(name: Name) -> None:
    cancelled = a_consultation().cancel("Отпадна", NOON)
    assert pointless(name, cancelled, NOON)
    assert not pointless(Name.cancelled, cancelled, NOON)


# When somebody may be written to

CADENCES = st.sampled_from(list(Cadence))
QUIETS = st.one_of(
    st.none(),
    st.builds(
        lambda start, lasting: QuietHours(start_minute=start, end_minute=(start + lasting) % 1440),
        st.integers(0, 1439),
        st.integers(1, 1439),
    ),
)
MOMENTS = st.integers(0, 90 * 24 * 60).map(
    lambda minutes: datetime(2027, 2, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
DAYS = st.one_of(st.none(), st.dates(date(2027, 1, 20), date(2027, 5, 1)))
CHOICES = st.builds(Choice, CADENCES, QUIETS, st.one_of(st.none(), MOMENTS, st.just(UNTIL_RESUMED)), DAYS)


@given(CHOICES, MOMENTS)
def test_when_an_alert_is_due_it_may_leave(choice: Choice, now: datetime) -> None:
    due = alert_at(choice, now, SOFIA)
    assert due >= now
    if choice.cadence is not Cadence.never:
        assert may_alert(choice, due, SOFIA)


@given(CHOICES, MOMENTS)
def test_what_may_not_leave_now_is_due_later(choice: Choice, now: datetime) -> None:
    if not may_alert(choice, now, SOFIA):
        assert alert_at(choice, now, SOFIA) > now


@given(CHOICES, MOMENTS)
def test_an_alert_leaves_only_where_anything_may_and_once_a_day(choice: Choice, now: datetime) -> None:
    if may_alert(choice, now, SOFIA):
        assert may_write(choice, now, SOFIA)
        assert choice.last_alert_on is None or choice.last_alert_on < town_date(now, SOFIA)


def test_a_pause_is_over_at_its_last_instant() -> None:
    choice = a_choice(paused_until=NOON)
    assert not may_write(choice, NOON - SECOND, SOFIA)
    assert may_write(choice, NOON, SOFIA)


def test_who_wants_none_waits_beyond_all_days() -> None:
    assert alert_at(a_choice(Cadence.never), NOON, SOFIA) == UNTIL_RESUMED
