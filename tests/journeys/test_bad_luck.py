"""Bad luck of every kind, played on the whole bot over HTTP: what people and the operator get then."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.app import Prestige, StartRefused
from bot.gateway.patience import Patience
from bot.gateway.webhook import SECRET_HEADER
from bot.i18n import translator
from bot.sandbox import InventedClock, Person, Sandbox
from bot.sandbox import Limits as Ceiling
from bot.services import towns
from bot.ui.desks import GoStaff
from storage import inbox, outbox, schema
from tests.conftest import KEY
from tests.journeys.conftest import MONDAY, Stage, running, settings_for, staged
from tests.storage.test_schema import a_history_with_one_more

HASTY = Patience(first=0.005, longest=0.3, storage=0.01, conflict=0.02, probation=0.0)
"""A hundred times less than usual: a minute of outage is 0.6 seconds. Nobody is on probation."""
NEWCOMER = Patience(first=0.005, longest=0.3, storage=0.01, conflict=0.02, probation=60.0)
SECRET = "correct-horse_42"


@pytest.fixture
async def stage(town_file: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    database = tmp_path / "prestige.db"
    shutil.copyfile(town_file, database)
    async with staged(database, patience=HASTY) as stage:
        yield stage


async def value(stage: Stage, sql: str) -> Any:
    async with stage.app.engine.read() as tx:
        return await tx.value(sql)


async def counts(stage: Stage) -> dict[str, int]:
    async with stage.app.engine.read() as tx:
        return await inbox.counts(tx)


def replies(person: Person, words: str) -> int:
    """How many messages of the bot quote these words."""
    return sum(words in message.text for message in person.messages)


def crowd(stage: Stage, size: int) -> list[Person]:
    return [stage.person() for _ in range(size)]


# -- updates -----------------------------------------------------------------------------------------------------------


async def test_a_press_that_is_delivered_twice_counts_once(stage: Stage) -> None:
    citizen = await stage.citizen()
    await stage.start(citizen)
    await stage.press(citizen, "Настройки")
    await stage.press(citizen, "Теми")
    citizen.press("Паркове")
    update = stage.sandbox.unhandled[-1]
    again = {"callback_query": update["callback_query"]}
    stage.sandbox.push(again, update["update_id"])
    await stage.settle()
    stage.sandbox.push(again, update["update_id"])  # and once more, when it was handled long ago
    await stage.settle()
    assert await value(stage, "SELECT count(*) FROM subscriptions") == 1


async def test_words_that_are_delivered_twice_are_answered_once(stage: Stage) -> None:
    person = stage.person()
    person.say("дума")
    update = stage.sandbox.unhandled[-1]
    stage.sandbox.push({"message": update["message"]}, update["update_id"])
    await stage.settle()
    stage.sandbox.push({"message": update["message"]}, update["update_id"])
    await stage.settle()
    assert replies(person, "дума") == 1


async def test_updates_whose_acknowledgement_was_lost_are_played_once(stage: Stage) -> None:
    people = crowd(stage, 5)
    stage.sandbox.switches.fail_next("getUpdates", None, after_accepting=True, times=3)
    for person in people:
        person.say("дума")
    await stage.settle()
    assert [replies(person, "дума") for person in people] == [1] * 5


async def test_fields_of_the_future_are_passed_over(stage: Stage) -> None:
    person = stage.person()
    person.say("дума")
    message = stage.sandbox.unhandled[-1]["message"]
    message["of_the_future"] = {"deep": [1, {"deeper": None}]}
    message["from"]["is_wise"] = True
    stage.sandbox.push({"message": message})
    await stage.settle()
    assert replies(person, "дума") == 2


async def test_an_update_of_an_unknown_kind_is_taken_and_passed_over(stage: Stage) -> None:
    person = stage.person()
    stage.sandbox.push({"telepathy": {"from": person.body, "thought": "дума"}})
    person.say("дума")
    await stage.settle()
    assert replies(person, "дума") == 1
    assert await counts(stage) == {"inbox": 0, "parked": 0}


@pytest.mark.parametrize("body", [{"message_id": "x"}, "words", {}, [1], {"message_id": 1, "date": "x", "chat": 7}])
async def test_an_update_that_cannot_be_read_is_put_aside_where_staff_see_it(stage: Stage, body: Any) -> None:
    owner = await stage.owner()
    person = stage.person()
    stage.sandbox.push({"message": body})
    person.say("дума")
    await stage.settle()
    assert replies(person, "дума") == 1
    await wait_for_retries(stage)
    owner.forge(GoStaff().pack())
    await stage.settle()
    assert translator("bg").plain("staff.parked", n=1) in owner.last.text
    assert await counts(stage) == {"inbox": 0, "parked": 1}


async def wait_for_retries(stage: Stage) -> None:
    """Let the time pass after which a failed turn is tried again, twice."""
    for _ in range(2):
        stage.clock.advance(timedelta(seconds=5))
        stage.app.turns.wake()
        await stage.settle()


# -- handlers ----------------------------------------------------------------------------------------------------------


class Broken:
    """A use case that fails so many times."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
        self.calls = 0
        self._times = times
        self._whole = towns.registry
        monkeypatch.setattr(towns, "registry", self)

    async def __call__(self, *args: Any) -> Any:
        self.calls += 1
        if self.calls <= self._times:
            raise RuntimeError("Мария told it so")
        return await self._whole(*args)


async def test_a_failure_of_ours_is_tried_three_times_then_told_by_its_number(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Broken(monkeypatch, times=1000)
    unlucky, lucky = stage.person(), stage.person()
    unlucky.say("/help")
    lucky.say("дума")
    await stage.settle()
    assert replies(lucky, "дума") == 1
    assert unlucky.messages == []
    await wait_for_retries(stage)
    assert broken.calls == 3
    code = await value(stage, "SELECT code FROM parked")
    assert unlucky.last.text == translator("bg")("errors.failed", code=code).striptags()
    assert await value(stage, "SELECT error FROM parked") == "RuntimeError in __call__:" + str(line_of_the_failure())
    assert await counts(stage) == {"inbox": 0, "parked": 1}


def line_of_the_failure() -> int:
    lines = Path(__file__).read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if "Мария told it so" in line)


async def test_a_failure_that_passes_is_never_noticed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    Broken(monkeypatch, times=1)
    person = stage.person()
    await stage.say(person, "/help")
    await wait_for_retries(stage)
    assert len(person.messages) == 1
    assert await counts(stage) == {"inbox": 0, "parked": 0}


# -- sending -----------------------------------------------------------------------------------------------------------


async def test_in_a_storm_of_429_nobody_is_lost_and_nothing_is_sent_in_the_pause(stage: Stage) -> None:
    people = crowd(stage, 10)
    stage.sandbox.switches.fail_next("sendMessage", 429, retry_after=1, times=12)
    for person in people:
        person.say("дума")
    await stage.settle()
    assert [replies(person, "дума") for person in people] == [1] * 10
    refused = [one.at for one in stage.sandbox.refused]
    calls = refused + [one.at for one in stage.sandbox.sent]
    assert len(calls) == 12 + 10
    on_the_way = 0.25  # seconds in which a call can arrive that left before the refusal did
    for moment in refused:
        assert [at - moment for at in calls if moment + on_the_way < at < moment + 0.95] == []


async def test_errors_of_telegrams_servers_are_waited_out(stage: Stage) -> None:
    people = crowd(stage, 10)
    stage.sandbox.switches.fail_next("sendMessage", 500, times=25)
    for person in people:
        person.say("дума")
    await stage.settle()
    assert [replies(person, "дума") for person in people] == [1] * 10


async def test_when_all_of_telegram_is_down_everything_waits_and_goes_on_in_order(stage: Stage) -> None:
    person = stage.person()
    await stage.start(person)
    stage.sandbox.switches.down = True
    for number in range(4):
        person.say(f"дума {number}")
    await stage.sandbox.until(lambda: stage.sandbox.world.refused_by_code[500] > 3)
    stage.sandbox.switches.down = False
    await stage.settle()
    heard = [message.text for message in person.messages if "дума" in message.text]
    assert len(heard) == 4
    assert all(f"дума {number}" in text for number, text in enumerate(heard))


@pytest.mark.parametrize("code", [None, 502])
async def test_a_message_whose_acknowledgement_was_lost_comes_twice_at_most(stage: Stage, code: int | None) -> None:
    person = stage.person()
    stage.sandbox.switches.fail_next("sendMessage", code, after_accepting=True)
    await stage.say(person, "дума")
    assert replies(person, "дума") == 2
    await stage.say(person, "още")
    assert (replies(person, "дума"), replies(person, "още")) == (2, 1)


async def test_a_network_that_is_gone_for_a_minute_loses_nothing(stage: Stage) -> None:
    people = crowd(stage, 10)
    for person in people:
        person.say("преди")
    await stage.settle()
    stage.sandbox.switches.drop = True
    for person in people:
        person.say("в това време")
    await asyncio.sleep(60 * HASTY.first / Patience().first)
    stage.sandbox.switches.drop = False
    await stage.settle()
    for person in people:
        assert (replies(person, "преди"), replies(person, "в това време")) == (1, 1)


async def test_a_bot_that_starts_without_a_network_waits_for_it(town_file: Path, tmp_path: Path) -> None:
    database = tmp_path / "prestige.db"
    shutil.copyfile(town_file, database)
    async with Sandbox(clock=InventedClock(MONDAY)) as sandbox:
        sandbox.switches.fail_next("getMe", None, times=2)
        sandbox.switches.fail_next("getMe", 500, times=2)
        sandbox.switches.fail_next("getMe", 429, retry_after=1)
        app = Prestige(settings_for(database, sandbox.url), clock=sandbox.clock.now, patience=HASTY)
        await app.start()
        person = sandbox.add_person()
        person.say("дума")
        await sandbox.until(lambda: person.messages)
        await app.stop()


# -- the disk ----------------------------------------------------------------------------------------------------------


async def test_on_a_full_disk_nothing_is_acknowledged_that_is_not_kept(stage: Stage) -> None:
    people = crowd(stage, 12)
    for person in people:
        person.start()
    await stage.settle()
    await fill_the_disk(stage, free_pages=1)
    for number, person in enumerate(people):
        person.say(f"{number}: " + "дълга дума " * 300)
    await stage.sandbox.until(lambda: stage.sandbox.calls["getUpdates"] > 10)
    assert len(stage.sandbox.unhandled) == len(people)
    assert await value(stage, "SELECT count(*) FROM inbox") == len(people)
    await make_room(stage)
    await stage.settle()
    assert [replies(person, f"{number}: ") for number, person in enumerate(people)] == [1] * len(people)


async def test_on_a_full_disk_a_turn_waits_and_is_played_whole_when_there_is_room(stage: Stage) -> None:
    people = crowd(stage, 10)
    stage.sandbox.switches.fail_next("sendMessage", 500, times=1_000_000)  # replies stay, and fill the disk
    await fill_the_disk(stage, free_pages=24)
    for number in range(15):
        for person in people:
            person.say(f"дума {number}.")
    async with asyncio.timeout(5):
        while not (waiting := (await counts(stage))["inbox"]) or waiting != await after_a_while(stage):
            pass
    async with stage.app.engine.read() as tx:
        assert await outbox.size(tx) == await tx.value("SELECT count(*) FROM inbox WHERE handled_at IS NOT NULL")
    await make_room(stage)
    stage.sandbox.switches.failures.clear()
    await stage.settle()
    for person in people:
        assert [replies(person, f"дума {number}.") for number in range(15)] == [1] * 15
    assert (await counts(stage))["parked"] == 0


async def after_a_while(stage: Stage) -> int:
    await asyncio.sleep(10 * HASTY.storage)
    return (await counts(stage))["inbox"]


async def fill_the_disk(stage: Stage, free_pages: int) -> None:
    """From here on the file may grow by so many pages only."""
    async with stage.app.engine.write() as tx:
        left = int(await tx.value("PRAGMA freelist_count"))
        await tx.run("CREATE TABLE ballast (bytes BLOB)")
        await tx.run("INSERT INTO ballast VALUES (zeroblob(:size))", size=4096 * max(0, left - 2))
        pages = int(await tx.value("PRAGMA page_count"))
        await tx.run(f"PRAGMA max_page_count = {pages + free_pages}")


async def make_room(stage: Stage) -> None:
    async with stage.app.engine.write() as tx:
        await tx.run("PRAGMA max_page_count = 1000000")


async def test_a_database_of_an_older_version_is_copied_and_brought_up_to_date(
    town_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, older = tmp_path / "prestige.db", schema.head()
    shutil.copyfile(town_file, database)
    async with Sandbox(clock=InventedClock(MONDAY), limits=Ceiling.none()) as sandbox:
        async with running(sandbox, database) as stage:
            citizen = await stage.citizen(topics=("Паркове",))
        longer = a_history_with_one_more(tmp_path, "op.execute('CREATE TABLE novelties (a)')")
        monkeypatch.setattr(schema, "MIGRATIONS", longer)
        async with running(sandbox, database) as stage:
            await stage.start(citizen)
            assert "🏛 Консултации" in citizen.labels()
            assert await value(stage, "SELECT count(*) FROM subscriptions") == 1
            assert await value(stage, "SELECT count(*) FROM novelties") == 0
    (copy,) = tmp_path.glob("prestige.db.before-9999-*")
    assert schema.version(copy, KEY) == older


# -- two bots ----------------------------------------------------------------------------------------------------------


async def test_of_two_bots_with_one_token_the_second_says_so_and_the_first_goes_on(
    stage: Stage, town_file: Path, tmp_path: Path
) -> None:
    database = tmp_path / "second.db"
    shutil.copyfile(town_file, database)
    second = Prestige(settings_for(database, stage.sandbox.url), clock=stage.clock.now, patience=NEWCOMER)
    await second.start()
    with pytest.raises(StartRefused, match="Another bot is running with this token"):
        await asyncio.wait_for(second.wait(), timeout=5)
    await second.stop()
    person = stage.person()
    await stage.say(person, "дума")
    assert replies(person, "дума") == 1


async def test_a_token_that_is_revoked_while_the_bot_runs_stops_it_with_a_sentence(stage: Stage) -> None:
    stage.sandbox.switches.fail_next("getUpdates", 401, "Unauthorized", times=5)
    person = stage.person()
    person.say("дума")  # ends the poll that waits
    with pytest.raises(StartRefused, match="no longer accepts PRESTIGE_BOT_TOKEN"):
        await asyncio.wait_for(stage.app.wait(), timeout=5)


# -- the webhook -------------------------------------------------------------------------------------------------------


@pytest.fixture
async def webhook(town_file: Path, tmp_path: Path, port: int) -> AsyncIterator[tuple[Stage, str]]:
    """A bot that is called by Telegram, and where."""
    database = tmp_path / "prestige.db"
    shutil.copyfile(town_file, database)
    url = f"http://127.0.0.1:{port}/telegram"
    listen = f"127.0.0.1:{port}"
    async with staged(database, patience=HASTY, webhook_url=url, webhook_secret=SECRET, listen=listen) as stage:
        yield stage, url


async def test_the_first_minute_works_by_webhook(webhook: tuple[Stage, str]) -> None:
    stage, _ = webhook
    citizen = await stage.citizen(topics=("Паркове",))
    assert await value(stage, "SELECT count(*) FROM subscriptions") == 1
    assert stage.sandbox.calls["getUpdates"] == 0
    await stage.say(citizen, "дума")
    assert replies(citizen, "дума") == 1


async def test_a_delivery_with_a_wrong_secret_changes_nothing(webhook: tuple[Stage, str]) -> None:
    stage, url = webhook
    person = stage.person()
    async with aiohttp.ClientSession() as session:
        for headers in ({}, {SECRET_HEADER: "guess"}):
            async with session.post(url, json=forged(person), headers=headers) as answer:
                assert answer.status == 403
    await stage.settle()
    assert person.messages == []
    assert await value(stage, "SELECT count(*) FROM inbox") == 0


async def test_a_delivery_that_comes_twice_is_played_once(webhook: tuple[Stage, str]) -> None:
    stage, url = webhook
    person = stage.person()
    person.chat.closed_because = None
    async with aiohttp.ClientSession() as session:
        for _ in range(3):
            async with session.post(url, json=forged(person), headers={SECRET_HEADER: SECRET}) as answer:
                assert answer.status == 200
        await stage.sandbox.until(lambda: replies(person, "дума"))
        await stage.settle()
        async with session.get(url.replace("/telegram", "/health")) as answer:
            assert await answer.json() == {"status": "ok", "inbox": 0, "outbox": 0, "parked": 0}
    assert replies(person, "дума") == 1


def forged(person: Person) -> dict[str, Any]:
    chat = {"id": person.id, "type": "private", "first_name": person.first_name}
    message = {"message_id": 1, "date": int(MONDAY.timestamp()), "chat": chat, "from": person.body, "text": "дума"}
    return {"update_id": 77, "message": message}


async def test_deliveries_that_could_not_be_kept_come_again(webhook: tuple[Stage, str]) -> None:
    stage, _ = webhook
    people = crowd(stage, 8)
    await fill_the_disk(stage, free_pages=0)
    for person in people:
        person.say("дълга дума " * 300)
    telegrams_end = stage.sandbox.world.webhook
    assert telegrams_end is not None
    await stage.sandbox.until(lambda: telegrams_end.last_error is not None)
    await make_room(stage)
    await stage.settle()
    assert [replies(person, "дълга дума") for person in people] == [1] * 8
