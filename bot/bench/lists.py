"""How long a page of a list and a search take in a register of 100,000 proposals."""

import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from bot.bench.stage import percentile
from bot.domain.ids import ConsultationId, ParticipantId
from bot.domain.proposals import Proposal, ProposalKind, ProposalStatus
from bot.domain.words import terms
from storage import participants, proposals, schema
from storage.engine import Engine, Transaction
from storage.proposals import Filter

REGISTER = 100_000
CONSULTATIONS = 50
CHUNK = 5_000
PAGE = 5
LOOKS = 200
WORDS = 12_000
"""Different words in the register; the n-th is met a n-th as often as the first, as words are."""
KEY = "ab" * 32
NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
_SYLLABLES = tuple(consonant + vowel for consonant in "бвгджзклмнпрстфхцчш" for vowel in "аеио")


async def measure() -> dict[str, float]:
    """Milliseconds at the 95th percentile: of pages deep and shallow, and of searches as people type them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lists.db"
        await asyncio.to_thread(schema.upgrade, path, KEY, now=NOW)
        engine = Engine(path, KEY)
        await engine.open()
        try:
            return await _measure(engine)
        finally:
            await engine.close()


async def _measure(engine: Engine) -> dict[str, float]:
    dice = random.Random(26)
    vocabulary = ["".join(dice.choices(_SYLLABLES, k=dice.randint(2, 5))) for _ in range(WORDS)]
    weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))

    def sentence(length: int) -> str:
        return " ".join(dice.choices(vocabulary, cum_weights=weights, k=length))

    began = time.perf_counter()
    author = await _fill(engine, dice, sentence)
    filled = time.perf_counter() - began

    def deep() -> int:
        return dice.randrange(REGISTER // CONSULTATIONS // PAGE) * PAGE

    def consultation() -> ConsultationId:
        return ConsultationId(dice.randint(1, CONSULTATIONS))

    pages: list[Callable[[Transaction], Awaitable[Any]]] = [
        lambda tx: proposals.queue(tx, Filter(), limit=PAGE, offset=dice.randrange(REGISTER // 2)),
        lambda tx: proposals.queue(tx, Filter(consultation=consultation()), limit=PAGE, offset=deep() // 4),
        lambda tx: proposals.public(tx, None, limit=PAGE, offset=dice.randrange(REGISTER // 4)),
        lambda tx: proposals.public(tx, consultation(), limit=PAGE, offset=deep() // 4),
        lambda tx: proposals.own(tx, author, limit=PAGE, offset=0),
    ]
    searches: list[Callable[[Transaction], Awaitable[Any]]] = [
        lambda tx: proposals.search(tx, terms(sentence(2)), limit=PAGE, offset=0),
        lambda tx: proposals.similar(tx, terms(sentence(60)), consultation=consultation(), limit=3),
        lambda tx: proposals.similar(tx, terms(sentence(60)), consultation=None, limit=3),
    ]
    return {
        "page_ms": await _looks(engine, pages),
        "search_ms": await _looks(engine, searches),
        "fill_seconds": filled,
    }


async def _looks(engine: Engine, looks: list[Callable[[Transaction], Awaitable[Any]]]) -> float:
    taken = []
    for number in range(LOOKS):
        began = time.perf_counter()
        async with engine.glance() as tx:
            await looks[number % len(looks)](tx)
        taken.append((time.perf_counter() - began) * 1_000)
    return percentile(taken, 0.95)


async def _fill(engine: Engine, dice: random.Random, sentence: Callable[[int], str]) -> ParticipantId:
    async with engine.write() as tx:
        today = NOW.date()
        person = await participants.add(
            tx, telegram_id=1, language="bg", quiet=None, consent_version="1", now=NOW, today=today
        )
        await tx.many(
            """INSERT INTO consultations (kind, title, summary, translations, recorded, facts, created_at)
               VALUES ('ordinance', 'Наредба', 'Какво се променя', '{}', 'open', '{}', 0)""",
            [{} for _ in range(CONSULTATIONS)],
        )
    for start in range(0, REGISTER, CHUNK):
        async with engine.write() as tx:
            for number in range(start, start + CHUNK):
                await proposals.add(tx, _one(number, dice, sentence, person.id if number % 100 == 0 else None))
    return person.id


def _one(number: int, dice: random.Random, sentence: Callable[[int], str], author: ParticipantId | None) -> Proposal:
    statuses = (ProposalStatus.submitted, ProposalStatus.visible, ProposalStatus.answered, ProposalStatus.hidden)
    return Proposal(
        receipt_no=f"S-26-{number:06}",
        kind=ProposalKind.statement,
        consultation=ConsultationId(number % CONSULTATIONS + 1),
        author=author,
        text=sentence(dice.randint(20, 100)),
        status=dice.choices(statuses, weights=(20, 40, 35, 5))[0],
        received_on=date(2026, 1, 1),
        submitted_at=NOW - timedelta(minutes=REGISTER - number),
    )
