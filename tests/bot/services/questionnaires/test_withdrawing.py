"""Nothing of what was answered stays where nobody will ever count it."""

import pytest

from bot.domain.questions import QuestionType
from storage import questionnaires as stored
from tests.asking import Poll, a_question

CLEAR = a_question("clear")


async def test_what_was_answered_goes_with_a_questionnaire_that_is_withdrawn(town: Poll) -> None:
    maria, ivan = await town.crowd(2)
    better = a_question("better", QuestionType.text)
    hidden = await town.asked(CLEAR, better)
    signed = await town.asked(CLEAR, better, anonymous=False)
    kept = await town.asked(CLEAR, better)
    for one in (hidden, signed, kept):
        await town.answer(maria, one, clear="4", better="Повече столове.")
    await town.answer(ivan, signed, clear="2")
    for one in (hidden, signed):
        await town.withdraw(one)
    await town.tick()
    async with town.engine.read() as tx:
        for table in ("ballots", "ballot_texts"):
            rows = await tx.all(f"SELECT DISTINCT questionnaire FROM {table}")
            assert [row["questionnaire"] for row in rows] == [kept.id]
        assert await tx.value("SELECT count(*) FROM signed_ballots") == 0


async def test_the_log_is_emptied_also_when_nothing_is_asked_any_more(
    town: Poll, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It tells what was committed together: who answered, and what."""
    emptied: list[str] = []

    async def forget_log() -> None:
        emptied.append("emptied")

    monkeypatch.setattr(town.engine, "forget_log", forget_log)
    asked = await town.asked(CLEAR)
    await town.tick()
    await town.answer(await town.person(), asked, clear="4")
    await town.withdraw(asked)
    for _ in range(2):
        await town.tick()
    assert emptied == ["emptied"] * 2


@pytest.mark.parametrize("number", [4, 5])
async def test_what_fewer_said_than_may_be_shown_goes_when_it_is_counted(town: Poll, number: int) -> None:
    """A single ballot beside a single used ticket would say whose it is."""
    better = a_question("better", QuestionType.text)
    hidden, signed = await town.asked(CLEAR, better), await town.asked(CLEAR, better, anonymous=False)
    for who in await town.crowd(number):
        for one in (hidden, signed):
            await town.answer(who, one, clear="4", better="Повече столове.")
    found = await town.close(hidden)
    assert (found.ballots, found.few) == (number, number == 4)
    assert len(await town.ballots(hidden)) == (0 if found.few else number)
    assert len(await town.ballots(signed)) == number
    async with town.engine.read() as tx:
        texts = await stored.text_counts(tx, hidden.id)
    assert texts == ({} if found.few else {"better": number})
