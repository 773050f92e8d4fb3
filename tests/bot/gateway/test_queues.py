"""What waits in memory, and when it is let go of."""

from collections.abc import Collection
from datetime import UTC, datetime

import pytest

from bot.domain.deliveries import Errand, Goal
from bot.domain.ids import AnnouncementId
from bot.gateway.queues import FRESH_SECONDS, LOOK_SECONDS, Queues
from storage.engine import Engine
from storage.outbox import Lane, Outgoing

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
AHEAD = 10


def a_copy(number: int) -> Outgoing:
    errand = Errand(number, AnnouncementId(1), Goal.send, 1)
    return Outgoing(0, Lane.BULK, 0, None, number, None, "sendMessage", None, {"chat_id": number}, 0, copy=errand)


class Table:
    """A source that has many copies."""

    def __init__(self, many: int) -> None:
        self.left = list(range(1, many + 1))
        self.changed = False
        self.asked: list[int] = []

    async def look(self) -> bool:
        changed, self.changed = self.changed, False
        return changed

    async def next(self, limit: int, *, taken: Collection[int]) -> tuple[list[Outgoing], bool]:
        self.asked.append(limit)
        found = [number for number in self.left if number not in taken]
        return [a_copy(number) for number in found[:limit]], len(found) > limit


@pytest.fixture
def table() -> Table:
    return Table(100)


@pytest.fixture
def queues(database: Engine, table: Table) -> Queues:
    async def render(rows: list[Outgoing]) -> dict[int, tuple[str, dict[str, object]]]:
        return {}

    return Queues(database, render=render, source=table, ahead=AHEAD, clock=lambda: NOW, dropped=lambda row: None)


def copies(queues: Queues) -> list[int]:
    return [row.chat_id for row in list(queues)[-1].rows]


async def test_no_more_are_read_than_leave_in_a_second_and_the_next_when_half_have_left(
    queues: Queues, table: Table
) -> None:
    await queues.refill(1.0, set())
    assert copies(queues) == list(range(1, AHEAD + 1))
    lane = list(queues)[-1]
    held = {lane.rows[0].key}
    queues.take(lane, 0)
    await queues.refill(1.1, held)
    assert table.asked == [AHEAD]
    for _ in range(AHEAD // 2):
        held.add(lane.rows[0].key)
        queues.take(lane, 0)
    await queues.refill(1.2, held)
    assert len(copies(queues)) == AHEAD
    assert 1 not in copies(queues)


async def test_a_change_lets_go_of_what_was_read(queues: Queues, table: Table) -> None:
    await queues.refill(1.0, set())
    table.changed, table.left = True, []
    await queues.refill(1.0 + LOOK_SECONDS / 2, set())
    assert copies(queues) != []
    await queues.refill(1.0 + LOOK_SECONDS, set())
    assert copies(queues) == []
    assert queues.empty


async def test_what_could_not_leave_for_long_is_read_anew(queues: Queues, table: Table) -> None:
    await queues.refill(1.0, set())
    table.left = [7]
    await queues.refill(1.0 + FRESH_SECONDS, set())
    assert copies(queues) == [7]


async def test_after_a_refusal_nothing_is_read_until_it_is_settled(queues: Queues, table: Table) -> None:
    await queues.refill(1.0, set())
    queues.refused(a_copy(1))
    await queues.refill(2.0, {("copy", 1)})
    assert copies(queues) == []
    assert not queues.hungry
    queues.settled(a_copy(1), stays=False)
    await queues.refill(2.1, set())
    assert 2 in copies(queues)


async def test_what_is_put_back_is_read_again_with_the_rest(queues: Queues, table: Table) -> None:
    await queues.refill(1.0, set())
    lane = list(queues)[-1]
    row = lane.rows[0]
    queues.take(lane, 0)
    queues.put_back(row)
    assert row.chat_id not in copies(queues)
    await queues.refill(1.1, set())
    assert row.chat_id in copies(queues)


async def test_a_chat_that_is_silenced_is_forgotten_in_every_lane(queues: Queues) -> None:
    await queues.refill(1.0, set())
    assert [row.chat_id for row in queues.silence(3)] == [3]
    assert 3 not in copies(queues)
