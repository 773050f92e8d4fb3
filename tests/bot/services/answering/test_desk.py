"""The queue, its filters and clocks, and one proposal."""

from datetime import date

import pytest

from bot.domain.dispositions import Answer, Disposition
from bot.domain.errors import NotAllowed, NotFound
from bot.domain.proposals import ProposalKind
from bot.services import answering
from bot.services.answering import Clock, Look, Wait
from storage import proposals as stored
from tests.answering import Hall


async def test_the_queue_is_oldest_first_and_filters_count(hall: Hall) -> None:
    consultation = await hall.consultation()
    first = await hall.statement(consultation)
    hall.at("2026-11-03 12:00")
    second, idea = await hall.statement(consultation), await hall.proposal()
    async with hall.turn() as turn:
        await answering.show(turn, second.id, second.version)
        shown = await answering.show(turn, idea.id, idea.version)
        await answering.prepare(turn, idea.id, shown.version, Answer.of(Disposition.partly))
        found = await answering.queue(turn, Look(), 0)
        assert [one.id for one in found.items] == [first.id, idea.id, second.id]  # of an idea only the day is kept
        assert found.counts == {"unchecked": 1, "unanswered": 1, "prepared": 1, "overdue": 0, "open": 3}
        statements = await answering.queue(turn, Look("open", kind="statement"), 0)
        assert [one.id for one in statements.items] == [first.id, second.id]
        of_one = await answering.queue(turn, Look("unanswered", consultation=consultation.id), 7)
        assert ([one.id for one in of_one.items], of_one.page.number) == ([second.id], 0)


async def test_a_section_narrows_the_queue(hall: Hall) -> None:
    consultation = await hall.consultation()
    async with hall.turn() as turn:
        await answering.put_sections(turn, consultation.id, ["Чл. 1", "Чл. 2"])
    async with hall.turn() as turn:
        one, two = await answering.sections_of(turn, consultation.id)
    said = await hall.statement(consultation, section=two.id)
    async with hall.turn() as turn:
        assert (await answering.queue(turn, Look(consultation=consultation.id, section=one.id), 0)).items == []
        found = await answering.queue(turn, Look(consultation=consultation.id, section=two.id), 0)
    assert ([item.id for item in found.items], found.section) == ([said.id], two)


async def test_an_unknown_filter_narrows_nothing(hall: Hall) -> None:
    idea = await hall.proposal()
    async with hall.turn() as turn:
        found = await answering.queue(turn, Look("forged", kind="forged"), -3)
    assert ([one.id for one in found.items], found.look.state) == ([idea.id], "open")


async def test_the_next_one_goes_round_and_ends_where_nothing_is_left(hall: Hall) -> None:
    first, second = await hall.proposal(), await hall.proposal()
    look = Look("unchecked")
    async with hall.turn() as turn:
        following = await answering.next_after(turn, first.id, look)
        assert following is not None
        assert following.id == second.id
        again = await answering.next_after(turn, second.id, look)
        assert again is not None
        assert again.id == first.id
        await answering.show(turn, first.id, first.version)
        assert await answering.next_after(turn, second.id, look) is None


@pytest.mark.parametrize(
    ("moment", "clock"),
    [
        ("2026-11-02 12:00", Clock(Wait.check, date(2026, 11, 3), 0)),
        ("2026-11-03 23:59", Clock(Wait.check, date(2026, 11, 3), 0)),
        ("2026-11-06 00:01", Clock(Wait.check, date(2026, 11, 3), 3)),
    ],
)
async def test_what_came_in_is_to_be_looked_at_by_the_next_working_day(hall: Hall, moment: str, clock: Clock) -> None:
    one = await hall.statement()
    hall.at(moment)
    async with hall.turn() as turn:
        assert (await answering.item(turn, one.id)).clock == clock


@pytest.mark.parametrize(
    ("moment", "clock"),
    [
        ("2026-12-02 23:59", Clock(Wait.opinions, date(2026, 12, 2), 0)),
        ("2026-12-03 00:00", Clock(Wait.spravka, date(2026, 12, 16), 0)),
        ("2026-12-19 12:00", Clock(Wait.spravka, date(2026, 12, 16), 3)),
    ],
)
async def test_a_statement_waits_for_the_closing_and_then_for_the_spravka(
    hall: Hall, moment: str, clock: Clock
) -> None:
    one = await hall.statement()
    async with hall.turn() as turn:
        await answering.show(turn, one.id, one.version)
    hall.at(moment)
    async with hall.turn() as turn:
        assert (await answering.item(turn, one.id)).clock == clock
        overdue = await answering.queue(turn, Look("overdue"), 0)
    assert (overdue.counts["overdue"] == 1) == (clock.late > 0)


async def test_a_formal_proposal_is_forwarded_completed_and_decided_in_time(hall: Hall) -> None:
    one = await hall.proposal(ProposalKind.formal)
    hall.at("2026-11-04 12:00")
    async with hall.turn() as turn:
        assert (await answering.item(turn, one.id)).clock == Clock(Wait.forward, date(2026, 11, 3), 1)
        lacking = await answering.lacks(turn, one.id, one.version, "Липсва адрес за отговор.")
        assert (await answering.item(turn, one.id)).clock == Clock(Wait.complete, date(2026, 11, 18), 0)
    other = await hall.proposal(ProposalKind.formal)
    async with hall.turn() as turn:
        await answering.forward(turn, other.id, other.version, registry_no="1", registered_on=turn.today)
        assert (await answering.item(turn, other.id)).clock == Clock(Wait.decide, date(2027, 1, 4), 0)
    assert lacking.note == "Липсва адрес за отговор."


async def test_the_name_of_a_formal_proposal_is_read_only_by_its_own_button(hall: Hall) -> None:
    one = await hall.proposal(ProposalKind.formal)
    statement = await hall.statement(name="Мария")
    async with hall.turn("editor") as turn:
        assert not (await answering.item(turn, one.id)).may_read_name
        with pytest.raises(NotAllowed):
            await answering.identity(turn, one.id)
    async with hall.turn() as turn:
        assert (await answering.item(turn, one.id)).may_read_name
        assert not (await answering.item(turn, statement.id)).may_read_name
        assert (await answering.identity(turn, one.id)).contact == "maria@example.org"
    assert await hall.acts() == ["submitted", "submitted", "names_read"]


async def test_a_file_is_opened_only_from_its_proposal(hall: Hall) -> None:
    one = await hall.proposal()
    async with hall.turn() as turn:
        with pytest.raises(NotFound):
            await answering.attached(turn, one.id, 1)


async def test_counts_are_for_all_staff_and_the_queue_for_those_who_prepare(hall: Hall) -> None:
    await hall.proposal()
    async with hall.turn("auditor") as turn:
        found = await answering.counts(turn)
        assert (found["unchecked"], found["spravki"]) == (1, 0)
        for refused in (
            answering.queue(turn, Look(), 0),
            answering.item(turn, 1),
            answering.next_after(turn, 1, Look()),
        ):
            with pytest.raises(NotAllowed):
                await refused


async def test_one_may_look_into_open_consultations_and_those_that_owe_a_spravka(hall: Hall) -> None:
    closed = await hall.consultation("2026-09-01")
    opened = await hall.consultation()
    out = await hall.consultation("2026-09-02")
    async with hall.turn() as turn:
        await turn.tx.run("INSERT INTO spravki (consultation, published_at, nil) VALUES (:id, 1, 1)", id=out.id)
        found, page = await answering.with_proposals(turn, 0)
    assert ([one.id for one in found], page.total) == ([opened.id, closed.id], 2)


async def test_what_is_counted_is_what_is_listed(hall: Hall) -> None:
    for _ in range(3):
        await hall.proposal()
    async with hall.turn() as turn:
        for state in answering.STATES:
            found = await answering.queue(turn, Look(state), 0)
            assert found.counts[state] == len(found.items)
        assert await stored.count_unchecked(turn.tx, before=turn.now) == 3 - 0
