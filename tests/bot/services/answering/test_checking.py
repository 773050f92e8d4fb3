"""Checking: shown or hidden, blacked out, merged, asked; and what the author hears of each."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.errors import WrongState
from bot.domain.personal_data import MASK, PersonalData
from bot.domain.proposals import HiddenCode, ProposalKind, ProposalStatus
from bot.domain.text import TextTooShort
from bot.services import answering, proposals
from bot.services.proposals import Draft
from storage import proposals as stored
from tests.answering import Hall
from tests.proposing import TEXT, on_paper

SENTENCE = "Текстът съдържа обидни думи."


async def test_shown_hidden_and_shown_again_tells_the_author_each_time(hall: Hall) -> None:
    one = await hall.statement()
    async with hall.turn() as turn:
        one = await answering.show(turn, one.id, one.version)
        one = await answering.hide(turn, one.id, one.version, code=HiddenCode.insult, sentence=SENTENCE)
        assert (one.hidden is not None, one.is_public) == (True, False)
        one = await answering.show(turn, one.id, one.version)
    assert (one.status, one.hidden) == (ProposalStatus.visible, None)
    assert await hall.told() == ["visible", "hidden", "visible"]
    assert await hall.acts() == ["submitted", "shown", "hidden", "shown"]


async def test_nothing_is_hidden_without_a_sentence(hall: Hall) -> None:
    one = await hall.statement()
    async with hall.turn() as turn:
        with pytest.raises(TextTooShort):
            await answering.hide(turn, one.id, one.version, code=HiddenCode.insult, sentence="Не")
    assert await hall.acts() == ["submitted"]


async def test_the_audit_of_an_idea_names_the_colleague_and_no_author(hall: Hall) -> None:
    idea = await hall.proposal()
    async with hall.turn() as turn:
        await answering.show(turn, idea.id, idea.version)
    async with hall.engine.read() as tx:
        rows = await tx.all("SELECT action, actor FROM audit ORDER BY id")
    assert [(row["action"], row["actor"]) for row in rows] == [
        ("proposal.submitted", None),
        ("proposal.shown", hall.people["moderator"].id),
    ]
    assert await hall.promised() == []


async def test_personal_data_is_blacked_out_only_after_it_was_looked_at(hall: Hall) -> None:
    one = await hall.statement(text=f"{TEXT} Обадете се на 0888 123 456.")
    async with hall.turn() as turn:
        found = await answering.redaction(turn, one.id)
        assert found.text == f"{TEXT} Обадете се на {MASK}."
        assert (await stored.get(turn.tx, one.id)).text == one.text
        stored.add_version(turn.tx, one.id, one.text, now=turn.now)
        saved = await answering.redact(turn, one.id, one.version)
        assert await stored.versions(turn.tx, one.id) == []
        assert answering.Act.redact not in answering.possible(turn, saved)
    assert (await hall.get(one.id)).text == found.text
    assert await hall.told() == ["redacted"]


async def test_what_stands_beside_the_text_is_blacked_out_too_and_so_is_what_was_said_before(hall: Hall) -> None:
    consultation = await hall.consultation()
    one = await hall.statement(
        consultation,
        provision="чл. 3, тел. 0888 123 456",
        name="Иван, ivan@example.org",
        organisation="ЕТ 0888 123 456",
    )
    async with hall.turn("maria") as turn:
        before = Draft(kind=one.kind, token="", text=f"{TEXT} Обадете се.", language="bg", provision=one.provision)
        one = await proposals.amend(turn, one.id, replace(before, name=one.name, organisation=one.organisation))
    async with hall.turn() as turn:
        assert (await answering.item(turn, one.id)).personal == (PersonalData.email, PersonalData.phone)
        found = await answering.redaction(turn, one.id)
        assert found.text == f"чл. 3, тел. {MASK}\nЕТ {MASK}\nИван, {MASK}\n{one.text}"
        await answering.redact(turn, one.id, one.version)
        item = await answering.item(turn, one.id)
    kept = item.proposal
    assert (kept.provision, kept.organisation, kept.name) == (f"чл. 3, тел. {MASK}", f"ЕТ {MASK}", f"Иван, {MASK}")
    assert item.versions == []


async def test_the_contact_of_a_formal_proposal_survives_redaction(hall: Hall) -> None:
    one = await hall.proposal(ProposalKind.formal, text=f"{TEXT} Обадете се на 0888 123 456.")
    async with hall.turn() as turn:
        saved = await answering.redact(turn, one.id, one.version)
    assert (saved.name, saved.contact) == ("Мария Иванова", "maria@example.org")


async def test_a_duplicate_is_found_by_its_number_merged_and_parted(hall: Hall) -> None:
    consultation = await hall.consultation()
    main, other = await hall.statement(consultation), await hall.statement(consultation)
    async with hall.turn() as turn:
        found = await answering.main_of(turn, other, f" {main.receipt_no.lower().replace('s', 'ѕ')} ")
        merged = await answering.merge(turn, other.id, other.version, main=found.id)
        assert merged.merged_into == main.id
        assert [one.id for one in (await answering.item(turn, main.id)).merged] == [other.id]
        with pytest.raises(answering.AnswersForOthers):
            await answering.merge(turn, main.id, main.version, main=(await on_paper(turn, consultation)).id)
        parted = await answering.part(turn, other.id, merged.version)
    assert parted.merged_into is None
    assert await hall.told() == ["merged", "parted"]


async def test_only_what_belongs_together_is_merged(hall: Hall) -> None:
    consultation = await hall.consultation()
    statement, elsewhere = await hall.statement(consultation), await hall.statement(await hall.consultation())
    idea = await hall.proposal()
    formal, formal_too = await hall.proposal(ProposalKind.formal), await hall.proposal(ProposalKind.formal)
    async with hall.turn() as turn:
        for one, main in (
            (statement, elsewhere), (statement, idea), (statement, statement), (formal, formal_too)
        ):  # fmt: skip
            with pytest.raises(answering.NotTheSameKind):
                await answering.merge(turn, one.id, one.version, main=main.id)
        with pytest.raises(answering.NoSuchNumber):
            await answering.main_of(turn, statement, "S-26-99999")
        with pytest.raises(answering.NoSuchNumber):
            await answering.main_of(turn, statement, "онова за площада")


async def test_similar_ones_are_offered_but_never_itself_or_merged_ones(hall: Hall) -> None:
    consultation = await hall.consultation()
    numbers = []
    for _ in range(3):
        one = await hall.statement(consultation)
        async with hall.turn() as turn:
            numbers.append(await answering.show(turn, one.id, one.version))
    first, second, third = numbers
    async with hall.turn() as turn:
        assert {one.id for one in await answering.similar(turn, first)} == {second.id, third.id}
        await answering.merge(turn, third.id, third.version, main=second.id)
        assert {one.id for one in await answering.similar(turn, first)} == {second.id}


async def test_a_second_look_is_another_moderators_and_its_outcome_is_told(hall: Hall) -> None:
    one = await hall.statement()
    async with hall.turn("moderator") as turn:
        one = await answering.hide(turn, one.id, one.version, code=HiddenCode.insult, sentence=SENTENCE)
        assert answering.Act.uphold not in answering.possible(turn, one)
    async with hall.turn("maria") as turn:
        one = await proposals.ask_review(turn, one.id)
    async with hall.turn("moderator") as turn:
        assert answering.Act.uphold in answering.possible(turn, one)
        with pytest.raises(answering.AnotherModerator):
            await answering.uphold(turn, one.id, one.version, code=HiddenCode.insult, sentence=SENTENCE)
    async with hall.turn("second") as turn:
        one = await answering.uphold(
            turn, one.id, one.version, code=HiddenCode.off_topic, sentence="Това е друга тема."
        )
        assert answering.Act.uphold not in answering.possible(turn, one)
        assert one.hidden is not None
    assert (one.status, one.hidden.code) == (ProposalStatus.hidden, HiddenCode.off_topic)
    assert await hall.told() == ["hidden", "upheld"]
    async with hall.turn("moderator") as turn:
        assert (await answering.show(turn, one.id, one.version)).status is ProposalStatus.visible


async def test_a_question_reaches_the_author_and_the_answer_the_staff(hall: Hall) -> None:
    one = await hall.statement()
    async with hall.turn() as turn:
        await answering.ask(turn, one.id, one.version, "Коя улица имате предвид?")
    async with hall.turn("maria") as turn:
        await proposals.reply(turn, one.id, "Улица „Отец Паисий“, ЕГН 7523169263.")
    async with hall.turn() as turn:
        said = (await answering.item(turn, one.id)).thread
    assert [(message.by_staff, message.text) for message in said] == [
        (True, "Коя улица имате предвид?"),
        (False, f"Улица „Отец Паисий“, ЕГН {MASK}."),
    ]
    assert await hall.told() == ["question"]
    assert {name for name in hall.people if "replied" in await hall.told(name)} == {
        "owner",
        "moderator",
        "second",
        "ngo",
    }
    assert await hall.acts() == ["submitted", "asked", "replied"]


async def test_nobody_answers_what_was_not_asked(hall: Hall) -> None:
    one = await hall.statement()
    async with hall.turn("maria") as turn:
        with pytest.raises(WrongState):
            await proposals.reply(turn, one.id, "Ето какво имах предвид.")


async def test_an_idea_and_a_paper_have_nobody_to_ask(hall: Hall) -> None:
    consultation = await hall.consultation()
    idea = await hall.proposal()
    async with hall.turn() as turn:
        paper = await on_paper(turn, consultation, received_on=date(2026, 11, 2))
        for one in (idea, paper):
            with pytest.raises(answering.NobodyToAsk):
                await answering.ask(turn, one.id, one.version, "Коя улица имате предвид?")
