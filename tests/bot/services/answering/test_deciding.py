"""Answers and the registry: drafts that nobody sees, the authority's word, and the law's clock."""

from datetime import date

import pytest

from bot.domain.dispositions import Answer, Disposition, ReasonNeeded
from bot.domain.errors import WrongState
from bot.domain.proposals import ExtensionTooLong, NotFromHere, Proposal, ProposalKind, ProposalStatus
from bot.domain.text import TextTooLong
from bot.services import answering
from tests.answering import Hall

REASON = "Няма средства в бюджета за тази година."
NO = Answer.of(Disposition.not_accepted, reason=REASON)


async def shown(hall: Hall) -> Proposal:
    idea = await hall.proposal()
    async with hall.turn() as turn:
        return await answering.show(turn, idea.id, idea.version)


async def registered(hall: Hall, on: date = date(2026, 11, 2)) -> Proposal:
    one = await hall.proposal(ProposalKind.formal)
    async with hall.turn() as turn:
        return await answering.forward(turn, one.id, one.version, registry_no="94-00-17", registered_on=on)


async def test_a_prepared_answer_is_seen_by_staff_alone(hall: Hall) -> None:
    one = await hall.statement()
    async with hall.turn("editor") as turn:
        ready = await answering.prepare(turn, one.id, one.version, NO)
    assert (ready.draft_answer, ready.answer) == (NO, None)
    assert await hall.told() == []
    async with hall.turn("editor") as turn:
        assert (await answering.drop(turn, one.id, ready.version)).draft_answer is None


async def test_an_answer_may_be_prepared_without_its_reason_but_not_published(hall: Hall) -> None:
    idea = await shown(hall)
    async with hall.turn() as turn:
        ready = await answering.prepare(turn, idea.id, idea.version, Answer.of(Disposition.partly))
        assert answering.Act.publish not in answering.possible(turn, ready)
        with pytest.raises(ReasonNeeded):
            await answering.publish(turn, idea.id, ready.version)


async def test_the_word_on_an_idea_is_the_word_on_those_merged_into_it(hall: Hall) -> None:
    main, other, hidden = await shown(hall), await shown(hall), await hall.proposal()
    async with hall.turn() as turn:
        await answering.merge(turn, other.id, other.version, main=main.id)
        await answering.merge(turn, hidden.id, hidden.version, main=main.id)
        ready = await answering.prepare(turn, main.id, main.version, NO)
        await answering.publish(turn, main.id, ready.version)
    states = [(await hall.get(one.id)).status for one in (main, other, hidden)]
    assert states == [ProposalStatus.not_used, ProposalStatus.not_used, ProposalStatus.submitted]
    assert (await hall.get(other.id)).answer == NO


async def test_one_that_another_answers_for_gets_no_answer_of_its_own(hall: Hall) -> None:
    main, other = await shown(hall), await shown(hall)
    async with hall.turn() as turn:
        merged = await answering.merge(turn, other.id, other.version, main=main.id)
        with pytest.raises(WrongState):
            await answering.prepare(turn, other.id, merged.version, NO)


async def test_a_formal_proposal_goes_its_whole_way_and_the_author_hears_each_step_once(hall: Hall) -> None:
    one = await registered(hall)
    assert (one.registry_no, one.due_on) == ("94-00-17", date(2027, 1, 2))
    async with hall.turn() as turn:
        one = await answering.review(turn, one.id, one.version)
        one = await answering.extend(turn, one.id, one.version, until=date(2027, 5, 2), reason=REASON)
        accepted = Answer.of(Disposition.accepted, unit="Дирекция „Строителство“", due_on=date(2027, 9, 1))
        one = await answering.prepare(turn, one.id, one.version, accepted)
        one = await answering.publish(turn, one.id, one.version)
        one = await answering.finish(turn, one.id, one.version)
    assert (one.status, one.answer) == (ProposalStatus.done, accepted)
    assert await hall.told() == ["registered", "in_review", "extended", "answered", "done"]
    assert await hall.acts() == [
        *("submitted", "forwarded", "in_review", "extended", "answer_prepared", "answered", "finished"),
    ]


@pytest.mark.parametrize(
    ("until", "allowed"),
    [(date(2027, 1, 2), False), (date(2027, 1, 3), True), (date(2027, 5, 2), True), (date(2027, 5, 3), False)],
)
async def test_an_extension_ends_within_six_months_and_after_the_first_term(
    hall: Hall, until: date, allowed: bool
) -> None:
    one = await registered(hall)
    async with hall.turn() as turn:
        if allowed:
            assert (await answering.extend(turn, one.id, one.version, until=until, reason=REASON)).due_on == until
        else:
            with pytest.raises(ExtensionTooLong) as refusal:
                await answering.extend(turn, one.id, one.version, until=until, reason=REASON)
            assert refusal.value.facts["longest"] == date(2027, 5, 2)


async def test_a_formal_proposal_is_redirected_and_not_out_of_scope(hall: Hall) -> None:
    one = await registered(hall)
    async with hall.turn() as turn:
        with pytest.raises(NotFromHere):
            await answering.prepare(turn, one.id, one.version, Answer.of(Disposition.out_of_scope, reason=REASON))
        one = await answering.redirect(turn, one.id, one.version, authority="Областна администрация", reason=REASON)
    assert (one.status, one.note) == (ProposalStatus.redirected, f"Областна администрация\n{REASON}")


@pytest.mark.parametrize("number", ["", "без номер", "№"])
async def test_an_incoming_number_has_a_digit(hall: Hall, number: str) -> None:
    one = await hall.proposal(ProposalKind.formal)
    async with hall.turn() as turn:
        with pytest.raises(answering.BadRegistryNo):
            await answering.forward(turn, one.id, one.version, registry_no=number, registered_on=turn.today)


async def test_an_incoming_number_is_no_longer_than_a_line(hall: Hall) -> None:
    one = await hall.proposal(ProposalKind.formal)
    async with hall.turn() as turn:
        with pytest.raises(TextTooLong):
            await answering.forward(turn, one.id, one.version, registry_no="9" * 61, registered_on=turn.today)


async def test_a_day_of_registration_lies_between_the_receipt_and_today(hall: Hall) -> None:
    one = await hall.proposal(ProposalKind.formal)
    hall.at("2026-11-04 12:00")
    async with hall.turn() as turn:
        with pytest.raises(answering.DayAhead):
            await answering.forward(turn, one.id, one.version, registry_no="1", registered_on=date(2026, 11, 5))
        with pytest.raises(answering.RegisteredBeforeReceived):
            await answering.forward(turn, one.id, one.version, registry_no="1", registered_on=date(2026, 11, 1))
        saved = await answering.forward(turn, one.id, one.version, registry_no="1", registered_on=date(2026, 11, 2))
    assert saved.registered_on == date(2026, 11, 2)
