"""Files people download or send: name and size always, the content or Telegram's own id of it, or both.

A file with an expiry belongs to a draft, and is forgotten unless something keeps it (`keep`).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NewType

import orjson
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
    photo: bool = False
    """Sent to us as a photo, and to be sent on as one."""


COLUMNS = "files.id, name, mime, size, telegram_id, content IS NOT NULL AS has_content, photo"


def from_row(row: Row) -> StoredFile:
    """Reads COLUMNS."""
    return StoredFile(
        id=row["id"],
        name=row["name"],
        mime=row["mime"],
        size=row["size"],
        telegram_id=row["telegram_id"],
        has_content=bool(row["has_content"]),
        photo=bool(row["photo"]),
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
    photo: bool = False,
) -> FileId:
    """Keep a file: its content, or the id Telegram gave it. ValueError when there is neither.

    What has an `owner` is about that person, and erased with them.
    """
    if content is None and telegram_id is None:
        raise ValueError("a file without content and without Telegram's id could never be sent")
    row = await tx.one(
        """INSERT INTO files (name, mime, size, content, telegram_id, expires_at, owner, photo)
           VALUES (:name, :mime, :size, :content, :telegram_id, :expires_at, :owner, :photo) RETURNING id""",
        name=name,
        mime=mime,
        size=size,
        content=content,
        telegram_id=telegram_id,
        expires_at=None if expires_at is None else int(expires_at.timestamp()),
        owner=owner,
        photo=int(photo),
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


async def prolong(tx: Transaction, given: Sequence[FileId], until: datetime) -> list[StoredFile]:
    """Those of a draft's files that are still kept, in the order given; they stay until then at least."""
    params = {"given": orjson.dumps([*given]).decode(), "until": int(until.timestamp())}
    await tx.run(
        """UPDATE files SET expires_at = :until
           WHERE id IN (SELECT value FROM json_each(:given)) AND expires_at < :until""",
        **params,
    )
    rows = await tx.all(
        f"SELECT {COLUMNS} FROM json_each(:given) g JOIN files ON files.id = g.value ORDER BY g.key",
        given=params["given"],
    )
    return [from_row(row) for row in rows]


async def forget_copies(tx: Transaction, owner: ParticipantId) -> None:
    """Files made for a person. What they sent themselves lives at Telegram, has no content here, and stays."""
    await tx.run("DELETE FROM files WHERE owner = :owner AND content IS NOT NULL", owner=owner)


async def forget_expired(tx: Transaction, now: datetime) -> int:
    """Drop the files of abandoned drafts; returns how many."""
    return await tx.run("DELETE FROM files WHERE expires_at <= :now", now=int(now.timestamp()))
