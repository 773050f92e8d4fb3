"""Forums of a town that has held them for years: nothing is found by reading everything."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.ids import BodyId, ConsultationId, ForumId, ParticipantId, RegistrationId
from storage import forums as stored
from storage.engine import Engine, Transaction
from storage.forums import registrations
from tests.watching import Watched

NOW = datetime(2026, 11, 4, 12, tzinfo=UTC)
FORUMS, EACH = 2_000, 50
BIG = ForumId(1)

Question = Callable[[Transaction], Awaitable[Any]]
QUESTIONS: dict[str, Question] = {
    "seats": lambda tx: registrations.seats(tx, BIG),
    "seats_of": lambda tx: registrations.seats_of(tx, [BIG, ForumId(2)]),
    "of": lambda tx: registrations.of(tx, BIG, ParticipantId(3)),
    "of_people": lambda tx: registrations.of_people(tx, [BIG], [ParticipantId(3)]),
    "states_of": lambda tx: registrations.states_of(tx, ParticipantId(3), [BIG]),
    "by_code": lambda tx: registrations.by_code(tx, BIG, "C3"),
    "get": lambda tx: registrations.get(tx, RegistrationId(3)),
    "tail": lambda tx: registrations.tail(tx, BIG),
    "ahead": lambda tx: registrations.ahead(tx, BIG, 40),
    "line": lambda tx: registrations.line(tx, BIG, now=NOW, limit=5),
    "expired": lambda tx: registrations.expired(tx, now=NOW, limit=5),
    "freed": lambda tx: registrations.with_a_freed_seat(tx, now=NOW, limit=5),
    "attendance": lambda tx: stored.attendance(tx, BIG, absent=True, limit=10, offset=0),
    "counts": lambda tx: stored.counts(tx, BIG),
    "coming": lambda tx: stored.page(tx, shelf="coming", now=NOW, limit=5, offset=0),
    "count_coming": lambda tx: stored.count(tx, "coming", NOW),
    "past": lambda tx: stored.page(tx, shelf="past", now=NOW, limit=5, offset=0),
    "mine": lambda tx: stored.mine(tx, ParticipantId(3), now=NOW, limit=5, offset=0),
    "drafts": lambda tx: stored.drafts(tx, limit=5, offset=0),
    "of_consultation": lambda tx: stored.of_consultation(tx, ConsultationId(1), limit=5),
    "of_body": lambda tx: stored.of_body(tx, BodyId("council"), limit=5),
    "beginning_soon": lambda tx: stored.beginning_soon(tx, now=NOW, until=NOW + timedelta(days=8)),
    "to_remind": lambda tx: stored.to_remind(tx, BIG, key="k", registered_before=NOW, limit=500),
    "to_ask": lambda tx: stored.to_ask(tx, over_by=NOW, over_since=NOW - timedelta(days=14), limit=5),
    "unfinished": lambda tx: stored.unfinished(tx, limit=5),
    "seated": lambda tx: stored.seated(tx, BIG, since=NOW, after=0, limit=500, offered=True),
    "attended": lambda tx: stored.attended(tx, BIG),
    "papers": lambda tx: stored.papers(tx, BIG),
}
STEPS_AT_MOST = 60_000
"""Of the database's machine: a millisecond or so. Reading every registration takes a hundred times more."""


@pytest.fixture
async def town(database: Engine) -> Engine:
    """A hundred thousand registrations; a few forums lie ahead."""
    async with database.write() as tx:
        await tx.run(
            """INSERT INTO participants (id, telegram_id, language, cadence, consent_version, consent_language,
                                         consented_at, last_seen_on)
               WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
               SELECT i, i, 'bg', 'at_once', '1', 'bg', 0, '2026-11-04' FROM n"""
        )
        await tx.run(
            """INSERT INTO forums (id, kind, title, translations, agenda, open_to, starts_at, over_at, capacity,
                                   recorded, secret, reminded_to, changed_at, body)
               WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :forums)
               SELECT i, 'forum', 'Форум', '{}', '[]', '[]', :now + (10 - i) * 86400, :now + (10 - i) * 86400 + 7200,
                      40, 'open', x'00', 0, 0, 'other' FROM n""",
            forums=FORUMS,
            now=int(NOW.timestamp()),
        )
        await tx.run(
            """INSERT INTO registrations (forum, participant, state, code, position, offered_until, registered_at,
                                          checked_in_at)
               WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :rows - 1)
               SELECT i / :each + 1, (i * 7) % 1000 + 1,
                      CASE WHEN i % :each < 40 THEN 'registered' ELSE 'waiting' END, 'C' || (i % :each), i % :each,
                      NULL, 0, CASE WHEN i / :each > 10 THEN 1 END FROM n""",
            rows=FORUMS * EACH,
            each=EACH,
        )
        await tx.run("ANALYZE")
    return database


async def test_no_question_reads_the_registrations_of_the_whole_town(town: Engine) -> None:
    dear = {}
    async with town.read() as tx:
        for name, ask in QUESTIONS.items():
            watched = Watched(tx)
            await ask(watched)
            scans = [line for line in watched.plan if line.startswith("SCAN r") and "USING" not in line]
            if watched.steps > STEPS_AT_MOST or scans:
                dear[name] = (watched.steps, watched.plan)
    assert dear == {}
