"""Questions to the database under watch: how each is answered, and what it costs, without a stopwatch."""

from typing import Any

from storage.engine import Row, Transaction

THOUSAND_STEPS = 1000


class Watched(Transaction):
    """Tells how each question is answered, and what it costs in steps of the database's machine."""

    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx._connection, None)
        self.plan: list[str] = []
        self.steps = 0

    def _tick(self) -> int:
        self.steps += THOUSAND_STEPS
        return 0

    async def all(self, sql: str, **params: Any) -> Any:
        plan = await super().all(f"EXPLAIN QUERY PLAN {sql}", **params)
        self.plan += [row["detail"] for row in plan]
        await self._connection.hop(lambda c: c.set_progress_handler(self._tick, THOUSAND_STEPS))
        rows = await super().all(sql, **params)
        await self._connection.hop(lambda c: c.set_progress_handler(None, 0))
        return rows

    async def one(self, sql: str, **params: Any) -> Row | None:
        rows = await self.all(sql, **params)
        return rows[0] if rows else None

    async def value(self, sql: str, **params: Any) -> Any:
        row = await self.one(sql, **params)
        return None if row is None else next(iter(dict(row).values()))
