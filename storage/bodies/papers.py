"""Papers of bodies and of their meetings, and the decisions that were taken."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from bot.domain.errors import NotFound
from bot.domain.ids import BodyId, MeetingId
from bot.domain.meetings import Decision
from storage import files
from storage.engine import Row, Transaction
from storage.files import FileId, StoredFile

LINGERS = timedelta(days=1)


class PaperKind(StrEnum):
    """Of a body: its rules, an act, another document. Of a meeting: what it will speak of, and its minutes."""

    rules = "rules"
    act = "act"
    other = "other"
    paper = "paper"
    minutes = "minutes"


class Paper(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: int
    body: BodyId
    meeting: MeetingId | None
    kind: PaperKind
    file: StoredFile
    added_at: datetime


_PAPERS = f"""SELECT {files.COLUMNS}, p.id AS paper, p.body, p.meeting, p.kind, p.added_at
              FROM body_papers p JOIN files ON files.id = p.file"""


def _paper(row: Row) -> Paper:
    return Paper(
        id=row["paper"],
        body=BodyId(row["body"]),
        meeting=None if row["meeting"] is None else MeetingId(row["meeting"]),
        kind=PaperKind(row["kind"]),
        file=files.from_row(row),
        added_at=datetime.fromtimestamp(row["added_at"], UTC),
    )


async def of_body(tx: Transaction, body: BodyId) -> list[Paper]:
    rows = await tx.all(f"{_PAPERS} WHERE p.body = :body AND p.meeting IS NULL ORDER BY p.id", body=body)
    return [_paper(row) for row in rows]


async def of_meeting(tx: Transaction, meeting: MeetingId) -> list[Paper]:
    rows = await tx.all(f"{_PAPERS} WHERE p.meeting = :meeting ORDER BY p.id", meeting=meeting)
    return [_paper(row) for row in rows]


async def get(tx: Transaction, number: int) -> Paper:
    """Raises NotFound(what="paper")."""
    row = await tx.one(f"{_PAPERS} WHERE p.id = :id", id=number)
    if row is None:
        raise NotFound(what="paper")
    return _paper(row)


async def add(
    tx: Transaction, body: BodyId, meeting: MeetingId | None, kind: PaperKind, file: FileId, *, now: datetime
) -> None:
    """The file no longer expires. New minutes take the place of the old."""
    files.keep(tx, file)
    if kind is PaperKind.minutes and meeting is not None:
        for old in await of_meeting(tx, meeting):
            if old.kind is PaperKind.minutes:
                await drop(tx, old.id, now=now)
    await tx.run(
        """INSERT INTO body_papers (body, meeting, kind, file, added_at)
           VALUES (:body, :meeting, :kind, :file, :now)""",
        body=body,
        meeting=meeting,
        kind=kind.value,
        file=file,
        now=int(now.timestamp()),
    )


async def drop(tx: Transaction, number: int, *, now: datetime) -> None:
    """Its file goes with the next sweep, after whatever of it is on its way out."""
    await tx.run(
        "UPDATE files SET expires_at = :at WHERE id = (SELECT file FROM body_papers WHERE id = :id)",
        id=number,
        at=int((now + LINGERS).timestamp()),
    )
    await tx.run("DELETE FROM body_papers WHERE id = :id", id=number)


# -- decisions ---------------------------------------------------------------------------------------------------------

_DECISION = "id, body, meeting, year, number, text, votes_for, votes_against, abstained"
_PUBLIC = "body = :body AND meeting IN (SELECT id FROM meetings WHERE body = :body AND published_at IS NOT NULL)"


async def add_decision(
    tx: Transaction, body: BodyId, meeting: MeetingId, *, year: int, text: str, count: tuple[int, int, int] | None
) -> Decision:
    """With the next number of the body's year."""
    votes_for, votes_against, abstained = count or (None, None, None)
    row = await tx.one(
        f"""INSERT INTO decisions (body, meeting, year, number, text, votes_for, votes_against, abstained)
            SELECT :body, :meeting, :year,
                   coalesce((SELECT max(number) FROM decisions WHERE body = :body AND year = :year), 0) + 1,
                   :text, :votes_for, :votes_against, :abstained
            RETURNING {_DECISION}""",
        body=body,
        meeting=meeting,
        year=year,
        text=text,
        votes_for=votes_for,
        votes_against=votes_against,
        abstained=abstained,
    )
    assert row is not None
    return Decision.model_validate({**row})


async def decisions_of(tx: Transaction, meeting: MeetingId) -> list[Decision]:
    rows = await tx.all(f"SELECT {_DECISION} FROM decisions WHERE meeting = :meeting ORDER BY id", meeting=meeting)
    return [Decision.model_validate({**row}) for row in rows]


async def count_decisions(tx: Transaction, body: BodyId) -> int:
    """Those that are published."""
    return int(await tx.value(f"SELECT count(*) FROM decisions WHERE {_PUBLIC}", body=body))


async def decisions(tx: Transaction, body: BodyId, *, limit: int, offset: int) -> list[Decision]:
    """Those that are published, the latest first."""
    rows = await tx.all(
        f"""SELECT {_DECISION} FROM decisions WHERE {_PUBLIC}
            ORDER BY year DESC, number DESC LIMIT :limit OFFSET :offset""",
        body=body,
        limit=limit,
        offset=offset,
    )
    return [Decision.model_validate({**row}) for row in rows]


async def drop_last_decision(tx: Transaction, meeting: MeetingId) -> int:
    """The last one of a meeting, where no later number of its body hangs on it; how many went."""
    return await tx.run(
        """DELETE FROM decisions WHERE id =
               (SELECT d.id FROM decisions d WHERE d.meeting = :meeting AND d.number =
                    (SELECT max(o.number) FROM decisions o WHERE o.body = d.body AND o.year = d.year)
                ORDER BY d.year DESC LIMIT 1)""",
        meeting=meeting,
    )
