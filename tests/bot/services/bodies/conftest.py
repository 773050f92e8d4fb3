"""A council at work."""

import pytest

from storage.engine import Engine
from tests.councils import Council


@pytest.fixture
async def council(database: Engine) -> Council:
    return await Council(database).begin()
