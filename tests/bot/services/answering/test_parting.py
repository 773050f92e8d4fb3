"""A proposal that others were merged into goes or says something else: none of them may sink with it."""

import pytest

from bot.domain.dispositions import Answer, Disposition
from bot.domain.errors import WrongState
from bot.domain.proposals import HiddenCode, Proposal, ProposalKind, Stage
from bot.services import answering, privacy, proposals
from bot.services.proposals import Draft
from storage import proposals as stored
from tests.answering import Hall
from tests.proposing import an_author

SENTENCE = "Повтаря дума по дума друга идея."
NO = Answer.of(Disposition.not_accepted, reason="Няма средства за това в бюджета за годината.")


async def merged(hall: Hall) -> tuple[Proposal, Proposal]:
    """Maria's statement, and one of Georgi's that it answers for; both were shown."""
    consultation = await hall.consultation()
    async with hall.turn("maria") as turn:
        hall.people["georgi"] = await an_author(turn.tx, turn, 2)
    main = await hall.statement(consultation)
    maria, hall.people["maria"] = hall.people["maria"], hall.people["georgi"]
    other = await hall.statement(consultation)
    hall.people["maria"] = maria
    async with hall.turn() as turn:
        main = await answering.show(turn, main.id, main.version)
        other = await answering.show(turn, other.id, other.version)
        other = await answering.merge(turn, other.id, other.version, main=main.id)
    return main, other


def as_changed(one: Proposal, text: str) -> Draft:
    return Draft(kind=one.kind, token="", text=text, language="bg", consultation=one.consultation)


async def queued(hall: Hall, state: str) -> list[int]:
    async with hall.engine.read() as tx:
        return [one.id for one in await stored.queue(tx, stored.Filter(state), limit=10, offset=0)]


async def test_what_was_merged_into_one_that_is_taken_back_waits_for_an_answer_of_its_own(hall: Hall) -> None:
    main, other = await merged(hall)
    async with hall.turn("maria") as turn:
        await proposals.withdraw(turn, main.id)
        await proposals.withdraw(turn, main.id)
    assert (await hall.get(other.id)).merged_into is None
    assert await queued(hall, "unanswered") == [other.id]
    assert await hall.told("georgi") == ["visible", "merged", "parted"]


async def test_what_was_merged_into_other_words_stands_for_itself_again(hall: Hall) -> None:
    main, other = await merged(hall)
    async with hall.turn("maria") as turn:
        await proposals.amend(turn, main.id, as_changed(main, "Вече искам съвсем друго: да се засадят липи."))
    assert (await hall.get(other.id)).merged_into is None
    assert await hall.told("georgi") == ["visible", "merged", "parted"]


async def test_a_main_one_that_says_the_same_goes_on_answering_for_others(hall: Hall) -> None:
    main, other = await merged(hall)
    async with hall.turn("maria") as turn:
        await proposals.amend(turn, main.id, as_changed(main, main.text))
    assert (await hall.get(other.id)).merged_into == main.id


async def test_a_merged_one_that_its_author_changes_is_checked_and_compared_anew(hall: Hall) -> None:
    _, other = await merged(hall)
    async with hall.turn("georgi") as turn:
        await proposals.amend(turn, other.id, as_changed(other, "Не, моето е друго: да има осветление."))
    assert (await hall.get(other.id)).merged_into is None
    assert await queued(hall, "unchecked") == [other.id]


async def test_one_that_was_merged_unchecked_still_waits_for_its_check(hall: Hall) -> None:
    consultation = await hall.consultation()
    main, other = await hall.statement(consultation), await hall.statement(consultation)
    async with hall.turn() as turn:
        await answering.merge(turn, other.id, other.version, main=main.id)
    assert await queued(hall, "unchecked") == [main.id, other.id]


async def test_after_the_author_of_a_main_one_that_was_taken_back_is_erased_nothing_is_lost(hall: Hall) -> None:
    main, other = await merged(hall)
    async with hall.turn("maria") as turn:
        await proposals.withdraw(turn, main.id)
        # as an older release left it
        await turn.tx.run("UPDATE proposals SET merged_into = :main, stage = 'merged' WHERE id = :id",
                          main=main.id, id=other.id)  # fmt: skip
    async with hall.turn("maria") as turn:
        await privacy.forget(turn)
    assert await queued(hall, "unanswered") == [other.id]
    async with hall.turn() as turn:
        item = await answering.item(turn, other.id)
    assert (item.main, item.proposal.stage) == (None, Stage.unanswered)


async def ideas(hall: Hall) -> tuple[Proposal, Proposal, Proposal]:
    """Three that are shown; the second and third are answered by the first."""
    found = [await hall.proposal() for _ in range(3)]
    async with hall.turn() as turn:
        main, *others = [await answering.show(turn, one.id, one.version) for one in found]
        second, third = [await answering.merge(turn, one.id, one.version, main=main.id) for one in others]
    return main, second, third


async def test_a_hidden_idea_answers_for_no_others(hall: Hall) -> None:
    main, second, third = await ideas(hall)
    async with hall.turn() as turn:
        hidden = await answering.hide(turn, main.id, main.version, code=HiddenCode.duplicate, sentence=SENTENCE)
    assert await queued(hall, "unanswered") == [second.id, third.id]
    async with hall.turn() as turn:
        with pytest.raises(WrongState):
            await answering.merge(turn, second.id, second.version + 1, main=hidden.id)


async def test_what_could_not_be_answered_with_its_main_one_stands_for_itself_once_it_is_shown(hall: Hall) -> None:
    main, second, third = await ideas(hall)
    async with hall.turn() as turn:
        hidden = await answering.hide(turn, second.id, second.version, code=HiddenCode.duplicate, sentence=SENTENCE)
        ready = await answering.prepare(turn, main.id, main.version, NO)
        await answering.publish(turn, main.id, ready.version)
    assert (await hall.get(third.id)).answer == NO
    async with hall.turn() as turn:
        shown = await answering.show(turn, second.id, hidden.version + 1)
    assert (shown.merged_into, shown.stage) == (None, Stage.unanswered)


async def test_a_formal_proposal_that_is_taken_back_has_nothing_to_part_from(hall: Hall) -> None:
    formal = await hall.proposal(ProposalKind.formal)
    async with hall.turn("maria") as turn:
        await proposals.withdraw(turn, formal.id)
    assert await hall.acts() == ["submitted", "withdrawn"]
