"""The papers of a forum: programme and texts beforehand, minutes and decisions afterwards."""

from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.domain.errors import NotFound
from bot.domain.forums import PaperKind
from bot.domain.ids import ForumId
from storage import files
from storage.engine import Row, Transaction
from storage.files import FileId, StoredFile


class ForumPaper(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: int
    forum: ForumId
    kind: PaperKind
    file: StoredFile
    added_at: datetime


_PAPERS = f"""SELECT {files.COLUMNS}, d.id AS document, d.forum, d.kind, d.added_at
              FROM forum_documents d JOIN files ON files.id = d.file"""


def _paper(row: Row) -> ForumPaper:
    return ForumPaper(
        id=row["document"],
        forum=ForumId(row["forum"]),
        kind=PaperKind(row["kind"]),
        file=files.from_row(row),
        added_at=datetime.fromtimestamp(row["added_at"], UTC),
    )


async def papers(tx: Transaction, forum: ForumId) -> list[ForumPaper]:
    """In the order of their kinds, then as they were added."""
    rows = await tx.all(f"{_PAPERS} WHERE d.forum = :forum ORDER BY d.id", forum=forum)
    kinds = list(PaperKind)
    return sorted((_paper(row) for row in rows), key=lambda one: kinds.index(one.kind))


async def paper(tx: Transaction, number: int) -> ForumPaper:
    """Raises NotFound(what="document")."""
    row = await tx.one(f"{_PAPERS} WHERE d.id = :id", id=number)
    if row is None:
        raise NotFound(what="document")
    return _paper(row)


async def add_paper(tx: Transaction, forum: ForumId, *, kind: PaperKind, file: FileId, now: datetime) -> int:
    """Put a file among the papers; it no longer expires."""
    files.keep(tx, file)
    number: Any = await tx.value(
        """INSERT INTO forum_documents (forum, kind, file, added_at) VALUES (:forum, :kind, :file, :now)
           RETURNING id""",
        forum=forum,
        kind=kind.value,
        file=file,
        now=int(now.timestamp()),
    )
    return int(number)


async def drop_paper(tx: Transaction, number: int, *, now: datetime) -> None:
    """Take a paper away; its file goes with the next housekeeping. Raises NotFound(what="document")."""
    await tx.run(
        "UPDATE files SET expires_at = :now WHERE id = (SELECT file FROM forum_documents WHERE id = :id)",
        id=number,
        now=int(now.timestamp()),
    )
    if not await tx.run("DELETE FROM forum_documents WHERE id = :id", id=number):
        raise NotFound(what="document")
