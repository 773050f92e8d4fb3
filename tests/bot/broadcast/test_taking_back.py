"""A mistake after sending: every copy is corrected or taken back, and none is sent a second time."""

from collections.abc import Mapping

from bot.domain.announcements import AnnouncementState
from bot.domain.contents import Content, Kind, Piece, Spot
from bot.domain.ids import AnnouncementId
from storage import announcements
from tests.broadcasting import PACE, Air

WRONG, RIGHT = "Спират водата в 8.", "Спират водата в 9."
TWO_DAYS = 48 * 3600.0


def a_text(html: str) -> Content:
    return Content(kind=Kind.text, html=html)


async def a_file(air: Air) -> str:
    """Telegram's id of a photo."""
    (person,) = await air.crowd(1)
    air.people.remove(person)
    file = person.attach("афиш.png", b"\x89PNG", "image/png", kind="photo").file
    assert file is not None
    return file.file_id


async def sent(air: Air, content: str | Mapping[str, Content] = WRONG, *, seconds: float = 3.0) -> AnnouncementId:
    number = await air.announce(content)
    await air.play(seconds)
    await air.finish()
    return number


async def test_every_copy_is_edited_where_it_lies(air: Air) -> None:
    await air.crowd(3)
    number = await sent(air)
    await air.correct(number, a_text(RIGHT))
    await air.play(2.0)
    await air.finish()
    assert air.reached(RIGHT) == [1, 1, 1]
    assert air.reached(WRONG) == [0, 0, 0]
    one = await air.read(number)
    assert (one.state, one.correcting) == (AnnouncementState.sent, False)
    assert (await air.tally(number)).behind == 0


async def test_while_it_is_sent_the_rest_gets_the_new_text_and_the_others_are_edited(air: Air) -> None:
    await air.crowd(4 * PACE)
    number = await air.announce(WRONG)
    await air.play(1.0)
    early = sum(air.reached(WRONG))
    await air.correct(number, a_text(RIGHT))
    await air.play(7.0)
    await air.finish()
    assert set(air.reached(RIGHT)) == {1}
    assert set(air.reached(WRONG)) == {0}
    assert early <= air.sandbox.calls["editMessageText"] <= early + PACE
    assert (await air.read(number)).state is AnnouncementState.sent


async def test_a_copy_on_its_way_while_the_correction_ends_is_corrected_as_well(air: Air) -> None:
    await air.crowd(1)
    number = await air.announce(WRONG)
    await air.sender.step()  # it leaves, and has not arrived
    await air.correct(number, a_text(RIGHT))
    await air.finish()
    assert not (await air.read(number)).correcting
    await air.sender.drain(5.0)
    assert (await air.read(number)).correcting
    await air.play(2.0)
    await air.finish()
    assert air.reached(RIGHT) == [1]


async def test_whoever_deleted_their_message_gets_no_other(air: Air) -> None:
    (person,) = await air.crowd(1)
    number = await sent(air)
    air.sandbox.switches.fail_next("editMessageText", 400, "Bad Request: message to edit not found")
    await air.correct(number, a_text(RIGHT))
    await air.play(2.0)
    await air.finish()
    assert len(air.heard(person)) == 1
    assert not (await air.read(number)).correcting


async def test_a_correction_that_changes_nothing_is_done(air: Air) -> None:
    await air.crowd(1)
    number = await sent(air)
    air.sandbox.switches.fail_next("editMessageText", 400, "Bad Request: message is not modified")
    await air.correct(number, a_text(RIGHT))
    await air.play(2.0)
    await air.finish()
    one = await air.read(number)
    assert (one.correcting, one.held) == (False, False)


async def test_a_correction_can_be_paused(air: Air) -> None:
    await air.crowd(3 * PACE)
    number = await sent(air, seconds=5.0)
    await air.correct(number, a_text(RIGHT))
    await air.play(1.0)
    await air.change(number, "hold")
    await air.play(1.0)
    edited = sum(air.reached(RIGHT))
    await air.play(3.0)
    assert sum(air.reached(RIGHT)) == edited < 3 * PACE


async def test_the_words_under_a_photo_are_corrected(air: Air) -> None:
    photo = (Piece(kind=Kind.photo, telegram_id=await a_file(air)),)
    await air.crowd(1)
    number = await sent(air, {"bg": Content(kind=Kind.photo, html=WRONG, pieces=photo)})
    await air.correct(number, Content(kind=Kind.photo, html=RIGHT, pieces=photo))
    await air.play(2.0)
    assert air.reached(RIGHT) == [1]


async def test_a_translation_of_another_kind_that_came_later_edits_nobody_into_nonsense(air: Air) -> None:
    photo = (Piece(kind=Kind.photo, telegram_id=await a_file(air)),)
    await air.crowd(1, language="en")
    number = await sent(air, {"bg": Content(kind=Kind.photo, html=WRONG, pieces=photo)})
    await air.correct(number, Content(kind=Kind.photo, html=RIGHT, pieces=photo))
    async with air.engine.write() as tx:
        await announcements.put_text(tx, number, 2, "en", a_text("The water stops at 9."))
    await air.play(2.0)
    assert air.reached(RIGHT) == [1]
    assert not (await air.read(number)).held


async def test_what_was_delivered_is_deleted(air: Air) -> None:
    await air.crowd(3)
    number = await sent(air)
    await air.change(number, "recall", air.clock())
    await air.play(2.0)
    await air.finish()
    assert air.reached(WRONG) == [0, 0, 0]
    assert (await air.tally(number)).deleted == 3
    assert (await air.read(number)).state is AnnouncementState.recalled


async def test_half_of_it_is_taken_back_and_the_rest_never_leaves(air: Air) -> None:
    await air.crowd(4 * PACE)
    number = await air.announce(WRONG)
    await air.play(1.0)
    arrived = sum(air.reached(WRONG))
    await air.change(number, "recall", air.clock())
    await air.finish()
    await air.play(3.0)
    await air.finish()
    assert set(air.reached(WRONG)) == {0}
    tally = await air.tally(number)
    assert (tally.deleted, tally.skipped) == (arrived, 4 * PACE - arrived)
    assert (await air.read(number)).state is AnnouncementState.recalled


async def test_a_copy_on_its_way_while_the_recall_ends_is_taken_back_as_well(air: Air) -> None:
    await air.crowd(1)
    number = await air.announce(WRONG)
    await air.sender.step()
    await air.change(number, "recall", air.clock())
    await air.finish()
    assert (await air.read(number)).state is AnnouncementState.recalled
    await air.sender.drain(5.0)
    await air.play(2.0)
    await air.finish()
    assert air.reached(WRONG) == [0]
    assert (await air.tally(number)).deleted == 1
    assert (await air.read(number)).state is AnnouncementState.recalled


async def test_what_is_too_old_to_be_deleted_says_that_it_was_withdrawn(air: Air) -> None:
    (person,) = await air.crowd(1)
    number = await sent(air)
    air.pass_by(TWO_DAYS)
    await air.change(number, "recall", air.clock())
    await air.play(2.0)
    await air.finish()
    assert air.heard(person) != []
    assert air.reached(WRONG) == [0]
    assert air.sandbox.calls["deleteMessage"] == 0
    assert (await air.tally(number)).replaced == 1


async def test_what_telegram_does_not_let_be_deleted_is_edited(air: Air) -> None:
    await air.crowd(1)
    number = await sent(air)
    air.sandbox.switches.fail_next("deleteMessage", 400, "Bad Request: message can't be deleted for everyone")
    await air.change(number, "recall", air.clock())
    await air.play(2.0)
    assert air.reached(WRONG) == [0]
    assert (await air.tally(number)).replaced == 1


async def test_what_can_be_neither_deleted_nor_edited_is_counted(air: Air) -> None:
    await air.crowd(1)
    number = await sent(air)
    air.sandbox.switches.fail_next("deleteMessage", 400, "Bad Request: message can't be deleted")
    air.sandbox.switches.fail_next("editMessageText", 400, "Bad Request: message can't be edited")
    await air.change(number, "recall", air.clock())
    await air.play(2.0)
    await air.finish()
    assert (await air.tally(number)).kept == 1
    assert (await air.read(number)).state is AnnouncementState.recalled


async def test_what_its_reader_deleted_already_counts_as_deleted(air: Air) -> None:
    await air.crowd(2)
    number = await sent(air)
    air.sandbox.switches.fail_next("deleteMessage", 400, "Bad Request: message to delete not found")
    await air.change(number, "recall", air.clock())
    await air.play(2.0)
    assert (await air.tally(number)).deleted == 2


async def test_an_album_is_taken_back_whole(air: Air) -> None:
    file = await a_file(air)
    (person,) = await air.crowd(1)
    pieces = tuple(Piece(kind=Kind.photo, telegram_id=file) for _ in range(3))
    number = await sent(air, {"bg": Content(kind=Kind.album, html=WRONG, pieces=pieces)})
    assert len(air.heard(person)) == 3
    await air.change(number, "recall", air.clock())
    await air.play(2.0)
    assert air.heard(person) == []
    assert (await air.tally(number)).deleted == 1


async def test_a_place_on_the_map_can_be_deleted_and_not_say_that_it_was_withdrawn(air: Air) -> None:
    await air.crowd(2)
    spot = Content(kind=Kind.location, spot=Spot(latitude=41.9, longitude=25.5))
    number = await sent(air, {"bg": spot})
    async with air.engine.write() as tx:
        await tx.run("UPDATE deliveries SET sent_at = sent_at - 200000 WHERE id = 1")
    await air.change(number, "recall", air.clock())
    await air.play(2.0)
    tally = await air.tally(number)
    assert (tally.deleted, tally.kept) == (1, 1)


async def test_a_post_in_a_group_is_tried_to_be_deleted_however_old(air: Air) -> None:
    (person,) = await air.crowd(1)
    group = air.sandbox.add_group("Квартал", person)
    number = await air.announce(WRONG, [], chats=[group.chat.id])
    await air.play(1.0)
    air.pass_by(TWO_DAYS)
    await air.change(number, "recall", air.clock())
    await air.play(2.0)
    assert air.sandbox.calls["deleteMessage"] == 1
    tally = await air.tally(number)
    assert tally.deleted + tally.replaced == 1


async def test_a_correction_in_a_pause_sends_nothing_until_it_goes_on(air: Air) -> None:
    await air.crowd(3 * PACE)
    number = await air.announce(WRONG)
    await air.play(1.0)
    await air.change(number, "hold")
    await air.play(1.0)
    arrived = sum(air.reached(WRONG))
    await air.correct(number, a_text(RIGHT))
    await air.play(5.0)
    assert (sum(air.reached(WRONG)), sum(air.reached(RIGHT))) == (arrived, 0)
    await air.change(number, "resume")
    await air.play(6.0)
    assert set(air.reached(RIGHT)) == {1}


async def test_what_was_corrected_and_at_once_taken_back_is_nowhere(air: Air) -> None:
    await air.crowd(2)
    number = await air.announce(WRONG)
    air.sandbox.switches.fail_next("sendMessage", 400, "Bad Request: not enough rights to send text messages")
    await air.play(2.0)
    await air.correct(number, a_text(RIGHT))
    await air.change(number, "recall", air.clock())
    await air.play(2.0)
    await air.finish()
    assert (sum(air.reached(WRONG)), sum(air.reached(RIGHT))) == (0, 0)
    tally = await air.tally(number)
    assert (tally.deleted, tally.failed) == (1, 1)
