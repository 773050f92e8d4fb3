"""A bot that can be killed: a process of its own, forked off one that has read the whole program already.

So a start takes as long as the bot needs, and not the two seconds that Python needs to import it.
"""

import multiprocessing
import os
from collections.abc import Mapping

from bot.cli import main

NURSERY = multiprocessing.get_context("forkserver")
NURSERY.set_forkserver_preload([__name__, "bot.app"])


def begin(environment: Mapping[str, str]) -> multiprocessing.process.BaseProcess:
    """`prestige run` with these variables. It ends with whoever began it."""
    process = NURSERY.Process(target=_run, args=(environment,), daemon=True)
    process.start()
    return process


def _run(environment: Mapping[str, str]) -> None:
    os.environ.update(environment)
    main(["run"])
