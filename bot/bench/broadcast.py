"""One text to everybody, under Telegram's ceiling: ours beside PTB's rate limiter and beside aiogram-broadcaster.

All meet the same stand-in, with some people in the crowd who have blocked the bot. First undisturbed, for the pace;
then with a `kill -9` half way and a second start, for what that costs. The rivals' libraries pin what ours do not
bear, so they have an environment of their own, which `make bench` makes.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from bot.bench.audience import measure_audience
from bot.bench.copies import Score
from bot.bench.crowd import Side, crowd
from bot.bench.prestige_broadcast import measure_broadcast

PEOPLE = 600
KILLED_PEOPLE = 240
RIVALS = Path(sys.prefix) / "rivals" / "bin" / "python"
HERE = Path(__file__).parent

PRESTIGE = Side("prestige", (sys.executable, "-m", "bot.bench.prestige_broadcast"))
# Not as modules: `bot.bench` needs our libraries. Nor (-P) with our modules beside them on the path.
PTB = Side("ptb", (str(RIVALS), "-P", str(HERE / "ptb_broadcast.py")))
PTB_GATHERED = Side("ptb_gathered", PTB.command, {"at_a_time": 30})
BROADCASTER = Side("broadcaster", (str(RIVALS), "-P", str(HERE / "aiogram_broadcast.py")))


class Outcome(NamedTuple):
    """`killed` is None where nobody tried."""

    undisturbed: Score
    killed: Score | None


async def measure() -> dict[str, float]:
    """Figures by key: of ours beside the rivals as `compared` names them, of ours with the ceiling lifted and with a
    citizen who is answered, and of an audience of a million.
    """
    return await beside_rivals() | await measure_broadcast() | await measure_audience()


async def beside_rivals() -> dict[str, float]:
    """As `compared` names them."""
    if not RIVALS.exists():
        raise RuntimeError("the rivals' libraries are not installed: `make .venv/.bench` does it")
    outcomes = {}
    for side in (PRESTIGE, PTB, BROADCASTER):
        outcomes[side.name] = Outcome(await undisturbed(side, PEOPLE), await killed(side, KILLED_PEOPLE))
    # Faster, and for the pace alone: killed and begun anew it may be refused for minutes.
    outcomes[PTB_GATHERED.name] = Outcome(await undisturbed(PTB_GATHERED, PEOPLE), None)
    ours = outcomes.pop(PRESTIGE.name)
    return compared(ours, outcomes)


async def undisturbed(side: Side, people: int) -> Score:
    async with crowd(people) as gathered:
        await gathered.end(await gathered.begin(side))
        return await gathered.score()


async def killed(side: Side, people: int) -> Score:
    """Killed as soon as half of the messages have arrived, and started again at once."""
    async with crowd(people) as gathered:
        process = await gathered.begin(side)
        await gathered.hear(people // 2)
        if process.returncode is None:
            process.kill()
        await process.wait()
        await gathered.end(await gathered.begin(side))
        return await gathered.score()


def compared(ours: Outcome, rivals: Mapping[str, Outcome]) -> dict[str, float]:
    """Ours under bare keys, a rival's under its name, and `ratio_<rival>`: our people reached a second over its.

    There is no ratio to a rival that reached nobody.
    """
    figures = _figures(ours)
    for name, rival in rivals.items():
        figures |= {f"{name}_{key}": value for key, value in _figures(rival).items()}
        if pace := rival.undisturbed.per_second:
            figures[f"ratio_{name}"] = ours.undisturbed.per_second / pace
    return figures


def _figures(outcome: Outcome) -> dict[str, float]:
    undisturbed, killed = outcome
    figures = {
        "paced_per_second": undisturbed.per_second,
        "paced_429": undisturbed.refused,
        "lost": undisturbed.lost,
        "doubled": undisturbed.doubled,
    }
    if killed is None:
        return figures
    return figures | {
        "kill_429": killed.refused,
        "kill_lost": killed.lost,
        "kill_doubled": killed.doubled,
        "kill_seconds": killed.seconds,
    }
