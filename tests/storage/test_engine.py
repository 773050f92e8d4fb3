"""The one door to the database."""

import asyncio
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from storage.engine import DatabaseUnavailable, Engine, StorageFull, StorageTrouble, connect
from tests.conftest import KEY

SECRET = "Мария Иванова пише от Узунджово"
PUT = "INSERT INTO topics (id, names, position) VALUES (:id, :names, 0)"
COUNT = "SELECT count(*) FROM topics"


async def test_what_was_written_is_there_after_the_commit(database: Engine) -> None:
    async with database.write() as tx:
        await tx.run(PUT, id="waste", names="{}")
    async with database.read() as tx:
        assert await tx.value(COUNT) == 1


async def test_an_error_undoes_the_whole_transaction(database: Engine) -> None:
    with pytest.raises(RuntimeError):
        async with database.write() as tx:
            await tx.run(PUT, id="waste", names="{}")
            tx.later(PUT, id="budget", names="{}")
            raise RuntimeError
    async with database.read() as tx:
        assert await tx.value(COUNT) == 0


async def test_a_cancelled_transaction_leaves_the_next_one_free(database: Engine) -> None:
    async def never_ends() -> None:
        async with database.write() as tx:
            await tx.run(PUT, id="waste", names="{}")
            await asyncio.Event().wait()

    task = asyncio.create_task(never_ends())
    while not database._writing.locked():
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.write() as tx:
        assert await tx.value(COUNT) == 0


async def test_a_deferred_write_is_seen_by_a_later_question_of_the_same_transaction(database: Engine) -> None:
    async with database.write() as tx:
        tx.later(PUT, id="waste", names="{}")
        assert await tx.value(COUNT) == 1


async def test_what_follows_a_commit_does_not_follow_a_rollback(database: Engine) -> None:
    heard: list[str] = []
    with pytest.raises(RuntimeError):
        async with database.write() as tx:
            tx.after_commit(lambda: heard.append("rolled back"))
            raise RuntimeError
    async with database.write() as tx:
        tx.later(PUT, id="waste", names="{}")
        tx.after_commit(lambda: heard.append("committed"))
    assert heard == ["committed"]


async def test_a_part_that_fails_comes_to_nothing_and_the_rest_is_kept(database: Engine) -> None:
    heard: list[str] = []
    async with database.write() as tx:
        for topic in ("a", "b", "c", "d"):
            with suppress(RuntimeError), tx.part():
                await tx.run(PUT, id=topic, names="{}")
                tx.later(PUT, id=topic * 2, names="{}")
                tx.after_commit(partial(heard.append, topic))
                if topic in "bd":
                    raise RuntimeError
    assert heard == ["a", "c"]
    async with database.read() as tx:
        assert [row["id"] for row in await tx.all("SELECT id FROM topics ORDER BY id")] == ["a", "aa", "c", "cc"]


async def test_a_part_that_fails_before_it_asked_anything_leaves_what_was_put_off(database: Engine) -> None:
    async with database.write() as tx:
        with tx.part():
            tx.later(PUT, id="a", names="{}")
        with suppress(RuntimeError), tx.part():
            tx.later(PUT, id="b", names="{}")
            raise RuntimeError
        with tx.part():
            tx.later(PUT, id="c", names="{}")
    async with database.read() as tx:
        assert [row["id"] for row in await tx.all("SELECT id FROM topics ORDER BY id")] == ["a", "c"]


async def test_when_a_write_that_was_put_off_fails_nothing_is_kept(database: Engine) -> None:
    with pytest.raises(Exception, match="UNIQUE"):
        async with database.write() as tx:
            with tx.part():
                await tx.run(PUT, id="a", names="{}")
                tx.later(PUT, id="a", names="{}")
            with suppress(Exception), tx.part():  # whoever comes next hears of it, and may well not care
                await tx.value(COUNT)
            await tx.run(PUT, id="c", names="{}")
    async with database.read() as tx:
        assert await tx.value(COUNT) == 0


async def test_a_full_disk_is_said_so_and_nothing_is_kept(database: Engine) -> None:
    async with database.write() as tx:
        await tx.run("PRAGMA max_page_count = 1")
    with pytest.raises(StorageFull):
        async with database.write() as tx:
            await tx.run(PUT, id="waste", names="x" * 1_000_000)
    async with database.read() as tx:
        assert await tx.value(COUNT) == 0


async def test_a_lock_that_is_not_let_go_is_trouble_and_no_fault_of_the_work(
    database: Engine,
) -> None:
    async with database.write() as tx:
        await tx.run("PRAGMA busy_timeout = 1")  # milliseconds
    other = connect(database.path, KEY)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageTrouble):
        async with database.write() as tx:
            await tx.run(PUT, id="waste", names="{}")
    other.execute("COMMIT")
    other.close()
    async with database.write() as tx:
        await tx.run(PUT, id="waste", names="{}")


async def test_a_mistake_in_the_asking_is_no_trouble_of_the_storage(database: Engine) -> None:
    with pytest.raises(Exception, match="no such table") as caught:
        async with database.write() as tx:
            await tx.run("DELETE FROM nowhere")
    assert not isinstance(caught.value, StorageTrouble)


async def test_a_wrong_key_is_told_in_one_sentence(database: Engine) -> None:
    with pytest.raises(DatabaseUnavailable, match="cannot be opened with this key"):
        connect(database.path, "cd" * 32)


async def test_nothing_can_be_read_from_the_files_without_the_key(database: Engine, tmp_path: Path) -> None:
    async with database.write() as tx:
        await tx.run(PUT, id="waste", names=SECRET)
    backup = tmp_path / "backup.db"
    await database.backup(backup)
    files = [path for path in tmp_path.iterdir() if path.is_file()]
    assert {"prestige.db", "prestige.db-wal", "backup.db"} <= {path.name for path in files}
    for path in files:
        content = path.read_bytes()
        assert SECRET.encode() not in content
        assert b"waste" not in content
        assert not content.startswith(b"SQLite format 3")


async def test_a_backup_opens_with_the_same_key_and_holds_the_rows(database: Engine, tmp_path: Path) -> None:
    async with database.write() as tx:
        await tx.run(PUT, id="waste", names="{}")
    await database.backup(tmp_path / "backup.db")
    copy = connect(tmp_path / "backup.db", KEY)
    assert copy.execute(COUNT).fetchone()[0] == 1
    copy.close()


async def test_a_backup_overwrites_nothing(database: Engine, tmp_path: Path) -> None:
    (tmp_path / "backup.db").write_text("something else")
    with pytest.raises(DatabaseUnavailable, match="exists already"):
        await database.backup(tmp_path / "backup.db")


async def test_the_log_is_forgotten_and_what_it_held_is_in_the_file(database: Engine) -> None:
    log = database.path.with_name(f"{database.path.name}-wal")
    async with database.write() as tx:
        await tx.run(PUT, id="waste", names="{}")
    assert log.stat().st_size > 0
    await database.forget_log()
    assert log.stat().st_size == 0
    async with database.read() as tx:
        assert await tx.value(COUNT) == 1


async def test_a_log_that_somebody_reads_is_left_for_another_time(database: Engine) -> None:
    log = database.path.with_name(f"{database.path.name}-wal")
    async with database.write() as tx:
        await tx.run(PUT, id="waste", names="{}")
    async with database.read() as tx:
        assert await tx.value(COUNT) == 1
        await database.forget_log()
    assert log.stat().st_size > 0
    async with database.write() as tx:
        await tx.run(PUT, id="budget", names="{}")
