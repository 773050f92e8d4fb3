"""Calls for members, and the applications they brought."""

from datetime import UTC, datetime

from bot.domain.bodies import Application, ApplicationStatus, Call
from bot.domain.errors import NotFound
from bot.domain.ids import BodyId, ParticipantId
from storage.engine import Row, Transaction


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _call(row: Row) -> Call:
    return Call(
        **{
            **row,
            "opened_at": datetime.fromtimestamp(row["opened_at"], UTC),
            "closes_at": _moment(row["closes_at"]),
            "closed_at": _moment(row["closed_at"]),
        }
    )


async def open_call(tx: Transaction, body: BodyId, *, text: str, now: datetime, closes_at: datetime | None) -> None:
    await tx.run(
        "INSERT INTO body_calls (body, text, opened_at, closes_at) VALUES (:body, :text, :now, :closes_at)",
        body=body,
        text=text,
        now=int(now.timestamp()),
        closes_at=None if closes_at is None else int(closes_at.timestamp()),
    )


async def latest(tx: Transaction, body: BodyId) -> Call | None:
    """Open or over."""
    row = await tx.one(
        """SELECT id, body, text, opened_at, closes_at, closed_at FROM body_calls
           WHERE body = :body ORDER BY id DESC LIMIT 1""",
        body=body,
    )
    return None if row is None else _call(row)


async def close_call(tx: Transaction, call: int, *, now: datetime) -> None:
    await tx.run("UPDATE body_calls SET closed_at = :now WHERE id = :id", id=call, now=int(now.timestamp()))


# -- applications ------------------------------------------------------------------------------------------------------

_APPLICATION = """SELECT a.id, a.call, c.body, a.participant, a.name, a.organisation, a.text, a.status, a.reason,
                         a.submitted_at, a.decided_at
                  FROM body_applications a JOIN body_calls c ON c.id = a.call"""


def _application(row: Row) -> Application:
    return Application(
        **{
            **row,
            "status": ApplicationStatus(row["status"]),
            "submitted_at": datetime.fromtimestamp(row["submitted_at"], UTC),
            "decided_at": _moment(row["decided_at"]),
        }
    )


async def application(tx: Transaction, number: int) -> Application:
    """Raises NotFound(what="application")."""
    row = await tx.one(f"{_APPLICATION} WHERE a.id = :id", id=number)
    if row is None:
        raise NotFound(what="application")
    return _application(row)


async def latest_of(tx: Transaction, participant: ParticipantId, body: BodyId) -> Application | None:
    """What somebody last sent to a body."""
    row = await tx.one(
        f"{_APPLICATION} WHERE a.participant = :participant AND c.body = :body ORDER BY a.id DESC LIMIT 1",
        participant=participant,
        body=body,
    )
    return None if row is None else _application(row)


async def apply(
    tx: Transaction,
    call: int,
    participant: ParticipantId,
    *,
    name: str,
    organisation: str | None,
    text: str,
    now: datetime,
) -> None:
    """Applying anew after taking it back takes the place of the first."""
    await tx.run(
        """INSERT INTO body_applications (call, participant, name, organisation, text, status, submitted_at)
           VALUES (:call, :participant, :name, :organisation, :text, 'submitted', :now)
           ON CONFLICT (call, participant) DO UPDATE
           SET name = excluded.name, organisation = excluded.organisation, text = excluded.text,
               status = 'submitted', reason = NULL, submitted_at = excluded.submitted_at, decided_at = NULL""",
        call=call,
        participant=participant,
        name=name,
        organisation=organisation,
        text=text,
        now=int(now.timestamp()),
    )


async def save(tx: Transaction, application: Application) -> None:
    """What became of it."""
    decided_at = application.decided_at
    await tx.run(
        "UPDATE body_applications SET status = :status, reason = :reason, decided_at = :decided_at WHERE id = :id",
        id=application.id,
        status=application.status.value,
        reason=application.reason,
        decided_at=None if decided_at is None else int(decided_at.timestamp()),
    )


async def waiting(tx: Transaction, body: BodyId, *, limit: int, offset: int) -> list[Application]:
    """Those that nobody has answered, the oldest first."""
    rows = await tx.all(
        f"""{_APPLICATION} WHERE c.body = :body AND a.status = 'submitted'
            ORDER BY a.submitted_at, a.id LIMIT :limit OFFSET :offset""",
        body=body,
        limit=limit,
        offset=offset,
    )
    return [_application(row) for row in rows]


async def count_waiting(tx: Transaction, body: BodyId) -> int:
    return int(
        await tx.value(
            """SELECT count(*) FROM body_applications a JOIN body_calls c ON c.id = a.call
               WHERE c.body = :body AND a.status = 'submitted'""",
            body=body,
        )
    )


async def forget_decided(tx: Transaction, *, before: datetime) -> None:
    """Applications that are settled, once that was long ago."""
    await tx.run("DELETE FROM body_applications WHERE decided_at <= :before", before=int(before.timestamp()))
