"""The door out: order, lanes, retries, and what a crash may repeat."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.gateway.delivery import Outcome, Result
from bot.gateway.limits import Limits
from bot.gateway.patience import Patience
from bot.gateway.sender import IN_FLIGHT, PUT_OFFS, Sender
from bot.gateway.setbacks import TRIES
from bot.gateway.settlement import PUT_OFF
from storage import outbox
from storage.engine import Engine, Transaction
from storage.outbox import Lane, Outgoing

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
FAST = Limits(per_second=100_000, private_per_second=100_000, group_per_minute=100_000)
HASTY = Patience(first=0.001, longest=0.01, storage=0.001)


class Telegram:
    """Takes what the sender sends and answers as told: outcomes by row in order, `sent` when nothing is left to say."""

    def __init__(self, answers: Iterable[Callable[[Outgoing], Outcome]] = ()) -> None:
        self.heard: list[tuple[int, str]] = []
        self.answers = list(answers)
        self.gate: asyncio.Event | None = None
        self.poison = ""
        """A text that the server stumbles over."""

    async def send(self, row: Outgoing, method: str, params: dict[str, Any]) -> Outcome:
        self.heard.append((row.chat_id, params.get("text", method)))
        if self.gate is not None:
            await self.gate.wait()
        if self.poison and params.get("text") == self.poison:
            return Outcome(row, Result.LATER, why="NetworkError")
        if self.answers:
            return self.answers.pop(0)(row)
        return Outcome(row, Result.SENT, answer={})

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.heard]


async def no_notices(rows: list[Outgoing]) -> dict[int, tuple[str, dict[str, Any]]]:
    return {}


@asynccontextmanager
async def sending(database: Engine, telegram: Telegram, *, now: datetime = NOW) -> AsyncIterator[Sender]:
    sender = Sender(
        database,
        telegram,  # type: ignore[arg-type] # a double
        FAST,
        render=no_notices,
        clock=lambda: now,
        patience=HASTY,
    )
    task = asyncio.create_task(sender.run())
    try:
        yield sender
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def promise(database: Engine, *texts: str, chat: int = 1, lane: Lane = Lane.REPLY, **options: Any) -> None:
    async with database.write() as tx:
        for text in texts:
            outbox.call(tx, "sendMessage", {"text": text}, chat_id=chat, now=NOW, lane=lane, **options)


async def left(database: Engine) -> int:
    async with database.read() as tx:
        return await outbox.size(tx)


async def test_messages_of_one_chat_arrive_in_order_and_are_settled(database: Engine) -> None:
    telegram = Telegram()
    await promise(database, "one", "two", "three")
    async with sending(database, telegram) as sender:
        await sender.idle()
    assert telegram.texts == ["one", "two", "three"]
    assert await left(database) == 0


async def test_a_reply_goes_before_notices_and_notices_before_announcements(database: Engine) -> None:
    telegram = Telegram()
    await promise(database, "announcement", chat=1, lane=Lane.BULK)
    await promise(database, "notice", chat=2, lane=Lane.NOTICE)
    await promise(database, "reply", chat=3, lane=Lane.REPLY)
    async with sending(database, telegram) as sender:
        await sender.idle()
    assert telegram.texts == ["reply", "notice", "announcement"]


async def test_a_message_that_is_refused_for_a_flood_is_tried_again_first(database: Engine) -> None:
    telegram = Telegram([lambda row: Outcome(row, Result.FLOOD, seconds=0.01)])
    await promise(database, "one", "two")
    async with sending(database, telegram) as sender:
        await sender.idle()
    assert telegram.texts == ["one", "one", "two"]
    assert await left(database) == 0


async def test_a_failing_network_loses_nothing(database: Engine) -> None:
    telegram = Telegram([lambda row: Outcome(row, Result.LATER, why="NetworkError")])
    await promise(database, "one", "two")
    async with sending(database, telegram) as sender:
        await sender.idle()
    assert telegram.texts == ["one", "one", "two"]
    assert await left(database) == 0


async def test_an_outage_of_any_length_puts_nothing_off_and_keeps_the_order(database: Engine) -> None:
    telegram = Telegram([lambda row: Outcome(row, Result.LATER, why="NetworkError")] * 30)
    for chat in (1, 2, 3):
        await promise(database, f"{chat}a", f"{chat}b", chat=chat)
    async with sending(database, telegram) as sender:
        await sender.idle()
    assert await left(database) == 0
    arrived = telegram.texts[30:]
    for chat in (1, 2, 3):
        assert [text for text in arrived if text[0] == str(chat)] == [f"{chat}a", f"{chat}b"]


async def test_in_an_outage_nobody_is_tried_over_and_over_before_the_others(database: Engine) -> None:
    telegram = Telegram([lambda row: Outcome(row, Result.LATER, why="NetworkError")] * 3)
    for chat in (1, 2, 3):
        await promise(database, "hello", chat=chat)
    async with sending(database, telegram) as sender:
        await sender.idle()
    assert {chat for chat, _ in telegram.heard[:3]} == {1, 2, 3}


async def test_a_message_that_alone_keeps_failing_is_put_off_and_holds_nobody_up(database: Engine) -> None:
    telegram = Telegram()
    telegram.poison = "broken"
    await promise(database, "broken", chat=1)
    for chat in range(2, 30):
        await promise(database, "hello", chat=chat)
    async with sending(database, telegram) as sender:
        await sender.idle()
    assert telegram.texts.count("hello") == 28
    assert telegram.texts.count("broken") == TRIES
    async with database.read() as tx:
        row = await tx.one("SELECT due_at, attempts FROM outbox")
    assert row is not None
    assert (row["due_at"], row["attempts"]) == (int((NOW + PUT_OFF).timestamp()), 1)


async def test_a_message_that_was_put_off_often_enough_is_given_up(database: Engine) -> None:
    telegram = Telegram()
    telegram.poison = "broken"
    await promise(database, "broken", chat=1)
    for chat in range(2, 30):
        await promise(database, "hello", chat=chat)
    async with database.write() as tx:
        await tx.run("UPDATE outbox SET attempts = :most", most=PUT_OFFS)
    async with sending(database, telegram) as sender:
        await sender.idle()
    assert await left(database) == 0


async def test_what_goes_wrong_on_our_side_holds_nobody_up_either(database: Engine) -> None:
    telegram = Telegram()

    def stumble(row: Outgoing) -> Outcome:
        raise OSError("the file cannot be read")

    telegram.answers = [stumble]
    await promise(database, "one", "two")
    async with sending(database, telegram) as sender:
        await sender.idle()
    assert telegram.texts == ["one", "one", "two"]
    assert await left(database) == 0


async def test_what_is_offered_while_the_outbox_is_read_goes_behind_what_is_in_it(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    telegram = Telegram()
    read = outbox.due
    offered = False

    async def slow(tx: Transaction, lane: Lane, **options: Any) -> list[Outgoing]:
        nonlocal offered
        found = await read(tx, lane, **options)
        if lane is Lane.REPLY and not offered:
            offered = True
            promised: list[Outgoing] = []
            async with database.write() as writing:
                outbox.call(writing, "sendMessage", {"text": "two"}, chat_id=1, now=NOW, promised=promised)
            sender.offer(promised)
        return found

    monkeypatch.setattr(outbox, "due", slow)
    await promise(database, "one")
    async with sending(database, telegram) as sender:
        await sender.idle()
    assert telegram.texts == ["one", "two"]


async def test_somebody_who_blocked_is_not_tried_again(database: Engine) -> None:
    telegram = Telegram([lambda row: Outcome(row, Result.UNREACHABLE, why="Forbidden")])
    await promise(database, "one", "two", "three")
    async with sending(database, telegram) as sender:
        await sender.idle()
    assert telegram.texts == ["one"]
    assert await left(database) == 0


async def test_nothing_older_is_sent_to_somebody_who_was_erased(database: Engine) -> None:
    telegram = Telegram()
    telegram.gate = asyncio.Event()
    await promise(database, "in flight", "waiting", chat=1)
    async with sending(database, telegram) as sender:
        while not telegram.heard:
            await asyncio.sleep(0)
        async with database.write() as tx:
            outbox.silence(tx, 1)
            outbox.call(tx, "sendMessage", {"text": "erased"}, chat_id=1, now=NOW)
        sender.silence(1)
        sender.wake()
        telegram.gate.set()
        await sender.idle()
    assert telegram.texts == ["in flight", "erased"]
    assert await left(database) == 0


async def test_a_message_that_telegram_refuses_for_ever_holds_nobody_up(database: Engine) -> None:
    telegram = Telegram([lambda row: Outcome(row, Result.REFUSED, why="can't parse entities")])
    await promise(database, "broken", "fine")
    async with sending(database, telegram) as sender:
        await sender.idle()
    assert telegram.texts == ["broken", "fine"]
    assert await left(database) == 0


async def test_a_group_that_moved_is_followed(database: Engine) -> None:
    telegram = Telegram([lambda row: Outcome(row, Result.MOVED, chat_id=-1002)])
    await promise(database, "hello", chat=-1)
    async with sending(database, telegram) as sender:
        await sender.idle()
    assert telegram.heard == [(-1, "hello"), (-1002, "hello")]


async def test_what_is_not_due_yet_waits(database: Engine) -> None:
    telegram = Telegram()
    async with database.write() as tx:
        outbox.call(tx, "sendMessage", {"text": "later"}, chat_id=1, now=NOW + timedelta(hours=1))
    async with sending(database, telegram) as sender:
        await sender.idle()
    assert telegram.texts == []
    assert await left(database) == 1


async def test_what_has_expired_is_dropped_unsaid(database: Engine) -> None:
    telegram = Telegram()
    await promise(database, "stale", expires_at=NOW)
    async with sending(database, telegram) as sender:
        await sender.idle()
    assert telegram.texts == []
    assert await left(database) == 0


async def test_a_notice_that_became_pointless_is_dropped_unsaid(database: Engine) -> None:
    telegram = Telegram()
    async with database.write() as tx:
        await outbox.notify(tx, "gone", {}, [outbox.Recipient(None, 5, NOW)])  # type: ignore[arg-type] # no person
    async with sending(database, telegram) as sender:
        await sender.idle()
    assert telegram.texts == []
    assert await left(database) == 0


async def test_a_pressed_button_is_answered_once_or_never(database: Engine) -> None:
    telegram = Telegram([lambda row: Outcome(row, Result.LATER, why="TimedOut")])
    async with database.write() as tx:
        outbox.call(tx, "answerCallbackQuery", {"callback_query_id": "1"}, chat_id=1, now=NOW)
    async with sending(database, telegram) as sender:
        await sender.idle()
    assert telegram.texts == ["answerCallbackQuery"]
    assert await left(database) == 0


async def test_a_crash_repeats_no_more_than_what_was_in_flight(database: Engine) -> None:
    telegram = Telegram()
    telegram.gate = asyncio.Event()
    for chat in range(100):
        await promise(database, f"to {chat}", chat=chat)
    async with sending(database, telegram):
        while len(telegram.heard) < IN_FLIGHT:
            await asyncio.sleep(0)
        for _ in range(50):
            await asyncio.sleep(0)
    assert len(telegram.heard) == IN_FLIGHT
    assert await left(database) == 100


@pytest.mark.parametrize("count", [500])
async def test_everybody_gets_exactly_one(database: Engine, count: int) -> None:
    telegram = Telegram()
    for chat in range(count):
        await promise(database, "hello", chat=chat, lane=Lane.BULK)
    async with sending(database, telegram) as sender:
        await sender.idle()
    assert sorted(chat for chat, _ in telegram.heard) == list(range(count))
    assert await left(database) == 0
