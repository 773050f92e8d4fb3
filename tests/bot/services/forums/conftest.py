"""A town with forums."""

import pytest

from storage.engine import Engine
from tests.forums import Square


@pytest.fixture
async def town(database: Engine) -> Square:
    return await Square(database).begin()
