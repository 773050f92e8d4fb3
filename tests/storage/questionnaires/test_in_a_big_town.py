"""What is asked with every tap, on every home screen and at every tick does not grow with the town."""

from collections.abc import Awaitable, Callable

import pytest

from bot.domain.ids import ParticipantId, QuestionnaireId
from storage import questionnaires
from storage.engine import Engine, Transaction
from tests.asking import Poll, a_question
from tests.watching import Watched

TOWN = 100_000
OPEN = 20
Question = Callable[[Transaction, Poll, QuestionnaireId], Awaitable[object]]


@pytest.fixture
async def town(database: Engine) -> Poll:
    poll = Poll(database)
    await poll.begin()
    return poll


async def populate(town: Poll) -> QuestionnaireId:
    """Everybody holds a ticket of the newest, was told of it, and every third has used it."""
    numbers = [(await town.asked(a_question())).id for _ in range(OPEN)]
    async with town.engine.write() as tx:
        await tx.run(
            """WITH RECURSIVE n(i) AS (SELECT 10000 UNION ALL SELECT i + 1 FROM n WHERE i < 9999 + :town)
               INSERT INTO participants (id, telegram_id, language, cadence, quiet_start, quiet_end,
                                         consent_version, consent_language, consented_at, last_seen_on)
               SELECT i, 1000000 + i, 'bg', 'at_once', 1260, 480, '1', 'bg', 0, '2026-11-01' FROM n""",
            town=TOWN,
        )
        await tx.run(
            """INSERT INTO tickets (questionnaire, participant, used, invited, chased)
               SELECT :number, id, id % 3 = 0, 1, 1 FROM participants WHERE id >= 10000""",
            number=numbers[-1],
        )
    return numbers[-1]


ASKED: dict[str, Question] = {
    "a tap": lambda tx, town, number: questionnaires.standing(tx, number, ParticipantId(77_777)),
    "home": lambda tx, town, number: questionnaires.count_waiting(tx, ParticipantId(77_777), now=town.now),
    "the shelf": lambda tx, town, number: questionnaires.shelved(
        tx, ParticipantId(77_777), now=town.now, limit=5, offset=0
    ),
    "a tick": lambda tx, town, number: questionnaires.uninvited(tx, number, limit=500),
    "a tick after the reminder": lambda tx, town, number: questionnaires.unchased(
        tx, number, invited="invited", invited_by=town.now, limit=500
    ),
    "one ticket": lambda tx, town, number: questionnaires.ticket(tx, number, ParticipantId(77_777)),
}


async def test_each_question_is_answered_by_an_index(town: Poll) -> None:
    number = await populate(town)
    for what, question in ASKED.items():
        async with town.engine.read() as tx:
            watched = Watched(tx)
            await question(watched, town, number)
        scans = [one for one in watched.plan if one.startswith("SCAN") and not one.startswith("SCAN q")]
        assert scans == [], what
        assert watched.steps <= 3_000, what


async def test_the_shelf_has_what_waits_then_what_was_answered_then_what_has_results(town: Poll) -> None:
    maria = await town.person()
    closed = await town.asked(a_question())
    await town.close(closed)
    answered, waits = await town.asked(a_question()), await town.asked(a_question())
    await town.answer(maria, answered, clear="4")
    await town.prepared()
    await town.withdraw(await town.asked(a_question()))
    async with town.engine.read() as tx:
        found = await questionnaires.shelved(tx, maria.id, now=town.now, limit=9, offset=0)
        assert [one.id for one, _ in found] == [waits.id, answered.id, closed.id]
        assert await questionnaires.count_shelved(tx, maria.id, now=town.now) == 3
        nobody = await questionnaires.shelved(tx, None, now=town.now, limit=9, offset=0)
    assert [(one.id, ticket) for one, ticket in nobody] == [(answered.id, None), (waits.id, None), (closed.id, None)]


async def test_a_questionnaire_for_some_is_on_the_shelf_of_those_only(town: Poll) -> None:
    maria, forum = await town.person(), await town.forum()
    asked = await town.after(forum, town.now)
    async with town.engine.write() as tx:
        assert await questionnaires.count_shelved(tx, maria.id, now=town.now) == 0
        await tx.run("INSERT INTO tickets (questionnaire, participant) VALUES (:q, :p)", q=asked.id, p=maria.id)
        assert await questionnaires.count_shelved(tx, maria.id, now=town.now) == 1
        assert await questionnaires.count_waiting(tx, maria.id, now=town.now) == 1
        await questionnaires.decline(tx, asked.id, maria.id)
        assert await questionnaires.count_waiting(tx, maria.id, now=town.now) == 0


async def test_tickets_are_forgotten_so_many_at_a_time(town: Poll) -> None:
    people, asked = await town.crowd(3), await town.asked(a_question())
    for one in people:
        await town.answer(one, asked, clear="4")
    await town.close(asked)
    assert asked.closes_at is not None
    at = int(asked.closes_at.timestamp())
    async with town.engine.write() as tx:
        assert await questionnaires.forget_tickets(tx, closed_by=at - 1, limit=2) == 0
        assert await questionnaires.forget_tickets(tx, closed_by=at, limit=2) == 2
        assert await questionnaires.forget_tickets(tx, closed_by=at, limit=2) == 1
