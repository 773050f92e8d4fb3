"""What questionnaires keep of a person: their tickets, and their ballots where these are not anonymous."""

import orjson

from bot.domain import ballots
from bot.domain.ids import QuestionnaireId
from bot.domain.participants import Participant
from storage.engine import Transaction
from storage.privacy import Holding, Rows, rows_of
from storage.questionnaires.ballots import signed


async def _signed(tx: Transaction, person: Participant) -> Rows:
    """What they answered, as they read it: the wording of each question and of the answer."""
    rows = await tx.all(
        "SELECT questionnaire FROM signed_ballots WHERE participant = :id ORDER BY questionnaire", id=person.id
    )
    found = []
    for row in rows:
        number = QuestionnaireId(row["questionnaire"])
        one = await signed(tx, number, person.id)
        assert one is not None
        sheet = ballots.read(one.definition, one.sheet, one.texts)
        answers = ballots.plain(one.definition, sheet, person.language)
        found.append({"questionnaire": number, "answers": orjson.dumps(answers).decode()})
    return found


async def _unsign(tx: Transaction, person: Participant) -> None:
    """What they answered stays, and no longer leads to them."""
    await tx.run("DELETE FROM signed_ballots WHERE participant = :id", id=person.id)


HOLDINGS = (
    rows_of("tickets", "questionnaire, used, declined, wants_results, invited, chased"),
    Holding("signed_ballots", _signed, _unsign),
)
