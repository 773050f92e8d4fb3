"""The door in by polling: what is acknowledged and when, and what becomes of trouble."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram.error import Conflict, EndPointNotFound, InvalidToken, NetworkError, RetryAfter

from bot.gateway.patience import Patience
from bot.gateway.receiver import GIVES_WAY_AFTER, REFUSALS, AnotherPoller, Receiver
from storage import inbox
from storage.engine import Engine

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PATIENCE = Patience(first=1.0, longest=4.0, conflict=2.0, probation=60.0)


class Telegram:
    """Answers getUpdates with what was prepared, then with nothing; keeps the offsets it was asked with."""

    def __init__(self, *answers: list[dict[str, Any]] | Exception) -> None:
        self.answers = list(answers)
        self.offsets: list[int | None] = []

    async def do_api_request(self, endpoint: str, *, api_kwargs: dict[str, Any], **timeouts: float) -> Any:
        assert endpoint == "getUpdates"
        self.offsets.append(api_kwargs.get("offset"))
        answer = self.answers.pop(0) if self.answers else []
        if isinstance(answer, Exception):
            raise answer
        return answer


class Door:
    """A receiver, and what it has let in."""

    def __init__(self, database: Engine, *answers: list[dict[str, Any]] | Exception) -> None:
        self.database = database
        self.telegram = Telegram(*answers)
        self.batches = 0
        self.time = 100.0
        self.receiver = Receiver(
            self.telegram,  # type: ignore[arg-type] # a double
            database,
            clock=lambda: NOW,
            accepted=self._accepted,
            patience=PATIENCE,
            monotonic=lambda: self.time,
        )

    def _accepted(self) -> None:
        self.batches += 1

    async def steps(self, count: int) -> list[float]:
        return [await self.receiver.step() for _ in range(count)]

    async def kept(self) -> list[int]:
        async with self.database.read() as tx:
            return [one.update_id for one in await inbox.waiting(tx, now=NOW, limit=100)]


def updates(*numbers: int) -> list[dict[str, Any]]:
    return [{"update_id": number, "message": {}} for number in numbers]


async def test_a_batch_is_acknowledged_by_the_next_call(database: Engine) -> None:
    door = Door(database, updates(5, 6), updates(7))
    assert await door.steps(3) == [0, 0, 0]
    assert door.telegram.offsets == [None, 7, 8]
    assert await door.kept() == [5, 6, 7]
    assert door.batches == 2


async def test_what_was_not_kept_is_not_acknowledged(database: Engine) -> None:
    door = Door(database, updates(5), updates(5))
    async with database.write() as tx:
        await tx.run("ALTER TABLE inbox RENAME TO elsewhere")
    assert await door.steps(1) == [1.0]
    async with database.write() as tx:
        await tx.run("ALTER TABLE elsewhere RENAME TO inbox")
    await door.steps(2)
    assert door.telegram.offsets == [None, None, 6]
    assert await door.kept() == [5]


async def test_an_update_that_comes_twice_is_kept_once(database: Engine) -> None:
    door = Door(database, updates(5, 5), updates(5))
    await door.steps(2)
    assert await door.kept() == [5]


async def test_trouble_of_the_network_is_waited_out_with_growing_pauses(database: Engine) -> None:
    door = Door(database, *[NetworkError("gone")] * 4, [], NetworkError("gone"))
    assert await door.steps(6) == [1.0, 2.0, 4.0, 4.0, 0.0, 1.0]


async def test_telegram_is_given_the_time_it_asks_for(database: Engine) -> None:
    door = Door(database, RetryAfter(7))
    assert await door.steps(1) == [7.0]


async def test_a_newcomer_gives_way_to_who_was_there_before(database: Engine) -> None:
    door = Door(database, *[Conflict("terminated by other getUpdates request")] * GIVES_WAY_AFTER)
    assert await door.steps(GIVES_WAY_AFTER - 1) == [2.0] * (GIVES_WAY_AFTER - 1)
    with pytest.raises(AnotherPoller):
        await door.receiver.step()


async def test_updates_between_the_conflicts_make_no_newcomer_at_home(database: Engine) -> None:
    conflict = Conflict("terminated by other getUpdates request")
    door = Door(database, conflict, updates(1), conflict, updates(2), conflict)
    with pytest.raises(AnotherPoller):
        await door.steps(5)


async def test_who_was_there_before_goes_on(database: Engine) -> None:
    door = Door(database, *[Conflict("terminated by other getUpdates request")] * 20, updates(5))
    door.time += PATIENCE.probation
    assert await door.steps(21) == [2.0] * 20 + [0.0]
    assert await door.kept() == [5]


@pytest.mark.parametrize("error", [InvalidToken(), EndPointNotFound("Endpoint 'getUpdates' not found in Bot API")])
async def test_a_token_that_is_refused_again_and_again_is_believed_to_be_refused(
    database: Engine, error: Exception
) -> None:
    door = Door(database, error, [], *[error] * REFUSALS)
    await door.steps(2 + REFUSALS - 1)
    with pytest.raises(InvalidToken):
        await door.receiver.step()
