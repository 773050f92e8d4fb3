"""The record of an announcement, and what it says by revision and language."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson

from bot.domain.announcements import Announcement, AnnouncementState, Subject
from bot.domain.audiences import Audience, Count
from bot.domain.contents import Content, Link
from bot.domain.deliveries import Tally
from bot.domain.errors import DomainError, NotFound
from bot.domain.ids import AnnouncementId, LinkedChatId, ParticipantId
from storage.engine import Row, Transaction


class StaleAnnouncement(DomainError):
    """Somebody else changed it meanwhile: it must be read again."""

    def __init__(self) -> None:
        super().__init__()


COLUMNS = """id, state, title, fallback, revision, audience, buttons, emergency, subject_kind, subject, author,
    approver, note, counts, counted_at, scheduled_at, requested_at, approved_at, promised, cursor, recipients, taken_at,
    began_at, finished_at, held, held_because, correcting, corrected_at, recalled_at, version, created_at, changed_at"""
_MOMENTS = (
    *("counted_at", "scheduled_at", "requested_at", "approved_at", "taken_at", "began_at", "finished_at"),
    *("corrected_at", "recalled_at", "created_at", "changed_at"),
)

_PLAIN = (
    *("title", "fallback", "revision", "author", "approver", "note", "promised", "cursor", "recipients"),
    "held_because",
)


def from_row(row: Row) -> Announcement:
    """Reads COLUMNS."""
    values: dict[str, Any] = dict(row)
    kind, subject = values.pop("subject_kind"), values.pop("subject")
    for name in _MOMENTS:
        values[name] = None if values[name] is None else datetime.fromtimestamp(values[name], UTC)
    return Announcement(
        **{
            **values,
            "state": AnnouncementState(row["state"]),
            "audience": Audience.model_validate_json(row["audience"]),
            "buttons": tuple(Link(**one) for one in orjson.loads(row["buttons"])),
            "emergency": bool(row["emergency"]),
            "subject": None if kind is None else Subject(kind=kind, id=subject),
            "counts": None if row["counts"] is None else Count.model_validate_json(row["counts"]),
            "held": bool(row["held"]),
            "correcting": bool(row["correcting"]),
        }
    )


def _values(one: Announcement) -> dict[str, Any]:
    moments = {name: None if (at := getattr(one, name)) is None else int(at.timestamp()) for name in _MOMENTS}
    return {
        **moments,
        **{name: getattr(one, name) for name in _PLAIN},
        "state": one.state.value,
        "audience": one.audience.model_dump_json(),
        "buttons": orjson.dumps([link.model_dump() for link in one.buttons]).decode(),
        "emergency": int(one.emergency),
        "subject_kind": None if one.subject is None else one.subject.kind,
        "subject": None if one.subject is None else one.subject.id,
        "counts": None if one.counts is None else one.counts.model_dump_json(),
        "held": int(one.held),
        "correcting": int(one.correcting),
    }


async def add(
    tx: Transaction,
    *,
    author: ParticipantId | None,
    fallback: str,
    now: datetime,
    state: AnnouncementState = AnnouncementState.draft,
    slug: str | None = None,
) -> Announcement:
    """A new one, with nothing in it. `slug` is its id in a town file."""
    found = await tx.one(
        f"""INSERT INTO announcements (slug, state, title, fallback, audience, buttons, author, created_at, changed_at)
            VALUES (:slug, :state, '', :fallback, '{{"groups":[]}}', '[]', :author, :now, :now) RETURNING {COLUMNS}""",
        slug=slug,
        state=state.value,
        fallback=fallback,
        author=author,
        now=int(now.timestamp()),
    )
    assert found is not None
    return from_row(found)


async def get(tx: Transaction, number: AnnouncementId) -> Announcement:
    """Raises NotFound(what="announcement")."""
    row = await tx.one(f"SELECT {COLUMNS} FROM announcements WHERE id = :id", id=number)
    if row is None:
        raise NotFound(what="announcement")
    return from_row(row)


async def by_ids(tx: Transaction, numbers: Collection[AnnouncementId]) -> dict[AnnouncementId, Announcement]:
    rows = await tx.all(
        f"SELECT {COLUMNS} FROM announcements WHERE id IN (SELECT value FROM json_each(:ids))",
        ids=orjson.dumps(list(numbers)).decode(),
    )
    return {one.id: one for one in map(from_row, rows)}


async def save(tx: Transaction, one: Announcement, *, now: datetime) -> Announcement:
    """The record as it now is, with its new version. Raises StaleAnnouncement when it was changed since it was read."""
    values = {**_values(one), "changed_at": int(now.timestamp())}
    assignments = ", ".join(f"{name} = :{name}" for name in values)
    changed = await tx.run(
        f"UPDATE announcements SET {assignments}, version = version + 1 WHERE id = :id AND version = :version",
        id=one.id,
        version=one.version,
        **values,
    )
    if not changed:
        raise StaleAnnouncement()
    return one.model_copy(update={"version": one.version + 1, "changed_at": now})


async def drop(tx: Transaction, number: AnnouncementId) -> None:
    """Of a draft or a template: its number is never given to another."""
    await tx.run("DELETE FROM announcements WHERE id = :id AND state IN ('draft', 'template')", id=number)


async def in_states(
    tx: Transaction, states: Sequence[AnnouncementState], *, offset: int = 0, limit: int = 100
) -> list[Announcement]:
    """Newest change first."""
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM announcements WHERE state IN (SELECT value FROM json_each(:states))
            ORDER BY changed_at DESC, id DESC LIMIT :limit OFFSET :offset""",
        states=orjson.dumps(list(states)).decode(),
        offset=offset,
        limit=limit,
    )
    return [from_row(row) for row in rows]


async def count_in(tx: Transaction, states: Sequence[AnnouncementState]) -> int:
    return int(
        await tx.value(
            "SELECT count(*) FROM announcements WHERE state IN (SELECT value FROM json_each(:states))",
            states=orjson.dumps(list(states)).decode(),
        )
    )


async def under_way(tx: Transaction) -> list[Announcement]:
    """Everything that is being sent, corrected or recalled, paused or not, the oldest first."""
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM announcements WHERE state IN ('approved', 'sending', 'recalling')
            UNION SELECT {COLUMNS} FROM announcements WHERE correcting ORDER BY id"""
    )
    return [from_row(row) for row in rows]


# -- what it says ------------------------------------------------------------------------------------------------------


async def put_text(tx: Transaction, number: AnnouncementId, revision: int, language: str, content: Content) -> None:
    await tx.run(
        """INSERT INTO announcement_texts (announcement, revision, language, content)
           VALUES (:announcement, :revision, :language, :content)
           ON CONFLICT (announcement, revision, language) DO UPDATE SET content = excluded.content""",
        announcement=number,
        revision=revision,
        language=language,
        content=content.model_dump_json(),
    )


async def drop_text(tx: Transaction, number: AnnouncementId, revision: int, language: str) -> None:
    await tx.run(
        """DELETE FROM announcement_texts
           WHERE announcement = :announcement AND revision = :revision AND language = :language""",
        announcement=number,
        revision=revision,
        language=language,
    )


async def texts(tx: Transaction, number: AnnouncementId, revision: int) -> dict[str, Content]:
    """What it says in a revision, by language."""
    rows = await tx.all(
        """SELECT language, content FROM announcement_texts
           WHERE announcement = :announcement AND revision = :revision ORDER BY language""",
        announcement=number,
        revision=revision,
    )
    return {row["language"]: Content.model_validate_json(row["content"]) for row in rows}


async def copy_texts(tx: Transaction, source: AnnouncementId, target: AnnouncementId, *, revision: int) -> None:
    """What one says in a revision is what another says in its first."""
    await tx.run(
        """INSERT INTO announcement_texts (announcement, revision, language, content)
           SELECT :target, 1, language, content FROM announcement_texts
           WHERE announcement = :source AND revision = :revision""",
        source=source,
        target=target,
        revision=revision,
    )


# -- where it came from ------------------------------------------------------------------------------------------------


async def from_files(tx: Transaction) -> dict[str, tuple[AnnouncementId, Mapping[str, Any]]]:
    """Those that town files told of, by their id there: the number, and what was told last."""
    rows = await tx.all("SELECT slug, id, imported FROM announcements WHERE slug IS NOT NULL")
    return {row["slug"]: (AnnouncementId(row["id"]), orjson.loads(row["imported"] or "{}")) for row in rows}


async def put_imported(tx: Transaction, number: AnnouncementId, told: Mapping[str, Any]) -> None:
    await tx.run(
        "UPDATE announcements SET imported = :told WHERE id = :id", id=number, told=orjson.dumps(told).decode()
    )


# -- where else it is posted -------------------------------------------------------------------------------------------


async def posts(tx: Transaction, number: AnnouncementId) -> list[LinkedChatId]:
    rows = await tx.all(
        "SELECT chat FROM announcement_chats WHERE announcement = :announcement ORDER BY chat", announcement=number
    )
    return [LinkedChatId(row["chat"]) for row in rows]


async def put_post(tx: Transaction, number: AnnouncementId, chat: LinkedChatId, *, on: bool) -> None:
    if on:
        await tx.run(
            "INSERT INTO announcement_chats (announcement, chat) VALUES (:announcement, :chat) ON CONFLICT DO NOTHING",
            announcement=number,
            chat=chat,
        )
    else:
        await tx.run(
            "DELETE FROM announcement_chats WHERE announcement = :announcement AND chat = :chat",
            announcement=number,
            chat=chat,
        )


# -- what it came to ---------------------------------------------------------------------------------------------------


async def put_results(tx: Transaction, number: AnnouncementId, results: Tally) -> None:
    """Kept when the copies are forgotten."""
    await tx.run(
        "UPDATE announcements SET results = :results WHERE id = :id", id=number, results=results.model_dump_json()
    )


async def results(tx: Transaction, numbers: Collection[AnnouncementId]) -> Mapping[AnnouncementId, Tally]:
    """Of those whose results were kept."""
    rows = await tx.all(
        """SELECT id, results FROM announcements
           WHERE id IN (SELECT value FROM json_each(:ids)) AND results IS NOT NULL""",
        ids=orjson.dumps(list(numbers)).decode(),
    )
    return {AnnouncementId(row["id"]): Tally.model_validate_json(row["results"]) for row in rows}
