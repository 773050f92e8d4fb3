"""An announcement needs a town, a stand-in for Telegram and a sender."""

from collections.abc import AsyncIterator

import pytest

from storage.engine import Engine
from tests.broadcasting import Air, on_air


@pytest.fixture
async def air(database: Engine) -> AsyncIterator[Air]:
    """At an ordinary town's pace."""
    async with on_air(database) as air:
        yield air


@pytest.fixture
async def fast_air(database: Engine) -> AsyncIterator[Air]:
    """With the ceiling lifted to a thousand a second."""
    async with on_air(database, per_second=1000) as air:
        yield air
