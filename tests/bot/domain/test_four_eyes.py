"""Whoever wrote it does not let it go where a second person is needed; an emergency needs one always."""

from datetime import UTC, datetime

import pytest

from bot.domain.announcements import Announcement, AnnouncementState, OwnAnnouncement, SecondPersonNeeded
from bot.domain.audiences import Audience, Condition, Count, Trait
from bot.domain.ids import AnnouncementId, ParticipantId

NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)
AUTHOR, SECOND = ParticipantId(1), ParticipantId(2)
NEVER, ALWAYS = None, 0


def to(recipients: int, *, emergency: bool = False) -> Announcement:
    return Announcement(
        id=AnnouncementId(5),
        state=AnnouncementState.draft,
        title="Спира водата",
        fallback="bg",
        audience=Audience(groups=((Condition(trait=Trait.everyone),),)),
        counts=Count(recipients=recipients, by_language={}, now=0, quiet=0, digest=0, blocked=0, paused=0, declined=0),
        counted_at=NOON,
        emergency=emergency,
        author=AUTHOR,
        created_at=NOON,
        changed_at=NOON,
    )


@pytest.mark.parametrize("above", [NEVER, ALWAYS, 500, 10**9])
@pytest.mark.parametrize("recipients", [1, 500, 501, 100_000])
def test_an_emergency_needs_two_people_whatever_the_setting_and_however_few_it_goes_to(
    above: int | None, recipients: int
) -> None:
    one = to(recipients, emergency=True)
    with pytest.raises(SecondPersonNeeded):
        one.approve(by=AUTHOR, above=above, posts=0, now=NOON)
    with pytest.raises(SecondPersonNeeded):
        one.approve(by=SECOND, above=above, posts=0, now=NOON)  # it was not asked for
    asked = one.request(by=AUTHOR, posts=0, now=NOON)
    with pytest.raises(OwnAnnouncement):
        asked.approve(by=AUTHOR, above=above, posts=0, now=NOON)
    assert asked.approve(by=SECOND, above=above, posts=0, now=NOON).approver == SECOND


def test_an_emergency_that_is_only_posted_needs_two_people_too() -> None:
    one = to(1, emergency=True).model_copy(update={"audience": Audience(), "counts": None})
    with pytest.raises(SecondPersonNeeded):
        one.approve(by=AUTHOR, above=NEVER, posts=1, now=NOON)


@pytest.mark.parametrize(("recipients", "needed"), [(499, False), (500, False), (501, True)])
def test_another_needs_them_above_so_many(recipients: int, needed: bool) -> None:
    assert to(recipients).needs_second(above=500) is needed
    assert not to(recipients).needs_second(above=NEVER)
