"""Our side of `bench broadcast`: an announcement to everybody, its copies in one database, and the sender.

Started again, it finds in the folder whom it has not told yet and goes on.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from bot.app import Prestige, system_clock
from bot.bench.prestige_turns import quiet, settings
from bot.domain.announcements import AnnouncementState
from bot.domain.contents import Content, Kind
from bot.gateway.limits import Limits
from bot.lifetime import run
from storage import announcements, schema
from storage.engine import Engine


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
    url: str, token: str, first: int, people: int, text: str, folder: str, per_second: float | None = None
) -> dict[str, Any]:
    """How many were not told, which is none, and the seconds it took; at the pace of the setting, or another."""
    chosen = settings(Path(folder), url)
    anew = not chosen.database_path.exists()
    schema.upgrade(chosen.database_path, chosen.key, now=system_clock())
    app = Prestige(chosen, limits=None if per_second is None else Limits(per_second=per_second))
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
