"""One answer for many."""

import pytest

from bot.domain.dispositions import Answer, Disposition, ReasonNeeded
from bot.domain.errors import NotAllowed
from bot.domain.proposals import Proposal, ProposalKind, ProposalStatus
from bot.services import answering
from bot.services.answering import Many
from tests.answering import Hall

NO = Answer.of(Disposition.not_accepted, reason="Няма средства в бюджета за тази година.")
OUT = Answer.of(Disposition.out_of_scope, reason="Това не зависи от общината.")


async def mixed(hall: Hall) -> list[Proposal]:
    """Two statements, an idea that is shown, one that is not checked, and a formal proposal."""
    consultation = await hall.consultation()
    found = [await hall.statement(consultation) for _ in range(2)]
    idea = await hall.proposal()
    async with hall.turn() as turn:
        found.append(await answering.show(turn, idea.id, idea.version))
    return [*found, await hall.proposal(), await hall.proposal(ProposalKind.formal)]


def versions(found: list[Proposal]) -> dict[int, int]:
    return {one.id: one.version for one in found}


async def test_statements_get_drafts_and_ideas_the_word_at_once(hall: Hall) -> None:
    found = await mixed(hall)
    async with hall.turn() as turn:
        sorted_out = await answering.sort_out(turn, dict(versions(found)), NO)
        assert (len(sorted_out.drafts), len(sorted_out.at_once), sorted_out.left) == (4, 1, 0)
        assert await answering.answer_many(turn, versions(found), NO) == Many(drafts=4, published=1, left=0)
    after = [await hall.get(one.id) for one in found]
    assert [one.draft_answer for one in after] == [NO, NO, None, NO, NO]
    assert after[2].status is ProposalStatus.not_used
    assert await hall.told() == []


async def test_whoever_does_not_decide_prepares_ideas_as_well(hall: Hall) -> None:
    found = await mixed(hall)
    async with hall.turn("ngo") as turn:
        assert await answering.answer_many(turn, versions(found), NO) == Many(drafts=5, published=0, left=0)


async def test_what_was_changed_or_does_not_fit_is_left_alone_and_counted(hall: Hall) -> None:
    found = await mixed(hall)
    async with hall.turn("second") as turn:
        await answering.show(turn, found[0].id, found[0].version)
    async with hall.turn() as turn:
        chosen = {**versions(found), 999: 1}
        assert await answering.answer_many(turn, chosen, OUT) == Many(drafts=2, published=1, left=3)
    assert (await hall.get(found[0].id)).draft_answer is None


async def test_all_or_nothing_needs_a_reason_and_has_a_limit(hall: Hall) -> None:
    found = await mixed(hall)
    async with hall.turn() as turn:
        with pytest.raises(ReasonNeeded):
            await answering.sort_out(turn, dict(versions(found)), Answer.of(Disposition.partly))
        with pytest.raises(answering.TooMany):
            await answering.sort_out(turn, dict.fromkeys(range(201), None), NO)
    async with hall.turn("auditor") as turn:
        with pytest.raises(NotAllowed):
            await answering.answer_many(turn, versions(found), NO)


async def test_as_many_as_a_filter_lets_through_but_no_more_than_asked(hall: Hall) -> None:
    found = await mixed(hall)
    async with hall.turn() as turn:
        matching = await answering.matching(turn, answering.Look("open", kind="statement"), limit=1)
    assert [one.id for one in matching] == [found[0].id]
