"""What the tables hold of one person's registrations: read out for them, and what stays when they go."""

from bot.domain.participants import Participant
from storage.engine import Transaction
from storage.privacy import Holding, Rows


async def _registrations(tx: Transaction, person: Participant) -> Rows:
    """Their own places, and those whom they checked in as staff, whoever those were."""
    rows = await tx.all(
        """SELECT f.title AS forum, CASE WHEN r.participant = :id THEN r.name END AS name,
                  CASE WHEN r.participant = :id THEN r.state END AS state,
                  CASE WHEN r.participant = :id THEN r.code END AS code,
                  CASE WHEN r.participant = :id THEN r.registered_at END AS registered_at,
                  CASE WHEN r.participant = :id THEN r.offered_until END AS offered_until, r.checked_in_at
           FROM registrations r JOIN forums f ON f.id = r.forum
           WHERE r.participant = :id OR r.checked_by = :id ORDER BY r.id""",
        id=person.id,
    )
    return [{**row} for row in rows]


async def _forget_registrations(tx: Transaction, person: Participant) -> None:
    """Who came is counted on, without name and code. Any other place is free, and the tick offers it to who waits."""
    await tx.run("DELETE FROM registrations WHERE participant = :id AND checked_in_at IS NULL", id=person.id)
    await tx.run(
        """UPDATE registrations SET participant = NULL, name = NULL, code = NULL, tries = 0, tried_at = NULL
           WHERE participant = :id""",
        id=person.id,
    )
    await tx.run("UPDATE registrations SET checked_by = NULL WHERE checked_by = :id", id=person.id)


async def _doors(tx: Transaction, person: Participant) -> Rows:
    rows = await tx.all(
        """SELECT f.title AS forum FROM forum_doors d JOIN forums f ON f.id = d.forum
           WHERE d.participant = :id ORDER BY d.forum""",
        id=person.id,
    )
    return [{**row} for row in rows]


async def _forget_doors(tx: Transaction, person: Participant) -> None:
    await tx.run("DELETE FROM forum_doors WHERE participant = :id", id=person.id)


HOLDINGS = (
    Holding("registrations", _registrations, _forget_registrations),
    Holding("forum_doors", _doors, _forget_doors),
)
