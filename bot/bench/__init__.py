"""`prestige bench`: how fast, as ratios measured in one run on one machine.

Each case runs in a process of its own on one core; the stand-in for Telegram runs on the other. The table is for
people, `bench.json` for programs.
"""

import asyncio
import json
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

CASES = ("turns", "sends", "lists", "questionnaire", "broadcast")
"""Each a module with a `measure`, read when it is wanted: what runs in a process of its own is not read before it."""
RESULT = Path("bench.json")


def run(names: Sequence[str]) -> None:
    """Measure the named benches (all without a name), print the table, add the figures to bench.json."""
    chosen = list(names) or list(CASES)
    figures: dict[str, dict[str, float]] = json.loads(RESULT.read_text()) if RESULT.exists() else {}
    for name in chosen:
        print(f"{name} ...", flush=True)  # noqa: T201 # the table is this command's purpose
        figures[name] = asyncio.run(import_module(f"bot.bench.{name}").measure())
        for key, value in figures[name].items():
            print(f"  {name + '.' + key:<32}{value:>12,.1f}", flush=True)  # noqa: T201
    RESULT.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n")
