"""A small town file to build on, and what a reading of it finds."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bot.services import town
from bot.services.town import Report, TownFileRefused
from storage.engine import Engine

NOON = datetime(2026, 11, 10, 10, tzinfo=UTC)
SOFIA = ZoneInfo("Europe/Sofia")

BASE: dict[str, Any] = {
    "version": 1,
    "timezone": "Europe/Sofia",
    "sources": {"notice": "https://example.org/notice"},
    "organisations": [{"id": "municipality", "name": {"bg": "Община"}, "may_decide": True}],
    "topics": [{"id": "waste", "bg": "Отпадъци"}, {"id": "green", "bg": "Паркове", "en": "Parks"}],
    "places": [{"id": "haskovo", "kind": "town", "bg": "Хасково"}, {"id": "orlovo", "kind": "village", "bg": "Орлово"}],
    "bodies": [
        {"id": "council", "kind": "public_council", "name": {"bg": "Съвет"}, "status": "active", "topics": ["green"]}
    ],
}

CLOSED: dict[str, Any] = {
    "id": "dogs",
    "kind": "program",
    "title_bg": "Програма за бездомните кучета",
    "summary_bg": "Пет години работа срещу бездомните кучета.",
    "published_on": date(2021, 9, 21),
    "term_days": 30,
    "status": "closed",
    "topics": ["green"],
    "places": ["all"],
}

OPEN: dict[str, Any] = {
    "id": "trees",
    "kind": "ordinance",
    "demo": True,
    "title_bg": "Наредба за зелената система",
    "summary_bg": "Дърветата се режат само след обявление.",
    "published_on": {"relative_days": -5},
    "term_days": 30,
    "status": "open",
    "documents": [{"kind": "draft"}, {"kind": "motives"}],
    "topics": ["green"],
    "places": ["orlovo"],
}


class Plain(yaml.SafeDumper):
    """Writes everything out."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump(content: Any) -> str:
    return yaml.dump(content, Dumper=Plain, allow_unicode=True, sort_keys=False)


def text(*consultations: Mapping[str, Any], **sections: Any) -> str:
    """The base town with these sections instead of its own; None leaves one out."""
    content = BASE | ({"consultations": [dict(one) for one in consultations]} if consultations else {}) | sections
    kept = {section: value for section, value in content.items() if value is not None}
    return dump(kept)


async def take(database: Engine, folder: Path, content: str, *, now: datetime = NOON) -> Report:
    path = folder / "town.yaml"
    path.write_text(content, encoding="utf-8")
    async with database.write() as tx:
        return await town.import_town(tx, path, now=now, zone=SOFIA)


async def refused(database: Engine, folder: Path, content: str | bytes, *, now: datetime = NOON) -> list[str]:
    """What is wrong, as `path: code`, in the order told."""
    try:
        path = folder / "town.yaml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        async with database.write() as tx:
            await town.import_town(tx, path, now=now, zone=SOFIA)
    except TownFileRefused as error:
        return [f"{fault.path}: {fault.code}" for fault in error.faults]
    raise AssertionError("the file was taken")
