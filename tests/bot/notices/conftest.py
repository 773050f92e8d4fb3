"""A town in which notices leave."""

import pytest

from storage import outbox
from storage.engine import Engine
from storage.outbox import Recipient
from tests.telling import Telling


@pytest.fixture
async def town(database: Engine) -> Telling:
    return await Telling(database).begin()


async def promise(town: Telling, notice: str, params: dict[str, object], *people: Recipient) -> None:
    async with town.engine.write() as tx:
        await outbox.notify(tx, notice, params, people)
