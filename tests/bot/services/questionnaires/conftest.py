"""A town that asks its people."""

import pytest

from storage.engine import Engine
from tests.asking import Poll


@pytest.fixture
async def town(database: Engine) -> Poll:
    poll = Poll(database)
    await poll.begin()
    return poll
