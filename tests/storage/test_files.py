from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.errors import NotFound
from storage import files
from storage.engine import Engine
from storage.files import FileId

NOON = datetime(2026, 11, 2, 10, tzinfo=UTC)


async def test_a_file_comes_back_as_it_was_put(database: Engine) -> None:
    async with database.write() as tx:
        file = await files.add(tx, name="Проект.pdf", mime="application/pdf", size=4, content=b"%PDF")
    async with database.read() as tx:
        stored = await files.get(tx, file)
        assert await files.content(tx, file) == b"%PDF"
    assert (stored.name, stored.mime, stored.size) == ("Проект.pdf", "application/pdf", 4)
    assert stored.has_content
    assert stored.telegram_id is None


async def test_a_file_only_telegram_has_comes_without_content(database: Engine) -> None:
    async with database.write() as tx:
        file = await files.add(tx, name="a.pdf", mime="application/pdf", size=9, telegram_id="BQAC")
        stored = await files.get(tx, file)
        assert await files.content(tx, file) is None
    assert not stored.has_content
    assert stored.telegram_id == "BQAC"


async def test_a_file_that_could_never_be_sent_is_refused(database: Engine) -> None:
    async with database.write() as tx:
        with pytest.raises(ValueError, match="never be sent"):
            await files.add(tx, name="a.pdf", mime="application/pdf", size=9)


async def test_an_empty_file_has_content(database: Engine) -> None:
    async with database.write() as tx:
        file = await files.add(tx, name="a.txt", mime="text/plain", size=0, content=b"")
        assert (await files.get(tx, file)).has_content
        assert await files.content(tx, file) == b""


async def test_after_its_first_sending_a_file_knows_its_telegram_id(database: Engine) -> None:
    async with database.write() as tx:
        file = await files.add(tx, name="a.pdf", mime="application/pdf", size=4, content=b"%PDF")
        files.remember(tx, file, "BQAC")
    async with database.read() as tx:
        assert (await files.get(tx, file)).telegram_id == "BQAC"


async def test_an_unknown_file_is_not_found(database: Engine) -> None:
    async with database.read() as tx:
        with pytest.raises(NotFound):
            await files.get(tx, FileId(7))
        with pytest.raises(NotFound):
            await files.content(tx, FileId(7))


async def test_a_draft_s_file_is_forgotten_at_its_expiry_unless_kept(database: Engine) -> None:
    async with database.write() as tx:
        expiring = await files.add(
            tx, name="a", mime="x/y", size=1, content=b"a", expires_at=NOON + timedelta(seconds=1)
        )
        kept = await files.add(tx, name="b", mime="x/y", size=1, content=b"b", expires_at=NOON)
        files.keep(tx, kept)
        assert await files.forget_expired(tx, NOON) == 0
        assert await files.forget_expired(tx, NOON + timedelta(seconds=1)) == 1
        with pytest.raises(NotFound):
            await files.get(tx, expiring)
        assert await files.content(tx, kept) == b"b"
