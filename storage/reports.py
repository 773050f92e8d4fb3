"""Requests for files that take longer to make than a turn may: kept until the file is on its way."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ids import ConsultationId, QuestionnaireId
from storage.engine import Row, Transaction


@dataclass(frozen=True, slots=True)
class Request:
    """`report` is a kind of `bot.reports`; what it is about is a consultation or a questionnaire. The file goes to the
    chat, where `message_id` says that it is being made.

    `publishes`: it becomes one of the consultation's documents as well (then there may be no chat).
    """

    id: int
    report: str
    consultation: ConsultationId | None
    questionnaire: QuestionnaireId | None
    format: str
    language: str
    chat_id: int | None
    message_id: int | None
    publishes: bool
    attempts: int


_COLUMNS = "id, report, consultation, questionnaire, format, language, chat_id, message_id, publishes, attempts"


def _from_row(row: Row) -> Request:
    return Request(**{**row, "publishes": bool(row["publishes"])})


async def ask(
    tx: Transaction,
    report: str,
    *,
    consultation: ConsultationId | None = None,
    questionnaire: QuestionnaireId | None = None,
    format: str,
    language: str,
    chat_id: int | None = None,
    message_id: int | None = None,
    publishes: bool = False,
    now: datetime,
) -> None:
    """Asking twice for the same, before it is made, is asking once."""
    await tx.run(
        """INSERT INTO report_requests
               (report, consultation, questionnaire, format, language, chat_id, message_id, publishes, requested_at)
           SELECT :report, :consultation, :questionnaire, :format, :language, :chat_id, :message_id, :publishes, :now
           WHERE NOT EXISTS (SELECT 1 FROM report_requests
               WHERE report = :report AND consultation IS :consultation AND questionnaire IS :questionnaire
                 AND format = :format
                 AND chat_id IS :chat_id AND publishes = :publishes)""",
        report=report,
        consultation=consultation,
        questionnaire=questionnaire,
        format=format,
        language=language,
        chat_id=chat_id,
        message_id=message_id,
        publishes=int(publishes),
        now=int(now.timestamp()),
    )


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
