"""The staff's queue in tables: what is behind a proposal, and what is late."""

from datetime import date

import pytest

from bot.domain.proposals import ProposalKind
from bot.services import answering
from storage import proposals as stored
from storage import spravki
from storage.engine import Engine
from storage.proposals import Filter
from tests.answering import Hall


@pytest.fixture
async def hall(database: Engine) -> Hall:
    return await Hall(database).begin()


async def test_behind_a_proposal_comes_the_next_that_matches_even_if_it_left_the_queue(hall: Hall) -> None:
    consultation = await hall.consultation()
    first, second, third = [await hall.statement(consultation) for _ in range(3)]
    async with hall.turn() as turn:
        await answering.show(turn, first.id, first.version)
        await answering.show(turn, second.id, second.version)
        following = await stored.queue_after(turn.tx, Filter("unchecked"), first)
        assert following is not None
        assert following.id == third.id
        assert await stored.queue_after(turn.tx, Filter("unchecked"), third) is None


async def test_what_nobody_looked_at_is_counted_by_when_it_came(hall: Hall) -> None:
    statement = await hall.statement()
    hall.at("2026-11-03 12:00")
    await hall.statement()
    async with hall.turn() as turn:
        assert await stored.count_unchecked(turn.tx, before=turn.now) == 1
        await answering.show(turn, statement.id, statement.version)
        assert await stored.count_unchecked(turn.tx, before=turn.now) == 0


async def test_late_is_what_is_past_its_day_or_in_a_consultation_past_its_spravka(hall: Hall) -> None:
    consultation = await hall.consultation()
    statement, formal = await hall.statement(consultation), await hall.proposal(ProposalKind.formal)
    await hall.proposal(consultation=consultation.id)
    last_day = date(2026, 12, 2)
    async with hall.turn() as turn:
        for today, closed_by, late in (
            (date(2026, 11, 3), date(2026, 12, 1), []),
            (date(2026, 11, 4), date(2026, 12, 1), [formal.id]),
            (date(2026, 11, 4), last_day, [statement.id, formal.id]),
        ):
            chosen = Filter("overdue", today=today, closed_by=closed_by)
            found = await stored.queue(turn.tx, chosen, limit=10, offset=0)
            assert [one.id for one in found] == late
            assert await stored.queue_count(turn.tx, chosen) == len(late)


async def test_spravki_are_owed_by_what_closed_and_has_none(hall: Hall) -> None:
    old, recent, out = [await hall.consultation(day) for day in ("2026-03-02", "2026-10-01", "2026-10-02")]
    await hall.consultation("2026-11-02")
    hall.at("2026-11-20 12:00")
    async with hall.turn() as turn:
        await spravki.put(turn.tx, out.id, by=None, nil=True, now=turn.now)
        assert await spravki.closed_since(turn.tx, last_day=date(2026, 1, 1), now=turn.now) == [old.id, recent.id]
        assert recent.last_day is not None
        assert await spravki.closed_since(turn.tx, last_day=recent.last_day, now=turn.now) == [recent.id]
