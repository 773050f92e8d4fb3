"""Ballots: what was answered. They know of nobody, and lie in the order of random numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.ids import ParticipantId, ProposalId, QuestionnaireId
from bot.domain.questions import Definition
from storage.engine import Transaction
from storage.questionnaires.record import definition


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody wrote. `proposal` is what staff made of it."""

    id: str
    question: str
    text: str
    proposal: ProposalId | None


def file(
    tx: Transaction,
    questionnaire: QuestionnaireId,
    *,
    ballot: str,
    version: int,
    sheet: str,
    texts: Iterable[tuple[str, str, str]],
    author: ParticipantId | None = None,
) -> None:
    """Keep a ballot under a random id. `texts` are question, a random id of its own, and words.

    `author` is for questionnaires that are not anonymous, and for no others.
    """
    tx.later(
        "INSERT INTO ballots (questionnaire, id, version, sheet) VALUES (:questionnaire, :id, :version, :sheet)",
        questionnaire=questionnaire,
        id=ballot,
        version=version,
        sheet=sheet,
    )
    for question, id, text in texts:
        tx.later(
            """INSERT INTO ballot_texts (questionnaire, question, id, text)
               VALUES (:questionnaire, :question, :id, :text)""",
            questionnaire=questionnaire,
            question=question,
            id=id,
            text=text,
        )
    if author is not None:
        tx.later(
            """INSERT INTO signed_ballots (questionnaire, participant, ballot)
               VALUES (:questionnaire, :participant, :ballot)""",
            questionnaire=questionnaire,
            participant=author,
            ballot=ballot,
        )


async def count(tx: Transaction, questionnaire: QuestionnaireId) -> int:
    return int(await tx.value("SELECT count(*) FROM ballots WHERE questionnaire = :id", id=questionnaire))


async def sheets(tx: Transaction, questionnaire: QuestionnaireId) -> list[tuple[Definition, Sequence[str]]]:
    """All that was filed, by version, with what that version asks."""
    rows = await tx.all(
        """SELECT version, group_concat(sheet, ' ') AS together FROM ballots
           WHERE questionnaire = :id GROUP BY version ORDER BY version""",
        id=questionnaire,
    )
    return [(await definition(tx, questionnaire, row["version"]), row["together"].split(" ")) for row in rows]


async def text_counts(tx: Transaction, questionnaire: QuestionnaireId) -> dict[str, int]:
    """How many wrote something, by question."""
    rows = await tx.all(
        "SELECT question, count(*) AS n FROM ballot_texts WHERE questionnaire = :id GROUP BY question",
        id=questionnaire,
    )
    return {row["question"]: row["n"] for row in rows}


async def texts(
    tx: Transaction, questionnaire: QuestionnaireId, question: str, *, limit: int, offset: int
) -> list[Text]:
    """In the order of chance."""
    rows = await tx.all(
        """SELECT id, question, text, proposal FROM ballot_texts
           WHERE questionnaire = :id AND question = :question ORDER BY id LIMIT :limit OFFSET :offset""",
        id=questionnaire,
        question=question,
        limit=limit,
        offset=offset,
    )
    return [Text(row["id"], row["question"], row["text"], row["proposal"]) for row in rows]
