"""The one door to the database: connections, transactions and the encryption key.

The file is SQLCipher, so that nothing a person wrote can be read from a stolen disk or backup; the key is kept
elsewhere. There is one writer and a few readers. Every write transaction is `BEGIN IMMEDIATE` and durable when it
returns (`WAL`, `synchronous=FULL`). Whatever differs between databases stays in this module.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite
from sqlcipher3 import dbapi2

Row = Mapping[str, Any]
Result = TypeVar("Result")

BUSY_MS = 5_000
READERS = 2


class DatabaseUnavailable(Exception):
    """The database cannot be used as it is; the message is one plain sentence for the operator."""


class StorageTrouble(Exception):
    """The database could not be used just now: locked for long, or its disk fails.

    Nothing of the transaction was kept, and it is no fault of the work, which may be tried again.
    """


class StorageFull(StorageTrouble):
    """The disk has no room."""


_TROUBLES = frozenset(
    (
        *(dbapi2.SQLITE_BUSY, dbapi2.SQLITE_LOCKED, dbapi2.SQLITE_PROTOCOL, dbapi2.SQLITE_NOMEM),
        *(dbapi2.SQLITE_READONLY, dbapi2.SQLITE_IOERR, dbapi2.SQLITE_CANTOPEN),
        *(dbapi2.SQLITE_CORRUPT, dbapi2.SQLITE_NOTADB),
    )
)


def _trouble(error: BaseException) -> StorageTrouble | None:
    """The disk's and the lock's errors by another name; None for the errors of whoever asked."""
    if not isinstance(error, dbapi2.DatabaseError):
        return None
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest tells the kinds of a kind apart
    if code == dbapi2.SQLITE_FULL:
        return StorageFull(str(error))
    return StorageTrouble(str(error)) if code in _TROUBLES else None


def connect(path: Path, key: str) -> dbapi2.Connection:
    """Open the encrypted file (64 hexadecimal digits of key). Raises DatabaseUnavailable for a wrong key."""
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000)
    connection.row_factory = dbapi2.Row
    connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong key is told in our words, not on stderr
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten, not only let go of
        connection.execute("PRAGMA temp_store = MEMORY")
    except dbapi2.DatabaseError as error:
        connection.close()
        if "not a database" in str(error):
            raise DatabaseUnavailable(
                f"{path.name} cannot be opened with this key: it was made with another, or is not a database."
            ) from error
        raise
    return connection


def _empty_log(connection: dbapi2.Connection) -> None:
    connection.execute("PRAGMA busy_timeout = 0")
    connection.execute("PRAGMA wal_checkpoint = TRUNCATE").fetchall()
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


class _Connection(aiosqlite.Connection):
    """aiosqlite with one thread hop for several statements, which measured three times cheaper than a hop each."""

    async def hop(self, work: Callable[[dbapi2.Connection], Result]) -> Result:
        result: Result = await self._execute(work, self._conn)  # type: ignore[no-untyped-call]
        return result


Statement = tuple[str, Mapping[str, Any], Callable[[int], None] | None]


class Transaction:
    """A transaction in progress. Parameters are named; rows come back as mappings.

    `later` keeps a write until the next question or the commit, where all of them go in one hop. When one of them
    fails, nothing of the transaction can be kept: by then nobody knows whose it was.
    """

    def __init__(self, connection: _Connection, begin: str | None) -> None:
        self._connection = connection
        self._begin: str | None = begin
        self._later: list[Statement] = []
        self._after: list[Callable[[], None]] = []
        self._broken: BaseException | None = None

    async def all(self, sql: str, **params: Any) -> Sequence[Row]:
        return await self._hop(lambda c: c.execute(sql, params).fetchall())

    async def one(self, sql: str, **params: Any) -> Row | None:
        row: Row | None = await self._hop(lambda c: c.execute(sql, params).fetchone())
        return row

    async def value(self, sql: str, **params: Any) -> Any:
        """The first column of the first row, or None."""
        row = await self._hop(lambda c: c.execute(sql, params).fetchone())
        return None if row is None else row[0]

    async def run(self, sql: str, **params: Any) -> int:
        """Write now; returns the number of rows touched."""
        return int(await self._hop(lambda c: c.execute(sql, params).rowcount))

    async def many(self, sql: str, rows: Iterable[Mapping[str, Any]]) -> int:
        """Write once for each row; returns the number of rows touched."""
        return int(await self._hop(lambda c: c.executemany(sql, rows).rowcount))

    def later(self, sql: str, **params: Any) -> None:
        self._later.append((sql, params, None))

    def insert_later(self, sql: str, then: Callable[[int], None], **params: Any) -> None:
        """Like `later`; `then` hears the number of the new row, before the commit."""
        self._later.append((sql, params, then))

    def after_commit(self, action: Callable[[], None]) -> None:
        """Run when, and only when, the transaction is durable."""
        self._after.append(action)

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part that comes to nothing by itself when the block raises; what was before it stays.

        Parts follow one another and are not nested. Their marks travel with other statements, so they cost no hop.
        """
        begun = False
        written, heard = len(self._later), len(self._after)

        def begin(_: int) -> None:
            nonlocal begun
            begun = True

        self._later.append(("SAVEPOINT part", {}, begin))
        try:
            yield
        except BaseException:
            del self._after[heard:]
            if begun:  # and then whatever waits is of this part
                self._later = [("ROLLBACK TO part", {}, None), ("RELEASE part", {}, None)]
            else:
                del self._later[written:]
            raise
        self._later.append(("RELEASE part", {}, None))

    async def _hop(self, work: Callable[[dbapi2.Connection], Result]) -> Result:
        begin, self._begin = self._begin, None
        later, self._later = self._later, []

        def all_at_once(connection: dbapi2.Connection) -> Result:
            try:
                if begin is not None:
                    connection.execute(begin)
                for sql, params, then in later:
                    cursor = connection.execute(sql, params)
                    if then is not None:
                        then(cursor.lastrowid)
            except BaseException as error:
                self._broken = error
                raise
            return work(connection)

        return await self._connection.hop(all_at_once)

    async def _commit(self) -> None:
        if self._broken is not None:
            raise self._broken
        if self._begin is not None and not self._later:
            return  # nothing was asked of the database
        await self._hop(lambda c: c.execute("COMMIT"))
        for action in self._after:
            action()

    async def _rollback(self) -> None:
        def undo(connection: dbapi2.Connection) -> None:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

        await self._connection.hop(undo)


class Engine:
    """All connections to one database file."""

    def __init__(self, path: Path, key: str) -> None:
        self.path = path
        self._key = key
        self._writer: _Connection | None = None
        self._writing = asyncio.Lock()
        self._readers: asyncio.Queue[_Connection] = asyncio.Queue()

    async def open(self) -> None:
        """Open the writer and the readers. The schema must be current: see storage.schema.upgrade."""
        self._writer = await self._new()
        for _ in range(READERS):
            self._readers.put_nowait(await self._new())

    async def _new(self) -> _Connection:
        connection = _Connection(lambda: connect(self.path, self._key), 64)
        await connection
        return connection

    async def close(self) -> None:
        async with self._writing:
            if self._writer is not None:
                await self._writer.close()
                self._writer = None
        while not self._readers.empty():
            await self._readers.get_nowait().close()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """A durable transaction, one at a time. Rolled back when the block raises, whatever it raises.

        Raises StorageTrouble when the lock or the disk is the reason; nothing was kept then.
        """
        async with self._writing:
            if self._writer is None:
                raise DatabaseUnavailable("The database is closed.")
            transaction = Transaction(self._writer, "BEGIN IMMEDIATE")
            try:
                yield transaction
                await transaction._commit()
            except BaseException as error:
                # Shielded: a cancelled turn must not leave its transaction open for the next one.
                await asyncio.shield(transaction._rollback())
                trouble = _trouble(error)
                if trouble is not None:
                    raise trouble from error
                raise

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """A consistent view for reading, beside the writer and never in its way."""
        connection = await self._readers.get()
        transaction = Transaction(connection, "BEGIN")
        try:
            yield transaction
        finally:
            await asyncio.shield(transaction._rollback())
            self._readers.put_nowait(connection)

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[Transaction]:
        """For a single question: no snapshot is held between two of them, and none need be let go."""
        connection = await self._readers.get()
        try:
            yield Transaction(connection, None)
        finally:
            self._readers.put_nowait(connection)

    async def forget_log(self) -> None:
        """Write what the log (WAL) holds into the file and empty it, so that nothing tells what was committed together.

        Left for another time where somebody reads just then.
        """
        async with self._writing:
            if self._writer is not None:
                await self._writer.hop(_empty_log)

    async def backup(self, target: Path) -> None:
        """Write a consistent copy, encrypted with the same key, while the bot goes on. Refuses to overwrite."""
        if await asyncio.to_thread(target.exists):
            raise DatabaseUnavailable(f"{target.name} exists already; name another file.")
        async with self.glance() as tx:
            await tx.run("VACUUM INTO :target", target=str(target))
        await asyncio.to_thread(target.chmod, 0o600)
