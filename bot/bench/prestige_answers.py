"""One case of `bench questionnaire`: the real bot asks a crowd that has agreed and holds its tickets."""

import json
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.app import Prestige, system_clock
from bot.bench.prestige_turns import LIFTED, quiet, settings
from bot.bench.questionnaire import definition
from bot.bench.walking import walk
from bot.domain.questionnaires import Questionnaire, Timing
from bot.i18n import translator
from bot.lifetime import run
from bot.services.participants import CONSENT_VERSION
from handlers.questionnaires.around import LINK
from storage import participants, questionnaires, schema
from storage.engine import Engine

CHUNK = 1_000


async def answer_all(url: str, first: int, people: int, think: list[float], seconds: float | None) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        chosen = settings(Path(folder), url)
        now = system_clock()
        schema.upgrade(chosen.database_path, chosen.key, now=now)
        app = Prestige(chosen, limits=LIFTED)
        await app.engine.open()
        number = await prepare(app.engine, first=first, people=people, now=now)
        await app.engine.close()
        await app.start()
        t = translator("bg", app.town.zone)
        labels = [t.plain("questionnaires.send"), t.plain("questionnaires.begin"), "3"]
        report = await walk(
            url,
            first=first,
            people=people,
            payload=f"{LINK}{number}",
            labels=labels,
            think=think,
            seconds=seconds,
        )
        await app.sender.idle()
        await app.stop()
    return report


async def prepare(engine: Engine, *, first: int, people: int, now: datetime) -> int:
    """Everybody is recorded and has a ticket, and was told of it before: the tick has nothing to say to them."""
    async with engine.write() as tx:
        asked = Questionnaire(definition=definition(), timing=Timing(chase_after=None)).publish(now)
        number = await questionnaires.add(tx, asked)
    for start in range(first, first + people, CHUNK):
        async with engine.write() as tx:
            for telegram_id in range(start, min(start + CHUNK, first + people)):
                await participants.add(
                    tx,
                    telegram_id=telegram_id,
                    language="bg",
                    quiet=None,
                    consent_version=CONSENT_VERSION,
                    now=now,
                    today=now.date(),
                )
    async with engine.write() as tx:
        await tx.run(
            "INSERT INTO tickets (questionnaire, participant, invited) SELECT :number, id, 1 FROM participants",
            number=number,
        )
    return number


if __name__ == "__main__":
    quiet()
    print(json.dumps(run(answer_all(**json.loads(sys.argv[1])))))  # noqa: T201 # the result of the case
