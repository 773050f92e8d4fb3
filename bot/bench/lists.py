"""How long a page of a list and a search take in a register of 100,000 proposals."""

import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from bot.bench.stage import percentile
from bot.domain.ids import ConsultationId, ParticipantId
from bot.domain.words import indexed, terms
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

    author = await _fill(engine, dice, sentence)

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
    return {"page_ms": await _looks(engine, pages), "search_ms": await _looks(engine, searches)}


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
        rows = [_one(number, dice, sentence) for number in range(start, start + CHUNK)]
        async with engine.write() as tx:
            await tx.many(
                """INSERT INTO proposals (id, receipt_no, kind, consultation, author, channel, author_type, text,
                                          language, status, received_on, submitted_at, stage, is_public)
                   VALUES (:id, 'S-26-' || :id, 'statement', :consultation, :author, 'bot', 'citizen', :text, 'bg',
                           :status, '2026-01-01', :submitted_at, :stage, :public)""",
                rows,
            )
            await tx.many(
                "INSERT INTO proposal_words (rowid, words) VALUES (:id, :words)",
                [{"id": row["id"], "words": _stems(row["text"])} for row in rows if row["public"]],
            )
    return person.id


STATES = (("submitted", "unchecked"), ("visible", "unanswered"), ("answered", "over"), ("hidden", "unanswered"))


def _one(number: int, dice: random.Random, sentence: Callable[[int], str]) -> dict[str, Any]:
    status, stage = dice.choices(STATES, weights=(20, 40, 35, 5))[0]
    return {
        "id": number + 1,
        "consultation": number % CONSULTATIONS + 1,
        "author": 1 if number % 100 == 0 else None,
        "text": sentence(dice.randint(20, 100)),
        "status": status,
        "stage": stage,
        "public": status in ("visible", "answered"),
        "submitted_at": int((NOW - timedelta(minutes=REGISTER - number)).timestamp()),
    }


_stem_of = lru_cache(maxsize=None)(indexed)


def _stems(text: str) -> str:
    """As `indexed`, word by word: the bench knows few words, and many texts of them."""
    return " ".join(filter(None, map(_stem_of, text.split())))
