"""What `bench broadcast` says of each side, and that the rivals stand on their own."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bench import broadcast
from bot.bench.broadcast import Outcome, compared
from bot.bench.copies import Score
from bot.bench.crowd import Side

ROOT = Path(__file__).parents[3]


def _outcome(*, reached: int, lost: int = 0, doubled: int = 0, refused: int = 0, seconds: float = 10.0) -> Outcome:
    quiet = Score(reached=reached, lost=lost, doubled=0, refused=0, seconds=seconds)
    return Outcome(quiet, Score(reached=reached, lost=0, doubled=doubled, refused=refused, seconds=seconds * 2))


def test_ours_have_bare_names_and_a_rivals_begin_with_its_own() -> None:
    figures = compared(_outcome(reached=280, doubled=2), {"ptb": _outcome(reached=140, lost=1, doubled=9, refused=4)})
    assert figures == {
        "paced_per_second": 28.0,
        "paced_429": 0,
        "lost": 0,
        "doubled": 0,
        "kill_429": 0,
        "kill_lost": 0,
        "kill_doubled": 2,
        "kill_seconds": 20.0,
        "ptb_paced_per_second": 14.0,
        "ptb_paced_429": 0,
        "ptb_lost": 1,
        "ptb_doubled": 0,
        "ptb_kill_429": 4,
        "ptb_kill_lost": 0,
        "ptb_kill_doubled": 9,
        "ptb_kill_seconds": 20.0,
        "ratio_ptb": 2.0,
    }


def test_there_is_no_ratio_to_a_rival_that_reached_nobody() -> None:
    assert "ratio_ptb" not in compared(_outcome(reached=1), {"ptb": _outcome(reached=0, lost=1)})


def test_a_side_that_was_not_killed_has_no_figures_of_that() -> None:
    undisturbed = Score(reached=10, lost=0, doubled=0, refused=0, seconds=1.0)
    assert not [key for key in compared(Outcome(undisturbed, None), {}) if key.startswith("kill")]


@pytest.mark.parametrize("side", [broadcast.PTB, broadcast.BROADCASTER], ids=lambda side: side.name)
def test_a_rival_imports_nothing_of_ours(side: Side) -> None:
    imported = {name.partition(".")[0] for name in _imports(Path(side.command[-1]))}
    assert not imported & {"bot", "handlers", "storage"}


def test_the_rivals_ptb_is_the_one_that_ours_stands_on() -> None:
    assert _locked("requirements-bench.lock") == _locked("requirements.lock")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def _locked(name: str) -> str:
    found = re.search(r"^python-telegram-bot==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    return found[1]
