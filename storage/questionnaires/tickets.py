"""Tickets: who may answer, and whether they have. They know of no answer, and of no time."""

from collections.abc import Collection
from dataclasses import dataclass

import orjson

from bot.domain.ids import ParticipantId, QuestionnaireId
from storage.engine import Row, Transaction


@dataclass(frozen=True, slots=True)
class Ticket:
    used: bool
    declined: bool
    wants_results: bool


@dataclass(frozen=True, slots=True)
class Invited:
    """How many hold a ticket, and how many of them have used it."""

    tickets: int
    used: int


def ticket_from(row: Row) -> Ticket | None:
    """Reads used, declined and wants_results; None where a join found no ticket."""
    if row["used"] is None:
        return None
    return Ticket(bool(row["used"]), bool(row["declined"]), bool(row["wants_results"]))


async def ticket(tx: Transaction, questionnaire: QuestionnaireId, participant: ParticipantId) -> Ticket | None:
    row = await tx.one(
        """SELECT used, declined, wants_results FROM tickets
           WHERE questionnaire = :questionnaire AND participant = :participant""",
        questionnaire=questionnaire,
        participant=participant,
    )
    return None if row is None else ticket_from(row)


async def tickets(
    tx: Transaction, people: Collection[ParticipantId], questionnaires: Collection[QuestionnaireId]
) -> dict[tuple[ParticipantId, QuestionnaireId], Ticket]:
    """Those that any of these people hold of any of these questionnaires."""
    rows = await tx.all(
        """SELECT participant, questionnaire, used, declined, wants_results FROM tickets
           WHERE questionnaire IN (SELECT value FROM json_each(:questionnaires))
             AND participant IN (SELECT value FROM json_each(:people))""",
        questionnaires=orjson.dumps(list(questionnaires)).decode(),
        people=orjson.dumps(list(people)).decode(),
    )
    found = {
        (ParticipantId(row["participant"]), QuestionnaireId(row["questionnaire"])): ticket_from(row) for row in rows
    }
    return {key: one for key, one in found.items() if one is not None}


async def use(tx: Transaction, questionnaire: QuestionnaireId, participant: ParticipantId, *, must_hold: bool) -> bool:
    """Spend somebody's ticket; False where it was spent before, or where they must hold one and do not."""
    if must_hold:
        return bool(
            await tx.run(
                """UPDATE tickets SET used = 1
                   WHERE questionnaire = :questionnaire AND participant = :participant AND used = 0""",
                questionnaire=questionnaire,
                participant=participant,
            )
        )
    return bool(
        await tx.run(
            """INSERT INTO tickets (questionnaire, participant, used) VALUES (:questionnaire, :participant, 1)
               ON CONFLICT (questionnaire, participant) DO UPDATE SET used = 1 WHERE tickets.used = 0""",
            questionnaire=questionnaire,
            participant=participant,
        )
    )


async def decline(tx: Transaction, questionnaire: QuestionnaireId, participant: ParticipantId) -> None:
    """They do not want to answer, and are not reminded. They may still change their mind."""
    await tx.run(
        """INSERT INTO tickets (questionnaire, participant, declined) VALUES (:questionnaire, :participant, 1)
           ON CONFLICT (questionnaire, participant) DO UPDATE SET declined = 1""",
        questionnaire=questionnaire,
        participant=participant,
    )


async def wish_results(
    tx: Transaction, questionnaire: QuestionnaireId, participant: ParticipantId, *, on: bool
) -> None:
    """Whether they want to hear what came of it; nothing for somebody without a ticket."""
    await tx.run(
        """UPDATE tickets SET wants_results = :on
           WHERE questionnaire = :questionnaire AND participant = :participant""",
        on=int(on),
        questionnaire=questionnaire,
        participant=participant,
    )


async def counts(tx: Transaction, questionnaire: QuestionnaireId) -> Invited:
    row = await tx.one(
        "SELECT count(*) AS tickets, coalesce(sum(used), 0) AS used FROM tickets WHERE questionnaire = :id",
        id=questionnaire,
    )
    assert row is not None
    return Invited(row["tickets"], row["used"])


async def forget_tickets(tx: Transaction, *, closed_by: int, limit: int) -> int:
    """Drop tickets of what closed by then (UTC epoch seconds), and of what was withdrawn; returns how many."""
    return await tx.run(
        """DELETE FROM tickets WHERE (questionnaire, participant) IN
               (SELECT t.questionnaire, t.participant FROM questionnaires q JOIN tickets t ON t.questionnaire = q.id
                WHERE q.recorded = 'withdrawn' OR (q.recorded = 'counted' AND q.closes_at <= :closed_by)
                LIMIT :limit)""",
        closed_by=closed_by,
        limit=limit,
    )
