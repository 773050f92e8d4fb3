"""The record of a forum: one row."""

import secrets
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from typing import Any

import orjson

from bot.domain.errors import DomainError, NotFound
from bot.domain.forums import Forum, ForumKind, ForumStatus
from bot.domain.ids import BodyId, ConsultationId, ForumId, PlaceId
from storage.engine import Row, Transaction

SECRET_BYTES = 32


class StaleForum(DomainError):
    """A colleague changed it after it was read; nothing was written."""

    def __init__(self) -> None:
        super().__init__()


COLUMNS = """f.id, f.slug, f.kind, f.title, f.translations, f.purpose, f.agenda, f.starts_at, f.ends_at, f.starts_on,
    f.ends_on, f.place, f.place_text, f.access, f.latitude, f.longitude, f.online_url, f.capacity, f.open_to, f.body,
    f.consultation, f.questionnaire, f.summary, f.cancelled_reason, f.recorded, f.registration_closed, f.demo,
    f.sequence, f.version"""


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def from_row(row: Row) -> Forum:
    """Reads COLUMNS."""
    return Forum(
        id=ForumId(row["id"]),
        slug=row["slug"],
        kind=ForumKind(row["kind"]),
        title=row["title"],
        translations=orjson.loads(row["translations"]),
        purpose=row["purpose"],
        agenda=tuple(orjson.loads(row["agenda"])),
        starts_at=moment(row["starts_at"]),
        ends_at=moment(row["ends_at"]),
        starts_on=day(row["starts_on"]),
        ends_on=day(row["ends_on"]),
        place=None if row["place"] is None else PlaceId(row["place"]),
        place_text=row["place_text"],
        access=row["access"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        online_url=row["online_url"],
        capacity=row["capacity"],
        open_to=tuple(orjson.loads(row["open_to"])),
        body=None if row["body"] is None else BodyId(row["body"]),
        consultation=None if row["consultation"] is None else ConsultationId(row["consultation"]),
        questionnaire=row["questionnaire"],
        summary=row["summary"],
        cancelled_reason=row["cancelled_reason"],
        recorded=ForumStatus(row["recorded"]),
        registration_closed=bool(row["registration_closed"]),
        demo=bool(row["demo"]),
        sequence=row["sequence"],
        version=row["version"],
    )


def _values(forum: Forum) -> dict[str, Any]:
    return {
        "slug": forum.slug,
        "kind": forum.kind.value,
        "title": forum.title,
        "translations": orjson.dumps(forum.translations).decode(),
        "purpose": forum.purpose,
        "agenda": orjson.dumps(forum.agenda).decode(),
        "starts_at": seconds(forum.starts_at),
        "ends_at": seconds(forum.ends_at),
        "starts_on": forum.starts_on and forum.starts_on.isoformat(),
        "ends_on": forum.ends_on and forum.ends_on.isoformat(),
        "over_at": seconds(forum.end),
        "place": forum.place,
        "place_text": forum.place_text,
        "access": forum.access,
        "latitude": forum.latitude,
        "longitude": forum.longitude,
        "online_url": forum.online_url,
        "capacity": forum.capacity,
        "open_to": orjson.dumps(forum.open_to).decode(),
        "body": forum.body,
        "consultation": forum.consultation,
        "questionnaire": forum.questionnaire,
        "summary": forum.summary,
        "cancelled_reason": forum.cancelled_reason,
        "recorded": forum.recorded.value,
        "registration_closed": int(forum.registration_closed),
        "demo": int(forum.demo),
        "sequence": forum.sequence,
    }


async def get(tx: Transaction, forum: ForumId) -> Forum:
    """Raises NotFound(what="forum")."""
    row = await tx.one(f"SELECT {COLUMNS} FROM forums f WHERE f.id = :id", id=forum)
    if row is None:
        raise NotFound(what="forum")
    return from_row(row)


async def by_ids(tx: Transaction, ids: Collection[ForumId]) -> dict[ForumId, Forum]:
    """Those of the given that are kept."""
    rows = await tx.all(
        f"SELECT {COLUMNS} FROM forums f WHERE f.id IN (SELECT value FROM json_each(:ids))",
        ids=orjson.dumps(list(ids)).decode(),
    )
    return {row["id"]: from_row(row) for row in rows}


async def by_slug(tx: Transaction, slug: str) -> Forum | None:
    """The forum a town file calls so."""
    row = await tx.one(f"SELECT {COLUMNS} FROM forums f WHERE f.slug = :slug", slug=slug)
    return None if row is None else from_row(row)


async def add(tx: Transaction, forum: Forum, *, now: datetime, imported: Mapping[str, Any] | None = None) -> Forum:
    """Record a new one with a secret of its own; its own id and version do not count.

    `imported` is its entry in a town file (see `entry`). What would have been told before `now` is told to nobody.
    """
    values = _values(forum)
    row = await tx.one(
        f"""INSERT INTO forums ({", ".join(values)}, secret, reminded_to, imported, changed_at)
            VALUES (:{", :".join(values)}, :secret, :now, :imported, :now) RETURNING id""",
        **values,
        secret=secrets.token_bytes(SECRET_BYTES),
        now=seconds(now),
        imported=None if imported is None else orjson.dumps(dict(imported)).decode(),
    )
    assert row is not None
    return forum.model_copy(update={"id": ForumId(row["id"]), "version": 1})


async def save(tx: Transaction, forum: Forum, *, now: datetime) -> Forum:
    """Write it as it stands now; returns it with its next version. Where its time is another, old reminders are void.

    Raises StaleForum when the record was changed since this version was read.
    """
    values = _values(forum)
    row = await tx.one(
        f"""UPDATE forums SET {", ".join(f"{column} = :{column}" for column in values)},
                reminded_to = CASE WHEN starts_at IS :starts_at AND recorded = :recorded
                              THEN reminded_to ELSE :now END,
                changed_at = :now, version = version + 1
            WHERE id = :id AND version = :version RETURNING id""",
        **values,
        now=seconds(now),
        id=forum.id,
        version=forum.version,
    )
    if row is None:
        raise StaleForum()
    return forum.model_copy(update={"version": forum.version + 1})


async def discard(tx: Transaction, forum: ForumId, *, now: datetime) -> None:
    """Delete a draft; its files go with the next housekeeping. Raises NotFound for what is no draft."""
    await tx.run(
        "UPDATE files SET expires_at = :now WHERE id IN (SELECT file FROM forum_documents WHERE forum = :id)",
        id=forum,
        now=seconds(now),
    )
    if not await tx.run("DELETE FROM forums WHERE id = :id AND recorded = 'draft'", id=forum):
        raise NotFound(what="forum")


async def secret(tx: Transaction, forum: ForumId) -> bytes:
    """What the codes of its door are made from. Raises NotFound(what="forum")."""
    found = await tx.value("SELECT secret FROM forums WHERE id = :id", id=forum)
    if found is None:
        raise NotFound(what="forum")
    return bytes(found)


async def put_secret(tx: Transaction, forum: ForumId) -> None:
    """No code that its door has shown is good any more."""
    await tx.run(
        "UPDATE forums SET secret = :secret WHERE id = :id", id=forum, secret=secrets.token_bytes(SECRET_BYTES)
    )


async def changed_at(tx: Transaction, forum: ForumId) -> datetime:
    """When its record was last written."""
    return datetime.fromtimestamp(await tx.value("SELECT changed_at FROM forums WHERE id = :id", id=forum), UTC)


async def entry(tx: Transaction, forum: ForumId) -> dict[str, Any] | None:
    """The entry as last read from a town file; None for what was made in chat."""
    text = await tx.value("SELECT imported FROM forums WHERE id = :id", id=forum)
    return None if text is None else dict(orjson.loads(text))


async def put_entry(tx: Transaction, forum: ForumId, entry: Mapping[str, Any]) -> None:
    await tx.run(
        "UPDATE forums SET imported = :imported WHERE id = :id", id=forum, imported=orjson.dumps(dict(entry)).decode()
    )
