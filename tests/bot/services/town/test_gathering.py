"""Forums of a town file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.forums import Forum, ForumStatus
from bot.domain.seats import Registration, RegistrationState
from storage import consultations, forums
from storage.engine import Engine
from storage.forums import registrations
from tests.bot.services.town import CLOSED, NOON, refused, take, text

FORUM: dict[str, Any] = {
    "id": "talk",
    "demo": True,
    "title_bg": "Форум за парковете",
    "title_en": "Forum on the parks",
    "starts_at": {"relative_days": 9, "time": "17:30"},
    "ends_at": {"relative_days": 9, "time": "19:30"},
    "place_bg": "зала „Хасково“",
    "capacity": 40,
    "body": "council",
    "questionnaire": None,
    "status": "open",
}
DAY = timedelta(days=1)


def a_file(*entries: dict[str, Any], **sections: Any) -> str:
    given = [{name: value for name, value in entry.items() if value is not None} for entry in entries]
    return text(forums=given, **sections)


async def kept(database: Engine, slug: str = "talk") -> Forum:
    async with database.read() as tx:
        found = await forums.by_slug(tx, slug)
    assert found is not None
    return found


async def taken_seats(database: Engine, count: int) -> None:
    async with database.write() as tx:
        found = await forums.by_slug(tx, "talk")
        assert found is not None
        for _ in range(count):
            guest = Registration(
                forum=found.id, participant=None, code=None, state=RegistrationState.registered, registered_at=NOON
            )
            await registrations.add(tx, guest)


async def test_a_forum_is_open_at_the_hours_counted_from_the_first_import(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, a_file(FORUM))
    forum = await kept(database)
    assert (forum.starts_at, forum.end) == (
        datetime(2026, 11, 19, 15, 30, tzinfo=UTC),
        datetime(2026, 11, 19, 17, 30, tzinfo=UTC),
    )
    assert (forum.status(NOON), forum.capacity, forum.body) == (ForumStatus.open, 40, "council")
    assert forum.title_in("en") == "Forum on the parks"


async def test_what_the_file_tells_as_before_stays_as_staff_made_it(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, a_file(FORUM))
    async with database.write() as tx:
        moved = (await kept(database)).model_copy(update={"place_text": "читалището"})
        await forums.save(tx, moved, now=NOON)
    report = await take(database, tmp_path, a_file(FORUM), now=NOON + DAY)
    assert report.sections["forums"].unchanged == 1
    assert report.changed_forums == ()
    forum = await kept(database)
    assert (forum.place_text, forum.starts_at) == ("читалището", datetime(2026, 11, 19, 15, 30, tzinfo=UTC))


async def test_an_edited_place_is_one_more_thing_to_tell(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, a_file(FORUM))
    report = await take(database, tmp_path, a_file(FORUM | {"place_bg": "читалището"}), now=NOON + DAY)
    ((before, after),) = report.changed_forums
    assert (before.place_text, after.place_text) == ("зала „Хасково“", "читалището")
    assert after.sequence == before.sequence + 1
    assert await kept(database) == after


async def test_a_promised_seat_is_not_taken_by_a_file(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, a_file(FORUM))
    await taken_seats(database, 3)
    assert await refused(database, tmp_path, a_file(FORUM | {"capacity": 2})) == ["forums[0].capacity: seats_taken"]
    await take(database, tmp_path, a_file(FORUM | {"capacity": 3}))
    assert (await kept(database)).capacity == 3


async def test_a_past_forum_of_which_only_days_are_known_is_held(database: Engine, tmp_path: Path) -> None:
    told = FORUM | {"starts_at": None, "ends_at": None, "starts_on": NOON.date() - 9 * DAY, "status": "held"}
    await take(database, tmp_path, a_file(told | {"capacity": None, "demo": False}))
    forum = await kept(database)
    assert (forum.status(NOON), forum.has_hours) == (ForumStatus.held, False)


async def test_a_forum_knows_the_consultation_that_it_discusses(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, a_file(FORUM | {"consultation": "dogs"}, consultations=[CLOSED]))
    async with database.read() as tx:
        about = await consultations.by_slug(tx, "dogs")
    assert about is not None
    assert (await kept(database)).consultation == about.id


@pytest.mark.parametrize(("reason", "expected"), [(None, "forums[0]: reason_missing"), ("Залата е в ремонт.", None)])
async def test_a_cancelled_forum_has_a_reason(
    database: Engine, tmp_path: Path, reason: str | None, expected: str | None
) -> None:
    told = a_file(FORUM | {"status": "cancelled", "cancelled_reason_bg": reason})
    if expected is not None:
        assert await refused(database, tmp_path, told) == [expected]
        return
    await take(database, tmp_path, told)
    assert (await kept(database)).cancelled_reason == reason
