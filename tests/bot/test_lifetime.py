"""The end of a long-running command, with real signals to this process."""

import asyncio
import os
import signal

import pytest

from bot import lifetime
from bot.lifetime import live


class Bot:
    def __init__(self, *, fails: Exception | None = None, starts: bool = True, stops: bool = True) -> None:
        self.fails, self.starts, self.stops = fails, starts, stops
        self.began = asyncio.Event()
        self.past: list[str] = []

    async def start(self) -> None:
        self.began.set()
        if not self.starts:
            await asyncio.Event().wait()
        self.past.append("started")

    async def wait(self) -> None:
        if self.fails is not None:
            raise self.fails
        await asyncio.Event().wait()

    async def stop(self) -> None:
        self.past.append("stopping")
        if not self.stops:
            await asyncio.Event().wait()
        self.past.append("stopped")


class Ended(BaseException):
    """Instead of the end of this process."""


@pytest.fixture
def _immortal(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(code: int) -> None:
        raise Ended(code)

    monkeypatch.setattr(os, "_exit", end)


@pytest.mark.parametrize("number", lifetime.SIGNALS)
async def test_a_signal_stops_in_order(number: signal.Signals) -> None:
    bot = Bot()
    living = asyncio.create_task(live(bot))
    await bot.began.wait()
    os.kill(os.getpid(), number)
    await living
    assert bot.past == ["started", "stopping", "stopped"]


async def test_a_signal_while_it_still_starts_stops_too() -> None:
    bot = Bot(starts=False)
    living = asyncio.create_task(live(bot))
    await bot.began.wait()
    os.kill(os.getpid(), signal.SIGTERM)
    await living
    assert bot.past == ["stopping", "stopped"]


async def test_a_failure_is_raised_after_the_stop() -> None:
    bot = Bot(fails=LookupError("essential"))
    with pytest.raises(LookupError):
        await live(bot)
    assert bot.past == ["started", "stopping", "stopped"]


@pytest.mark.usefixtures("_immortal")
async def test_a_stop_that_takes_too_long_is_cut() -> None:
    bot = Bot(fails=LookupError(), stops=False)
    with pytest.raises(Ended):
        await live(bot, stop_seconds=0.01)
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()


async def test_a_second_signal_is_the_system_s() -> None:
    bot = Bot()
    living = asyncio.create_task(live(bot))
    await bot.began.wait()
    lifetime._asked(asyncio.Event(), asyncio.get_running_loop())
    found = [signal.getsignal(number) for number in lifetime.SIGNALS]
    living.cancel()
    await asyncio.gather(living, return_exceptions=True)
    assert found == [signal.SIG_DFL, signal.SIG_DFL]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
