"""Calls for members and those who answer them."""

from datetime import date

import pytest

from bot.domain.bodies import AlreadyMember, Application, ApplicationStatus, CallOver, Function
from bot.domain.errors import ConsentNeeded, NotAllowed, WrongState
from bot.domain.participants import Participant
from bot.domain.staff import Role
from bot.services.bodies import calling, reading, seating
from storage.bodies import seats
from storage.engine import Transaction
from tests.councils import BODY, Council

WHY = "Садя дървета от двадесет години."


async def open_call(council: Council, tx: Transaction, last_day: date | None = date(2026, 11, 10)) -> None:
    await calling.open_call(council.desk(tx), BODY, text="Търсим граждани.", last_day=last_day)


async def applied(council: Council, tx: Transaction, who: Participant) -> Application:
    await calling.apply(council.turn(tx, who), BODY, name="Мария Иванова", organisation=None, text=WHY)
    return (await calling.own(council.turn(tx, who), BODY))[1]


async def test_a_call_is_open_through_its_whole_last_day(council: Council) -> None:
    maria, ivan = await council.person(), await council.person()
    async with council.engine.write() as tx:
        with pytest.raises(CallOver):
            await applied(council, tx, maria)
        await open_call(council, tx)
    council.at("2026-11-10 23:59")
    async with council.engine.write() as tx:
        assert (await applied(council, tx, maria)).status is ApplicationStatus.submitted
    council.at("2026-11-11 00:00")
    async with council.engine.write() as tx:
        with pytest.raises(CallOver):
            await applied(council, tx, ivan)
        assert (await reading.card(council.turn(tx, ivan), BODY)).call is None


async def test_nobody_applies_twice_or_without_a_record_or_from_inside(council: Council) -> None:
    (member,) = await council.seated()
    maria = await council.person()
    async with council.engine.write() as tx:
        await open_call(council, tx)
        with pytest.raises(WrongState):
            await open_call(council, tx)
        await applied(council, tx, maria)
        with pytest.raises(WrongState):
            await applied(council, tx, maria)
        with pytest.raises(AlreadyMember):
            await applied(council, tx, member)
        with pytest.raises(ConsentNeeded):
            await calling.require_call(council.turn(tx), BODY)


async def test_what_was_taken_back_may_be_sent_anew(council: Council) -> None:
    maria = await council.person()
    async with council.engine.write() as tx:
        await open_call(council, tx)
        first = await applied(council, tx, maria)
        await calling.withdraw(council.turn(tx, maria), BODY)
        with pytest.raises(WrongState):
            await calling.withdraw(council.turn(tx, maria), BODY)
        with pytest.raises(WrongState):
            await calling.accept(council.desk(tx), first.id, None)
        assert (await applied(council, tx, maria)).status is ApplicationStatus.submitted


async def test_whoever_is_accepted_gets_the_free_seat_and_is_told(council: Council) -> None:
    promised, _ = await council.offer()
    maria = await council.person()
    async with council.engine.write() as tx:
        number = await seating.add(
            council.desk(tx), BODY, function=Function.member, quota=None, organisation=None, name=None
        )
        await open_call(council, tx)
        one = await applied(council, tx, maria)
        await calling.accept(council.desk(tx), one.id, "Добре дошли.")
        with pytest.raises(WrongState):
            await calling.decline(council.desk(tx), one.id, "Вече е прието.")
        offered, seat = await seats.of_body(tx, BODY)
    assert (offered.id, offered.is_held) == (promised, False)
    assert (seat.id, seat.participant, seat.name, seat.name_public) == (number, maria.id, "Мария Иванова", False)
    await council.tick()
    assert [text.split(".")[0] for text in council.received(maria)] == [
        "✅ Your application to <b>Съвет по околна среда</b> is accepted"
    ]
    assert "Добре дошли." in council.received(maria)[0]


async def test_names_of_applicants_are_audited_and_not_for_editors(council: Council) -> None:
    maria = await council.person()
    async with council.engine.write() as tx:
        await open_call(council, tx)
        one = await applied(council, tx, maria)
        with pytest.raises(NotAllowed):
            await calling.waiting(council.desk(tx, Role.editor), BODY, 0)
        await calling.waiting(council.desk(tx), BODY, 0)
        await calling.application(council.desk(tx), one.id)
    async with council.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM audit WHERE action = 'body.names_read'") == 2
