"""Lists and counts, in a small register and in one of a hundred thousand."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.dispositions import Answer, Disposition
from bot.domain.ids import ConsultationId, ParticipantId, ProposalId
from bot.domain.proposals import ProposalKind, ProposalStatus
from bot.domain.words import terms
from bot.services.turn import Turn
from storage import proposals
from storage.engine import Engine
from storage.proposals import Filter
from tests.desk import TOWN
from tests.proposing import a_consultation, an_author, on_paper
from tests.storage.proposals.test_record import a_proposal
from tests.watching import Watched

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
S = ProposalStatus


async def test_the_queue_holds_each_where_staff_owe_it_something(database: Engine) -> None:
    async with database.write() as tx:
        unchecked = await proposals.add(tx, a_proposal())
        shown = await proposals.add(tx, a_proposal(status=S.visible))
        prepared = await proposals.add(tx, a_proposal(status=S.hidden, draft_answer=Answer.of(Disposition.accepted)))
        merged = await proposals.add(tx, a_proposal(status=S.visible, merged_into=shown.id))
        for over in (S.answered, S.withdrawn):
            await proposals.add(tx, a_proposal(status=over))

        async def ids(state: str) -> list[ProposalId]:
            found = await proposals.queue(tx, Filter(state=state), limit=9, offset=0)
            assert await proposals.queue_count(tx, Filter(state=state)) == len(found)
            return [one.id for one in found]

        assert await ids("open") == [unchecked.id, shown.id, prepared.id, merged.id]
        assert await ids("unchecked") == [unchecked.id]
        assert await ids("unanswered") == [shown.id]
        assert await ids("prepared") == [prepared.id]


async def test_late_is_what_passed_its_own_day_or_its_consultations(database: Engine) -> None:
    today = date(2026, 12, 20)
    async with database.write() as tx:
        turn = Turn(tx=tx, now=NOW, town=TOWN)
        old, new = await a_consultation(tx, date(2026, 11, 2)), await a_consultation(tx, date(2026, 11, 10))
        late = await on_paper(turn, old)
        await on_paper(turn, new)
        due = await proposals.add(tx, a_proposal(kind=ProposalKind.formal, due_on=date(2026, 12, 19)))
        await proposals.add(tx, a_proposal(kind=ProposalKind.formal, due_on=today))
        chosen = Filter(state="overdue", today=today, closed_by=date(2026, 12, 2))
        assert [one.id for one in await proposals.queue(tx, chosen, limit=9, offset=0)] == [late.id, due.id]


async def test_the_register_shows_the_newest_first_and_nothing_hidden(database: Engine) -> None:
    async with database.write() as tx:
        about = (await a_consultation(tx, date(2026, 11, 2))).id
        first = await proposals.add(tx, a_proposal(status=S.visible, consultation=about))
        await proposals.add(tx, a_proposal(status=S.hidden, consultation=about))
        second = await proposals.add(tx, a_proposal(status=S.answered, consultation=about))
        idea = await proposals.add(tx, a_proposal(kind=ProposalKind.idea, status=S.visible))
        everywhere = await proposals.public(tx, None, limit=9, offset=0)
        assert [one.id for one in everywhere] == [idea.id, second.id, first.id]
        assert [one.id for one in await proposals.public(tx, about, limit=9, offset=1)] == [first.id]
        assert (await proposals.public_count(tx, None), await proposals.public_count(tx, about)) == (3, 2)


@pytest.fixture
async def big_register(database: Engine) -> Engine:
    """100,000 statements in fifty consultations, one in a hundred Maria's; and the words of each."""
    async with database.write() as tx:
        turn = Turn(tx=tx, now=NOW, town=TOWN)
        maria = await an_author(tx, turn, 1)
        for _ in range(50):
            await a_consultation(tx, date(2026, 11, 2))
        await tx.run(
            """WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
               INSERT INTO proposals (receipt_no, kind, consultation, author, channel, author_type, text, language,
                                      status, received_on, submitted_at, stage, is_public, due_on)
               SELECT 'S' || i, 'statement', i % 50 + 1, CASE WHEN i % 100 = 0 THEN :maria END, 'bot', 'citizen', 'т',
                      'bg', CASE i % 4 WHEN 0 THEN 'submitted' WHEN 1 THEN 'answered' ELSE 'visible' END,
                      '2026-11-02', :now + i,
                      CASE i % 4 WHEN 0 THEN 'unchecked' WHEN 1 THEN 'over' ELSE 'unanswered' END, i % 4 > 0,
                      CASE WHEN i % 500 = 0 THEN '2026-11-01' END
               FROM n""",
            maria=maria.id,
            now=int(NOW.timestamp()),
        )
        await tx.run(
            """INSERT INTO proposal_words (rowid, words)
               SELECT id, 'обичайн дум' || (id % 700) || ' рядк' || (id % 30000) FROM proposals WHERE is_public = 1"""
        )
    return database


async def test_among_a_hundred_thousand_every_question_is_answered_by_an_index(big_register: Engine) -> None:
    costs: dict[str, int] = {}
    about, maria = ConsultationId(7), ParticipantId(1)
    async with big_register.read() as plain:

        async def ask(name: str, question: str, *args: object, **params: object) -> None:
            tx = Watched(plain)
            await getattr(proposals, question)(tx, *args, **params)
            costs[name] = tx.steps
            scans = [step for step in tx.plan if step.startswith("SCAN ") and "USING" not in step]
            assert [step for step in scans if "VIRTUAL TABLE" not in step and "json_each" not in step] == [], tx.plan

        page = {"limit": 5, "offset": 300}
        for state in ("open", "unchecked", "unanswered", "prepared"):
            await ask(f"queue {state}", "queue", Filter(state=state), **page)
            await ask(f"queue {state} of one", "queue", Filter(state=state, consultation=about), **page)
        late = Filter(state="overdue", today=date(2026, 11, 2), closed_by=date(2026, 10, 1))
        await ask("queue overdue", "queue", late, limit=5, offset=0)
        await ask("public", "public", None, **page)
        await ask("public of one", "public", about, **page)
        await ask("own", "own", maria, **page)
        await ask("own count", "own_count", maria)
        await ask("count of", "count_of", about)
        await ask("similar", "similar", ("обичайн", "дум7", "рядк707"), consultation=None, limit=3)
        await ask("search", "search", terms("рядк707"), limit=5, offset=0)
        await ask("lapsed", "lapsed", today=date(2026, 11, 2), limit=100)
    # Of 100,000 rows looked at one by one, the cheapest would cost 300,000 steps.
    assert {question: steps for question, steps in costs.items() if steps > 25_000} == {}
