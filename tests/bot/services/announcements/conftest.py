"""A town hall where announcements are decided on."""

import pytest

from storage.engine import Engine
from tests.deciding import Press


@pytest.fixture
async def press(database: Engine) -> Press:
    return await Press(database).begin()
