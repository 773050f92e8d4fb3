"""Requests for files that take longer to make than a turn may: kept until the file is on its way."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ids import AnnouncementId, ConsultationId, ForumId, QuestionnaireId
from storage.engine import Row, Transaction


@dataclass(frozen=True, slots=True)
class Request:
    """`report` is a kind of `bot.reports`; what it is about is a consultation, a questionnaire, a forum or an
    announcement. `name` is what is to be printed on it, and kept nowhere else. The file goes to the chat, where
    `message_id` says that it is being made.

    `publishes`: it becomes one of the consultation's documents as well (then there may be no chat).
    """

    id: int
    report: str
    consultation: ConsultationId | None
    questionnaire: QuestionnaireId | None
    forum: ForumId | None
    announcement: AnnouncementId | None
    name: str | None
    format: str
    language: str
    chat_id: int | None
    message_id: int | None
    publishes: bool
    attempts: int


_COLUMNS = """id, report, consultation, questionnaire, forum, announcement, name, format, language, chat_id, message_id,
    publishes, attempts"""
_SAME = """report = :report AND consultation IS :consultation AND questionnaire IS :questionnaire AND forum IS :forum
    AND announcement IS :announcement AND format = :format AND chat_id IS :chat_id AND publishes = :publishes"""


def _from_row(row: Row) -> Request:
    return Request(**{**row, "publishes": bool(row["publishes"])})


async def ask(
    tx: Transaction,
    report: str,
    *,
    consultation: ConsultationId | None = None,
    questionnaire: QuestionnaireId | None = None,
    forum: ForumId | None = None,
    announcement: AnnouncementId | None = None,
    name: str | None = None,
    format: str,
    language: str,
    chat_id: int | None = None,
    message_id: int | None = None,
    publishes: bool = False,
    now: datetime,
) -> None:
    """Asking twice for the same, before it is made, is asking once, for the later name."""
    same = {
        "report": report,
        "consultation": consultation,
        "questionnaire": questionnaire,
        "forum": forum,
        "announcement": announcement,
        "format": format,
        "chat_id": chat_id,
        "publishes": int(publishes),
    }
    if await tx.run(f"UPDATE report_requests SET name = :name WHERE {_SAME}", name=name, **same):
        return
    values = {"name": name, "language": language, "message_id": message_id, "requested_at": int(now.timestamp())} | same
    await tx.run(f"INSERT INTO report_requests ({', '.join(values)}) VALUES (:{', :'.join(values)})", **values)


async def next_due(tx: Transaction, *, now: datetime) -> Request | None:
    """The one that has waited longest."""
    row = await tx.one(
        f"SELECT {_COLUMNS} FROM report_requests WHERE retry_at <= :now ORDER BY id LIMIT 1", now=int(now.timestamp())
    )
    return None if row is None else _from_row(row)


async def done(tx: Transaction, request: int) -> bool:
    """False where it had been taken back: whoever asked has been erased meanwhile."""
    return bool(await tx.run("DELETE FROM report_requests WHERE id = :id", id=request))


async def failed(tx: Transaction, request: int, *, now: datetime, wait: timedelta) -> None:
    """It is tried again after `wait`."""
    await tx.run(
        "UPDATE report_requests SET attempts = attempts + 1, retry_at = :at WHERE id = :id",
        id=request,
        at=int((now + wait).timestamp()),
    )
