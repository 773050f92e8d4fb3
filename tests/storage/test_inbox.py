"""The door in."""

from datetime import UTC, datetime, timedelta

from storage import inbox
from storage.engine import Engine, Transaction
from storage.inbox import Waiting

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HANDLED = 100_000


async def waiting(database: Engine, *, now: datetime = NOW, limit: int = 10) -> list[int]:
    async with database.read() as tx:
        return [one.update_id for one in await inbox.waiting(tx, now=now, limit=limit)]


async def accept(database: Engine, *numbers: int) -> int:
    async with database.write() as tx:
        return await inbox.accept(tx, [(number, f'{{"update_id":{number}}}') for number in numbers], now=NOW)


async def test_updates_wait_in_the_order_of_their_numbers(database: Engine) -> None:
    await accept(database, 7, 5)
    await accept(database, 6)
    assert await waiting(database) == [5, 6, 7]
    assert await waiting(database, limit=2) == [5, 6]


async def test_an_update_is_accepted_once_and_for_all(database: Engine) -> None:
    assert await accept(database, 5, 6) == 2
    assert await accept(database, 6, 7) == 1
    async with database.write() as tx:
        inbox.handled(tx, 5, now=NOW)
    assert await accept(database, 5) == 0
    assert await waiting(database) == [6, 7]


async def test_what_was_handled_keeps_its_number_and_nothing_of_its_content(database: Engine) -> None:
    await accept(database, 5)
    async with database.write() as tx:
        inbox.handled(tx, 5, now=NOW)
        row = await tx.one("SELECT * FROM inbox")
    assert row is not None
    assert (row["update_id"], row["payload"]) == (5, None)


async def test_what_failed_waits_for_its_moment_and_holds_nobody_up(database: Engine) -> None:
    await accept(database, 5, 6)
    async with database.write() as tx:
        inbox.retry(tx, 5, at=NOW + SECOND)
    assert await waiting(database) == [6]
    assert await waiting(database, now=NOW + SECOND) == [5, 6]
    async with database.read() as tx:
        again, _ = await inbox.waiting(tx, now=NOW + SECOND, limit=10)
    assert again.attempts == 1


async def test_what_is_put_aside_holds_no_egn_and_is_still_found_by_whose_it_is(database: Engine) -> None:
    chat = 7523169263  # a chat may have the number of a person for its own
    said = (
        f'{{"text":"ЕГН {chat}","from":{{"id":{chat}}},"caption":"7523169263","document":{{"file_name":"7523169263"}}}}'
    )
    async with database.write() as tx:
        await inbox.accept(tx, [(5, said)], now=NOW)
        inbox.park(tx, Waiting(5, said, 2), code="C", error="ValueError", now=NOW)
        (kept,) = await inbox.parked_of(tx, chat)
    assert kept["payload"] == (
        f'{{"text":"ЕГН ▒▒▒","from":{{"id":{chat}}},"caption":"▒▒▒","document":{{"file_name":"▒▒▒"}}}}'
    )


async def test_what_was_parked_is_handled_and_counted(database: Engine) -> None:
    await accept(database, 5, 6)
    async with database.write() as tx:
        inbox.park(tx, Waiting(5, "{}", 2), code="ABC123", error="KeyError in f:1", now=NOW)
    async with database.read() as tx:
        assert await inbox.counts(tx) == {"inbox": 1, "parked": 1}


async def test_a_handled_number_is_forgotten_when_it_cannot_come_again(database: Engine) -> None:
    await accept(database, 5)
    async with database.write() as tx:
        inbox.handled(tx, 5, now=NOW)
    await forget(database, NOW + inbox.RETENTION)
    assert await accept(database, 5) == 0
    await forget(database, NOW + inbox.RETENTION + SECOND)
    assert await accept(database, 5) == 1


async def forget(database: Engine, now: datetime) -> None:
    async with database.write() as tx:
        await inbox.forget_handled(tx, now=now, parked_for=timedelta(days=7))


async def test_what_was_handled_in_two_days_slows_nothing_down(database: Engine) -> None:
    async with database.write() as tx:
        await tx.run(
            """WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many)
               INSERT INTO inbox (update_id, received_at, handled_at) SELECT i, 0, 0 FROM n""",
            many=HANDLED,
        )
    await accept(database, HANDLED + 1)
    async with database.read() as tx:
        assert await steps_of_looking(tx) < 1_000


async def steps_of_looking(tx: Transaction) -> int:
    """How many steps SQLite takes for a look into the inbox, where a single row waits."""
    ticks = 0

    def tick() -> int:
        nonlocal ticks
        ticks += 1
        return 0

    await tx._hop(lambda connection: connection.set_progress_handler(tick, 1))
    assert len(await inbox.waiting(tx, now=NOW, limit=200)) == 1
    assert (await inbox.counts(tx))["inbox"] == 1
    await tx._hop(lambda connection: connection.set_progress_handler(None, 0))
    return ticks
