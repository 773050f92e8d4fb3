"""Who lets an announcement go, who is told of it, and who is stopped."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.announcements import (
    Announcement,
    AnnouncementState,
    AnnouncementTimePassed,
    NotCounted,
    OwnAnnouncement,
    SecondPersonNeeded,
)
from bot.domain.contents import Content, Kind
from bot.domain.deliveries import DeliveryState
from bot.domain.errors import NotAllowed, WrongState
from bot.services.announcements import choosing, deciding, telling
from storage import announcements
from storage.announcements import StaleAnnouncement
from tests.deciding import Press
from tests.telling import local

S = AnnouncementState
BETTER = Content(kind=Kind.text, html="<b>Ремонт на моста.</b>\nОт 9 ч.")


async def test_a_request_tells_all_who_may_approve_it_but_its_author(press: Press) -> None:
    one = await press.draft(by="moderator")
    async with press.turn("moderator") as turn:
        await deciding.request(turn, one.id, version=one.version)
    assert await press.told_of(telling.REQUESTED) == {"owner", "second", "ngo"}


async def test_whoever_asks_learns_where_there_is_nobody_to_ask(press: Press) -> None:
    one = await press.draft(by="moderator")
    async with press.turn("moderator") as turn:
        assert await deciding.has_approvers(turn, one.id)
        await turn.tx.run("UPDATE participants SET unreachable_since = 0 WHERE id <> :own", own=turn.participant.id)
        assert not await deciding.has_approvers(turn, one.id)


async def test_an_editor_may_ask_and_not_send(press: Press) -> None:
    one = await press.draft()
    with pytest.raises(NotAllowed):
        async with press.turn("editor") as turn:
            await deciding.approve(turn, one.id, version=one.version)
    async with press.turn("editor") as turn:
        assert (await deciding.request(turn, one.id, version=one.version)).state is S.ready


async def test_up_to_the_threshold_a_moderator_decides_alone_and_above_it_never(press: Press) -> None:
    few = await press.draft(by="moderator", recipients=500)
    many = await press.draft(by="moderator", recipients=501)
    async with press.turn("moderator") as turn:
        assert (await deciding.approve(turn, few.id, version=few.version)).state is S.approved
        with pytest.raises(SecondPersonNeeded) as refusal:
            await deciding.approve(turn, many.id, version=many.version)
    assert refusal.value.facts == {"recipients": 501, "above": 500}


async def test_an_emergency_is_approved_by_somebody_else_however_few_it_reaches(press: Press) -> None:
    one = await press.draft(by="moderator", recipients=1)
    async with press.turn("moderator") as turn:
        marked = await deciding.mark_emergency(turn, one.id, True, version=one.version)
        assert marked.counts is None
    async with press.turn("moderator") as turn:
        with pytest.raises(NotCounted):
            await deciding.request(turn, one.id, version=marked.version)


async def test_nobody_approves_their_own(press: Press) -> None:
    one = await press.draft(by="moderator", recipients=501)
    async with press.turn("moderator") as turn:
        one = await deciding.request(turn, one.id, version=one.version)
        with pytest.raises(OwnAnnouncement):
            await deciding.approve(turn, one.id, version=one.version)
    async with press.turn("second") as turn:
        assert (await deciding.approve(turn, one.id, version=one.version)).approver == turn.participant.id


async def test_whoever_comes_second_decides_nothing(press: Press) -> None:
    one = await press.requested()
    async with press.turn("second") as turn:
        await deciding.approve(turn, one.id, version=one.version)
    async with press.turn("owner") as turn:
        with pytest.raises(StaleAnnouncement):
            await deciding.return_with(turn, one.id, "Добавете датата.", version=one.version)


async def test_a_note_comes_back_to_the_author_and_stays_until_it_is_asked_for_again(press: Press) -> None:
    one = await press.requested()
    async with press.turn("second") as turn:
        back = await deciding.return_with(turn, one.id, "Добавете датата.", version=one.version)
    assert (back.state, back.note) == (S.draft, "Добавете датата.")
    assert await press.told_of(telling.RETURNED) == {"editor"}
    async with press.turn("editor") as turn:
        assert (await deciding.request(turn, one.id, version=back.version)).note is None


async def test_a_time_is_chosen_for_a_draft_and_never_one_that_is_over(press: Press) -> None:
    one = await press.draft()
    async with press.turn("editor") as turn:
        with pytest.raises(AnnouncementTimePassed):
            await deciding.leave_at(turn, one.id, turn.now, version=one.version)
        timed = await deciding.leave_at(turn, one.id, turn.now + timedelta(hours=1), version=one.version)
    assert timed.scheduled_at == local("2026-11-02 13:00")
    requested = await press.requested()
    async with press.turn("editor") as turn:
        with pytest.raises(WrongState):
            await deciding.leave_at(turn, requested.id, None, version=requested.version)


async def test_what_is_taken_back_on_pause_does_not_stay_on_pause(press: Press) -> None:
    one = await press.draft(by="moderator")
    async with press.turn("moderator") as turn:
        await deciding.approve(turn, one.id, version=one.version)
        held = await deciding.hold(turn, one.id)
        back = await deciding.take_back(turn, one.id, version=held.version)
    assert (back.state, back.held) == (S.draft, False)


async def test_pausing_twice_is_pausing_once(press: Press) -> None:
    one = await press.draft(by="moderator")
    async with press.turn("moderator") as turn:
        await deciding.approve(turn, one.id, version=one.version)
        first = await deciding.hold(turn, one.id)
        assert (await deciding.hold(turn, one.id)).version == first.version
        assert (await deciding.resume(turn, one.id)).held is False


async def test_staff_are_told_after_their_quiet_hours_and_of_an_emergency_at_once(press: Press) -> None:
    press.at("2026-11-02 23:00")
    async with press.turn(None) as turn:
        await turn.tx.run("UPDATE participants SET quiet_start = 1260, quiet_end = 480")
    await press.requested()
    await press.requested(emergency=True)
    async with press.engine.read() as tx:
        rows = await tx.all(
            "SELECT DISTINCT due_at FROM outbox WHERE notice = 'announcements.requested' ORDER BY due_at"
        )
    assert [row["due_at"] for row in rows] == [
        int(local(when).timestamp()) for when in ("2026-11-02 23:00", "2026-11-03 08:00")
    ]


async def test_a_snapshot_unlike_what_was_approved_is_told_to_author_and_approver(press: Press) -> None:
    one = await press.requested()
    async with press.turn("second") as turn:
        approved = await deciding.approve(turn, one.id, version=one.version)
    async with press.turn(None) as turn:
        await telling.changed(turn, approved, recipients=40)
    assert await press.told_of(telling.CHANGED) == {"editor", "second"}


async def test_what_was_recalled_is_not_tried_again_and_its_failures_stay_counted(press: Press) -> None:
    one = await press.draft(by="moderator", state=S.recalled)
    async with press.turn(None) as turn:
        await turn.tx.run(
            """INSERT INTO deliveries (announcement, participant, language, due_at, state)
               VALUES (:announcement, :maria, 'en', 0, 4)""",
            announcement=one.id,
            maria=press.people["maria"].id,
        )
    async with press.turn("moderator") as turn:
        with pytest.raises(WrongState):
            await deciding.try_failed_again(turn, one.id)
    assert (await press.state_of(one.id, "maria")) is DeliveryState.failed


async def test_what_is_corrected_is_called_by_its_new_first_line(press: Press) -> None:
    one = await press.draft(by="moderator", state=S.sent)
    async with press.turn("moderator") as turn:
        corrected = await deciding.correct(turn, one.id, {"bg": BETTER}, version=one.version)
    assert corrected.title == "Ремонт на моста."


async def _approved_by_two(press: Press, **changes: Any) -> Announcement:
    """Written by the editor, approved by the second moderator, and sent."""
    one = await press.requested(**changes)
    async with press.turn("second") as turn:
        approved = await deciding.approve(turn, one.id, version=one.version)
        sent = approved.begin(turn.now).finish(turn.now)
        return await announcements.save(turn.tx, sent, now=turn.now)


async def test_who_wrote_it_and_who_approved_it_are_told_when_somebody_else_corrects_it(press: Press) -> None:
    one = await _approved_by_two(press)
    async with press.turn("moderator") as turn:
        await deciding.correct(turn, one.id, {"bg": BETTER}, version=one.version)
    assert await press.told_of(telling.CORRECTED) == {"editor", "second"}


async def test_who_wrote_it_and_who_approved_it_are_told_when_somebody_else_recalls_it(press: Press) -> None:
    one = await _approved_by_two(press)
    async with press.turn("moderator") as turn:
        await deciding.recall(turn, one.id, version=one.version)
    assert await press.told_of(telling.RECALLED) == {"editor", "second"}


async def test_nobody_is_told_of_what_they_did_themselves(press: Press) -> None:
    one = await _approved_by_two(press)
    async with press.turn("second") as turn:
        corrected = await deciding.correct(turn, one.id, {"bg": BETTER}, version=one.version)
        await deciding.recall(turn, one.id, version=corrected.version)
    assert await press.told_of(telling.CORRECTED) == {"editor"}
    assert await press.told_of(telling.RECALLED) == {"editor"}


async def test_who_sent_it_alone_is_told_once_and_who_mends_their_own_tells_nobody(press: Press) -> None:
    ours = await press.draft(by="moderator", state=S.sent)
    async with press.turn(None) as turn:
        alone = ours.model_copy(update={"approver": ours.author})
        ours = await announcements.save(turn.tx, alone, now=turn.now)
    async with press.turn("moderator") as turn:
        ours = await deciding.correct(turn, ours.id, {"bg": BETTER}, version=ours.version)
    assert await press.told_of(telling.CORRECTED) == set()
    async with press.turn("owner") as turn:
        await deciding.recall(turn, ours.id, version=ours.version)
    async with press.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM outbox WHERE notice = 'announcements.recalled'") == 1


async def test_a_correction_is_told_after_quiet_hours_also_of_an_emergency(press: Press) -> None:
    one = await _approved_by_two(press, emergency=True)
    press.at("2026-11-02 23:00")
    async with press.turn(None) as turn:
        await turn.tx.run("UPDATE participants SET quiet_start = 1260, quiet_end = 480")
    async with press.turn("moderator") as turn:
        await deciding.correct(turn, one.id, {"bg": BETTER}, version=one.version)
    async with press.engine.read() as tx:
        due_at = await tx.value("SELECT DISTINCT due_at FROM outbox WHERE notice = 'announcements.corrected'")
    assert due_at == int(local("2026-11-03 08:00").timestamp())


async def test_nobody_lets_it_go_to_a_channel_that_was_added_after_they_looked(press: Press) -> None:
    one = await press.draft(by="moderator")
    async with press.turn("editor") as turn:
        await turn.tx.run(
            """INSERT INTO chats (id, chat_id, kind, title, language, linked, joined_at)
               VALUES (1, -1, 'channel', 'Канал', 'bg', 1, 0)"""
        )
        await choosing.post_in(turn, one.id, 1, on=True)
    async with press.turn("moderator") as turn:
        with pytest.raises(StaleAnnouncement):
            await deciding.approve(turn, one.id, version=one.version)
