"""One case of `bench broadcast`: a town of a million, of whom some write to the bot while audiences are counted."""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp
import psutil

from bot.app import Prestige, system_clock
from bot.bench.prestige_turns import LIFTED, quiet, settings
from bot.bench.stage import percentile
from bot.domain.announcements import Announcement
from bot.domain.audiences import Audience, Condition, Trait
from bot.domain.contents import Content, Kind
from bot.domain.ids import ParticipantId
from bot.lifetime import run
from bot.services.participants import CONSENT_VERSION
from storage import announcements, schema
from storage.engine import Engine

CHUNK = 50_000
TOPICS, PLACES, CONSULTATIONS = 8, 40, 50
PAUSE_SECONDS = 0.5
LOOK_SECONDS = 0.01
QUIET_SECONDS = 8.0
COUNTS = 5
"""Of each audience; their median is told."""


def _is(trait: Trait, value: str = "", *, negated: bool = False) -> Condition:
    return Condition(trait=trait, value=value, negated=negated)


EVERYONE = Audience(groups=((_is(Trait.everyone),),))
HALF = Audience(groups=tuple((_is(Trait.topic, f"topic-{number}"),) for number in range(TOPICS // 2)))
MIXED = Audience(
    groups=(
        (_is(Trait.topic, "topic-0"), _is(Trait.place, "all"), _is(Trait.proposed, "1", negated=True)),
        (_is(Trait.follows, "2"), _is(Trait.language, "tr", negated=True)),
        (_is(Trait.place, "place-1"), _is(Trait.proposed, negated=True)),
    )
)


async def measure(url: str, first: int, citizens: int, people: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        chosen = settings(Path(folder), url)
        now = system_clock()
        schema.upgrade(chosen.database_path, chosen.key, now=now)
        app = Prestige(chosen, limits=LIFTED)
        await app.engine.open()
        await fill(app.engine, first=first, people=people, now=now)
        await app.engine.close()
        await app.start()
        before: list[float] = []
        async with _talking(url, range(first, first + citizens), before):
            await asyncio.sleep(QUIET_SECONDS)
        waits: list[float] = []
        async with _talking(url, range(first, first + citizens), waits):
            counting = max([await _count(app, audience) for audience in (EVERYONE, HALF, MIXED)])
            seconds, growth = await _take(app, EVERYONE)
        await app.stop()
    return {
        "count_1m_ms": counting * 1000,
        "snapshot_1m_s": seconds,
        "snapshot_rss_growth_mb": growth,
        "reply_p95_ms": percentile(waits, 0.95),
        "reply_before_p95_ms": percentile(before, 0.95),
    }


async def _count(app: Prestige, audience: Audience) -> float:
    """Seconds until the count of a draft is known, by the bot's own worker."""
    taken = []
    for _ in range(COUNTS):
        began = time.perf_counter()
        await _drafted(app, audience)
        await app.broadcast.count_all()
        taken.append(time.perf_counter() - began)
    return median(taken)


async def _take(app: Prestige, audience: Audience) -> tuple[float, float]:
    """Seconds until the recipients of an approved one are written down; growth of memory meanwhile, in megabytes.

    It waits for its time, so that nothing is sent.
    """
    draft = await _drafted(app, audience)
    await app.broadcast.count_all()
    now = app.clock()
    async with app.engine.write() as tx:
        counted = await announcements.get(tx, draft.id)
        approved = counted.approve(by=ParticipantId(1), above=None, posts=0, now=now)
        await announcements.save(tx, approved, now=now)
    process = psutil.Process()
    before = peak = process.memory_info().rss
    began = time.perf_counter()
    working = asyncio.create_task(app.broadcast.work_all())
    while not working.done():
        await asyncio.wait([working], timeout=0.5)
        peak = max(peak, process.memory_info().rss)
    seconds = time.perf_counter() - began
    async with app.engine.glance() as tx:
        taken = await announcements.get(tx, draft.id)
    if taken.taken_at is None or counted.counts is None or taken.recipients != counted.counts.recipients:
        raise RuntimeError(f"the snapshot holds {taken.recipients} of {counted.counts}")
    return seconds, (peak - before) / 1_000_000


async def _drafted(app: Prestige, audience: Audience) -> Announcement:
    now = app.clock()
    async with app.engine.write() as tx:
        one = await announcements.add(tx, author=None, fallback="bg", now=now)
        await announcements.put_text(tx, one.id, 1, "bg", Content(kind=Kind.text, html="Утре няма вода"))
        later = now + timedelta(days=2)
        return await announcements.save(tx, one.edit(audience=audience, title="Вода", scheduled_at=later), now=now)


# -- people who write meanwhile ----------------------------------------------------------------------------------------


@asynccontextmanager
async def _talking(url: str, people: range, waits: list[float]) -> AsyncIterator[None]:
    """Each writes, waits for the answer, and writes again after a while; `waits` hears how long, in milliseconds."""
    async with aiohttp.ClientSession() as session:
        tasks = [asyncio.create_task(_talk(session, url, person, waits)) for person in people]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def _talk(session: aiohttp.ClientSession, url: str, person: int, waits: list[float]) -> None:
    while True:
        seen = await _heard(session, url, person)
        asked = time.perf_counter()
        async with session.post(f"{url}/sandbox/people/{person}/text", json={"text": "кога е срокът"}):
            pass
        while await _heard(session, url, person) == seen:  # noqa: ASYNC110 # another process answers
            await asyncio.sleep(LOOK_SECONDS)
        waits.append((time.perf_counter() - asked) * 1000)
        await asyncio.sleep(PAUSE_SECONDS)


async def _heard(session: aiohttp.ClientSession, url: str, person: int) -> int:
    """The number of the newest message from the bot."""
    async with session.get(f"{url}/sandbox/chats/{person}") as response:
        chat = await response.json()
    return max((message["message_id"] for message in chat["messages"] if message["from"] == "bot"), default=0)


# -- the town ----------------------------------------------------------------------------------------------------------


async def fill(engine: Engine, *, first: int, people: int, now: datetime) -> None:
    """People of three languages and all cadences, some paused or gone, each with a topic and a place."""
    async with engine.write() as tx:
        await tx.many(
            """INSERT INTO consultations (id, kind, title, summary, translations, recorded, facts, created_at)
               VALUES (:id, 'other', 'Наредба', 'Какво се променя', '{}', 'draft', '{}', 0)""",
            [{"id": number} for number in range(1, CONSULTATIONS + 1)],
        )
    for start in range(0, people, CHUNK):
        stretch: dict[str, Any] = {"after": start, "upto": min(start + CHUNK, people)}
        async with engine.write() as tx:
            await tx.run(
                """WITH RECURSIVE n(i) AS (SELECT :after + 1 UNION ALL SELECT i + 1 FROM n WHERE i < :upto)
                   INSERT INTO participants (id, telegram_id, language, cadence, quiet_start, quiet_end, paused_until,
                                             unreachable_since, consent_version, consent_language, consented_at,
                                             last_seen_on)
                   SELECT i, :first + i - 1, CASE i % 10 WHEN 0 THEN 'tr' WHEN 1 THEN 'en' ELSE 'bg' END,
                          CASE i % 20 WHEN 3 THEN 'daily' WHEN 7 THEN 'weekly' WHEN 11 THEN 'never' ELSE 'at_once' END,
                          CASE WHEN i % 11 THEN 1260 + 30 * (i % 4) END, CASE WHEN i % 11 THEN 480 END,
                          CASE WHEN i % 50 = 49 THEN :now + 864000 END, CASE WHEN i % 33 = 32 THEN :now END,
                          :version, 'bg', :now, :today FROM n""",
                first=first,
                now=int(now.timestamp()),
                version=CONSENT_VERSION,
                today=now.date().isoformat(),
                **stretch,
            )
            await tx.run(
                """INSERT INTO subscriptions (participant, scope, target)
                   SELECT id, 'topic', 'topic-' || (id * 7919 % :topics) FROM participants
                   WHERE id > :after AND id <= :upto""",
                topics=TOPICS,
                **stretch,
            )
            await tx.run(
                """INSERT INTO subscriptions (participant, scope, target)
                   SELECT id, 'place', CASE WHEN id % 3 THEN 'place-' || (id * 104729 % :places) ELSE 'all' END
                   FROM participants WHERE id > :after AND id <= :upto""",
                places=PLACES,
                **stretch,
            )
            await tx.run(
                """INSERT INTO follows (participant, consultation, followed_at)
                   SELECT id, 1 + id % :consultations, 0 FROM participants
                   WHERE id > :after AND id <= :upto AND id % 10 = 0""",
                consultations=CONSULTATIONS,
                **stretch,
            )
            await tx.run(
                """INSERT INTO proposals (receipt_no, kind, consultation, author, channel, author_type, text, language,
                                          status, received_on, submitted_at, stage, is_public)
                   SELECT 'S-26-' || id, 'statement', 1 + id / 100 % :consultations, id, 'bot', 'citizen',
                          'Да се засадят дървета по улицата.', 'bg', 'answered', '2026-01-01', 0, 'over', 0
                   FROM participants WHERE id > :after AND id <= :upto AND id % 100 = 0""",
                consultations=CONSULTATIONS,
                **stretch,
            )


if __name__ == "__main__":
    quiet()
    print(json.dumps(run(measure(**json.loads(sys.argv[1])))))  # noqa: T201 # the result of the case
