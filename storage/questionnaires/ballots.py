"""Ballots: what was answered. They know of nobody, and lie in the order of random numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson

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


@dataclass(frozen=True, slots=True)
class Signed:
    """A sheet as it was filed, with what it answers and the words beside it, by question."""

    definition: Definition
    sheet: str
    texts: Mapping[str, str]


def file(
    tx: Transaction,
    questionnaire: QuestionnaireId,
    *,
    ballot: str,
    version: int,
    sheet: str,
    texts: Sequence[tuple[str, str, str]],
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
            """INSERT INTO signed_ballots (questionnaire, participant, ballot, texts)
               VALUES (:questionnaire, :participant, :ballot, :texts)""",
            questionnaire=questionnaire,
            participant=author,
            ballot=ballot,
            texts=orjson.dumps([id for _, id, _ in texts]).decode(),
        )


async def signed(tx: Transaction, questionnaire: QuestionnaireId, participant: ParticipantId) -> Signed | None:
    """What somebody answered where it is not anonymous."""
    row = await tx.one(
        """SELECT b.version, b.sheet, s.texts FROM signed_ballots s
           JOIN ballots b ON b.questionnaire = s.questionnaire AND b.id = s.ballot
           WHERE s.questionnaire = :id AND s.participant = :participant""",
        id=questionnaire,
        participant=participant,
    )
    if row is None:
        return None
    words = await tx.all(
        """SELECT question, text FROM ballot_texts
           WHERE questionnaire = :id AND id IN (SELECT value FROM json_each(:ids))""",
        id=questionnaire,
        ids=row["texts"],
    )
    asked = await definition(tx, questionnaire, row["version"])
    return Signed(asked, row["sheet"], {one["question"]: one["text"] for one in words})


async def take_back(tx: Transaction, questionnaire: QuestionnaireId, participant: ParticipantId) -> None:
    """Drop what somebody answered where it is not anonymous; their ticket stays spent."""
    await tx.run(
        """DELETE FROM ballot_texts WHERE questionnaire = :id AND id IN
               (SELECT j.value FROM signed_ballots s, json_each(s.texts) j
                WHERE s.questionnaire = :id AND s.participant = :participant)""",
        id=questionnaire,
        participant=participant,
    )
    await tx.run(
        """DELETE FROM ballots WHERE questionnaire = :id AND id IN
               (SELECT ballot FROM signed_ballots WHERE questionnaire = :id AND participant = :participant)""",
        id=questionnaire,
        participant=participant,
    )


async def shuffle(tx: Transaction, questionnaire: QuestionnaireId) -> None:
    """Give everything that was answered anonymously new random ids, and lay it down anew in their order.

    Where a row lies among its neighbours' bytes tells when it came, until this. All of it is lifted before any of it
    is laid down: one by one, each would come to lie in its own old place. What is lifted is in memory only.
    """
    for table, columns in (("ballots", "version, sheet"), ("ballot_texts", "question, text, proposal")):
        await tx.run(
            f"""CREATE TEMP TABLE lifted AS
                SELECT questionnaire, lower(hex(randomblob(8))) AS id, {columns} FROM {table}
                WHERE questionnaire = :id""",
            id=questionnaire,
        )
        await tx.run(f"DELETE FROM {table} WHERE questionnaire = :id", id=questionnaire)
        await tx.run(
            f"""INSERT INTO {table} (questionnaire, id, {columns})
                SELECT questionnaire, id, {columns} FROM lifted ORDER BY id"""
        )
        await tx.run("DROP TABLE lifted")


async def forget(tx: Transaction, questionnaire: QuestionnaireId) -> None:
    """Drop everything that was answered."""
    for table in ("ballot_texts", "ballots"):
        await tx.run(f"DELETE FROM {table} WHERE questionnaire = :id", id=questionnaire)


async def forget_withdrawn(tx: Transaction, *, limit: int) -> int:
    """Drop what was answered to questionnaires that were withdrawn; returns how many rows of ballots or of texts."""
    found = 0
    for table, key in (("ballot_texts", "questionnaire, question, id"), ("ballots", "questionnaire, id")):
        found += await tx.run(
            f"""DELETE FROM {table} WHERE ({key}) IN
                   (SELECT {key} FROM {table}
                    WHERE questionnaire IN (SELECT id FROM questionnaires WHERE recorded = 'withdrawn')
                    LIMIT :limit)""",
            limit=limit,
        )
    return found


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
