"""An announcement under way: what is left of it, found by its index alone."""

from datetime import UTC, datetime

import pytest

from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.deliveries import DeliveryState
from bot.domain.ids import AnnouncementId
from storage import announcements
from storage.engine import Engine

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


async def an_announcement(database: Engine, **changes: object) -> Announcement:
    """With one copy, in a group."""
    async with database.write() as tx:
        one = await announcements.add(tx, author=None, fallback="bg", now=NOW)
        one = await announcements.save(tx, one.model_copy(update=changes), now=NOW)
        await tx.run(
            "INSERT INTO chats (id, chat_id, kind, title, language, joined_at) VALUES (1, -5, 'group', '', 'bg', 0)"
        )
        await tx.run(
            "INSERT INTO deliveries (announcement, chat, language, due_at) VALUES (:one, 1, 'bg', 0)", one=one.id
        )
    return one


async def read(database: Engine, number: AnnouncementId) -> Announcement:
    async with database.read() as tx:
        return await announcements.get(tx, number)


async def test_whether_anybody_waits(database: Engine) -> None:
    one = await an_announcement(database)
    async with database.read() as tx:
        assert await announcements.has_copies(tx, one.id, DeliveryState.digest, DeliveryState.waiting)
        assert not await announcements.has_copies(tx, one.id, DeliveryState.shown)
        assert not await announcements.has_behind(tx, one.id, revision=2)


async def test_the_questions_of_every_second_are_answered_by_the_index(database: Engine) -> None:
    async with database.read() as tx:
        for where in ("state = 0", "state = 1 AND revision < 2"):
            plan = await tx.all(
                f"EXPLAIN QUERY PLAN SELECT 1 FROM deliveries WHERE announcement = 1 AND {where} LIMIT 1"
            )
            assert "COVERING INDEX deliveries_next" in plan[0]["detail"]


@pytest.mark.parametrize(
    ("state", "after"),
    [
        (AnnouncementState.recalled, AnnouncementState.recalling),
        (AnnouncementState.cancelled, AnnouncementState.cancelled),
        (AnnouncementState.sent, AnnouncementState.sent),
    ],
)
async def test_a_copy_that_arrives_late_opens_what_it_concerns_again(
    database: Engine, state: AnnouncementState, after: AnnouncementState
) -> None:
    one = await an_announcement(database, state=state, revision=2)
    async with database.write() as tx:
        announcements.arrived_late(tx, one.id, revision=1)
    found = await read(database, one.id)
    assert (found.state, found.correcting) == (after, state is not AnnouncementState.recalled)


async def test_a_copy_that_arrives_in_time_opens_nothing(database: Engine) -> None:
    one = await an_announcement(database, state=AnnouncementState.sending)
    async with database.write() as tx:
        announcements.arrived_late(tx, one.id, revision=1)
    assert await read(database, one.id) == one


async def test_only_what_is_under_way_is_held_and_only_once(database: Engine) -> None:
    one = await an_announcement(database, state=AnnouncementState.sending)
    async with database.write() as tx:
        announcements.hold_later(tx, one.id, because="Wrong file identifier", now=NOW)
        announcements.hold_later(tx, one.id, because="Something else", now=NOW)
    found = await read(database, one.id)
    assert (found.held, found.held_because, found.version) == (True, "Wrong file identifier", one.version + 1)


async def test_what_is_over_is_not_held(database: Engine) -> None:
    one = await an_announcement(database, state=AnnouncementState.sent)
    async with database.write() as tx:
        announcements.hold_later(tx, one.id, because="Wrong file identifier", now=NOW)
    assert not (await read(database, one.id)).held
