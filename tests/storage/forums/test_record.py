"""The record of a forum: as it was written, and by one hand at a time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.errors import NotFound
from bot.domain.forums import Forum, ForumKind, ForumStatus
from bot.domain.ids import BodyId, ForumId, PlaceId
from storage import forums as stored
from storage.engine import Engine
from storage.forums import StaleForum

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
WHOLE = Forum(
    slug="forum-2026",
    kind=ForumKind.info_meeting,
    title="Форум за парка",
    translations={"en": {"title": "Forum on the park"}},
    purpose="Какъв да е паркът.",
    agenda=("Алеи", "Пейки"),
    starts_at=NOW + timedelta(days=10),
    ends_at=NOW + timedelta(days=12),
    starts_on=date(2026, 11, 12),
    ends_on=date(2026, 11, 13),
    place=PlaceId("konush"),
    place_text="читалището",
    access="Вход без стъпала.",
    latitude=41.93,
    longitude=25.55,
    online_url="https://meet.example.org/a",
    capacity=40,
    open_to=("граждани", "бизнес"),
    body=BodyId("public-council"),
    questionnaire="post-forum",
    demo=True,
)


async def test_what_is_written_is_read_again_whole(database: Engine) -> None:
    async with database.write() as tx:
        kept = await stored.add(tx, WHOLE, now=NOW, imported={"id": "forum-2026"})
        assert kept == WHOLE.model_copy(update={"id": kept.id})
        assert await stored.get(tx, kept.id) == await stored.by_slug(tx, "forum-2026") == kept
        assert await stored.by_ids(tx, [kept.id, ForumId(99)]) == {kept.id: kept}
        assert await stored.entry(tx, kept.id) == {"id": "forum-2026"}
        opened = await stored.save(tx, kept.open(NOW), now=NOW)
        assert await stored.get(tx, kept.id) == opened
        assert (opened.version, opened.recorded) == (2, ForumStatus.open)


async def test_whoever_comes_second_overwrites_nothing(database: Engine) -> None:
    async with database.write() as tx:
        kept = await stored.add(tx, WHOLE, now=NOW)
        await stored.save(tx, kept.open(NOW), now=NOW)
        with pytest.raises(StaleForum):
            await stored.save(tx, kept.open(NOW), now=NOW)


async def test_each_forum_has_a_secret_of_its_own(database: Engine) -> None:
    async with database.write() as tx:
        numbers = [(await stored.add(tx, Forum(title="Форум"), now=NOW)).id for _ in range(3)]
        secrets = {await stored.secret(tx, number) for number in numbers}
    assert len(secrets) == 3
    assert {len(one) for one in secrets} == {32}


async def test_another_time_voids_reminders_and_another_place_does_not(database: Engine) -> None:
    async def told_to() -> int:
        return int(await tx.value("SELECT reminded_to FROM forums"))

    later = NOW + timedelta(days=1)
    async with database.write() as tx:
        one = await stored.save(tx, (await stored.add(tx, WHOLE, now=NOW)).open(NOW), now=NOW)
        one = await stored.save(tx, one.model_copy(update={"place_text": "другаде"}), now=later)
        assert await told_to() == int(NOW.timestamp())
        assert await stored.changed_at(tx, one.id) == later
        await stored.save(tx, one.model_copy(update={"starts_at": NOW + timedelta(days=11)}), now=later)
        assert await told_to() == int(later.timestamp())


async def test_only_a_draft_is_discarded(database: Engine) -> None:
    async with database.write() as tx:
        kept = await stored.add(tx, WHOLE, now=NOW)
        opened = await stored.save(tx, kept.open(NOW), now=NOW)
        with pytest.raises(NotFound):
            await stored.discard(tx, opened.id, now=NOW)
        draft = await stored.add(tx, Forum(title="Форум"), now=NOW)
        await stored.discard(tx, draft.id, now=NOW)
        with pytest.raises(NotFound):
            await stored.get(tx, draft.id)
