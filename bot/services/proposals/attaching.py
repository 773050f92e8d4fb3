"""Files on their way with a proposal: at Telegram, and here only their names until it is sent."""

from collections.abc import Sequence

from bot.domain.proposals import FILES_AT_MOST
from bot.domain.retention import DRAFT
from bot.domain.typed import TooManyFiles, accept_attachment
from bot.services.turn import Turn
from storage import files
from storage.files import FileId, StoredFile

PHOTO = "photo.jpg"
"""Telegram's photos have no name."""


async def attach(
    turn: Turn,
    before: Sequence[FileId],
    *,
    name: str | None,
    mime: str | None,
    size: int | None,
    telegram_id: str,
    photo: bool,
) -> FileId:
    """Keep one more file of a draft that has those `before`. `size` in bytes.

    It is its author's own until it is sent. Raises ConsentNeeded, TooManyFiles, AttachmentNotAccepted, FileTooBig.
    """
    owner = turn.participant.id
    if len(before) >= FILES_AT_MOST:
        raise TooManyFiles(limit=FILES_AT_MOST)
    kept, kind = accept_attachment(name=PHOTO if photo else name, mime="image/jpeg" if photo else mime, size=size)
    return await files.add(
        turn.tx,
        name=kept,
        mime=kind,
        size=size or 0,
        telegram_id=telegram_id,
        expires_at=turn.now + 2 * DRAFT,
        owner=owner,
        photo=photo,
    )


async def attached(turn: Turn, given: Sequence[FileId]) -> list[StoredFile]:
    """Those that are still kept; they live on for twice as long as the draft that holds them."""
    return await files.prolong(turn.tx, given, turn.now + 2 * DRAFT) if given else []
