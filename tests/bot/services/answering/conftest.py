"""The town hall on Monday 2 November 2026, at noon."""

import pytest

from storage.engine import Engine
from tests.answering import Hall


@pytest.fixture
async def hall(database: Engine) -> Hall:
    return await Hall(database).begin()
