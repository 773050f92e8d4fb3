"""Turns that share a commit: what one comes to is its own, and nothing is heard before it is durable."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import orjson
import pytest
from telegram import Update

from bot.domain.errors import DomainError
from bot.gateway.exchange import CURRENT, Exchange
from bot.gateway.turns import ATTEMPTS, SHARED, SHARED_SECONDS, Turns
from bot.services.turn import Town
from storage import inbox, outbox
from storage.engine import Engine, StorageFull
from storage.outbox import Outgoing

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TOWN = Town(zone=ZoneInfo("Europe/Sofia"), language="bg")
MARIA, IVO = 5, 6
PUT = "INSERT INTO topics (id, names, position) VALUES (:id, '{}', 0)"


class NotToday(DomainError):
    """A rule that says no."""


class Play:
    """Stands for the library's application and everything behind it: what is typed is what is done."""

    bot = None

    def __init__(self) -> None:
        self.played: list[str] = []

    async def process_update(self, update: Update) -> None:
        exchange = CURRENT.get()
        assert update.message is not None
        word, _, rest = (update.message.text or "").partition(" ")
        self.played.append(word)
        try:
            await getattr(self, word)(exchange, rest)
        except Exception as error:
            exchange.failure = error

    async def say(self, exchange: Exchange, text: str) -> None:
        exchange.call("sendMessage", text=text)

    async def keep(self, exchange: Exchange, topic: str) -> None:
        exchange.turn.tx.later(PUT, id=topic)
        exchange.call("sendMessage", text=topic)

    async def refuse(self, exchange: Exchange, topic: str) -> None:
        await exchange.turn.tx.run(PUT, id=topic)
        exchange.call("sendMessage", text="never")
        raise NotToday()

    async def stumble(self, exchange: Exchange, topic: str) -> None:
        await exchange.turn.tx.run(PUT, id=topic)
        raise RuntimeError

    async def forget(self, exchange: Exchange, _: str) -> None:
        outbox.silence(exchange.turn.tx, exchange.chat_id)
        exchange.forget_person()
        exchange.call("sendMessage", text="forgotten")

    async def swell(self, exchange: Exchange, pages: str) -> None:
        await exchange.turn.tx.run(PUT, id="x" * 4096 * int(pages))

    async def hang(self, exchange: Exchange, _: str) -> None:
        await exchange.turn.tx.value("SELECT 1")
        await asyncio.Event().wait()


class Desk:
    """Turns with nothing behind them, and what was heard of them in order."""

    def __init__(self, database: Engine) -> None:
        self.database = database
        self.play = Play()
        self.heard: list[str] = []
        self.commits = 0
        self.moment = 0.0
        self.turns = Turns(
            database,
            self.play,  # type: ignore[arg-type] # a double
            TOWN,
            clock=lambda: NOW,
            explain=self._explain,
            committed=self._committed,
            erased=lambda chat: self.heard.append(f"erased {chat}"),
            take_along=lambda tx: tx.after_commit(self._count),
            monotonic=lambda: self.moment,
        )

    async def _explain(self, exchange: Exchange, problem: Exception, code: str | None) -> None:
        exchange.call("sendMessage", text=type(problem).__name__)

    def _committed(self, rows: list[Outgoing]) -> None:
        self.heard += [row.params["text"] for row in rows]

    def _count(self) -> None:
        self.commits += 1

    async def receive(self, *texts: str, person: int = MARIA) -> None:
        async with self.database.write() as tx:
            first = await tx.value("SELECT count(*) FROM inbox")
            updates = [(first + index, said(first + index, text, person)) for index, text in enumerate(texts)]
            await inbox.accept(tx, updates, now=NOW)

    async def kept(self) -> list[str]:
        """What the turns wrote, and what they promised to say."""
        async with self.database.read() as tx:
            topics = [row["id"] for row in await tx.all("SELECT id FROM topics ORDER BY id")]
            rows = await tx.all("SELECT params FROM outbox ORDER BY id")
        return topics + [orjson.loads(row["params"])["text"] for row in rows]

    async def waiting(self) -> int:
        async with self.database.read() as tx:
            return (await inbox.counts(tx))["inbox"]


def said(number: int, text: str, person: int) -> str:
    user = {"id": person, "is_bot": False, "first_name": "Мария", "language_code": "bg"}
    message = {"message_id": number, "date": 1, "chat": {"id": person, "type": "private"}, "from": user, "text": text}
    return orjson.dumps({"update_id": number, "message": message}).decode()


@pytest.fixture
def desk(database: Engine) -> Desk:
    return Desk(database)


async def test_turns_that_wait_share_a_commit_and_are_heard_in_order(desk: Desk) -> None:
    await desk.receive("say one", "keep two", "say three")
    assert await desk.turns.play_waiting() == 3
    assert desk.heard == ["one", "two", "three"]
    assert desk.commits == 1
    assert await desk.kept() == ["two", "one", "two", "three"]
    assert await desk.waiting() == 0


async def test_a_commit_is_shared_by_no_more_than_so_many(desk: Desk) -> None:
    await desk.receive(*["say hello"] * (SHARED + 1))
    await desk.turns.play_waiting()
    assert desk.commits == 2


async def test_nobody_joins_when_the_first_has_waited_long_enough(desk: Desk) -> None:
    whole = desk.play.say

    async def slowly(exchange: Exchange, text: str) -> None:
        desk.moment += SHARED_SECONDS
        await whole(exchange, text)

    desk.play.say = slowly  # type: ignore[method-assign]
    await desk.receive("say one", "say two", "say three")
    await desk.turns.play_waiting()
    assert desk.commits == 3
    assert desk.heard == ["one", "two", "three"]


async def test_a_refusal_undoes_its_own_turn_only(desk: Desk) -> None:
    await desk.receive("keep one", "refuse two", "keep three")
    await desk.turns.play_waiting()
    assert desk.heard == ["one", "NotToday", "three"]
    assert desk.commits == 1
    assert await desk.kept() == ["one", "three", "one", "NotToday", "three"]
    assert await desk.waiting() == 0


async def test_a_refusal_of_the_first_or_the_last_is_told_as_well(desk: Desk) -> None:
    await desk.receive("refuse one", "say two", "refuse three")
    await desk.turns.play_waiting()
    assert desk.heard == ["NotToday", "two", "NotToday"]
    assert await desk.kept() == ["NotToday", "two", "NotToday"]


@pytest.mark.parametrize("bad", ["stumble bad", "keep kept"])
async def test_a_failure_undoes_its_own_turn_only_and_is_tried_again(desk: Desk, bad: str) -> None:
    """The second of these fails at its deferred write, which travels with the next turn's question."""
    async with desk.database.write() as tx:
        await tx.run(PUT, id="kept")
    await desk.receive("keep one", bad, "keep three")
    await desk.turns.play_waiting()
    assert desk.heard == ["one", "three"]
    assert await desk.kept() == ["kept", "one", "three", "one", "three"]
    async with desk.database.read() as tx:
        rows = await tx.all("SELECT update_id, attempts FROM inbox WHERE handled_at IS NULL")
    assert [(row["update_id"], row["attempts"]) for row in rows] == [(1, 1)]


async def test_what_has_failed_before_shares_with_nobody(desk: Desk) -> None:
    await desk.receive("say one", "say two", "say three")
    async with desk.database.write() as tx:
        inbox.retry(tx, 1, at=NOW)
    await desk.turns.play_waiting()
    assert desk.commits == 3
    assert desk.heard == ["one", "two", "three"]


async def test_a_failure_that_lasts_is_told_once_and_the_update_put_aside(desk: Desk) -> None:
    await desk.receive("say one", "stumble bad")
    for _ in range(ATTEMPTS):
        await desk.turns.play_waiting()
        async with desk.database.write() as tx:
            await tx.run("UPDATE inbox SET retry_at = 0")
    assert desk.heard == ["one", "RuntimeError"]
    assert desk.play.played.count("stumble") == ATTEMPTS + 1  # once with the other, which then heard nothing of it
    async with desk.database.read() as tx:
        assert await inbox.counts(tx) == {"inbox": 0, "parked": 1}


async def test_nothing_older_is_heard_after_an_erasure_in_the_same_commit(desk: Desk) -> None:
    await desk.receive("say before", "forget", "say after")
    await desk.receive("say elsewhere", person=IVO)
    await desk.turns.play_waiting()
    assert desk.heard == ["before", f"erased {MARIA}", "forgotten", "after", "elsewhere"]
    assert await desk.kept() == ["forgotten", "after", "elsewhere"]


async def test_nothing_is_heard_of_an_erasure_that_came_to_nothing(desk: Desk) -> None:
    whole = desk.play.forget

    async def half(exchange: Exchange, _: str) -> None:
        await whole(exchange, _)
        raise NotToday()

    desk.play.forget = half  # type: ignore[method-assign]
    await desk.receive("say before", "forget")
    await desk.turns.play_waiting()
    assert desk.heard == ["before", "NotToday"]


async def test_on_a_disk_that_fills_in_the_middle_all_of_them_wait_and_nothing_is_heard(desk: Desk) -> None:
    async with desk.database.write() as tx:
        await tx.run(f"PRAGMA max_page_count = {await tx.value('PRAGMA page_count') + 10}")
    await desk.receive("say one", "swell 100", "say three")
    with pytest.raises(StorageFull):
        await desk.turns.play_waiting()
    assert desk.heard == []
    assert await desk.kept() == []
    assert await desk.waiting() == 3
    async with desk.database.write() as tx:
        await tx.run("PRAGMA max_page_count = 100000")
    await desk.turns.play_waiting()
    assert desk.heard == ["one", "three"]
    assert await desk.waiting() == 0


async def test_a_stop_in_the_middle_leaves_all_of_them_for_the_next_start(desk: Desk) -> None:
    await desk.receive("keep one", "hang", "keep three")
    task = asyncio.create_task(desk.turns.play_waiting())
    while "hang" not in desk.play.played:
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert desk.heard == []
    assert await desk.kept() == []
    assert await desk.waiting() == 3


async def test_nothing_is_heard_before_it_is_durable(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[list[str], int]] = []
    heard: Callable[[list[Outgoing]], None] = desk._committed

    def look(rows: list[Outgoing]) -> None:
        seen.append((desk.heard[:], desk.commits))
        heard(rows)

    monkeypatch.setattr(desk.turns, "_committed", look)
    await desk.receive("say one", "say two")
    await desk.turns.play_waiting()
    assert seen == [([], 1), (["one"], 1)]
