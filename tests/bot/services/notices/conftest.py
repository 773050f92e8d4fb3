import pytest

from storage.engine import Engine
from tests.telling import Telling


@pytest.fixture
async def town(database: Engine) -> Telling:
    """Wednesday 4 November 2026, noon, in a town with topics and places."""
    return await Telling(database).begin()
