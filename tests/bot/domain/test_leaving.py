"""When a copy leaves, by the recipient's own choice; by the town's clock, also where it is moved."""

from datetime import UTC, datetime

import pytest

from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.audiences import Audience, Condition, Trait
from bot.domain.calendar import SOFIA
from bot.domain.deliveries import DeliveryState
from bot.domain.ids import AnnouncementId
from bot.domain.leaving import Leaving, Wish, after_todays_alert, leaving
from bot.domain.participants import DEFAULT_QUIET, Cadence, QuietHours
from tests.copies import EVERYONE


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SOFIA).astimezone(UTC)


NOON = at("2026-11-04 12:00")
MEMBERS = Audience(groups=((Condition(trait=Trait.member, value="council"),),))


def an(audience: Audience = EVERYONE, *, emergency: bool = False) -> Announcement:
    return Announcement(
        id=AnnouncementId(1),
        state=AnnouncementState.approved,
        title="Утре няма вода",
        fallback="bg",
        audience=audience,
        emergency=emergency,
        created_at=NOON,
        changed_at=NOON,
    )


@pytest.mark.parametrize(
    ("cadence", "leaves", "due"),
    [
        (Cadence.at_once, "2026-11-04 12:00", "2026-11-04 12:00"),
        (Cadence.at_once, "2026-11-04 20:59", "2026-11-04 20:59"),
        (Cadence.at_once, "2026-11-04 21:00", "2026-11-05 08:00"),
        (Cadence.daily, "2026-11-04 09:00", "2026-11-04 10:00"),
        (Cadence.daily, "2026-11-04 12:00", "2026-11-05 10:00"),
        (Cadence.weekly, "2026-11-04 12:00", "2026-11-09 10:00"),
        (Cadence.at_once, "2026-10-24 23:00", "2026-10-25 08:00"),
        (Cadence.daily, "2026-10-24 12:00", "2026-10-25 10:00"),
        (Cadence.at_once, "2027-03-27 23:00", "2027-03-28 08:00"),
        (Cadence.weekly, "2027-03-27 12:00", "2027-03-29 10:00"),
    ],
)
def test_what_a_subscription_brings_keeps_to_its_cadence(cadence: Cadence, leaves: str, due: str) -> None:
    state = DeliveryState.waiting if cadence is Cadence.at_once else DeliveryState.digest
    found = leaving(an(), Wish(cadence, DEFAULT_QUIET), at(leaves), SOFIA)
    assert found == Leaving(state, at(due))


def test_who_wants_none_gets_none() -> None:
    assert leaving(an(), Wish(Cadence.never, None), NOON, SOFIA) is None


@pytest.mark.parametrize("cadence", list(Cadence))
def test_what_is_personal_waits_for_the_end_of_quiet_hours_alone(cadence: Cadence) -> None:
    found = leaving(an(MEMBERS), Wish(cadence, DEFAULT_QUIET), at("2026-11-04 23:00"), SOFIA)
    assert found == Leaving(DeliveryState.waiting, at("2026-11-05 08:00"))


@pytest.mark.parametrize("cadence", list(Cadence))
def test_an_emergency_waits_for_nothing(cadence: Cadence) -> None:
    night = at("2026-11-04 23:00")
    assert leaving(an(emergency=True), Wish(cadence, DEFAULT_QUIET), night, SOFIA) == Leaving(
        DeliveryState.waiting, night
    )


def test_a_digest_keeps_out_of_quiet_hours() -> None:
    morning = QuietHours(start_minute=9 * 60, end_minute=11 * 60)
    found = leaving(an(), Wish(Cadence.daily, morning), NOON, SOFIA)
    assert found == Leaving(DeliveryState.digest, at("2026-11-05 11:00"))


@pytest.mark.parametrize(
    ("now", "due"), [("2026-11-04 08:00", "2026-11-05 10:00"), ("2026-10-24 12:00", "2026-10-25 10:00")]
)
def test_whoever_was_alerted_today_reads_it_another_day(now: str, due: str) -> None:
    found = after_todays_alert(Wish(Cadence.at_once, DEFAULT_QUIET), at(now), SOFIA)
    assert found == Leaving(DeliveryState.digest, at(due))
