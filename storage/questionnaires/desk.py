"""Questionnaires as staff see them: their list, whom one would reach, and those of one template beside each other."""

from datetime import UTC, datetime
from typing import NamedTuple

import orjson

from bot.domain.ids import ForumId, QuestionnaireId
from bot.domain.questionnaires import Audience, Questionnaire
from bot.domain.questions import Definition
from bot.domain.results import Results
from storage.engine import Transaction
from storage.questionnaires.ballots import Text
from storage.questionnaires.record import COLUMNS, definition, from_row

_MANAGED = "q.recorded <> 'withdrawn'"


async def count_managed(tx: Transaction) -> int:
    return int(await tx.value(f"SELECT count(*) FROM questionnaires q WHERE {_MANAGED}"))


async def managed(tx: Transaction, *, limit: int, offset: int) -> list[Questionnaire]:
    """Drafts, then what is published, then what was counted; in each the newest first."""
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM questionnaires q WHERE {_MANAGED}
            ORDER BY CASE q.recorded WHEN 'draft' THEN 0 WHEN 'published' THEN 1 ELSE 2 END, q.id DESC
            LIMIT :limit OFFSET :offset""",
        limit=limit,
        offset=offset,
    )
    return [from_row(row) for row in rows]


async def answered_versions(tx: Transaction, questionnaire: QuestionnaireId) -> list[Definition]:
    """What was asked by every version that somebody answered, the oldest first."""
    rows = await tx.all(
        """SELECT version FROM questionnaire_versions v WHERE questionnaire = :id
             AND EXISTS (SELECT 1 FROM ballots b WHERE b.questionnaire = v.questionnaire AND b.version = v.version)
           ORDER BY version""",
        id=questionnaire,
    )
    return [await definition(tx, questionnaire, row["version"]) for row in rows]


def drop_older_versions(tx: Transaction, questionnaire: Questionnaire) -> None:
    """Steps in which a draft was built: nobody has answered them."""
    tx.later(
        "DELETE FROM questionnaire_versions WHERE questionnaire = :id AND version < :version",
        id=questionnaire.id,
        version=questionnaire.version,
    )


# -- whom it would reach -----------------------------------------------------------------------------------------------


async def reach(tx: Transaction, audience: Audience) -> int:
    """How many would have a ticket, were it issued now; of a forum, those with a seat."""
    if audience.body is not None:
        return int(
            await tx.value(
                """SELECT count(DISTINCT participant) FROM body_members
                   WHERE body = :body AND participant IS NOT NULL AND ended_at IS NULL""",
                body=audience.body,
            )
        )
    if audience.forum is not None:
        return int(
            await tx.value(
                """SELECT count(*) FROM registrations
                   WHERE forum = :forum AND participant IS NOT NULL
                     AND (state = 'registered' OR checked_in_at IS NOT NULL)""",
                forum=audience.forum,
            )
        )
    if audience.consultation is not None:
        return int(
            await tx.value(
                """SELECT count(*) FROM (
                       SELECT participant FROM follows WHERE consultation = :about
                       UNION SELECT author FROM proposals WHERE consultation = :about AND author IS NOT NULL)""",
                about=audience.consultation,
            )
        )
    return int(
        await tx.value(
            """SELECT CASE WHEN :everybody THEN (SELECT count(*) FROM participants)
               ELSE (SELECT count(DISTINCT participant) FROM subscriptions
                     WHERE (scope = 'topic' AND target IN (SELECT value FROM json_each(:topics)))
                        OR (scope = 'place' AND target IN (SELECT value FROM json_each(:places)))) END""",
            everybody=int(not audience.topics and not audience.places),
            topics=orjson.dumps(list(audience.topics)).decode(),
            places=orjson.dumps(list(audience.places)).decode(),
        )
    )


# -- of forums ---------------------------------------------------------------------------------------------------------


async def forums_wanting(tx: Transaction, *, over_since: datetime, limit: int) -> list[tuple[ForumId, str]]:
    """Forums that name a template nothing was made from yet, and the template. Those over before then are let be."""
    rows = await tx.all(
        """SELECT f.id, f.questionnaire FROM forums f
           WHERE f.questionnaire IS NOT NULL AND f.recorded IN ('open', 'held', 'summarised')
             AND f.over_at >= :over_since
             AND NOT EXISTS (SELECT 1 FROM questionnaires q WHERE q.forum = f.id AND q.template = f.questionnaire)
           ORDER BY f.id LIMIT :limit""",
        over_since=int(over_since.timestamp()),
        limit=limit,
    )
    return [(ForumId(row["id"]), row["questionnaire"]) for row in rows]


async def of_cancelled_forums(tx: Transaction, *, limit: int) -> list[QuestionnaireId]:
    """Those that wait for the end of a forum which was called off."""
    rows = await tx.all(
        """SELECT q.id FROM questionnaires q JOIN forums f ON f.id = q.forum
           WHERE q.recorded = 'published' AND q.opens_at IS NULL AND f.recorded = 'cancelled'
           ORDER BY q.id LIMIT :limit""",
        limit=limit,
    )
    return [row["id"] for row in rows]


async def drop_waiting(tx: Transaction, forum: ForumId, template: str) -> list[QuestionnaireId]:
    """Those of a template that wait for the end of a forum: nobody has heard of them. It can be named again."""
    rows = await tx.all(
        """DELETE FROM questionnaires
           WHERE forum = :forum AND template = :template AND recorded = 'published' AND opens_at IS NULL
           RETURNING id""",
        forum=forum,
        template=template,
    )
    return [row["id"] for row in rows]


# -- beside each other -------------------------------------------------------------------------------------------------


class Counted(NamedTuple):
    """One that was counted. `about_at` is the beginning of its forum, else when it closed."""

    questionnaire: Questionnaire
    forum: str | None
    about_at: datetime
    results: Results


async def of_template(tx: Transaction, template: str, *, limit: int) -> list[Counted]:
    """Those made of one template that were counted; the newest, in the order of time."""
    rows = await tx.all(
        f"""SELECT {COLUMNS}, q.results, f.title AS forum_title, coalesce(f.starts_at, q.closes_at) AS about_at
            FROM questionnaires q LEFT JOIN forums f ON f.id = q.forum
            WHERE q.template = :template AND q.recorded = 'counted'
            ORDER BY about_at DESC, q.id DESC LIMIT :limit""",
        template=template,
        limit=limit,
    )
    return [
        Counted(
            from_row(row),
            row["forum_title"],
            datetime.fromtimestamp(row["about_at"], UTC),
            Results.model_validate_json(row["results"]),
        )
        for row in reversed(rows)
    ]


async def versions(tx: Transaction, questionnaire: QuestionnaireId) -> list[Definition]:
    """What was asked by every version since it was published, the oldest first."""
    rows = await tx.all(
        "SELECT version FROM questionnaire_versions WHERE questionnaire = :id ORDER BY version", id=questionnaire
    )
    return [await definition(tx, questionnaire, row["version"]) for row in rows]


async def text(tx: Transaction, questionnaire: QuestionnaireId, id: str) -> Text | None:
    """One of what people wrote, by its random id."""
    row = await tx.one(
        "SELECT id, question, text, proposal FROM ballot_texts WHERE questionnaire = :questionnaire AND id = :id",
        questionnaire=questionnaire,
        id=id,
    )
    return None if row is None else Text(row["id"], row["question"], row["text"], row["proposal"])


async def put_proposal(tx: Transaction, questionnaire: QuestionnaireId, text: str, proposal: int) -> bool:
    """What staff made of a text. False where something was made of it before."""
    return bool(
        await tx.run(
            """UPDATE ballot_texts SET proposal = :proposal
               WHERE questionnaire = :questionnaire AND id = :text AND proposal IS NULL""",
            proposal=proposal,
            questionnaire=questionnaire,
            text=text,
        )
    )
