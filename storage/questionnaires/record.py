"""The record of a questionnaire, and the versions of what it asks."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import orjson

from bot.domain.errors import DomainError, NotFound
from bot.domain.ids import BodyId, ConsultationId, ForumId, ParticipantId, PlaceId, QuestionnaireId, TopicId
from bot.domain.questionnaires import Audience, Questionnaire, Recorded, Timing
from bot.domain.questions import Definition
from bot.domain.results import Results
from bot.domain.town import OFFICIAL
from storage.engine import Row, Transaction
from storage.questionnaires.tickets import Ticket, ticket_from


class StaleRevision(DomainError):
    """Somebody changed the questionnaire after it was read; nothing was written."""

    def __init__(self) -> None:
        super().__init__()


COLUMNS = """q.id, q.template, q.version, q.anonymous, q.k, q.forum, q.consultation, q.body, q.topics, q.places,
    q.timing, q.recorded, q.opens_at, q.chase_at, q.closes_at, q.revision,
    (SELECT v.definition FROM questionnaire_versions v
     WHERE v.questionnaire = q.id AND v.version = q.version) AS definition,
    (SELECT json_array(f.title, json(f.translations)) FROM forums f WHERE f.id = q.forum) AS about"""


@lru_cache(maxsize=256)
def _definition(text: str) -> Definition:
    # Read again with every tap of everybody who answers, and the same for all of them.
    return Definition.model_validate_json(text)


@lru_cache(maxsize=64)
def _timing(text: str) -> Timing:
    return Timing.model_validate_json(text)


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def from_row(row: Row) -> Questionnaire:
    """Reads COLUMNS."""
    return Questionnaire(
        id=QuestionnaireId(row["id"]),
        template=row["template"],
        definition=_definition(row["definition"]),
        version=row["version"],
        anonymous=bool(row["anonymous"]),
        k=row["k"],
        audience=Audience(
            forum=None if row["forum"] is None else ForumId(row["forum"]),
            consultation=None if row["consultation"] is None else ConsultationId(row["consultation"]),
            body=None if row["body"] is None else BodyId(row["body"]),
            topics=tuple(TopicId(one) for one in orjson.loads(row["topics"])),
            places=tuple(PlaceId(one) for one in orjson.loads(row["places"])),
        ),
        timing=_timing(row["timing"]),
        recorded=Recorded(row["recorded"]),
        opens_at=_moment(row["opens_at"]),
        chase_at=_moment(row["chase_at"]),
        closes_at=_moment(row["closes_at"]),
        revision=row["revision"],
        about={} if row["about"] is None else _names(row["about"]),
    )


@lru_cache(maxsize=64)
def _names(text: str) -> Mapping[str, str]:
    title, translations = orjson.loads(text)
    return {OFFICIAL: title, **{language: told["title"] for language, told in translations.items() if "title" in told}}


def _values(questionnaire: Questionnaire) -> dict[str, Any]:
    audience = questionnaire.audience
    return {
        "template": questionnaire.template,
        "version": questionnaire.version,
        "anonymous": int(questionnaire.anonymous),
        "k": questionnaire.k,
        "forum": audience.forum,
        "consultation": audience.consultation,
        "body": audience.body,
        "topics": orjson.dumps(list(audience.topics)).decode(),
        "places": orjson.dumps(list(audience.places)).decode(),
        "timing": questionnaire.timing.model_dump_json(),
        "recorded": questionnaire.recorded.value,
        "opens_at": _seconds(questionnaire.opens_at),
        "chase_at": _seconds(questionnaire.chase_at),
        "closes_at": _seconds(questionnaire.closes_at),
    }


async def get(tx: Transaction, questionnaire: QuestionnaireId) -> Questionnaire:
    """Raises NotFound(what="questionnaire")."""
    row = await tx.one(f"SELECT {COLUMNS} FROM questionnaires q WHERE q.id = :id", id=questionnaire)
    if row is None:
        raise NotFound(what="questionnaire")
    return from_row(row)


async def standing(
    tx: Transaction, questionnaire: QuestionnaireId, participant: ParticipantId | None
) -> tuple[Questionnaire, Ticket | None]:
    """The questionnaire and somebody's ticket in one question: it is asked with every tap of everybody who answers.

    Raises NotFound(what="questionnaire").
    """
    row = await tx.one(
        f"""SELECT {COLUMNS}, t.used, t.declined, t.wants_results FROM questionnaires q
            LEFT JOIN tickets t ON t.questionnaire = q.id AND t.participant = :participant WHERE q.id = :id""",
        id=questionnaire,
        participant=participant,
    )
    if row is None:
        raise NotFound(what="questionnaire")
    return from_row(row), ticket_from(row)


async def by_ids(tx: Transaction, ids: Collection[QuestionnaireId]) -> dict[QuestionnaireId, Questionnaire]:
    """Those of the given that are kept."""
    rows = await tx.all(
        f"SELECT {COLUMNS} FROM questionnaires q WHERE q.id IN (SELECT value FROM json_each(:ids))",
        ids=orjson.dumps(list(ids)).decode(),
    )
    return {row["id"]: from_row(row) for row in rows}


async def to_open(tx: Transaction, *, now: datetime, limit: int) -> list[tuple[QuestionnaireId, datetime]]:
    """Published ones that wait for a forum which is over, and when it ended."""
    rows = await tx.all(
        """SELECT q.id, f.over_at FROM questionnaires q JOIN forums f ON f.id = q.forum
           WHERE q.recorded = 'published' AND q.opens_at IS NULL AND f.recorded <> 'cancelled'
             AND f.over_at + json_extract(q.timing, '$.opens_after') <= :now
           ORDER BY q.id LIMIT :limit""",
        now=_seconds(now),
        limit=limit,
    )
    return [(row["id"], datetime.fromtimestamp(row["over_at"], UTC)) for row in rows]


async def running(tx: Transaction) -> list[QuestionnaireId]:
    """Published ones that were opened and not yet counted."""
    rows = await tx.all(
        "SELECT id FROM questionnaires WHERE recorded = 'published' AND opens_at IS NOT NULL ORDER BY id"
    )
    return [row["id"] for row in rows]


async def count_waiting(tx: Transaction, participant: ParticipantId, *, now: datetime) -> int:
    """How many open ones somebody holds a ticket of, neither spent nor declined."""
    return int(
        await tx.value(
            """SELECT count(*) FROM tickets t JOIN questionnaires q ON q.id = t.questionnaire
               WHERE t.participant = :participant AND t.used = 0 AND t.declined = 0 AND q.recorded = 'published'
                 AND q.opens_at <= :now AND q.closes_at > :now""",
            participant=participant,
            now=_seconds(now),
        )
    )


_SHELVED = """FROM questionnaires q LEFT JOIN tickets t ON t.questionnaire = q.id AND t.participant = :participant
    WHERE q.recorded = 'counted'
       OR (q.recorded = 'published' AND q.opens_at <= :now AND q.closes_at > :now
           AND (t.participant IS NOT NULL
                OR (q.forum IS NULL AND q.consultation IS NULL AND q.body IS NULL
                    AND q.topics = '[]' AND q.places = '[]')))"""


async def shelved(
    tx: Transaction, participant: ParticipantId | None, *, now: datetime, limit: int, offset: int
) -> list[tuple[Questionnaire, Ticket | None]]:
    """What somebody may answer, the one that closes first at the top; then what they answered; then what has results.

    Open ones are those for everybody, and those that they hold a ticket of.
    """
    rows = await tx.all(
        f"""SELECT {COLUMNS}, t.used, t.declined, t.wants_results {_SHELVED}
            ORDER BY CASE WHEN q.recorded = 'counted' THEN 2 ELSE coalesce(t.used, 0) END,
                     CASE WHEN q.recorded = 'counted' THEN -q.closes_at ELSE q.closes_at END, q.id
            LIMIT :limit OFFSET :offset""",
        participant=participant,
        now=_seconds(now),
        limit=limit,
        offset=offset,
    )
    return [(from_row(row), ticket_from(row)) for row in rows]


async def count_shelved(tx: Transaction, participant: ParticipantId | None, *, now: datetime) -> int:
    return int(await tx.value(f"SELECT count(*) {_SHELVED}", participant=participant, now=_seconds(now)))


async def of_forum(tx: Transaction, forum: ForumId) -> list[Questionnaire]:
    """As `about`."""
    return await about(tx, Audience(forum=forum))


async def about(tx: Transaction, audience: Audience) -> list[Questionnaire]:
    """Those about this forum, consultation or body that were not withdrawn, the oldest first."""
    targets = {"forum": audience.forum, "consultation": audience.consultation, "body": audience.body}
    ((column, target),) = [(name, value) for name, value in targets.items() if value is not None]
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM questionnaires q
            WHERE q.{column} = :target AND q.recorded <> 'withdrawn' ORDER BY q.id""",
        target=target,
    )
    return [from_row(row) for row in rows]


async def definition(tx: Transaction, questionnaire: QuestionnaireId, version: int) -> Definition:
    """What a version asks. Raises NotFound(what="questionnaire")."""
    text = await tx.value(
        "SELECT definition FROM questionnaire_versions WHERE questionnaire = :id AND version = :version",
        id=questionnaire,
        version=version,
    )
    if text is None:
        raise NotFound(what="questionnaire")
    return _definition(text)


async def add(tx: Transaction, questionnaire: Questionnaire) -> QuestionnaireId:
    """Record a new one; its own id and revision do not count."""
    values = _values(questionnaire)
    row = await tx.one(
        f"""INSERT INTO questionnaires ({", ".join(values)}) VALUES (:{", :".join(values)}) RETURNING id""", **values
    )
    assert row is not None
    number = QuestionnaireId(row["id"])
    _put_definition(tx, number, questionnaire)
    return number


async def save(tx: Transaction, questionnaire: Questionnaire) -> Questionnaire:
    """Write it as it stands now; returns it with its next revision. Versions once published are never overwritten.

    Raises StaleRevision when the record was changed since this revision was read.
    """
    values = _values(questionnaire)
    changed = await tx.run(
        f"""UPDATE questionnaires SET {", ".join(f"{column} = :{column}" for column in values)},
                revision = revision + 1
            WHERE id = :id AND revision = :revision""",
        **values,
        id=questionnaire.id,
        revision=questionnaire.revision,
    )
    if not changed:
        raise StaleRevision
    _put_definition(tx, questionnaire.id, questionnaire)
    return questionnaire.model_copy(update={"revision": questionnaire.revision + 1})


def _put_definition(tx: Transaction, number: QuestionnaireId, questionnaire: Questionnaire) -> None:
    tx.later(
        """INSERT INTO questionnaire_versions (questionnaire, version, definition)
           VALUES (:questionnaire, :version, :definition) ON CONFLICT DO NOTHING""",
        questionnaire=number,
        version=questionnaire.version,
        definition=questionnaire.definition.model_dump_json(),
    )


async def results(tx: Transaction, questionnaire: QuestionnaireId) -> Results | None:
    """What its answers came to; None before they were counted."""
    text = await tx.value("SELECT results FROM questionnaires WHERE id = :id", id=questionnaire)
    return None if text is None else Results.model_validate_json(text)


async def put_results(tx: Transaction, questionnaire: QuestionnaireId, results: Results) -> None:
    """Keep what was counted. What was kept before stays: a second count could be compared with the first."""
    await tx.run(
        "UPDATE questionnaires SET results = :results WHERE id = :id AND results IS NULL",
        id=questionnaire,
        results=results.model_dump_json(),
    )
