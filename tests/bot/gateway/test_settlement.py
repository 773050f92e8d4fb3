"""What follows from a send, durably."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram.error import BadRequest

from bot.domain.chats import About, Chat, ChatKind
from bot.gateway import settlement as settlement_module
from bot.gateway.delivery import Delivery, Outcome, Result
from bot.gateway.settlement import FULL, Settlement
from storage import chats, files, live, outbox
from storage.engine import Engine
from storage.outbox import Lane, Outgoing

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class Ledger:
    def __init__(self) -> None:
        self.settled: list[int] = []

    def hear(self, outcomes: list[Outcome]) -> None:
        self.settled += [outcome.row.id for outcome in outcomes]


@pytest.fixture
async def row(database: Engine) -> Outgoing:
    promised: list[Outgoing] = []
    async with database.write() as tx:
        outbox.call(tx, "sendMessage", {"text": "hello"}, chat_id=5, now=NOW, promised=promised)
    return promised[0]


async def left(database: Engine) -> int:
    async with database.read() as tx:
        return await outbox.size(tx)


async def test_a_turns_commit_takes_a_settlement_along(database: Engine, row: Outgoing) -> None:
    ledger = Ledger()
    settlement = Settlement(database, clock=lambda: NOW, settled=ledger.hear)
    settlement.add(Outcome(row, Result.SENT, answer={}))
    async with database.write() as tx:
        settlement.take_along(tx)
        assert ledger.settled == []
    assert ledger.settled == [row.id]
    assert await left(database) == 0


async def test_a_settlement_in_a_turn_that_came_to_nothing_is_still_to_be_made(database: Engine, row: Outgoing) -> None:
    ledger = Ledger()
    settlement = Settlement(database, clock=lambda: NOW, settled=ledger.hear)
    settlement.add(Outcome(row, Result.SENT, answer={}))
    with pytest.raises(RuntimeError):
        async with database.write() as tx:
            settlement.take_along(tx)
            raise RuntimeError
    assert ledger.settled == []
    assert await left(database) == 1
    await settlement.settle()
    assert ledger.settled == [row.id]
    assert await left(database) == 0


async def test_as_many_as_are_worth_a_commit_do_not_wait_for_more(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settlement_module, "GATHER_SECONDS", 3600.0)
    promised: list[Outgoing] = []
    async with database.write() as tx:
        for chat in range(FULL + 1):
            outbox.call(tx, "sendMessage", {"text": "hello"}, chat_id=chat, now=NOW, promised=promised)
    ledger = Ledger()
    settlement = Settlement(database, clock=lambda: NOW, settled=ledger.hear)
    task = asyncio.create_task(settlement.run())
    settlement.add(Outcome(promised[0], Result.SENT, answer={}))
    await asyncio.sleep(0)
    assert ledger.settled == []
    for row in promised[1:]:
        settlement.add(Outcome(row, Result.SENT, answer={}))
    async with asyncio.timeout(5):
        while len(ledger.settled) <= FULL:
            await asyncio.sleep(0.001)
    task.cancel()
    assert await left(database) == 0


async def test_what_becomes_ready_while_somebody_writes_is_settled_with_the_rest(
    database: Engine, row: Outgoing
) -> None:
    ledger = Ledger()
    settlement = Settlement(database, clock=lambda: NOW, settled=ledger.hear)
    settlement.add(Outcome(row, Result.LATER, why="TimedOut"))
    async with database.write() as tx:
        waiting = asyncio.create_task(settlement.settle())
        await asyncio.sleep(0)
        settlement.take_along(tx)  # a turn takes it first
    await waiting
    assert ledger.settled == [row.id]
    async with database.read() as tx:
        assert await tx.value("SELECT attempts FROM outbox") == 1


async def test_the_id_that_telegram_gave_a_file_is_remembered(database: Engine, row: Outgoing) -> None:
    async with database.write() as tx:
        file = await files.add(tx, name="a.pdf", mime="application/pdf", size=3, content=b"pdf")
    settlement = Settlement(database, clock=lambda: NOW, settled=Ledger().hear)
    settlement.add(Outcome(row, Result.SENT, answer={"document": {"file_id": "BQ1"}}, file=file))
    await settlement.settle()
    async with database.read() as tx:
        assert (await files.get(tx, file)).telegram_id == "BQ1"


async def test_what_is_put_off_stays_for_later(database: Engine, row: Outgoing) -> None:
    settlement = Settlement(database, clock=lambda: NOW, settled=Ledger().hear)
    settlement.add(Outcome(row, Result.LATER, why="TimedOut"))
    await settlement.settle()
    async with database.read() as tx:
        assert await outbox.waiting(tx, now=NOW) == 0
        assert await outbox.size(tx) == 1
    assert row.lane is Lane.REPLY


async def test_a_picture_is_remembered_by_its_largest_size(database: Engine, row: Outgoing) -> None:
    async with database.write() as tx:
        file = await files.add(tx, name="a.png", mime="image/png", size=3, content=b"png")
    settlement = Settlement(database, clock=lambda: NOW, settled=Ledger().hear)
    settlement.add(Outcome(row, Result.SENT, answer={"photo": [{"file_id": "small"}, {"file_id": "big"}]}, file=file))
    await settlement.settle()
    async with database.read() as tx:
        assert (await files.get(tx, file)).telegram_id == "big"


GROUP = About(-5, ChatKind.group, "Форум", None)


async def after(database: Engine, result: Result, **outcome: Any) -> Chat | None:
    """The group, once a message to it has come to this; by its new number where it moved."""
    async with database.write() as tx:
        await chats.meet(tx, GROUP, language="bg", now=NOW)
        outbox.call(tx, "sendMessage", {"text": "hello"}, chat_id=GROUP.chat_id, now=NOW)
    async with database.read() as tx:
        (row,) = await outbox.due(tx, Lane.REPLY, after=(0, 0), now=NOW, limit=9)
    settlement = Settlement(database, clock=lambda: NOW, settled=Ledger().hear)
    settlement.add(Outcome(row, result, **outcome))
    await settlement.settle()
    async with database.read() as tx:
        return await chats.at(tx, outcome.get("chat_id", GROUP.chat_id))


async def test_a_group_that_threw_the_bot_out_is_left(database: Engine) -> None:
    chat = await after(database, Result.UNREACHABLE, why="Forbidden: bot was kicked from the group chat")
    assert chat is not None
    assert chat.left_at == NOW
    assert await left(database) == 0


async def test_a_group_where_it_may_not_write_is_not_left(database: Engine) -> None:
    chat = await after(database, Result.REFUSED, why="Bad Request: not enough rights to send text messages to the chat")
    assert chat is not None
    assert (chat.is_here, chat.may_post) == (True, False)


async def test_another_refusal_says_nothing_of_the_group(database: Engine) -> None:
    chat = await after(database, Result.REFUSED, why="Bad Request: can't parse entities")
    assert chat is not None
    assert chat.may_post


async def test_a_group_that_moved_is_known_by_its_new_number(database: Engine) -> None:
    chat = await after(database, Result.MOVED, chat_id=-1005)
    assert chat is not None
    assert chat.kind is ChatKind.supergroup
    async with database.read() as tx:
        (row,) = await outbox.due(tx, Lane.REPLY, after=(0, 0), now=NOW, limit=9)
    assert row.chat_id == -1005


async def test_a_screen_that_goes_on_by_itself_ends_where_its_message_was_deleted(database: Engine) -> None:
    class Gone:
        base_url = "http://telegram"
        calls = 0

        @property
        def request(self) -> "Gone":
            return self

        async def post(self, url: str, request_data: Any) -> None:
            self.calls += 1
            raise BadRequest("Message to edit not found")

    async def no_file(number: int) -> None:
        return None

    bot, settlement = Gone(), Settlement(database, clock=lambda: NOW, settled=Ledger().hear)
    async with database.write() as tx:
        live.keep(tx, chat_id=5, message_id=9, view="progress", subject=1, language="bg", shown="", now=NOW)
    row = Outgoing(1, Lane.NOTICE, 0, None, 5, None, None, live.NOTICE, {"message_id": 9}, 0)
    words = {"chat_id": 5, "message_id": 9, "text": "50 %"}
    outcome = await Delivery(bot, no_file).send(row, "editMessageText", words)  # type: ignore[arg-type]
    assert (outcome.result, bot.calls) == (Result.DROPPED, 1)
    settlement.add(outcome)
    await settlement.settle()
    async with database.read() as tx:
        assert await live.all_of(tx) == []
