"""`prestige bench`: how fast, as ratios measured in one run on one machine.

Each case runs in a process of its own on one core; the stand-in for Telegram runs on the other. The table is for
people, `bench.json` for programs.
"""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

from bot.bench import broadcast, lists, questionnaire, sends, turns

CASES = {
    "turns": turns.measure,
    "sends": sends.measure,
    "lists": lists.measure,
    "questionnaire": questionnaire.measure,
    "broadcast": broadcast.measure,
}
RESULT = Path("bench.json")


def run(names: Sequence[str]) -> None:
    """Measure the named benches (all without a name), print the table, add the figures to bench.json."""
    chosen = list(names) or list(CASES)
    figures: dict[str, dict[str, float]] = json.loads(RESULT.read_text()) if RESULT.exists() else {}
    for name in chosen:
        print(f"{name} ...", flush=True)  # noqa: T201 # the table is this command's purpose
        figures[name] = asyncio.run(CASES[name]())
        for key, value in figures[name].items():
            print(f"  {name + '.' + key:<32}{value:>12,.1f}", flush=True)  # noqa: T201
    RESULT.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n")
