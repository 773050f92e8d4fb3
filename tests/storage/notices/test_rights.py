from datetime import timedelta

from storage import notices
from storage.engine import Engine
from tests.telling import Telling


async def test_all_that_notices_keep_of_somebody_is_theirs_and_can_be_erased(database: Engine) -> None:
    town = await Telling(database).begin()
    maria, other = await town.person("waste"), await town.person("waste")
    for one in (maria, other):
        await town.choose(one, paused_until=town.now + timedelta(days=1))
    await town.publish("waste")
    await town.tick()
    later = (town.now + timedelta(days=9)).date()
    await town.publish("waste", on=later, report=(maria, 77))
    async with database.write() as tx:
        kept = await notices.export(tx, maria.id)
        assert {table: len(rows) for table, rows in kept.items()} == {
            "pending_alerts": 1,
            "told": 1,
            "occasions": 1,
        }
        await notices.erase(tx, maria.id)
        assert not any((await notices.export(tx, maria.id)).values())
        assert len((await notices.export(tx, other.id))["told"]) == 1
