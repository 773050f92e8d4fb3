"""How a long-running command begins and ends: until a signal, then a few seconds to finish."""

import asyncio
import gc
import os
import signal
from collections.abc import Coroutine
from typing import Any, Protocol, TypeVar

import structlog

Result = TypeVar("Result")

STOP_SECONDS = 4.5
"""Of the five promised; the rest is for the process to end."""

SIGNALS = (signal.SIGINT, signal.SIGTERM)

log = structlog.get_logger()


class Living(Protocol):
    """What can be run: `start` returns when it works, `wait` when it has failed, by raising."""

    async def start(self) -> None: ...
    async def wait(self) -> None: ...
    async def stop(self) -> None: ...


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Like asyncio.run, on uvloop where there is one: it spared a fifth of the bot's CPU (measured).

    Nearly everything a turn or a message makes is gone by its end without the collector, so that looks less often.
    """
    gc.set_threshold(20_000, 50, 50)
    try:
        import uvloop
    except ImportError:  # there is none for Windows
        return asyncio.run(work)
    return uvloop.run(work)


async def live(bot: Living, *, stop_seconds: float = STOP_SECONDS) -> None:
    """Run until SIGINT or SIGTERM, then drain and stop; a second signal ends the process at once.

    What `start`, `wait` or `stop` raises is raised here, after the stop. If stopping takes longer than
    `stop_seconds`, the process ends as it is: whatever was promised is in the database.
    """
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, _asked, asked, loop)
    living = asyncio.create_task(_live(bot))
    asking = asyncio.create_task(asked.wait())
    try:
        await asyncio.wait((living, asking), return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (living, asking):
            task.cancel()
        failure = (await asyncio.gather(living, asking, return_exceptions=True))[0]
        await _stop(bot, stop_seconds)
        for number in SIGNALS:
            loop.remove_signal_handler(number)
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if isinstance(failure, Exception):
        raise failure


async def _live(bot: Living) -> None:
    await bot.start()
    await bot.wait()


def _asked(asked: asyncio.Event, loop: asyncio.AbstractEventLoop) -> None:
    """From now on the system's own handling: a second signal ends the process even if the loop is stuck."""
    for number in SIGNALS:
        loop.remove_signal_handler(number)
        signal.signal(number, signal.SIG_DFL)
    log.info("stopping")
    asked.set()


async def _stop(bot: Living, seconds: float) -> None:
    stopping = asyncio.create_task(bot.stop())
    done, _ = await asyncio.wait((stopping,), timeout=seconds)
    if not done:
        log.error("stop.too_slow", seconds=seconds)
        os._exit(1)
    stopping.result()
    log.info("stopped")
