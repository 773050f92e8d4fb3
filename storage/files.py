"""Files people download or send: name and size always, the content or Telegram's own id of it, or both.

A file with an expiry belongs to a draft, and is forgotten unless something keeps it (`keep`).
"""

from datetime import datetime
from typing import NewType

from pydantic import BaseModel, ConfigDict

from bot.domain.errors import NotFound
from bot.domain.ids import ParticipantId
from storage.engine import Row, Transaction

FileId = NewType("FileId", int)


class StoredFile(BaseModel):
    """What is known of a file. `size` in bytes; with a `telegram_id` it is sent without an upload."""

    model_config = ConfigDict(frozen=True)

    id: FileId
    name: str
    mime: str
    size: int
    telegram_id: str | None
    has_content: bool


COLUMNS = "files.id, name, mime, size, telegram_id, content IS NOT NULL AS has_content"


def from_row(row: Row) -> StoredFile:
    """Reads COLUMNS."""
    return StoredFile(
        id=row["id"],
        name=row["name"],
        mime=row["mime"],
        size=row["size"],
        telegram_id=row["telegram_id"],
        has_content=bool(row["has_content"]),
    )


async def add(
    tx: Transaction,
    *,
    name: str,
    mime: str,
    size: int,
    content: bytes | None = None,
    telegram_id: str | None = None,
    expires_at: datetime | None = None,
    owner: ParticipantId | None = None,
) -> FileId:
    """Keep a file: its content, or the id Telegram gave it. ValueError when there is neither.

    What has an `owner` is about that person, and erased with them.
    """
    if content is None and telegram_id is None:
        raise ValueError("a file without content and without Telegram's id could never be sent")
    row = await tx.one(
        """INSERT INTO files (name, mime, size, content, telegram_id, expires_at, owner)
           VALUES (:name, :mime, :size, :content, :telegram_id, :expires_at, :owner) RETURNING id""",
        name=name,
        mime=mime,
        size=size,
        content=content,
        telegram_id=telegram_id,
        expires_at=None if expires_at is None else int(expires_at.timestamp()),
        owner=owner,
    )
    assert row is not None
    return FileId(row["id"])


async def get(tx: Transaction, file: FileId) -> StoredFile:
    """Raises NotFound(what="file")."""
    row = await tx.one(f"SELECT {COLUMNS} FROM files WHERE id = :id", id=file)
    if row is None:
        raise NotFound(what="file")
    return from_row(row)


async def content(tx: Transaction, file: FileId) -> bytes | None:
    """The bytes; None when only Telegram has them. Raises NotFound(what="file")."""
    row = await tx.one("SELECT content FROM files WHERE id = :id", id=file)
    if row is None:
        raise NotFound(what="file")
    return None if row["content"] is None else bytes(row["content"])


def remember(tx: Transaction, file: FileId, telegram_id: str) -> None:
    """Telegram has the file now: from here on it is sent by this id."""
    tx.later("UPDATE files SET telegram_id = :telegram_id WHERE id = :id", id=file, telegram_id=telegram_id)


def keep(tx: Transaction, file: FileId) -> None:
    """The file belongs to something published and no longer expires."""
    tx.later("UPDATE files SET expires_at = NULL WHERE id = :id", id=file)


async def forget_own(tx: Transaction, owner: ParticipantId) -> None:
    await tx.run("DELETE FROM files WHERE owner = :owner", owner=owner)


async def forget_expired(tx: Transaction, now: datetime) -> int:
    """Drop the files of abandoned drafts; returns how many."""
    return await tx.run("DELETE FROM files WHERE expires_at <= :now", now=int(now.timestamp()))
