"""A meeting from its draft to what everybody may read: who may do what, and what the public sees of it when."""

import pytest

from bot.domain.bodies import NotAMember
from bot.domain.errors import NotAllowed, NotFound, WrongState
from bot.domain.meeting_refusals import MeetingMoved, TooManyItems
from bot.domain.meetings import MeetingStatus, Reply
from bot.domain.staff import Role
from bot.services.bodies import convening, reading, recording, replying, seating
from storage.bodies import meetings, seats
from storage.bodies.papers import PaperKind
from storage.engine import Transaction
from storage.files import FileId
from tests.councils import AGENDA, BODY, Council
from tests.desk import a_file

HELD = "2026-11-12 19:00"


async def a_paper(council: Council, tx: Transaction, number: int, kind: PaperKind = PaperKind.paper) -> FileId:
    file = await a_file(tx, f"{kind}.pdf")
    await recording.add_meeting_paper(council.desk(tx), number, kind, file)
    return file


async def test_a_draft_is_for_staff_alone(council: Council) -> None:
    (maria,) = await council.seated()
    one = await council.meeting()
    async with council.engine.read() as tx:
        with pytest.raises(NotFound):
            await reading.meeting_card(council.turn(tx, maria), one.id)
        shown = await reading.meeting_card(council.desk(tx, Role.editor), one.id)
    assert [item.text for item in shown.items] == AGENDA


async def test_an_editor_prepares_and_does_not_summon(council: Council) -> None:
    one = await council.meeting()
    async with council.engine.write() as tx:
        editor = council.desk(tx, Role.editor)
        await convening.set_agenda(editor, one.id, ["Разни"])
        with pytest.raises(NotAllowed):
            await convening.summon(editor, one.id)
        await convening.drop(editor, one.id)
        with pytest.raises(NotFound):
            await meetings.get(tx, one.id)


async def test_papers_of_a_closed_meeting_are_for_its_members(council: Council) -> None:
    (maria,) = await council.seated()
    one = await council.summon(is_open=False)
    async with council.engine.write() as tx:
        await a_paper(council, tx, one.id)
        inside = await reading.meeting_card(council.turn(tx, maria), one.id)
        outside = await reading.meeting_card(council.turn(tx), one.id)
        assert (len(inside.papers), outside.papers, outside.counter) == (1, [], None)
        assert (await reading.paper(council.turn(tx, maria), inside.papers[0].id))[0] == inside.papers[0]
        with pytest.raises(NotFound):
            await reading.paper(council.turn(tx), inside.papers[0].id)


async def test_members_answer_and_change_their_mind_and_the_counter_follows(council: Council) -> None:
    maria, ivan, petya = await council.seated(3)
    one = await council.summon()
    async with council.engine.write() as tx:
        for who, answer in ((maria, Reply.coming), (ivan, Reply.coming), (petya, Reply.excused)):
            await replying.reply(council.turn(tx, who), one.id, answer, moves=0)
        await replying.explain(council.turn(tx, petya), one.id, "В командировка.")
        counted = await reading.counter(council.turn(tx, maria), one)
        assert (counted.coming, counted.excused, counted.needed, counted.reached) == (2, 1, 2, True)
        await replying.reply(council.turn(tx, petya), one.id, Reply.coming, moves=0)
        await replying.reply(council.turn(tx, ivan), one.id, None, moves=0)
        roll = await replying.roll(council.turn(tx, maria), one.id)
    assert [(answer.reply, answer.reason) for answer in roll.answers.values()] == [(Reply.coming, None)] * 2


async def test_who_comes_is_for_the_chair_and_for_staff(council: Council) -> None:
    _, ivan = await council.seated(2)
    one = await council.summon()
    async with council.engine.write() as tx:
        with pytest.raises(NotAllowed):
            await replying.roll(council.turn(tx, ivan), one.id)
        with pytest.raises(NotAllowed):
            await replying.roll(council.desk(tx, Role.editor), one.id)
        assert len((await replying.roll(council.desk(tx), one.id)).seats) == 2


async def test_an_outsider_and_somebody_whose_seat_was_freed_answer_nothing(council: Council) -> None:
    (maria,) = await council.seated()
    stranger = await council.person()
    one = await council.summon()
    async with council.engine.write() as tx:
        with pytest.raises(NotAMember):
            await replying.reply(council.turn(tx, stranger), one.id, Reply.coming, moves=0)
        await replying.reply(council.turn(tx, maria), one.id, Reply.coming, moves=0)
        (seat,) = await seats.of_body(tx, BODY)
        await seating.free(council.desk(tx), seat.id)
        with pytest.raises(NotAMember):
            await replying.reply(council.turn(tx, maria), one.id, Reply.coming, moves=0)
        assert (await reading.counter(council.turn(tx), one)).coming == 0


async def test_whoever_takes_a_seat_next_has_not_answered_yet(council: Council) -> None:
    maria, ivan = await council.seated(2)
    petya = await council.person()
    one = await council.summon()
    async with council.engine.write() as tx:
        await replying.reply(council.turn(tx, ivan), one.id, Reply.coming, moves=0)
        await seating.leave(council.turn(tx, ivan), BODY)
        seat = next(seat for seat in await seats.of_body(tx, BODY) if not seat.is_held)
        token = (await seating.invite(council.desk(tx), seat.id)).token
        await seating.accept(council.turn(tx, petya), token, name="Петя")
        assert (await replying.roll(council.turn(tx, maria), one.id)).answers == {}


async def test_after_a_move_the_answers_of_before_do_not_count(council: Council) -> None:
    (maria,) = await council.seated()
    one = await council.summon()
    async with council.engine.write() as tx:
        await replying.reply(council.turn(tx, maria), one.id, Reply.coming, moves=0)
    moved = await council.move(one, "2026-11-13 18:00")
    async with council.engine.write() as tx:
        assert (await reading.counter(council.turn(tx), moved)).coming == 0
        with pytest.raises(MeetingMoved):
            await replying.reply(council.turn(tx, maria), one.id, Reply.coming, moves=0)
        await replying.reply(council.turn(tx, maria), one.id, Reply.coming, moves=1)


async def test_what_members_propose_waits_for_the_staff_without_a_name(council: Council) -> None:
    (maria,) = await council.seated()
    one = await council.summon()
    async with council.engine.write() as tx:
        await replying.propose(council.turn(tx, maria), one.id, "Пейки в парка")
        assert len((await reading.meeting_card(council.turn(tx), one.id)).items) == 2
        (item,) = (await convening.desk(council.desk(tx), one.id)).proposed
        await convening.take_item(council.desk(tx), item.id, on=True)
        with pytest.raises(NotFound):
            await convening.take_item(council.desk(tx), item.id, on=True)  # a second tap
        shown = await reading.meeting_card(council.turn(tx), one.id)
        assert [item.text for item in shown.items] == [*AGENDA, "Пейки в парка"]
        for number in range(20):
            await replying.propose(council.turn(tx, maria), one.id, f"Точка {number}")
        with pytest.raises(TooManyItems):
            await replying.propose(council.turn(tx, maria), one.id, "Още една")


async def test_who_meant_to_come_is_ticked_to_begin_with(council: Council) -> None:
    maria, _ = await council.seated(2)
    one = await council.summon()
    async with council.engine.write() as tx:
        await replying.reply(council.turn(tx, maria), one.id, Reply.coming, moves=0)
    council.at(HELD)
    async with council.engine.write() as tx:
        shown = await recording.attendance(council.desk(tx), one.id)
        assert (len(shown.present), shown.needed) == (1, 2)
        shown = await recording.tick(council.desk(tx), one.id, next(iter(shown.present)))
        assert shown.present == set()
        assert (await recording.attendance(council.desk(tx), one.id)).present == set()
        for seat in shown.seats:
            await recording.tick(council.desk(tx), one.id, seat.id)
        held = await recording.hold(council.desk(tx), one.id)
    assert (held.status, held.present, held.needed, held.quorate) == (MeetingStatus.held, 2, 2, True)


async def test_a_seat_of_another_body_is_not_ticked(council: Council) -> None:
    await council.seated()
    one = await council.summon()
    council.at(HELD)
    async with council.engine.write() as tx:
        with pytest.raises(NotFound):
            await recording.tick(council.desk(tx), one.id, 999)


async def test_decisions_are_numbered_by_body_and_year_and_published_once(council: Council) -> None:
    (maria,) = await council.seated()
    first, second = await council.summon(), await council.summon("2026-11-13 17:30")
    council.at("2026-11-14 09:00")
    async with council.engine.write() as tx:
        with pytest.raises(WrongState):
            await recording.decide(council.desk(tx), first.id, "Рано е за решение.", None)
        for one in (first, second):
            await recording.hold(council.desk(tx), one.id)
        numbers = [
            (await recording.decide(council.desk(tx), one.id, "Засаждат се сто дървета.", count)).number
            for one, count in ((first, (3, 0, 1)), (second, None))
        ]
        assert numbers == [1, 2]
        with pytest.raises(WrongState):
            await recording.drop_decision(council.desk(tx), first.id)  # number 2 hangs on it
        await a_paper(council, tx, first.id, PaperKind.minutes)
        assert (await reading.meeting_card(council.turn(tx), first.id)).minutes is None
        assert (await reading.meeting_card(council.turn(tx, maria), first.id)).minutes is not None
        await recording.publish(council.desk(tx), first.id)
        with pytest.raises(WrongState):
            await recording.publish(council.desk(tx), first.id)
        shown = await reading.meeting_card(council.turn(tx), first.id)
        assert shown.minutes is not None
        _, found, page = await reading.decision_page(council.turn(tx), BODY, 0)
        assert ([(one.number, one.votes_for, one.abstained) for one in found], page.total) == ([(1, 3, 1)], 1)


async def test_minutes_are_a_draft_until_the_next_meeting_approves_them(council: Council) -> None:
    one = await council.summon()
    async with council.engine.write() as tx:
        with pytest.raises(WrongState):
            await a_paper(council, tx, one.id, PaperKind.minutes)
    council.at(HELD)
    async with council.engine.write() as tx:
        await recording.hold(council.desk(tx), one.id)
        with pytest.raises(WrongState):
            await recording.approve_minutes(council.desk(tx), one.id, on=True)
        await a_paper(council, tx, one.id, PaperKind.minutes)
        await a_paper(council, tx, one.id, PaperKind.minutes)
        assert len((await convening.desk(council.desk(tx), one.id)).papers) == 0
        assert (await recording.approve_minutes(council.desk(tx), one.id, on=True)).minutes_approved
