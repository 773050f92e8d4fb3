"""Lists of proposals, page by page: the staff's queue, the public register, one's own."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.domain.ids import ConsultationId, ParticipantId, ProposalId, SectionId
from bot.domain.proposals import Proposal
from storage.engine import Transaction
from storage.proposals.record import COLUMNS, from_row


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the queue is looked at; everything that is set must hold.

    `state` is "unchecked" (nobody looked at it yet), "unanswered" (looked at, without an answer, prepared or not),
    "prepared" (with an answer that is not published), "overdue" or "open" (all that staff owe something).
    Overdue is what should have been acted on by now: by its own deadline before `today`, or as a statement of a
    consultation whose last day is on or before `closed_by`.
    """

    state: str = "open"
    consultation: ConsultationId | None = None
    section: SectionId | None = None
    kind: str | None = None
    today: date | None = None
    closed_by: date | None = None


_STATES = {
    "open": "p.stage <> 'over'",
    "unchecked": "p.stage = 'unchecked'",
    "unanswered": "p.stage = 'unanswered'",
    "prepared": "p.stage = 'prepared'",
    "overdue": """p.id IN
        (SELECT id FROM proposals WHERE stage <> 'over' AND due_on < :today
         UNION ALL
         SELECT id FROM proposals WHERE stage <> 'over' AND kind = 'statement' AND consultation IN
             (SELECT id FROM consultations WHERE recorded = 'open' AND last_day <= :closed_by))""",
}


def _where(chosen: Filter) -> tuple[str, dict[str, Any]]:
    conditions, params = [_STATES[chosen.state]], dict[str, Any]()
    if chosen.state == "overdue":
        params |= {
            "today": chosen.today and chosen.today.isoformat(),
            "closed_by": chosen.closed_by and chosen.closed_by.isoformat(),
        }
    for name in ("consultation", "section", "kind"):
        value = getattr(chosen, name)
        if value is not None:
            conditions.append(f"p.{name} = :{name}")
            params[name] = value
    return " AND ".join(conditions), params


async def queue(tx: Transaction, chosen: Filter, *, limit: int, offset: int) -> list[Proposal]:
    """Oldest first."""
    where, params = _where(chosen)
    return await _page(tx, f"WHERE {where} ORDER BY p.submitted_at, p.id", params, limit=limit, offset=offset)


async def queue_count(tx: Transaction, chosen: Filter) -> int:
    where, params = _where(chosen)
    return int(await tx.value(f"SELECT count(*) FROM proposals p WHERE {where}", **params))


async def queue_after(tx: Transaction, chosen: Filter, here: Proposal) -> Proposal | None:
    """The first of the queue behind a proposal, which itself need not be in it any more."""
    where, params = _where(chosen)
    row = await tx.one(
        f"""SELECT {COLUMNS} FROM proposals p WHERE {where} AND (p.submitted_at, p.id) > (:at, :here)
            ORDER BY p.submitted_at, p.id LIMIT 1""",
        **params,
        at=int(here.submitted_at.timestamp()),
        here=here.id,
    )
    return None if row is None else from_row(row)


async def count_unchecked(tx: Transaction, *, before: datetime) -> int:
    """How many that nobody has looked at yet came in before an instant."""
    return int(
        await tx.value(
            """SELECT count(*) FROM proposals
               WHERE stage = 'unchecked' AND submitted_at < :before""",
            before=int(before.timestamp()),
        )
    )


async def public(tx: Transaction, consultation: ConsultationId | None, *, limit: int, offset: int) -> list[Proposal]:
    """What anybody may read, the newest first; of one consultation, or of all and of none."""
    where, params = _public(consultation)
    return await _page(tx, f"WHERE {where} ORDER BY p.id DESC", params, limit=limit, offset=offset)


async def public_count(tx: Transaction, consultation: ConsultationId | None) -> int:
    where, params = _public(consultation)
    return int(await tx.value(f"SELECT count(*) FROM proposals p WHERE {where}", **params))


def _public(consultation: ConsultationId | None) -> tuple[str, dict[str, Any]]:
    if consultation is None:
        return "p.is_public = 1", {}
    return "p.is_public = 1 AND p.consultation = :consultation", {"consultation": consultation}


async def own(tx: Transaction, author: ParticipantId, *, limit: int, offset: int) -> list[Proposal]:
    """What somebody sent, the newest first. Ideas are nobody's."""
    return await _page(
        tx, "WHERE p.author = :author ORDER BY p.id DESC", {"author": author}, limit=limit, offset=offset
    )


async def own_count(tx: Transaction, author: ParticipantId) -> int:
    return int(await tx.value("SELECT count(*) FROM proposals p WHERE p.author = :author", author=author))


async def own_statements(tx: Transaction, author: ParticipantId, consultation: ConsultationId) -> list[Proposal]:
    """What somebody said in a consultation, in the order of receipt, and not what they took back."""
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM proposals p
            WHERE p.author = :author AND p.consultation = :consultation AND p.kind = 'statement'
              AND p.status <> 'withdrawn'
            ORDER BY p.received_on, p.id""",
        author=author,
        consultation=consultation,
    )
    return [from_row(row) for row in rows]


async def waiting_for(tx: Transaction, author: ParticipantId) -> list[ProposalId]:
    """Those of somebody's own that go on only when they say something: asked last by staff, or lacking something."""
    rows = await tx.all(
        """SELECT p.id FROM proposals p
           WHERE p.author = :author AND p.stage <> 'over' AND (p.status = 'incomplete' OR
               (SELECT m.by_staff FROM proposal_messages m WHERE m.proposal = p.id ORDER BY m.id DESC LIMIT 1) = 1)
           ORDER BY p.id""",
        author=author,
    )
    return [ProposalId(row["id"]) for row in rows]


async def of_consultation(tx: Transaction, consultation: ConsultationId) -> list[Proposal]:
    """Every statement of a consultation in the order of receipt, withdrawn ones too."""
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM proposals p WHERE p.consultation = :consultation AND p.kind = 'statement'
            ORDER BY p.received_on, p.id""",
        consultation=consultation,
    )
    return [from_row(row) for row in rows]


async def count_of(tx: Transaction, consultation: ConsultationId) -> int:
    """Statements received in a consultation and not withdrawn."""
    return int(
        await tx.value(
            """SELECT count(*) FROM proposals
               WHERE consultation = :consultation AND kind = 'statement' AND status <> 'withdrawn'""",
            consultation=consultation,
        )
    )


async def state_of(tx: Transaction, consultation: ConsultationId) -> tuple[int, int]:
    """Another one whenever a statement of a consultation was added or changed."""
    row = await tx.one(
        """SELECT count(*) AS n, coalesce(sum(version), 0) AS versions FROM proposals
           WHERE consultation = :consultation AND kind = 'statement'""",
        consultation=consultation,
    )
    assert row is not None
    return row["n"], row["versions"]


async def merged_into(tx: Transaction, main: ProposalId) -> list[Proposal]:
    """Those that another answers for, oldest first."""
    rows = await tx.all(f"SELECT {COLUMNS} FROM proposals p WHERE p.merged_into = :main ORDER BY p.id", main=main)
    return [from_row(row) for row in rows]


async def everything(tx: Transaction, *, after: ProposalId, limit: int) -> list[Proposal]:
    """The whole register in the order of its numbers, a stretch at a time."""
    rows = await tx.all(
        f"SELECT {COLUMNS} FROM proposals p WHERE p.id > :after ORDER BY p.id LIMIT :limit", after=after, limit=limit
    )
    return [from_row(row) for row in rows]


async def lapsed(tx: Transaction, *, today: date, limit: int) -> list[Proposal]:
    """Formal proposals whose author has not said in time what was missing."""
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM proposals p
            WHERE p.stage <> 'over' AND p.due_on < :today AND p.status = 'incomplete'
            ORDER BY p.due_on, p.id LIMIT :limit""",
        today=today.isoformat(),
        limit=limit,
    )
    return [from_row(row) for row in rows]


async def _page(tx: Transaction, rest: str, params: dict[str, Any], *, limit: int, offset: int) -> list[Proposal]:
    """Skips over the index alone, and reads only the rows that are shown."""
    order = rest[rest.index("ORDER BY") :]
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM proposals p
            WHERE p.id IN (SELECT p.id FROM proposals p {rest} LIMIT :limit OFFSET :offset) {order}""",
        **params,
        limit=limit,
        offset=offset,
    )
    return [from_row(row) for row in rows]
