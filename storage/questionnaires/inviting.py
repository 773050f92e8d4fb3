"""Who gets a ticket, and who was not told yet of what concerns holders of tickets."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import orjson

from bot.domain.ids import BodyId, ConsultationId, ForumId, ParticipantId, PlaceId, QuestionnaireId, TopicId
from storage.engine import Transaction


class Stretch(NamedTuple):
    """Participants with numbers in (after, upto]."""

    after: int
    upto: int


_GIVE = "INSERT INTO tickets (questionnaire, participant) SELECT :questionnaire, {people} ON CONFLICT DO NOTHING"


async def issue_to_attendance(tx: Transaction, questionnaire: QuestionnaireId, forum: ForumId) -> int:
    """Give a ticket to everybody who was checked in at a forum and is still recorded; returns how many are new."""
    people = """participant FROM registrations
                WHERE forum = :forum AND checked_in_at IS NOT NULL AND participant IS NOT NULL"""
    return await tx.run(_GIVE.format(people=people), questionnaire=questionnaire, forum=forum)


async def issue_around_consultation(tx: Transaction, questionnaire: QuestionnaireId, about: ConsultationId) -> int:
    """As before, to its followers and to those who said something in it."""
    people = """participant FROM (
                    SELECT participant FROM follows WHERE consultation = :about
                    UNION SELECT author FROM proposals WHERE consultation = :about AND author IS NOT NULL)
                WHERE true"""
    return await tx.run(_GIVE.format(people=people), questionnaire=questionnaire, about=about)


async def issue_to_members(tx: Transaction, questionnaire: QuestionnaireId, body: BodyId) -> int:
    """As before, to those who hold a seat of a body."""
    people = "participant FROM body_members WHERE body = :body AND participant IS NOT NULL AND ended_at IS NULL"
    return await tx.run(_GIVE.format(people=people), questionnaire=questionnaire, body=body)


async def issue_to_segment(
    tx: Transaction,
    questionnaire: QuestionnaireId,
    stretch: Stretch,
    *,
    topics: Sequence[TopicId],
    places: Sequence[PlaceId],
) -> int:
    """As before, to a stretch of the subscribers of any of these, or of everybody where there are none."""
    among = """(:everybody OR p.id IN (
                   SELECT participant FROM subscriptions
                   WHERE ((scope = 'topic' AND target IN (SELECT value FROM json_each(:topics)))
                          OR (scope = 'place' AND target IN (SELECT value FROM json_each(:places))))
                     AND participant > :after AND participant <= :upto))"""
    return await tx.run(
        _GIVE.format(people=f"p.id FROM participants p WHERE p.id > :after AND p.id <= :upto AND {among}"),
        questionnaire=questionnaire,
        everybody=int(not topics and not places),
        topics=orjson.dumps(list(topics)).decode(),
        places=orjson.dumps(list(places)).decode(),
        after=stretch.after,
        upto=stretch.upto,
    )


async def issued_upto(tx: Transaction, questionnaire: QuestionnaireId) -> int:
    """Up to which participant's number a segment has its tickets."""
    return int(await tx.value("SELECT issued_upto FROM questionnaires WHERE id = :id", id=questionnaire))


async def put_issued_upto(tx: Transaction, questionnaire: QuestionnaireId, upto: int) -> None:
    await tx.run("UPDATE questionnaires SET issued_upto = :upto WHERE id = :id", id=questionnaire, upto=upto)


async def uninvited(
    tx: Transaction, questionnaire: QuestionnaireId, *, agreed_by: datetime, limit: int
) -> list[ParticipantId]:
    """Holders of an unspent ticket who were not told of it, and agreed to be recorded by that instant."""
    rows = await tx.all(
        """SELECT t.participant FROM tickets t JOIN participants p ON p.id = t.participant
           WHERE t.questionnaire = :id AND t.used = 0 AND t.declined = 0 AND t.invited = 0
             AND p.consented_at <= :agreed_by LIMIT :limit""",
        id=questionnaire,
        agreed_by=int(agreed_by.timestamp()),
        limit=limit,
    )
    return [row["participant"] for row in rows]


async def unchased(
    tx: Transaction, questionnaire: QuestionnaireId, *, invited: str, invited_by: datetime, limit: int
) -> list[ParticipantId]:
    """Holders of an unspent ticket who were told of it by that instant, under the key `invited`, and not reminded."""
    rows = await tx.all(
        """SELECT t.participant FROM tickets t
           JOIN told i ON i.participant = t.participant AND i.notice = :invited AND i.told_at <= :invited_by
           WHERE t.questionnaire = :id AND t.used = 0 AND t.declined = 0 AND t.chased = 0 LIMIT :limit""",
        id=questionnaire,
        invited=invited,
        invited_by=int(invited_by.timestamp()),
        limit=limit,
    )
    return [row["participant"] for row in rows]


async def put_invited(tx: Transaction, questionnaire: QuestionnaireId, people: Sequence[ParticipantId]) -> None:
    await tx.run(_MARK.format(what="invited"), id=questionnaire, people=orjson.dumps(list(people)).decode())


async def put_chased(tx: Transaction, questionnaire: QuestionnaireId, people: Sequence[ParticipantId]) -> None:
    await tx.run(_MARK.format(what="chased"), id=questionnaire, people=orjson.dumps(list(people)).decode())


_MARK = """UPDATE tickets SET {what} = 1
           WHERE questionnaire = :id AND participant IN (SELECT value FROM json_each(:people))"""


async def wishing(tx: Transaction, questionnaire: QuestionnaireId) -> list[ParticipantId]:
    """Those who want to hear of the results."""
    rows = await tx.all(
        "SELECT participant FROM tickets WHERE questionnaire = :id AND wants_results = 1", id=questionnaire
    )
    return [row["participant"] for row in rows]
