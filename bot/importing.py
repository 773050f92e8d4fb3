"""A town file from the command line into the database of the settings."""

import asyncio
from datetime import datetime
from pathlib import Path

from bot.services import forums, notices
from bot.services.town import importing
from bot.services.town.taking import Report
from bot.services.turn import Town, Turn
from bot.settings import Settings
from storage import consultations, schema
from storage.engine import Engine


async def import_town(settings: Settings, path: Path, *, now: datetime) -> Report:
    """Take a town file into the database, all of it or nothing. Raises TownFileRefused with every fault.

    Nobody is told of what was imported; those who follow an open consultation will be reminded of its last day, and
    those with a seat in a forum hear that it was moved or cancelled.
    """
    await asyncio.to_thread(schema.upgrade, settings.database_path, settings.key, now=now)
    engine = Engine(settings.database_path, settings.key)
    await engine.open()
    try:
        async with engine.write() as tx:
            report = await importing.import_town(tx, path, now=now, zone=settings.zone)
            turn = Turn(tx=tx, now=now, town=Town(zone=settings.zone, language=settings.language))
            for number in report.standing:
                await notices.planned_quietly(turn, await consultations.get(tx, number))
            for before, after in report.changed_forums:
                await forums.follow_up(turn, before, after)
    finally:
        await engine.close()
    return report
