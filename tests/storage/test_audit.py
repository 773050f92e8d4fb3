"""The audit trail grows for years and is read a page at a time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from storage import audit
from storage.engine import Engine, Transaction

NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)
LONG = 100_000


class Watched:
    """A transaction that keeps the plan of every question."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.plans: list[str] = []

    async def all(self, sql: str, **params: Any) -> Any:
        self.plans += [row["detail"] for row in await self._tx.all(f"EXPLAIN QUERY PLAN {sql}", **params)]
        return await self._tx.all(sql, **params)


async def test_a_page_of_a_long_trail_is_found_in_the_order_it_is_kept_in(database: Engine) -> None:
    async with database.write() as tx:
        await tx.many(
            "INSERT INTO audit (at, action, facts) VALUES (:at, 'refused', '{}')",
            [{"at": int((NOON + timedelta(seconds=number // 3)).timestamp())} for number in range(LONG)],
        )
    async with database.read() as tx:
        watched: Any = Watched(tx)
        newest = await audit.page(watched, limit=8, offset=0)
        assert await audit.count(tx) == LONG
    assert [one.id for one in newest] == list(range(LONG, LONG - 8, -1))
    assert not any("TEMP B-TREE" in plan or plan == "SCAN a" for plan in watched.plans)


async def test_the_latest_act_on_a_thing_is_found_also_by_its_name(database: Engine) -> None:
    async with database.write() as tx:
        for action, thing in (("proposal.hidden", 1), ("proposal.shown", 1), ("proposal.merged", 2)):
            audit.record(tx, at=NOON, actor=None, action=action, subject=f"proposal:{thing}")
    async with database.read() as tx:
        latest = await audit.latest(tx, "proposal:1")
        hidden = await audit.latest(tx, "proposal:1", "proposal.hidden")
        assert latest is not None
        assert hidden is not None
        assert (latest.action, hidden.action) == ("proposal.shown", "proposal.hidden")
        assert await audit.latest(tx, "proposal:3") is None
