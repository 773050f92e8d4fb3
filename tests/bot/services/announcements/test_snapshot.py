"""Recipients are written down once, a stretch at a time, and only what was approved begins."""

import pytest

from bot.domain.announcements import AnnouncementState
from bot.domain.audiences import Trait
from bot.domain.deliveries import DeliveryState
from bot.domain.participants import Cadence
from bot.services.announcements import snapshot
from bot.services.announcements.telling import CHANGED, MISSED
from storage import announcements, outbox
from storage.engine import Engine
from storage.outbox import Lane
from tests.bot.services.announcements.telling import Writing, of
from tests.copies import EVERYONE
from tests.telling import local


@pytest.fixture
async def town(database: Engine) -> Writing:
    """Wednesday 4 November 2026, noon."""
    town = Writing(database)
    await town.begin()
    return town


def seconds(when: str) -> int:
    return int(local(when).timestamp())


async def test_everybody_gets_one_copy_by_their_own_choice_and_it_begins(town: Writing) -> None:
    now = await town.person()
    daily = await town.person(cadence=Cadence.daily)
    await town.person(cadence=Cadence.never)
    one = await town.approve(await town.draft(), by=now)
    await town.steps()
    assert await town.copies(one.id) == {
        now.id: (DeliveryState.waiting, seconds("2026-11-04 12:00")),
        daily.id: (DeliveryState.digest, seconds("2026-11-05 10:00")),
    }
    begun = await town.get(one.id)
    assert (begun.state, begun.recipients, begun.began_at) == (AnnouncementState.sending, 2, town.now)


async def test_after_a_crash_it_goes_on_where_it_stopped_and_nobody_is_twice(
    town: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "STRETCH", 2)
    people = [await town.person() for _ in range(7)]
    one = await town.approve(await town.draft(), by=people[0])
    await town.step()
    await town.step()
    with pytest.raises(OSError, match="power"):
        async with town.engine.write() as tx:
            await snapshot.advance(town.turn(tx))
            raise OSError("power")
    half = await town.get(one.id)
    assert (half.cursor, half.recipients, half.version) == (people[3].id, 4, one.version)
    await town.steps()
    assert [row["participant"] for row in await town.rows(one.id)] == [who.id for who in people]
    assert (await town.get(one.id)).recipients == 7


async def test_a_scheduled_one_is_taken_at_once_and_begins_at_its_time(town: Writing) -> None:
    somebody = await town.person()
    at = local("2026-11-05 07:00")
    one = await town.approve(await town.draft(scheduled_at=at), by=somebody)
    await town.steps()
    waiting = await town.get(one.id)
    assert (waiting.state, waiting.taken_at, waiting.recipients) == (AnnouncementState.approved, town.now, 1)
    assert await town.copies(one.id) == {somebody.id: (DeliveryState.waiting, seconds("2026-11-05 08:00"))}
    town.at("2026-11-05 06:59")
    assert await town.step()
    town.at("2026-11-05 07:00")
    await town.steps()
    assert (await town.get(one.id)).state is AnnouncementState.sending


async def test_who_is_more_than_five_per_cent_off_is_asked_again_and_no_copy_stays(town: Writing) -> None:
    people = [await town.person(quiet=None) for _ in range(10)]
    author, approver = people[:2]
    one = await town.approve(await town.draft(author=author.id), by=approver)
    await town.person()
    await town.steps()
    asked = await town.get(one.id)
    assert (asked.state, asked.promised, asked.recipients) == (AnnouncementState.ready, 10, 11)
    assert (asked.approver, asked.counts, asked.cursor) == (None, None, None)
    assert await town.rows(one.id) == []
    async with town.engine.read() as tx:
        told = await outbox.due(tx, Lane.NOTICE, after=(0, 0), now=town.now, limit=10)
    assert {row.participant for row in told} == {author.id, approver.id}
    assert {row.notice for row in told} == {CHANGED}
    assert told[0].params == {"announcement": one.id, "promised": 10, "recipients": 11}


async def test_what_is_approved_once_more_holds_those_of_the_second_time(
    town: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "STRETCH", 2)
    people = [await town.person("waste") for _ in range(4)]
    others = [await town.person("roads") for _ in range(2)]
    first = await town.approve(await town.draft(of(Trait.topic, "waste")), by=people[0])
    await town.step()
    async with town.engine.write() as tx:
        draft = first.take_back().edit(audience=of(Trait.topic, "roads"))
        saved = await announcements.save(tx, draft, now=town.now)
    again = await town.approve(saved, by=people[0])
    await town.steps()
    assert list(await town.copies(again.id)) == [who.id for who in others]


async def test_copies_of_what_was_taken_back_go(town: Writing) -> None:
    somebody = await town.person()
    one = await town.approve(await town.draft(scheduled_at=local("2026-11-06 10:00")), by=somebody)
    await town.steps()
    async with town.engine.write() as tx:
        await announcements.save(tx, (await town.get(one.id)).take_back(), now=town.now)
    await town.steps()
    assert await town.rows(one.id) == []


async def test_an_emergency_is_due_at_once_for_all_but_the_paused(town: Writing) -> None:
    town.at("2026-11-04 23:00")
    people = [await town.person(cadence=cadence) for cadence in Cadence]
    await town.choose(await town.person(), paused_until=local("2026-11-10 10:00"))
    one = await town.approve(await town.draft(emergency=True), by=people[0])
    await town.steps()
    assert set((await town.copies(one.id)).values()) == {(DeliveryState.waiting, seconds("2026-11-04 23:00"))}
    assert len(await town.rows(one.id)) == len(people)


async def test_an_emergency_is_taken_before_what_was_approved_earlier(town: Writing) -> None:
    somebody = await town.person()
    usual = await town.approve(await town.draft(), by=somebody)
    urgent = await town.approve(await town.draft(emergency=True), by=somebody)
    await town.step()
    assert (await town.get(usual.id)).taken_at is None
    assert (await town.get(urgent.id)).taken_at is not None


async def test_a_text_with_a_variable_keeps_the_place_of_each(town: Writing) -> None:
    for targets in (("konush", "uzundzhovo"), ("all", "konush"), ("konush",), ("all",), ()):
        await town.person(*targets)
    somebody = await town.person("waste", "konush")
    places = of(Trait.place, "all", "uzundzhovo", "konush").or_else(EVERYONE.conditions[0])
    named = await town.approve(await town.draft(places, html="До {място}"), by=somebody)
    await town.steps()
    assert [row["place"] for row in await town.rows(named.id)] == [
        *("uzundzhovo", "konush", "konush", None, None, "konush")
    ]


async def test_who_is_of_one_place_alone_is_greeted_by_it_where_no_place_was_asked_for(town: Writing) -> None:
    for targets in (("konush", "uzundzhovo"), ("all", "konush")):
        await town.person(*targets)
    named = await town.approve(await town.draft(html="До {място}"), by=await town.person())
    await town.steps()
    assert [row["place"] for row in await town.rows(named.id)] == [None, "konush", None]


async def test_groups_and_channels_get_a_copy_in_their_language_where_the_bot_still_may(town: Writing) -> None:
    somebody = await town.person()
    draft = await town.draft()
    async with town.engine.write() as tx:
        for number, (linked, may_post) in enumerate([(1, 1), (0, 1), (1, 0)], start=1):
            await tx.run(
                """INSERT INTO chats (id, chat_id, kind, title, language, linked, may_post, joined_at)
                   VALUES (:id, -:id, 'channel', 'Канал', 'tr', :linked, :may_post, 0)""",
                id=number,
                linked=linked,
                may_post=may_post,
            )
            await tx.run("INSERT INTO announcement_chats VALUES (:id, :chat)", id=draft.id, chat=number)
    one = await town.approve(draft, by=somebody)
    await town.steps()
    posted = [row for row in await town.rows(one.id) if row["chat"] is not None]
    assert [(row["chat"], row["language"], row["state"]) for row in posted] == [(1, "tr", 0)]
    assert (await town.get(one.id)).recipients == 1


async def test_a_participant_erased_takes_their_copy_along(town: Writing) -> None:
    somebody, other = await town.person(), await town.person()
    one = await town.approve(await town.draft(), by=other)
    await town.steps()
    async with town.engine.write() as tx:
        await tx.run("DELETE FROM participants WHERE id = :id", id=somebody.id)
    assert list(await town.copies(one.id)) == [other.id]


async def test_what_was_to_leave_while_nothing_ran_is_late_for_some_hours_and_then_asked_about(town: Writing) -> None:
    author, approver = await town.person(quiet=None), await town.person(quiet=None)
    soon = await town.approve(await town.draft(scheduled_at=local("2026-11-04 17:00")), by=approver)
    draft = await town.draft(author=author.id, scheduled_at=local("2026-11-04 16:59"))
    one = await town.approve(draft, by=approver)
    await town.steps()
    town.at("2026-11-04 20:00")
    await town.steps()
    assert (await town.get(soon.id)).state is AnnouncementState.sending
    asked = await town.get(one.id)
    assert (asked.state, asked.scheduled_at, asked.approver) == (AnnouncementState.ready, None, None)
    assert await town.rows(one.id) == []
    async with town.engine.read() as tx:
        told = await outbox.due(tx, Lane.NOTICE, after=(0, 0), now=town.now, limit=10)
    assert {(row.notice, row.participant) for row in told} == {(MISSED, author.id), (MISSED, approver.id)}
    again = await town.approve(asked, by=approver)
    await town.steps()
    assert (await town.get(again.id)).state is AnnouncementState.sending


async def test_recipients_that_were_half_written_down_before_a_week_of_silence_are_asked_about(
    town: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "STRETCH", 1)
    people = [await town.person() for _ in range(3)]
    one = await town.approve(await town.draft(), by=people[0])
    await town.step()
    town.at("2026-11-11 12:00")
    await town.steps()
    assert (await town.get(one.id)).state is AnnouncementState.ready
    assert await town.rows(one.id) == []


async def test_by_the_time_it_leaves_people_have_left_its_audience_and_chosen_otherwise(
    town: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "STRETCH", 7)
    stays, left, rarer, late = [await town.person("waste", quiet=None) for _ in range(20)][:4]
    draft = await town.draft(of(Trait.topic, "waste"), scheduled_at=local("2026-11-09 12:00"))
    one = await town.approve(draft, by=stays)
    await town.steps()
    await town.toggle(left, "waste")
    await town.choose(rarer, cadence=Cadence.daily)
    await town.choose(late, language="tr")
    await town.person("waste")
    town.at("2026-11-09 12:00")
    await town.steps()
    begun = await town.get(one.id)
    assert (begun.state, begun.promised, begun.recipients) == (AnnouncementState.sending, 20, 19)
    copies = await town.copies(one.id)
    assert len(copies) == 20
    assert copies[stays.id] == copies[late.id] == (DeliveryState.waiting, seconds("2026-11-09 12:00"))
    assert copies[left.id][0] is DeliveryState.skipped
    assert copies[rarer.id] == (DeliveryState.digest, seconds("2026-11-10 10:00"))
    assert {row["language"] for row in await town.rows(one.id) if row["participant"] == late.id} == {"tr"}


async def test_where_too_many_have_left_by_the_time_it_is_asked_about_again_and_may_leave_at_once(
    town: Writing,
) -> None:
    people = [await town.person("waste", quiet=None) for _ in range(10)]
    draft = await town.draft(of(Trait.topic, "waste"), author=people[0].id, scheduled_at=local("2026-11-09 12:00"))
    one = await town.approve(draft, by=people[1])
    await town.steps()
    await town.toggle(people[9], "waste")
    town.at("2026-11-09 12:00")
    await town.steps()
    asked = await town.get(one.id)
    assert (asked.state, asked.promised, asked.recipients) == (AnnouncementState.ready, 10, 9)
    assert await town.rows(one.id) == []
    again = await town.approve(asked, by=people[1])
    await town.steps()
    assert (await town.get(again.id)).state is AnnouncementState.sending
