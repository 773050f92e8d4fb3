"""Answering: one ballot a ticket, and who may give one."""

import pytest

from bot.domain.errors import ConsentNeeded, NotFound
from bot.domain.questionnaires import Audience
from bot.services import questionnaires
from bot.services.questionnaires import AlreadyAnswered, NotInvited, QuestionnaireClosed
from storage import questionnaires as stored
from storage.engine import Engine
from tests.asking import Poll, a_question, a_sheet


@pytest.fixture
async def town(database: Engine) -> Poll:
    poll = Poll(database)
    await poll.begin()
    return poll


async def test_answers_are_filed_and_the_ticket_is_spent(town: Poll) -> None:
    maria, asked = await town.person(), await town.asked()
    await town.answer(maria, asked, time="b", clear="5", again="9", first="n", better="Повече столове.")
    assert await town.ballots(asked) == ["b---59n-"]
    ticket = await town.ticket(maria, asked)
    assert ticket is not None
    assert ticket.used
    async with town.engine.read() as tx:
        (text,) = await stored.texts(tx, asked.id, "better", limit=10, offset=0)
    assert text.text == "Повече столове."
    assert text.proposal is None


async def test_nobody_answers_twice(town: Poll) -> None:
    maria, asked = await town.person(), await town.asked()
    await town.answer(maria, asked, clear="5")
    with pytest.raises(AlreadyAnswered):
        await town.answer(maria, asked, clear="1")
    assert len(await town.ballots(asked)) == 1


async def test_of_two_devices_at_once_one_has_answered(town: Poll) -> None:
    """Both were shown the question before either sent: in one transaction, as turns that share a commit."""
    maria, asked = await town.person(), await town.asked()
    async with town.turn_of(maria) as turn:
        first = await questionnaires.must_answer(turn, asked.id)
        second = await questionnaires.must_answer(turn, asked.id)
        assert first.may_answer
        assert second.may_answer
        await questionnaires.file(turn, asked.id, a_sheet(asked.definition, clear="5"))
        with pytest.raises(AlreadyAnswered):
            await questionnaires.file(turn, asked.id, a_sheet(asked.definition, clear="1"))
    assert await town.ballots(asked) == ["----5--."]


async def test_nothing_is_kept_that_comes_at_the_closing_instant(town: Poll) -> None:
    maria, asked = await town.person(), await town.asked()
    assert asked.closes_at is not None
    town.now = asked.closes_at
    with pytest.raises(QuestionnaireClosed) as refused:
        await town.answer(maria, asked, clear="5")
    assert refused.value.facts == {"closes_at": asked.closes_at}
    assert await town.ballots(asked) == []
    assert await town.ticket(maria, asked) is None


async def test_what_was_withdrawn_is_not_answered(town: Poll) -> None:
    maria, asked = await town.person(), await town.asked()
    await town.withdraw(asked)
    with pytest.raises(QuestionnaireClosed) as refused:
        await town.answer(maria, asked, clear="5")
    assert refused.value.facts == {"closes_at": None}


async def test_a_draft_of_staff_is_known_to_nobody(town: Poll) -> None:
    maria, draft = await town.person(), await town.prepared()
    async with town.turn_of(maria) as turn:
        with pytest.raises(NotFound):
            await questionnaires.stand(turn, draft.id)


async def test_only_those_who_were_there_answer_of_a_forum(town: Poll) -> None:
    maria, forum = await town.person(), await town.forum()
    asked = await town.prepared(audience=Audience(forum=forum.id))
    async with town.engine.write() as tx:
        opened = asked.publish(town.now).open_after(town.now - asked.timing.opens_after)
        await stored.save(tx, opened)
    with pytest.raises(NotInvited):
        await town.answer(maria, asked, clear="5")
    assert await town.ticket(maria, asked) is None


async def test_a_ticket_of_somebody_else_opens_nothing(town: Poll) -> None:
    maria, ivan = await town.person(), await town.person()
    forum = await town.forum()
    asked = await town.prepared(audience=Audience(forum=forum.id))
    async with town.engine.write() as tx:
        await stored.save(tx, asked.publish(town.now).open_after(town.now - asked.timing.opens_after))
        await tx.run("INSERT INTO tickets (questionnaire, participant) VALUES (:q, :p)", q=asked.id, p=ivan.id)
    with pytest.raises(NotInvited):
        await town.answer(maria, asked, clear="5")
    await town.answer(ivan, asked, clear="4")
    assert await town.ballots(asked) == ["----4--."]


async def test_whoever_only_looks_around_is_asked_for_consent_first(town: Poll) -> None:
    asked = await town.asked()
    async with town.turn_of(None) as turn:
        assert not (await questionnaires.stand(turn, asked.id)).answered
        with pytest.raises(ConsentNeeded):
            await questionnaires.must_answer(turn, asked.id)


async def test_who_declined_may_change_their_mind(town: Poll) -> None:
    maria, asked = await town.person(), await town.asked()
    await town.decline(maria, asked)
    await town.answer(maria, asked, clear="3")
    assert await town.ballots(asked) == ["----3--."]


async def test_answers_to_an_older_version_are_filed_as_far_as_they_fit(town: Poll) -> None:
    maria, asked = await town.person(), await town.asked()
    sheet = a_sheet(asked.definition, time="b", clear="5")
    await town.revise(asked, a_question("clear"), a_question("new"))
    async with town.turn_of(maria) as turn:
        await questionnaires.file(turn, asked.id, sheet)
    async with town.engine.read() as tx:
        rows = await tx.all("SELECT version, sheet FROM ballots")
    assert [tuple(row) for row in rows] == [(2, "5-")]


# -- what is not anonymous -----------------------------------------------------------------------------------------


async def test_what_is_not_anonymous_is_answered_anew_until_it_closes(town: Poll) -> None:
    maria, asked = await town.person(), await town.asked(anonymous=False)
    await town.answer(maria, asked, clear="5", first="n", better="Столове.")
    async with town.turn_of(maria) as turn:
        before = await questionnaires.given(turn, asked.id)
    assert before.answers["clear"] == "5"
    assert before.texts == {"better": "Столове."}
    await town.answer(maria, asked, clear="2", first="n", better="Пейки.")
    assert await town.ballots(asked) == ["----2-n-"]
    async with town.engine.read() as tx:
        assert [one.text for one in await stored.texts(tx, asked.id, "better", limit=9, offset=0)] == ["Пейки."]
        assert await tx.value("SELECT count(*) FROM signed_ballots") == 1


async def test_answering_anew_leaves_what_others_answered(town: Poll) -> None:
    maria, ivan, asked = await town.person(), await town.person(), await town.asked(anonymous=False)
    for who, value in ((maria, "5"), (ivan, "4"), (maria, "1")):
        await town.answer(who, asked, clear=value, first="n", better=f"{who.id}: {value}")
    assert sorted(await town.ballots(asked)) == ["----1-n-", "----4-n-"]
    async with town.engine.read() as tx:
        texts = {one.text for one in await stored.texts(tx, asked.id, "better", limit=9, offset=0)}
    assert texts == {f"{maria.id}: 1", f"{ivan.id}: 4"}


async def test_of_what_is_anonymous_nothing_is_given_back(town: Poll) -> None:
    maria, asked = await town.person(), await town.asked()
    async with town.turn_of(maria) as turn:
        assert (await questionnaires.given(turn, asked.id)).answers == {}
    await town.answer(maria, asked, clear="5")
    async with town.turn_of(maria) as turn:
        with pytest.raises(AlreadyAnswered):
            await questionnaires.given(turn, asked.id)
    async with town.engine.read() as tx:
        assert await tx.value("SELECT count(*) FROM signed_ballots") == 0
