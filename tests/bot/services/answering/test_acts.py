"""Who may do what, two at one proposal, and the second tap."""

from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from bot.domain.dispositions import Answer, Disposition
from bot.domain.errors import NotAllowed, WrongState
from bot.domain.proposals import HiddenCode, Proposal, ProposalKind, ProposalStatus
from bot.domain.staff import Action
from bot.services import answering, proposals
from bot.services.answering import Act
from bot.services.turn import Turn
from storage.proposals import StaleProposal
from tests.answering import COLLEAGUES, Hall
from tests.proposing import TEXT

REASON = "Няма средства в бюджета за тази година."
ANSWER = Answer.of(Disposition.not_accepted, reason=REASON)

Doing = Callable[[Turn, int, int], Awaitable[object]]
ACTS: dict[Act, Doing] = {
    Act.show: answering.show,
    Act.hide: lambda turn, number, version: answering.hide(
        turn, number, version, code=HiddenCode.insult, sentence="Моля, без обиди."
    ),
    Act.uphold: lambda turn, number, version: answering.uphold(
        turn, number, version, code=HiddenCode.insult, sentence="Моля, без обиди."
    ),
    Act.redact: answering.redact,
    Act.merge: lambda turn, number, version: answering.merge(turn, number, version, main=number + 1),
    Act.part: answering.part,
    Act.ask: lambda turn, number, version: answering.ask(turn, number, version, "Коя улица имате предвид?"),
    Act.answer: lambda turn, number, version: answering.prepare(turn, number, version, ANSWER),
    Act.drop: answering.drop,
    Act.publish: answering.publish,
    Act.forward: lambda turn, number, version: answering.forward(
        turn, number, version, registry_no="94-123", registered_on=turn.today
    ),
    Act.lacks: lambda turn, number, version: answering.lacks(turn, number, version, "Липсва адрес за отговор."),
    Act.review: answering.review,
    Act.extend: lambda turn, number, version: answering.extend(
        turn, number, version, until=date(2027, 2, 1), reason=REASON
    ),
    Act.redirect: lambda turn, number, version: answering.redirect(
        turn, number, version, authority="Областен управител", reason=REASON
    ),
    Act.finish: answering.finish,
}
MODERATE = {Act.show, Act.hide, Act.uphold, Act.redact, Act.merge, Act.part, Act.ask}
MAY: dict[str, set[Act]] = {
    "owner": set(Act),
    "moderator": set(Act),
    "editor": {Act.answer, Act.drop},
    "auditor": set(),
    "ngo": {*MODERATE, Act.answer, Act.drop},
    "maria": set(),
}


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("who", [*(one for one in COLLEAGUES if one != "second"), "maria"])
async def test_every_role_reaches_exactly_as_far_as_it_may(hall: Hall, who: str, act: Act) -> None:
    """Whether the act fits this idea is another matter: what is refused for the role is refused before that."""
    first = await hall.proposal(text=f"{TEXT} Пишете на maria@example.org.")
    await hall.proposal()
    allowed = True
    try:
        async with hall.turn(who) as turn:
            await ACTS[act](turn, first.id, first.version)
    except NotAllowed:
        allowed = False
    except (WrongState, answering.NobodyToAsk):
        pass
    assert allowed == (act in MAY[who])


async def test_every_act_has_its_role_and_its_word_in_the_audit() -> None:
    assert set(answering.NEEDS) == set(answering.DONE) == set(ACTS) == set(Act)
    assert len(set(answering.DONE.values())) == len(Act)


async def test_an_idea_in_the_queue_may_be_shown_hidden_or_answered_in_draft(hall: Hall) -> None:
    idea = await hall.proposal()
    async with hall.turn() as turn:
        assert answering.possible(turn, idea) == {Act.show, Act.hide, Act.merge, Act.answer}
    async with hall.turn("editor") as turn:
        assert answering.possible(turn, idea) == {Act.answer}
    async with hall.turn("auditor") as turn:
        assert answering.possible(turn, idea) == frozenset()


async def test_a_hidden_idea_waits_for_nothing_and_may_be_shown_again(hall: Hall) -> None:
    idea = await hall.proposal()
    async with hall.turn() as turn:
        hidden = await answering.hide(turn, idea.id, idea.version, code=HiddenCode.spam, sentence="Това е реклама.")
        assert answering.possible(turn, hidden) == {Act.show, Act.merge}
        assert (await answering.queue(turn, answering.Look(), 0)).items == []
        shown = await answering.show(turn, idea.id, hidden.version)
        assert [one.id for one in (await answering.queue(turn, answering.Look(), 0)).items] == [shown.id]


async def test_a_statement_is_never_answered_before_its_spravka(hall: Hall) -> None:
    statement = await hall.statement()
    async with hall.turn() as turn:
        ready = await answering.prepare(turn, statement.id, statement.version, ANSWER)
        assert Act.publish not in answering.possible(turn, ready)
        with pytest.raises(WrongState):
            await answering.publish(turn, ready.id, ready.version)


def offered(turn: Turn, proposal: Proposal) -> set[Act]:
    return set(answering.possible(turn, proposal))


async def test_a_formal_proposal_offers_what_its_way_allows(hall: Hall) -> None:
    one = await hall.proposal(ProposalKind.formal)
    async with hall.turn() as turn:
        assert offered(turn, one) == {Act.forward, Act.lacks, Act.ask, Act.answer}
        one = await answering.forward(turn, one.id, one.version, registry_no="94-1", registered_on=turn.today)
        assert offered(turn, one) == {Act.review, Act.extend, Act.redirect, Act.ask, Act.answer}
        one = await answering.prepare(turn, one.id, one.version, Answer.of(Disposition.accepted))
        assert Act.publish not in offered(turn, one)
        one = await answering.review(turn, one.id, one.version)
        assert {Act.publish, Act.drop} <= offered(turn, one)
        one = await answering.publish(turn, one.id, one.version)
        assert offered(turn, one) == {Act.finish}
        one = await answering.finish(turn, one.id, one.version)
        assert offered(turn, one) == set()


# -- two at one --------------------------------------------------------------------------------------------------------


async def test_the_second_of_two_is_told_and_overwrites_nothing(hall: Hall) -> None:
    idea = await hall.proposal()
    async with hall.turn("moderator") as turn:
        await answering.show(turn, idea.id, idea.version)
    async with hall.turn("second") as turn:
        with pytest.raises(StaleProposal):
            await answering.hide(turn, idea.id, idea.version, code=HiddenCode.spam, sentence="Това е реклама.")
        happened = await answering.what_happened(turn, idea.id)
    assert happened == ("proposal.shown", "moderator")
    assert (await hall.get(idea.id)).status is ProposalStatus.visible


async def test_a_colleague_who_does_the_same_is_told_as_well(hall: Hall) -> None:
    idea = await hall.proposal()
    async with hall.turn("moderator") as turn:
        await answering.show(turn, idea.id, idea.version)
    async with hall.turn("second") as turn:
        with pytest.raises(StaleProposal):
            await answering.show(turn, idea.id, idea.version)


async def test_a_double_tap_is_answered_the_same_and_changes_nothing(hall: Hall) -> None:
    statement = await hall.statement()
    results = []
    for _ in range(2):
        async with hall.turn() as turn:
            results.append(await answering.show(turn, statement.id, statement.version))
    assert results[0] == results[1]
    assert await hall.acts() == ["submitted", "shown"]
    assert await hall.told() == ["visible"]


async def test_a_double_tap_after_something_else_is_stale(hall: Hall) -> None:
    statement = await hall.statement()
    async with hall.turn() as turn:
        await answering.show(turn, statement.id, statement.version)
    async with hall.turn() as turn:
        await answering.hide(
            turn, statement.id, statement.version + 1, code=HiddenCode.spam, sentence="Реклама е това."
        )
    async with hall.turn() as turn:
        with pytest.raises(StaleProposal):
            await answering.show(turn, statement.id, statement.version)


async def test_what_the_author_changed_meanwhile_is_looked_at_anew(hall: Hall) -> None:
    statement = await hall.statement()
    async with hall.turn("maria") as turn:
        draft = proposals.Draft(
            kind=statement.kind, token="t", text=f"{TEXT} И с дървета.", language="bg", consultation=None
        )
        await proposals.amend(turn, statement.id, draft)
    async with hall.turn() as turn:
        with pytest.raises(StaleProposal):
            await answering.show(turn, statement.id, statement.version)
        assert await answering.what_happened(turn, statement.id) == ("proposal.amended", None)


async def test_whoever_is_no_staff_learns_nothing_of_what_happened(hall: Hall) -> None:
    idea = await hall.proposal()
    async with hall.turn("maria") as turn:
        with pytest.raises(NotAllowed) as refusal:
            await answering.what_happened(turn, idea.id)
    assert refusal.value.facts["action"] == Action.proposal_prepare
