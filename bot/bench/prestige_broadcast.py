"""Our side of `bench broadcast`: a promise to everybody in one database, and the sender that keeps it.

Started again, it finds in the folder what was promised and goes on.
"""

import json
import sys
from pathlib import Path
from typing import Any

from bot.app import Prestige, system_clock
from bot.bench.prestige_turns import quiet, settings
from bot.lifetime import run
from storage import outbox, schema
from storage.outbox import Lane


async def tell_all(url: str, token: str, first: int, people: int, text: str, folder: str) -> dict[str, Any]:
    """How many rows are left, which is none."""
    chosen = settings(Path(folder), url)
    anew = not chosen.database_path.exists()
    schema.upgrade(chosen.database_path, chosen.key, now=system_clock())
    app = Prestige(chosen)
    await app.start()
    if anew:
        async with app.engine.write() as tx:
            for chat in range(first, first + people):
                params = {"chat_id": chat, "text": text, "parse_mode": "HTML"}
                outbox.call(tx, "sendMessage", params, chat_id=chat, now=system_clock(), lane=Lane.BULK)
        app.sender.wake()
    await app.sender.idle()
    async with app.engine.glance() as tx:
        left = await outbox.size(tx)
    await app.stop()
    return {"failed": left}


if __name__ == "__main__":
    quiet()
    print(json.dumps(run(tell_all(**json.loads(sys.argv[1])))))  # noqa: T201 # the result of the case
