"""Notices of announcements to staff: true by the time they leave, or not said."""

import pytest

from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.contents import Content, Kind
from bot.notices import Renderer
from bot.services.announcements import deciding, finishing, telling
from bot.ui.desks import GoAnnouncementDesk
from storage import announcements, outbox, staff
from storage.engine import Engine
from storage.outbox import Lane, Recipient
from tests.deciding import Press
from tests.telling import TOWN, local


class Post:
    def __init__(self, press: Press) -> None:
        self.press = press
        self.renderer = Renderer(press.engine, TOWN, lambda: press.now, username=lambda: "prestige_demo_bot")

    async def said(self, notice: str) -> dict[str, str]:
        """What leaves now, by colleague."""
        async with self.press.engine.read() as tx:
            rows = await outbox.due(tx, Lane.NOTICE, after=(0, 0), now=self.press.now, limit=100)
        calls = await self.renderer.render([row for row in rows if row.notice == notice])
        names = {person.telegram_id: name for name, person in self.press.people.items()}
        return {names[params["chat_id"]]: params["text"] for _, params in calls.values()}


@pytest.fixture
async def post(database: Engine) -> Post:
    press = await Press(database).begin()
    async with press.turn(None) as turn:
        await turn.tx.run("UPDATE participants SET language = 'en'")
    return Post(press)


async def test_a_request_names_who_wants_what_and_how_many(post: Post) -> None:
    await post.press.requested(recipients=4000)
    said = await post.said(telling.REQUESTED)
    assert set(said) == {"owner", "moderator", "second", "ngo"}
    assert "editor wants to send to <b>4000 people</b>: “Ремонт на пътя.”" in said["second"]
    assert "Everybody." in said["second"]


async def test_a_request_that_was_answered_meanwhile_is_not_said(post: Post) -> None:
    press = post.press
    one = await press.requested()
    async with press.turn("second") as turn:
        await deciding.return_with(turn, one.id, "Добавете <датата>.", version=one.version)
    assert await post.said(telling.REQUESTED) == {}
    assert "Добавете &lt;датата&gt;." in (await post.said(telling.RETURNED))["editor"]
    async with press.turn("editor") as turn:
        one = await press.now_of(one.id)
        press.at("2026-11-02 13:00")
        await deciding.request(turn, one.id, version=one.version)
    assert await post.said(telling.RETURNED) == {}


async def test_whoever_is_not_staff_any_more_is_told_nothing(post: Post) -> None:
    await post.press.requested()
    async with post.press.engine.write() as tx:
        await staff.leave(tx, post.press.people["second"].id)
    assert "second" not in await post.said(telling.REQUESTED)


async def test_an_emergency_is_said_in_quiet_hours_and_never_in_a_pause(post: Post) -> None:
    press = post.press
    press.at("2026-11-02 23:00")
    async with press.turn(None) as turn:
        await turn.tx.run("UPDATE participants SET quiet_start = 1260, quiet_end = 480")
        paused = press.people["owner"].id
        await turn.tx.run("UPDATE participants SET paused_until = 4000000000 WHERE id = :id", id=paused)
    await press.requested(emergency=True)
    said = await post.said(telling.REQUESTED)
    assert set(said) == {"moderator", "second", "ngo"}
    assert "🚨" in said["second"]


async def test_a_snapshot_unlike_what_was_approved_is_told_with_both_numbers(post: Post) -> None:
    press = post.press
    one = await press.requested(recipients=100)
    async with press.turn("second") as turn:
        approved = await deciding.approve(turn, one.id, version=one.version)
        await announcements.save(turn.tx, approved.ask_again(110), now=turn.now)
    async with press.turn(None) as turn:
        await telling.changed(turn, approved, recipients=110)
    said = await post.said(telling.CHANGED)
    assert set(said) == {"editor", "second"}
    assert "no longer the 100 that were approved" in said["second"]
    assert "Exactly 110 people" in said["second"]


async def test_what_has_missed_its_time_is_said_with_that_time(post: Post) -> None:
    press = post.press
    one = await press.requested(recipients=100, scheduled_at=local("2026-11-02 14:00"))
    async with press.turn("second") as turn:
        approved = await deciding.approve(turn, one.id, version=one.version)
    press.at("2026-11-09 12:00")
    async with press.turn(None) as turn:
        await announcements.save(turn.tx, approved.missed(), now=turn.now)
        await telling.missed(turn, approved)
    said = await post.said(telling.MISSED)
    assert set(said) == {"editor", "second"}
    assert "It was to leave: Monday, 2 November 2026, 14:00" in said["second"]


async def test_the_end_is_told_to_author_and_approver_once(post: Post) -> None:
    press = post.press
    one = await press.requested()
    async with press.turn("second") as turn:
        approved = await deciding.approve(turn, one.id, version=one.version)
        await announcements.save(turn.tx, approved.begin(turn.now), now=turn.now)
    for _ in range(2):
        async with press.turn(None) as turn:
            await finishing.advance(turn)
    said = await post.said(telling.SENT)
    assert set(said) == {"editor", "second"}
    assert "The sending is done." in said["second"]
    assert (await press.now_of(one.id)).state is AnnouncementState.sent


async def _sent(post: Post) -> Announcement:
    """Written by the editor and approved by the second moderator."""
    press = post.press
    one = await press.requested()
    async with press.turn("second") as turn:
        approved = await deciding.approve(turn, one.id, version=one.version)
        return await announcements.save(turn.tx, approved.begin(turn.now).finish(turn.now), now=turn.now)


async def _mended(post: Post, one: Announcement) -> Announcement:
    """Corrected by the other moderator."""
    better = Content(kind=Kind.text, html="<b>Ремонт & обход.</b>\nОт 9 ч.")
    async with post.press.turn("moderator") as turn:
        return await deciding.correct(turn, one.id, {"bg": better}, version=one.version)


async def test_a_correction_is_told_with_who_did_it_and_the_first_line_as_it_is_now(post: Post) -> None:
    await _mended(post, await _sent(post))
    said = await post.said(telling.CORRECTED)
    assert set(said) == {"editor", "second"}
    assert said["second"] == "✏️ Corrected by moderator: “Ремонт &amp; обход.”"


async def test_a_recall_is_told_with_who_did_it_and_does_not_hush_the_correction_before_it(post: Post) -> None:
    one = await _mended(post, await _sent(post))
    async with post.press.turn("owner") as turn:
        await deciding.recall(turn, one.id, version=one.version)
    assert (await post.said(telling.RECALLED))["editor"] == "⛔ Taken back by owner: “Ремонт &amp; обход.”"
    assert set(await post.said(telling.CORRECTED)) == {"editor", "second"}


async def test_what_a_colleague_did_leads_to_the_card(post: Post) -> None:
    one = await _mended(post, await _sent(post))
    async with post.press.engine.read() as tx:
        rows = await outbox.due(tx, Lane.NOTICE, after=(0, 0), now=post.press.now, limit=100)
    calls = await post.renderer.render([row for row in rows if row.notice == telling.CORRECTED])
    for _, params in calls.values():
        assert params["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == GoAnnouncementDesk(one.id).pack()


async def test_of_a_colleague_who_has_left_the_deed_is_told_and_who_has_left_is_not_told(post: Post) -> None:
    await _mended(post, await _sent(post))
    async with post.press.engine.write() as tx:
        for gone in ("moderator", "second"):
            await staff.leave(tx, post.press.people[gone].id)
    assert await post.said(telling.CORRECTED) == {"editor": "✏️ Corrected by a colleague: “Ремонт &amp; обход.”"}


async def test_what_telegram_refuses_is_told_with_what_to_do(post: Post) -> None:
    press = post.press
    one = await press.draft(by="editor")
    async with press.engine.write() as tx:
        stuck = one.model_copy(
            update={
                "state": AnnouncementState.sending,
                "began_at": press.now,
                "held": True,
                "held_because": "wrong file",
            }
        )
        await announcements.save(tx, stuck, now=press.now)
        editor = press.people["editor"]
        recipient = Recipient(editor.id, editor.telegram_id, press.now)
        await outbox.notify(tx, telling.HELD, {"announcement": one.id}, [recipient])
    assert "Telegram does not take it: <i>wrong file</i>" in (await post.said(telling.HELD))["editor"]
