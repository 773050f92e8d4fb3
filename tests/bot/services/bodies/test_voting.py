"""Votes among members: one ballot each, nobody else's, and counts that outlive who gave them."""

from datetime import timedelta

import pytest

from bot.domain.bodies import NotAMember
from bot.domain.body_votes import NobodyToVote, Vote, VoteOver, VoteTooShort
from bot.domain.errors import NotAllowed, NotFound
from bot.domain.staff import Role
from bot.services import privacy
from bot.services.bodies import seating, voting
from storage.bodies import votes
from tests.councils import BODY, Council


async def a_vote(council: Council) -> Vote:
    async with council.engine.write() as tx:
        return await voting.start(
            council.desk(tx),
            BODY,
            question="Приемаме ли правилата?",
            options=["да", "не"],
            closes_at=council.now + timedelta(days=1),
        )


async def test_the_last_choice_of_each_member_counts_and_no_outsiders(council: Council) -> None:
    maria, ivan, _ = await council.seated(3)
    stranger = await council.person()
    vote = await a_vote(council)
    async with council.engine.write() as tx:
        await voting.cast(council.turn(tx, maria), vote.id, 0)
        await voting.cast(council.turn(tx, maria), vote.id, 1)  # on another device
        await voting.cast(council.turn(tx, ivan), vote.id, 1)
        for nobody in (stranger, council.staff):
            with pytest.raises(NotAMember):
                await voting.cast(council.turn(tx, nobody), vote.id, 0)
        with pytest.raises(NotFound):
            await voting.cast(council.turn(tx, ivan), vote.id, 2)  # forged
        closed = await voting.close(council.desk(tx), vote.id)
    assert (closed.counts, closed.cast, closed.eligible) == ((0, 2), 2, 3)


async def test_the_clock_closes_it_and_the_ballots_are_gone(council: Council) -> None:
    (maria,) = await council.seated()
    vote = await a_vote(council)
    async with council.engine.write() as tx:
        await voting.cast(council.turn(tx, maria), vote.id, 0)
    council.now += timedelta(days=1)
    async with council.engine.write() as tx:
        with pytest.raises(VoteOver):
            await voting.cast(council.turn(tx, maria), vote.id, 1)
    council.now += timedelta(days=3)  # the tick comes late
    await council.tick()
    async with council.engine.read() as tx:
        closed = await votes.get(tx, vote.id)
        assert await tx.value("SELECT count(*) FROM body_ballots") == 0
    assert (closed.closed_at, closed.counts) == (vote.closes_at, (1, 0))
    assert "• да: 1" in council.received(maria)[-1]


async def test_a_recorded_result_outlives_its_voters_and_an_open_vote_does_not_keep_them(council: Council) -> None:
    maria, ivan = await council.seated(2)
    recorded, running = await a_vote(council), await a_vote(council)
    async with council.engine.write() as tx:
        for vote in (recorded, running):
            await voting.cast(council.turn(tx, maria), vote.id, 0)
            await voting.cast(council.turn(tx, ivan), vote.id, 1)
        await voting.close(council.desk(tx), recorded.id)
        await privacy.forget(council.turn(tx, maria))
        await seating.leave(council.turn(tx, ivan), BODY)
        assert (await votes.get(tx, recorded.id)).counts == (1, 1)
        assert await votes.tally(tx, running) == [0, 0]


async def test_a_result_is_public_only_when_staff_say_so(council: Council) -> None:
    (maria,) = await council.seated()
    vote = await a_vote(council)
    async with council.engine.write() as tx:
        await voting.set_public(council.desk(tx), vote.id, on=True)
        with pytest.raises(NotFound):
            await voting.show(council.turn(tx), vote.id)  # it runs still
        await voting.close(council.desk(tx), vote.id)
        assert (await voting.show(council.turn(tx), vote.id)).cast == 0
        await voting.set_public(council.desk(tx), vote.id, on=False)
        with pytest.raises(NotFound):
            await voting.show(council.turn(tx), vote.id)
        assert (await voting.show(council.turn(tx, maria), vote.id)).vote.closed_at is not None
        with pytest.raises(NotAllowed):
            await voting.close(council.desk(tx, Role.editor), vote.id)


async def test_nothing_is_voted_on_without_members_or_in_the_past(council: Council) -> None:
    with pytest.raises(NobodyToVote):
        await a_vote(council)
    await council.seated()
    async with council.engine.write() as tx:
        with pytest.raises(VoteTooShort):
            await voting.start(
                council.desk(tx), BODY, question="Приемаме ли?", options=["да", "не"], closes_at=council.now
            )
