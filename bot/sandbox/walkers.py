"""Walkers: many people who press one button after another, for benchmarks of how long each waits for a reply.

A walker looks at every new or changed message of the bot in their chat, thinks, and presses the first button in their
list of labels that it has. One whose message has none of them has arrived.
"""

import asyncio
import random
import time
from collections.abc import Sequence
from typing import Any

from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.world import World

Json = dict[str, Any]


class Walk:
    """`labels` from the most to the least wanted; `think` are the least and most seconds before a press."""

    def __init__(
        self, world: World, people: Sequence[Person], labels: Sequence[str], think: tuple[float, float]
    ) -> None:
        self._people = {person.id: person for person in people}
        self._labels = labels
        self._think = think
        self._dice = random.Random(26)
        self._asked: dict[int, float] = {}
        self._waits: list[float] = []
        self._arrived: set[int] = set()
        self._began = self._last = time.perf_counter()
        world.walk = self

    def start(self, payload: str) -> None:
        """Everybody opens the link, within as long as one thinks at most."""
        loop = asyncio.get_running_loop()
        for person in self._people.values():
            loop.call_later(self._dice.uniform(0, self._think[1]), self._act, person, None, payload)

    def shown(self, message: Message) -> None:
        """The bot said something, or said it otherwise."""
        person = self._people.get(message.chat_id)
        if person is None or not message.keyboard:
            return
        now = self._last = time.perf_counter()
        asked = self._asked.pop(person.id, None)
        if asked is not None:
            self._waits.append(now - asked)
        button = self._wanted(message)
        if button is None:
            self._arrived.add(person.id)
            return
        loop = asyncio.get_running_loop()
        loop.call_later(self._dice.uniform(*self._think), self._act, person, message, button)

    def _wanted(self, message: Message) -> Json | None:
        buttons = {button["text"]: button for row in message.keyboard for button in row}
        return next((buttons[label] for label in self._labels if label in buttons), None)

    def _act(self, person: Person, message: Message | None, what: Any) -> None:
        self._asked[person.id] = time.perf_counter()
        if message is None:
            person.start(what)
        else:
            person.press_button(message, what)

    def report(self) -> Json:
        """Milliseconds, sorted. Who still waits has waited as long as that at least, and is counted so."""
        now = time.perf_counter()
        waiting = [now - asked for asked in self._asked.values()]
        return {
            "replies": len(self._waits),
            "waiting": len(waiting),
            "arrived": len(self._arrived),
            "seconds": self._last - self._began,
            "waits_ms": sorted(round(wait * 1_000, 1) for wait in (*self._waits, *waiting)),
        }
