"""What questionnaires keep of a person: their tickets, and their ballots where these are not anonymous."""

from bot.domain.participants import Participant
from storage.engine import Transaction
from storage.privacy import Holding, Rows, rows_of


async def _signed(tx: Transaction, person: Participant) -> Rows:
    rows = await tx.all(
        """SELECT b.questionnaire, b.sheet FROM signed_ballots s
           JOIN ballots b ON b.questionnaire = s.questionnaire AND b.id = s.ballot
           WHERE s.participant = :id ORDER BY b.questionnaire""",
        id=person.id,
    )
    return [{**row} for row in rows]


async def _unsign(tx: Transaction, person: Participant) -> None:
    """What they answered stays, and no longer leads to them."""
    await tx.run("DELETE FROM signed_ballots WHERE participant = :id", id=person.id)


HOLDINGS = (
    rows_of("tickets", "questionnaire, used, declined, wants_results"),
    Holding("signed_ballots", _signed, _unsign),
)
