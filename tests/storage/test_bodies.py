"""Bodies in tables: what a town file brings, and that a council with many followers is not read whole."""

from pathlib import Path
from typing import Any

from bot.domain.ids import BodyId, MeetingId, ParticipantId
from bot.services.bodies import telling
from bot.services.town import import_town
from storage.bodies import calls, meetings, news, papers, record, seats, votes
from storage.engine import Engine
from tests.councils import BODY, Council
from tests.storage.notices.test_audience import NOON, Watched
from tests.telling import TOWN as HASKOVO

EXAMPLE = Path(__file__).parent.parent.parent / "bot" / "examples" / "haskovo.yaml"
GROUP = BodyId("wg-participation-rules")


async def test_seats_of_a_town_file_are_vacant_and_keep_their_labels_from_the_public(database: Engine) -> None:
    async with database.write() as tx:
        await import_town(tx, EXAMPLE, now=NOON, zone=HASKOVO.zone)
        found = await seats.of_body(tx, GROUP)
        assert [(one.function, one.label, one.public_name, one.is_held) for one in found] == [
            ("chair", "Председател", None, False),
            ("secretary", "Секретар", None, False),
            ("member", "Представител на граждани", None, False),
        ]
        await seats.save(tx, found[0].taken(await _somebody(tx), "Мария", NOON))
        await record.put_own(tx, GROUP, {"quorum": 2})
        await import_town(tx, EXAMPLE, now=NOON, zone=HASKOVO.zone)
        assert len(await seats.of_body(tx, GROUP)) == 3
        assert (await seats.of_body(tx, GROUP))[0].name == "Мария"
        assert (await record.get(tx, GROUP)).charter.quorum == 2


async def _somebody(tx: Any) -> ParticipantId:
    return ParticipantId(
        await tx.value(
            """INSERT INTO participants (telegram_id, language, cadence, consent_version, consent_language,
                                         consented_at, last_seen_on)
               VALUES (1, 'bg', 'at_once', '1', 'bg', 0, '2026-11-01') RETURNING id"""
        )
    )


async def test_no_question_of_bodies_reads_a_whole_table(database: Engine) -> None:
    one, meeting, someone = BodyId("b"), MeetingId(1), ParticipantId(1)
    async with database.write() as real:
        watched = Watched(real)
        tx: Any = watched
        await seats.of_body(tx, one)
        await seats.of_participant(tx, someone, one)
        await seats.bodies_of(tx, [someone])
        await record.follows(tx, someone, one)
        await record.count_followers(tx, one)
        await calls.latest(tx, one)
        await calls.latest_of(tx, someone, one)
        await calls.waiting(tx, one, limit=8, offset=0)
        await meetings.page(tx, one, "public", limit=8, offset=0)
        await meetings.following(tx, one, now=NOON)
        await meetings.items(tx, meeting)
        await meetings.answers(tx, meeting)
        await meetings.replied(tx, [meeting])
        await papers.of_body(tx, one)
        await papers.of_meeting(tx, meeting)
        await papers.decisions(tx, one, limit=2, offset=0)
        await votes.page(tx, one, everything=True, limit=5, offset=0)
        await votes.due(tx, now=NOON, limit=20)
        await news.is_due(tx, now=NOON)
        await news.next_due(tx, now=NOON)
        await news.following(tx, [someone])
        for whom in ("members", "followers"):
            told = news.News(1, "k", "summons", one, whom, {}, NOON, NOON, 0)
            await news.audience(tx, told, limit=500)
    scans = [plan for plan in watched.plans if plan.startswith("SCAN") and "json_each" not in plan]
    assert scans == []


async def test_thousands_of_followers_are_told_a_stretch_at_a_time_and_each_once(database: Engine) -> None:
    council = await Council(database).begin()
    async with database.write() as tx:
        await tx.run(
            """WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 2199)
               INSERT INTO participants (id, telegram_id, language, cadence, consent_version, consent_language,
                                         consented_at, last_seen_on)
               SELECT i, 1000000 + i, 'bg', 'at_once', '1', 'bg', 0, '2026-11-01' FROM n"""
        )
        await tx.run("INSERT INTO body_follows SELECT id, :body, 0 FROM participants WHERE id >= 1000", body=BODY)
    await council.summon()
    waiting = []
    finished = False
    while not finished:
        async with database.write() as tx:
            finished = await telling.tick(council.turn(tx))
        waiting.append(await council.waiting())
    assert waiting == [0, 500, 1000, 1200, 1200]
