"""Audiences that staff gave a name, to choose them again."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.audiences import Audience
from bot.domain.errors import NotFound
from storage.engine import Row, Transaction


@dataclass(frozen=True, slots=True)
class SavedAudience:
    id: int
    name: str
    audience: Audience


def _from_row(row: Row) -> SavedAudience:
    return SavedAudience(row["id"], row["name"], Audience.model_validate_json(row["audience"]))


async def saved_audiences(tx: Transaction, *, limit: int, offset: int) -> list[SavedAudience]:
    """By name."""
    rows = await tx.all(
        "SELECT id, name, audience FROM saved_audiences ORDER BY name, id LIMIT :limit OFFSET :offset",
        limit=limit,
        offset=offset,
    )
    return [_from_row(row) for row in rows]


async def count_saved_audiences(tx: Transaction) -> int:
    return int(await tx.value("SELECT count(*) FROM saved_audiences"))


async def saved_audience(tx: Transaction, number: int) -> SavedAudience:
    """Raises NotFound(what="audience")."""
    row = await tx.one("SELECT id, name, audience FROM saved_audiences WHERE id = :id", id=number)
    if row is None:
        raise NotFound(what="audience")
    return _from_row(row)


async def save_audience(tx: Transaction, name: str, audience: Audience, *, now: datetime) -> None:
    """Another one of the same name is replaced."""
    await tx.run(
        """INSERT INTO saved_audiences (name, audience, saved_at) VALUES (:name, :audience, :now)
           ON CONFLICT (name) DO UPDATE SET audience = excluded.audience, saved_at = excluded.saved_at""",
        name=name,
        audience=audience.model_dump_json(),
        now=int(now.timestamp()),
    )


async def forget_audience(tx: Transaction, number: int) -> None:
    await tx.run("DELETE FROM saved_audiences WHERE id = :id", id=number)


async def linked_chats(tx: Transaction) -> list[tuple[int, str]]:
    """Groups and channels where staff may post: numbers of ours and titles."""
    rows = await tx.all("SELECT id, title FROM chats WHERE linked AND may_post AND left_at IS NULL ORDER BY title, id")
    return [(row["id"], row["title"]) for row in rows]
