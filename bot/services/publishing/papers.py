"""Files on their way to becoming documents: kept for as long as the form that holds them."""

from collections.abc import Iterable
from typing import NamedTuple

from bot.domain.consultations import DocumentKind
from bot.domain.errors import NotFound
from bot.domain.retention import DRAFT
from bot.domain.staff import Action
from bot.domain.typed import accept_file
from bot.services.turn import Turn
from storage import files
from storage.files import FileId


class Paper(NamedTuple):
    """A document of a draft: `id` is the document's, None while it waits in a form."""

    kind: DocumentKind
    file: FileId
    name: str
    id: int | None = None


async def keep_upload(
    turn: Turn, *, name: str | None, mime: str | None, size: int | None, telegram_id: str
) -> tuple[FileId, str]:
    """Keep a file that staff sent; its id and the name it is kept under.

    The content stays with Telegram. `size` in bytes. Raises NotAllowed, FileNotAccepted, FileTooBig.
    """
    turn.require(Action.consultation_prepare)
    kept, kind = accept_file(name=name, mime=mime, size=size)
    # Twice as long as the form lives: taking it up again on its last day must find the file.
    file = await files.add(
        turn.tx, name=kept, mime=kind, size=size or 0, telegram_id=telegram_id, expires_at=turn.now + 2 * DRAFT
    )
    return file, kept


async def still_there(turn: Turn, papers: Iterable[Paper]) -> list[Paper]:
    """Those whose file has not been forgotten meanwhile."""
    found = []
    for paper in papers:
        try:
            await files.get(turn.tx, paper.file)
        except NotFound:
            continue
        found.append(paper)
    return found
