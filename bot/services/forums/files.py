"""Small files about a forum that are made in the turn that asks for them."""

from datetime import datetime, timedelta

from bot.domain.forums import Forum
from bot.services.forums.reading import public
from bot.services.turn import Turn
from storage import files
from storage import forums as stored
from storage.files import FileId

LIVES = timedelta(days=1)
"""Another one is a tap away."""


async def dated(turn: Turn, number: int) -> tuple[Forum, datetime]:
    """A forum, and when its record was last written: so the same record gives the same file. Raises NotFound."""
    forum = await public(turn, number)
    return forum, await stored.changed_at(turn.tx, forum.id)


async def keep(turn: Turn, *, name: str, mime: str, content: bytes, own: bool) -> FileId:
    """Keep a file for sending. With `own` it is about the person, and erased with them; else it is anybody's."""
    return await files.add(
        turn.tx,
        name=name,
        mime=mime,
        size=len(content),
        content=content,
        expires_at=turn.now + LIVES,
        owner=turn.participant.id if own else None,
        photo=mime.startswith("image/"),
    )
