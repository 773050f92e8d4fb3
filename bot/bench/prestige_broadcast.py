"""Our side of `bench broadcast`: an announcement to everybody, its copies in one database, and the sender.

Started again, it finds in the folder whom it has not told yet and goes on.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bot.app import Prestige, system_clock
from bot.bench.prestige_sends import TEXT
from bot.bench.prestige_turns import quiet, settings
from bot.bench.stage import TOKEN, case, stand_in
from bot.domain.announcements import AnnouncementState
from bot.domain.contents import Content, Kind
from bot.gateway.limits import Limits
from bot.lifetime import run
from storage import announcements, schema
from storage.engine import Engine

CROWD = 10_000
CEILING = 1_000
PACED_CEILING, ROUND_TRIP = 30, 0.06
PACED_SECONDS = 20


async def measure_broadcast() -> dict[str, float]:
    """Figures of ours alone by key: on one core with the ceiling lifted; and paced, with a citizen who is answered."""
    async with stand_in(ceiling=CEILING) as telegram:
        first = await telegram.crowd(CROWD)
        with tempfile.TemporaryDirectory() as folder:
            options = {"url": telegram.url, "token": TOKEN, "first": first, "people": CROWD, "folder": folder}
            lifted = await case("prestige_broadcast", **options, text=TEXT, ceiling=CEILING)
        ledger = await telegram.get("/ledger")
        if ledger["sent"] != CROWD:
            raise RuntimeError(f"{ledger['sent']} of {CROWD} were told")
    async with stand_in(latency=ROUND_TRIP, ceiling=PACED_CEILING) as telegram:
        first = await telegram.crowd(CROWD)
        options = {"url": telegram.url, "people": first, "seconds": PACED_SECONDS, "queued": CROWD}
        paced = await case("paced_sends", **options, announced=True)
        refused = (await telegram.get("/ledger"))["refused"]
    return {
        "ceiling_1000_per_second": CROWD / lifted["seconds"],
        "ceiling_1000_429": ledger["refused"].get("429", 0),
        "answering_per_second": paced["per_second"],
        "answering_429": refused.get("429", 0),
        "answering_p95_ms": paced["reply_p95_ms"],
    }


async def announce(engine: Engine, *, first: int, people: int, text: str) -> None:
    """As many people who agreed to be written to, and a copy for each, as a snapshot leaves them."""
    now = system_clock()
    async with engine.write() as tx:
        one = await announcements.add(tx, author=None, fallback="bg", now=now)
        await announcements.put_text(tx, one.id, 1, "bg", Content(kind=Kind.text, html=text))
        await tx.many(
            """INSERT INTO participants (telegram_id, language, cadence, consent_version, consent_language,
                                         consented_at, last_seen_on)
               VALUES (:id, 'bg', 'at_once', '1', 'bg', 0, '2026-01-01')""",
            [{"id": number} for number in range(first, first + people)],
        )
        await tx.run(
            """INSERT INTO deliveries (announcement, participant, language, due_at)
               SELECT :announcement, id, language, :now FROM participants ORDER BY id""",
            announcement=one.id,
            now=int(now.timestamp()),
        )
        sending = {"state": AnnouncementState.sending, "began_at": now}
        await announcements.save(tx, one.model_copy(update=sending), now=now)


async def tell_all(
    url: str, token: str, first: int, people: int, text: str, folder: str, ceiling: int | None = None
) -> dict[str, Any]:
    """How many were not told, which is none, and the seconds it took; under the ceiling of the setting, or another."""
    chosen = settings(Path(folder), url)
    anew = not chosen.database_path.exists()
    schema.upgrade(chosen.database_path, chosen.key, now=system_clock())
    app = Prestige(chosen, limits=None if ceiling is None else Limits.under(ceiling))
    await app.start()
    await app.sender.idle()
    began = time.perf_counter()
    if anew:
        await announce(app.engine, first=first, people=people, text=text)
        began = time.perf_counter()
        app.sender.wake()
    await app.sender.idle()
    seconds = time.perf_counter() - began
    async with app.engine.glance() as tx:
        left = await tx.value("SELECT count(*) FROM deliveries WHERE state = 0")
    await app.stop()
    return {"failed": left, "seconds": seconds, "cpu_seconds": time.process_time()}


if __name__ == "__main__":
    quiet()
    print(json.dumps(run(tell_all(**json.loads(sys.argv[1])))))  # noqa: T201 # the result of the case
