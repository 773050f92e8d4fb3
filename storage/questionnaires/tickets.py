"""Tickets: who may answer, and whether they have. They know of no answer, and of no time."""

from dataclasses import dataclass

from bot.domain.ids import ParticipantId, QuestionnaireId
from storage.engine import Transaction


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


async def ticket(tx: Transaction, questionnaire: QuestionnaireId, participant: ParticipantId) -> Ticket | None:
    row = await tx.one(
        """SELECT used, declined, wants_results FROM tickets
           WHERE questionnaire = :questionnaire AND participant = :participant""",
        questionnaire=questionnaire,
        participant=participant,
    )
    return None if row is None else Ticket(bool(row["used"]), bool(row["declined"]), bool(row["wants_results"]))


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
