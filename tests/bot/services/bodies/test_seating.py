"""Seats and the links to them: once, for a week, and never for two."""

from datetime import timedelta

import pytest

from bot.domain.bodies import (
    AlreadyMember,
    Function,
    NotAMember,
    OwnChoice,
    SeatInvitationOver,
    SeatTaken,
)
from bot.domain.errors import ConsentNeeded, NotAllowed
from bot.domain.staff import Role
from bot.gateway.doors import PAYLOAD
from bot.services import privacy
from bot.services.bodies import reading, seating
from storage import staff as members_of_staff
from storage.bodies import seats
from storage.engine import Transaction
from tests.councils import BODY, Council


async def is_over(council: Council, tx: Transaction, token: str) -> bool:
    try:
        await seating.offered(council.turn(tx), token)
    except SeatInvitationOver:
        return True
    return False


async def test_a_link_seats_whoever_accepts_it_and_works_once(council: Council) -> None:
    maria, ivan = await council.person(), await council.person()
    number, token = await council.offer(Function.chair)
    assert PAYLOAD.fullmatch(f"j{token}")
    async with council.engine.write() as tx:
        seat = await seating.accept(council.turn(tx, maria), token, name="  Мария\nИванова ")
        assert (seat.id, seat.name, seat.name_public, seat.participant) == (number, "Мария Иванова", False, maria.id)
        with pytest.raises(SeatInvitationOver):
            await seating.accept(council.turn(tx, ivan), token, name="Иван")


async def test_a_link_may_be_looked_at_without_a_record_and_not_taken(council: Council) -> None:
    _, token = await council.offer()
    async with council.engine.write() as tx:
        offer = await seating.offered(council.turn(tx), token)
        assert (offer.body.id, offer.expires_at) == (BODY, council.now + timedelta(days=7))
        with pytest.raises(ConsentNeeded):
            await seating.accept(council.turn(tx), token, name="Мария")
        assert not await is_over(council, tx, token)


async def test_a_link_is_over_after_a_week_and_when_a_newer_one_is_given(council: Council) -> None:
    number, first = await council.offer()
    async with council.engine.write() as tx:
        second = (await seating.invite(council.desk(tx), number)).token
        assert await is_over(council, tx, first)
        assert not await is_over(council, tx, second)
    council.now += timedelta(days=7)
    async with council.engine.write() as tx:
        assert await is_over(council, tx, second)


async def test_a_forged_link_and_one_whose_giver_is_gone_say_nothing(council: Council) -> None:
    _, token = await council.offer()
    async with council.engine.write() as tx:
        assert await is_over(council, tx, "forged")
        await members_of_staff.leave(tx, council.staff.id)
        assert await is_over(council, tx, token)


async def test_declining_uses_the_link_up(council: Council) -> None:
    _, token = await council.offer()
    async with council.engine.write() as tx:
        assert (await seating.decline(council.turn(tx), token)).id == BODY
        assert await is_over(council, tx, token)


async def test_one_person_holds_one_seat_and_the_second_link_stays_good_for_another(council: Council) -> None:
    (maria,) = await council.seated()
    _, token = await council.offer()
    async with council.engine.write() as tx:
        with pytest.raises(AlreadyMember):
            await seating.accept(council.turn(tx, maria), token, name="Мария")
        assert not await is_over(council, tx, token)


async def test_only_who_manages_bodies_gives_seats_and_editors_see_no_names(council: Council) -> None:
    await council.seated()
    async with council.engine.write() as tx:
        editor = council.desk(tx, Role.editor)
        assert not (await seating.seating(editor, BODY)).names
        with pytest.raises(NotAllowed):
            await seating.invite(editor, 1)
        with pytest.raises(NotAllowed):
            await seating.seating(council.turn(tx, council.staff), BODY)


async def test_every_look_of_staff_at_names_is_audited(council: Council) -> None:
    async with council.engine.write() as tx:
        await seating.seating(council.desk(tx), BODY)
    async with council.engine.read() as tx:
        seen = await tx.all("SELECT subject FROM audit WHERE action = 'body.names_read'")
    assert [row["subject"] for row in seen] == [f"body:{BODY}"]


async def test_a_name_is_public_only_by_its_bearers_choice(council: Council) -> None:
    (maria,) = await council.seated()
    async with council.engine.write() as tx:
        (seat,) = await seats.of_body(tx, BODY)
        with pytest.raises(OwnChoice):
            await seating.show_name(council.desk(tx), seat.id, on=True)
        assert (await reading.card(council.turn(tx), BODY)).chair is None
        await seating.show_own_name(council.turn(tx, maria), BODY, on=True)
        assert (await reading.card(council.turn(tx), BODY)).chair == "Член 0"
        await seating.show_name(council.desk(tx), seat.id, on=False)
        assert (await reading.card(council.turn(tx), BODY)).chair is None


async def test_staff_publish_the_name_of_somebody_who_is_not_here(council: Council) -> None:
    number, _ = await council.offer(name="д-р Петрова")
    async with council.engine.write() as tx:
        await seating.show_name(council.desk(tx), number, on=True)
        _, (seat,) = await reading.composition(council.turn(tx), BODY)
        assert seat.public_name == "д-р Петрова"


async def test_whoever_is_freed_is_told_once_and_their_seat_stays(council: Council) -> None:
    (maria,) = await council.seated()
    async with council.engine.write() as tx:
        (seat,) = await seats.of_body(tx, BODY)
        await seating.free(council.desk(tx), seat.id)
    await council.tick()
    await council.tick()
    assert [text.split("<b>")[0] for text in council.received(maria)] == ["Your seat in "]
    async with council.engine.read() as tx:
        (left,) = await seats.of_body(tx, BODY)
    assert (left.id, left.is_held, left.name) == (seat.id, False, None)


async def test_a_seat_is_closed_only_when_nobody_holds_it(council: Council) -> None:
    (maria,) = await council.seated()
    async with council.engine.write() as tx:
        (seat,) = await seats.of_body(tx, BODY)
        with pytest.raises(SeatTaken):
            await seating.end(council.desk(tx), seat.id)
        await seating.leave(council.turn(tx, maria), BODY)
        with pytest.raises(NotAMember):
            await seating.leave(council.turn(tx, maria), BODY)
        await seating.end(council.desk(tx), seat.id)
        assert await seats.of_body(tx, BODY) == []


async def test_an_erased_member_leaves_a_seat_without_a_name(council: Council) -> None:
    (maria,) = await council.seated()
    async with council.engine.write() as tx:
        await privacy.forget(council.turn(tx, maria))
        (seat,) = await seats.of_body(tx, BODY)
    assert (seat.participant, seat.name, seat.since) == (None, None, None)
