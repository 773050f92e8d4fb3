"""Waiting until the bot has brought something about."""

import asyncio
from collections.abc import Callable
from typing import Any


class Waiting:
    """`story` tells what happened instead, when it did not come about."""

    def __init__(self, story: Callable[[], str]) -> None:
        self._story = story
        self._changes: list[asyncio.Future[None]] = []

    def touch(self) -> None:
        """Something changed: whoever waits looks again."""
        if self._changes:
            changes, self._changes = self._changes, []
            for change in changes:
                if not change.done():
                    change.set_result(None)

    async def until(self, holds: Callable[[], Any], seconds: float) -> None:
        """Wait until it holds. Raises TimeoutError that tells what happened instead."""
        deadline = asyncio.timeout(seconds)
        try:
            async with deadline:
                while not holds():
                    change: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                    self._changes.append(change)
                    await change
        except TimeoutError:
            if not deadline.expired():
                raise  # the question's own, not ours
            raise TimeoutError(f"it did not come about in {seconds} s; {self._story()}") from None
