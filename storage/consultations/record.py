"""The record of a consultation: one row, with its topics and places."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import orjson

from bot.domain.consultations import Consultation, ConsultationKind, ConsultationStatus, Decision
from bot.domain.errors import DomainError, NotFound
from bot.domain.ids import ConsultationId, PlaceId, TopicId
from bot.domain.participation import Hearing, Participation
from storage.engine import Row, Transaction


class StaleVersion(DomainError):
    """Somebody changed the consultation after it was read; nothing was written."""

    def __init__(self) -> None:
        super().__init__()


COLUMNS = """c.id, c.slug, c.kind, c.title, c.summary, c.translations, c.url, c.published_on, c.term_days,
    c.last_day, c.earliest_adoption, c.opens_at, c.closes_at, c.short_term_reason, c.recorded, c.decision,
    c.cancelled_reason, c.version,
    json_extract(c.facts, '$.participation') AS participation, json_extract(c.facts, '$.hearing') AS hearing,
    (SELECT json_group_array(topic ORDER BY position) FROM consultation_topics
     WHERE consultation = c.id) AS topics,
    (SELECT json_group_array(place ORDER BY position) FROM consultation_places
     WHERE consultation = c.id) AS places"""


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def from_row(row: Row) -> Consultation:
    decision = row["decision"]
    return Consultation(
        id=ConsultationId(row["id"]),
        slug=row["slug"],
        kind=ConsultationKind(row["kind"]),
        title=row["title"],
        summary=row["summary"],
        translations=orjson.loads(row["translations"]),
        url=row["url"],
        published_on=_day(row["published_on"]),
        term_days=row["term_days"],
        last_day=_day(row["last_day"]),
        earliest_adoption=_day(row["earliest_adoption"]),
        opens_at=_moment(row["opens_at"]),
        closes_at=_moment(row["closes_at"]),
        short_term_reason=row["short_term_reason"],
        topics=tuple(TopicId(topic) for topic in orjson.loads(row["topics"])),
        places=tuple(PlaceId(place) for place in orjson.loads(row["places"])),
        participation=tuple(Participation(form) for form in orjson.loads(row["participation"] or "[]")),
        hearing=_hearing(row["hearing"]),
        recorded=ConsultationStatus(row["recorded"]),
        decision=None if decision is None else Decision.model_validate_json(decision),
        cancelled_reason=row["cancelled_reason"],
        version=row["version"],
    )


def _values(consultation: Consultation) -> dict[str, Any]:
    decision = consultation.decision
    return {
        "slug": consultation.slug,
        "kind": consultation.kind.value,
        "title": consultation.title,
        "summary": consultation.summary,
        "translations": orjson.dumps(consultation.translations).decode(),
        "url": consultation.url,
        "published_on": consultation.published_on and consultation.published_on.isoformat(),
        "term_days": consultation.term_days,
        "last_day": consultation.last_day and consultation.last_day.isoformat(),
        "earliest_adoption": consultation.earliest_adoption and consultation.earliest_adoption.isoformat(),
        "opens_at": _seconds(consultation.opens_at),
        "closes_at": _seconds(consultation.closes_at),
        "short_term_reason": consultation.short_term_reason,
        "recorded": consultation.recorded.value,
        "decision": None if decision is None else decision.model_dump_json(),
        "cancelled_reason": consultation.cancelled_reason,
    }


def _hearing(text: str | None) -> Hearing | None:
    if text is None:
        return None
    told = orjson.loads(text)
    return Hearing(starts_at=datetime.fromisoformat(told["starts_at"]), place=told["place_bg"])


def _taking_part(consultation: Consultation) -> dict[str, Any]:
    """Its part of the facts, by the town file's own names, so that what was typed and imported is one."""
    hearing = consultation.hearing
    return {
        "participation": [form.value for form in consultation.participation] or None,
        "hearing": hearing and {"starts_at": hearing.starts_at.isoformat(), "place_bg": hearing.place},
    }


def _placed_at(consultation: Consultation) -> int | None:
    """Where its dates place it on the shelves: at its closing, or else on the day of the decision."""
    if consultation.closes_at is not None:
        return _seconds(consultation.closes_at)
    if consultation.decision is not None:
        return _seconds(datetime.combine(consultation.decision.decided_on, time.min, UTC))
    return None


def _was_public(consultation: Consultation) -> bool:
    """A cancelled draft was not; a cancelled consultation can still be found."""
    if consultation.recorded is ConsultationStatus.cancelled:
        return consultation.opens_at is not None
    return consultation.recorded is not ConsultationStatus.draft


async def get(tx: Transaction, consultation: ConsultationId) -> Consultation:
    """Raises NotFound(what="consultation")."""
    row = await tx.one(f"SELECT {COLUMNS} FROM consultations c WHERE c.id = :id", id=consultation)
    if row is None:
        raise NotFound(what="consultation")
    return from_row(row)


async def by_ids(tx: Transaction, ids: Collection[ConsultationId]) -> dict[ConsultationId, Consultation]:
    """Those of the given that are kept."""
    rows = await tx.all(
        f"SELECT {COLUMNS} FROM consultations c WHERE c.id IN (SELECT value FROM json_each(:ids))",
        ids=orjson.dumps(list(ids)).decode(),
    )
    return {row["id"]: from_row(row) for row in rows}


async def by_slug(tx: Transaction, slug: str) -> Consultation | None:
    """The consultation a town file calls so."""
    row = await tx.one(f"SELECT {COLUMNS} FROM consultations c WHERE c.slug = :slug", slug=slug)
    return None if row is None else from_row(row)


async def add(
    tx: Transaction,
    consultation: Consultation,
    *,
    quiet: bool,
    now: datetime,
    about: datetime | None = None,
    facts: Mapping[str, Any] | None = None,
    imported: Mapping[str, Any] | None = None,
) -> ConsultationId:
    """Record a new one; its own id and version do not count. `quiet`: nobody is told that it was published.

    `about` is when a consultation without dates took place, as far as is known (default `now`). `facts` and
    `imported` are JSON: see `facts` and `entry`.
    """
    values = _values(consultation)
    own = {name: fact for name, fact in _taking_part(consultation).items() if fact is not None}
    placed_at = (_placed_at(consultation) or _seconds(about or now)) if _was_public(consultation) else None
    row = await tx.one(
        f"""INSERT INTO consultations ({", ".join(values)}, facts, imported, quiet, placed_at, created_at)
            VALUES (:{", :".join(values)}, :facts, :imported, :quiet, :placed_at, :now) RETURNING id""",
        **values,
        facts=orjson.dumps(own | dict(facts or {})).decode(),
        imported=None if imported is None else orjson.dumps(dict(imported)).decode(),
        quiet=int(quiet),
        placed_at=placed_at,
        now=_seconds(now),
    )
    assert row is not None
    number = ConsultationId(row["id"])
    _put_scope(tx, number, consultation, placed_at)
    return number


async def save(tx: Transaction, consultation: Consultation) -> Consultation:
    """Write it as it stands now; returns it with its next version.

    Raises StaleVersion when the record was changed since this version was read.
    """
    values = _values(consultation)
    row = await tx.one(
        f"""UPDATE consultations SET {", ".join(f"{column} = :{column}" for column in values)},
                placed_at = coalesce(:placed_at, placed_at), facts = json_patch(facts, :taking_part),
                version = version + 1
            WHERE id = :id AND version = :version RETURNING placed_at""",
        **values,
        placed_at=_placed_at(consultation) if _was_public(consultation) else None,
        taking_part=orjson.dumps(_taking_part(consultation)).decode(),
        id=consultation.id,
        version=consultation.version,
    )
    if row is None:
        raise StaleVersion
    _put_scope(tx, consultation.id, consultation, row["placed_at"])
    return consultation.model_copy(update={"version": consultation.version + 1})


def _put_scope(tx: Transaction, number: ConsultationId, consultation: Consultation, placed_at: int | None) -> None:
    tx.later("DELETE FROM consultation_topics WHERE consultation = :consultation", consultation=number)
    for position, topic in enumerate(consultation.topics):
        tx.later(
            """INSERT INTO consultation_topics (consultation, topic, position, placed_at)
               VALUES (:consultation, :topic, :position, :placed_at)""",
            consultation=number,
            topic=topic,
            position=position,
            placed_at=placed_at,
        )
    tx.later("DELETE FROM consultation_places WHERE consultation = :consultation", consultation=number)
    for position, place in enumerate(consultation.places):
        tx.later(
            """INSERT INTO consultation_places (consultation, place, position)
               VALUES (:consultation, :place, :position)""",
            consultation=number,
            place=place,
            position=position,
        )


async def facts(tx: Transaction, consultation: ConsultationId) -> dict[str, Any]:
    """What its source says beyond the record, by the town file's own names."""
    return dict(orjson.loads(await tx.value("SELECT facts FROM consultations WHERE id = :id", id=consultation)))


async def put_facts(tx: Transaction, consultation: ConsultationId, facts: Mapping[str, Any]) -> None:
    await tx.run(
        "UPDATE consultations SET facts = :facts WHERE id = :id",
        id=consultation,
        facts=orjson.dumps(dict(facts)).decode(),
    )


async def entry(tx: Transaction, consultation: ConsultationId) -> dict[str, Any] | None:
    """The entry as last read from a town file; None for what was made in chat."""
    text = await tx.value("SELECT imported FROM consultations WHERE id = :id", id=consultation)
    return None if text is None else dict(orjson.loads(text))


async def put_entry(tx: Transaction, consultation: ConsultationId, entry: Mapping[str, Any]) -> None:
    await tx.run(
        "UPDATE consultations SET imported = :imported WHERE id = :id",
        id=consultation,
        imported=orjson.dumps(dict(entry)).decode(),
    )
