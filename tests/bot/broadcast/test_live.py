"""Screens that go on by themselves: edited when their words change, seldom enough, and only while somebody looks."""

from datetime import timedelta
from typing import Any

import pytest

from bot.broadcast.live import APART, LOOKED_AT, Live, Speeds
from bot.broadcast.screens import PROGRESS
from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.deliveries import Tally
from bot.notices import Renderer
from bot.services.announcements import deciding
from storage import announcements, live, outbox, staff
from storage.engine import Engine
from storage.live import NOTICE
from storage.outbox import Lane
from tests.deciding import NOON, Press, a_watch, an_announcement
from tests.telling import TOWN

MESSAGE = 77


class Desk:
    """One announcement that "second" and perhaps others watch."""

    def __init__(self, press: Press, one: Announcement) -> None:
        self.press = press
        self.one = one
        self.live = Live(press.engine, TOWN, clock=lambda: self.press.now)
        self.renderer = Renderer(press.engine, TOWN, lambda: self.press.now, username=lambda: "prestige_demo_bot")

    async def watch(self, who: str = "second", view: str = PROGRESS) -> None:
        async with self.press.engine.write() as tx:
            live.keep(
                tx,
                chat_id=self.press.people[who].telegram_id,
                message_id=MESSAGE,
                view=view,
                subject=self.one.id,
                language="en",
                shown="",
                now=self.press.now,
            )

    async def later(self, by: timedelta = APART) -> bool:
        """Whether an edit was promised then."""
        self.press.now += by
        return await self.live.refresh()

    async def promised(self) -> list[str]:
        async with self.press.engine.read() as tx:
            rows = await outbox.due(tx, Lane.NOTICE, after=(0, 0), now=self.press.now, limit=100)
        return [row.params["words"]["text"] for row in rows if row.notice == NOTICE]

    async def leaves(self) -> list[dict[str, Any]]:
        async with self.press.engine.read() as tx:
            rows = await outbox.due(tx, Lane.NOTICE, after=(0, 0), now=self.press.now, limit=100)
        edits = await self.renderer.render([row for row in rows if row.notice == NOTICE])
        return [params for _, params in edits.values()]

    async def arrive(self, count: int) -> None:
        """So many more copies are in their chats."""
        async with self.press.engine.write() as tx:
            for _ in range(count):
                await tx.run(
                    """INSERT INTO deliveries (announcement, participant, language, due_at, state, revision, sent_at)
                       SELECT :one, p.id, 'bg', 0, 1, 1, :now FROM participants p
                       WHERE p.id NOT IN (SELECT participant FROM deliveries WHERE announcement = :one) LIMIT 1""",
                    one=self.one.id,
                    now=int(self.press.now.timestamp()),
                )


@pytest.fixture
async def desk(database: Engine) -> Desk:
    press = await Press(database).begin()
    one = await press.draft(by="moderator")
    async with press.engine.write() as tx:
        sending = one.model_copy(update={"state": AnnouncementState.sending, "began_at": press.now})
        one = await announcements.save(tx, sending, now=press.now)
    return Desk(press, one)


async def test_a_card_is_edited_when_its_words_change_and_only_then(desk: Desk) -> None:
    await desk.watch()
    assert await desk.later()
    assert not await desk.later()
    await desk.arrive(2)
    assert await desk.later()
    (edit,) = await desk.leaves()
    assert (edit["chat_id"], edit["message_id"]) == (desk.press.people["second"].telegram_id, MESSAGE)
    assert "Sent: 2 of 2" in edit["text"]


async def test_edits_of_one_message_are_two_seconds_apart_and_an_older_one_that_waits_is_replaced(desk: Desk) -> None:
    await desk.watch()
    assert await desk.later()
    await desk.arrive(1)
    assert not await desk.later(timedelta(seconds=1))
    assert await desk.later(timedelta(seconds=1))
    (words,) = await desk.promised()
    assert "Sent: 1 of 1" in words


async def test_several_people_watch_each_in_their_chat(desk: Desk) -> None:
    await desk.watch("second")
    await desk.watch("editor")
    assert await desk.later()
    edits = await desk.leaves()
    assert len({edit["chat_id"] for edit in edits}) == 2
    by_chat = {edit["chat_id"]: str(edit["reply_markup"]) for edit in edits}
    assert "an.d.hold" in by_chat[desk.press.people["second"].telegram_id]
    assert "an.d.hold" not in by_chat[desk.press.people["editor"].telegram_id]


async def test_an_edit_that_was_promised_is_dropped_where_something_else_is_shown_meanwhile(desk: Desk) -> None:
    await desk.watch()
    assert await desk.later()
    async with desk.press.engine.write() as tx:
        live.put_away(tx, desk.press.people["second"].telegram_id, MESSAGE)
    assert await desk.leaves() == []


async def test_whoever_is_not_staff_any_more_sees_nothing_more(desk: Desk) -> None:
    await desk.watch()
    async with desk.press.engine.write() as tx:
        await staff.leave(tx, desk.press.people["second"].id)
    assert not await desk.later()
    async with desk.press.engine.read() as tx:
        assert await live.all_of(tx) == []


async def test_it_comes_back_to_life_after_a_crash_because_it_is_a_row(desk: Desk) -> None:
    await desk.watch()
    assert await desk.later()
    await desk.arrive(1)
    desk.live = Live(desk.press.engine, TOWN, clock=lambda: desk.press.now)
    assert await desk.later()
    await desk.arrive(2)
    assert await desk.later()
    (words,) = await desk.promised()
    assert "Speed: 1.0 a second" in words


async def test_a_clock_that_was_set_back_holds_nothing_up(desk: Desk) -> None:
    await desk.watch()
    assert await desk.later()
    await desk.arrive(1)
    assert await desk.later(-timedelta(hours=1))


async def test_nobody_looks_for_ever_at_what_does_not_change(desk: Desk) -> None:
    await desk.watch()
    assert await desk.later()
    assert not await desk.later(LOOKED_AT + APART)
    async with desk.press.engine.read() as tx:
        assert await live.all_of(tx) == []


async def test_a_screen_follows_its_announcement_from_the_draft_on(desk: Desk) -> None:
    draft = await desk.press.draft(by="editor", recipients=None)
    desk.one = draft
    await desk.watch("editor", view="audience")
    assert await desk.later()
    assert "⏳" in (await desk.promised())[0]
    async with desk.press.turn("editor") as turn:
        counted = draft.model_copy(update={"counts": a_watch().one.counts})
        draft = await announcements.save(turn.tx, counted, now=turn.now)
        await deciding.request(turn, draft.id, version=draft.version)
    assert await desk.later()
    assert "For approval" in (await desk.promised())[0]


def test_a_speed_is_of_the_last_seconds_and_none_on_pause() -> None:
    speeds = Speeds()
    sending = an_announcement(state=AnnouncementState.sending, began_at=NOON)

    def looked(seconds: int, done: int, **changes: Any) -> float | None:
        one = sending.model_copy(update=changes)
        return speeds.of(a_watch(one, tally=Tally(shown=done), now=NOON + timedelta(seconds=seconds)))

    assert looked(0, 0) is None
    assert looked(10, 280) == 28.0
    assert looked(20, 300) == 15.0
    assert looked(40, 300) == 0.0
    assert looked(42, 300, held=True) is None
    assert looked(44, 300) is None
