"""Buttons that nobody was shown, pressed all the same."""

from collections.abc import Iterable, Sequence
from dataclasses import Field, fields
from typing import Any

from bot.sandbox import Person
from bot.ui.callbacks import LIMIT, Callback
from tests.journeys.conftest import Stage


def forgeries(kinds: Iterable[type[Callback]], numbers: Sequence[int], words: Sequence[str]) -> list[str]:
    """Each button with each of these numbers where the first may stand, and every word where words may."""
    found = []
    for kind in kinds:
        worded = any(is_word(field) for field in fields(kind))
        for number in numbers:
            for word in words if worded else ("",):
                counts = iter((number, *[1] * 9))
                values = [word if is_word(field) else str(next(counts)) for field in fields(kind)]
                found.append(":".join((kind.prefix, *values)))
    return [data for data in dict.fromkeys(found) if len(data.encode()) <= LIMIT]


def is_word(field: Field[Any]) -> bool:
    return field.type in (str, "str")


async def forge_all(stage: Stage, person: Person, data: list[str]) -> str:
    """All that they were shown in return."""
    screen = person.last
    seen: list[str] = []
    for some in batched(data, 25):
        for one in some:
            person.forge(one, screen)
        await stage.settle()
        await stage.app.reports.work_all()
        await stage.settle()
        seen += [message.text for message in person.messages]
        seen += [answer.text or "" for answer in person.answers]
    return "\n".join(dict.fromkeys(seen))


def batched(items: list[str], size: int) -> list[list[str]]:
    return [items[start : start + size] for start in range(0, len(items), size)]
