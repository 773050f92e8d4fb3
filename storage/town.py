"""The town in tables: topics, places, organisations, bodies and the days the Government moved."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import orjson

from bot.domain.calendar import WorkCalendar
from bot.domain.ids import BodyId, OrganisationId, PlaceId, TopicId
from bot.domain.town import Body, BodyKind, BodyStatus, Organisation, Place, PlaceKind, Topic
from storage.engine import Transaction


def _json(value: Mapping[str, Any]) -> str:
    return orjson.dumps(dict(value)).decode()


async def topics(tx: Transaction, *, retired: bool = False) -> list[Topic]:
    """What is offered, in the file's order; with `retired` also what no longer is but people subscribe to."""
    rows = await tx.all(
        "SELECT id, names, retired FROM topics WHERE retired <= :retired ORDER BY position, id",
        retired=int(retired),
    )
    return [
        Topic(id=TopicId(row["id"]), names=orjson.loads(row["names"]), retired=bool(row["retired"])) for row in rows
    ]


async def put_topics(tx: Transaction, topics: Sequence[Topic]) -> None:
    """These are the topics now, in this order. Others are retired, not deleted: people subscribe to them."""
    await tx.run("UPDATE topics SET retired = 1")
    await tx.many(
        """INSERT INTO topics (id, names, position, retired) VALUES (:id, :names, :position, :retired)
           ON CONFLICT (id) DO UPDATE
           SET names = excluded.names, position = excluded.position, retired = excluded.retired""",
        [
            {"id": one.id, "names": _json(one.names), "position": position, "retired": int(one.retired)}
            for position, one in enumerate(topics)
        ],
    )


async def places(tx: Transaction, *, retired: bool = False) -> list[Place]:
    """As `topics`."""
    rows = await tx.all(
        """SELECT id, kind, names, facts, retired FROM places
           WHERE retired <= :retired ORDER BY position, id""",
        retired=int(retired),
    )
    return [
        Place(
            id=PlaceId(row["id"]),
            kind=PlaceKind(row["kind"]),
            names=orjson.loads(row["names"]),
            ekatte=orjson.loads(row["facts"]).get("ekatte"),
            retired=bool(row["retired"]),
        )
        for row in rows
    ]


async def put_places(tx: Transaction, places: Sequence[Place]) -> None:
    """As `put_topics`."""
    await tx.run("UPDATE places SET retired = 1")
    await tx.many(
        """INSERT INTO places (id, kind, names, facts, position, retired)
           VALUES (:id, :kind, :names, :facts, :position, :retired)
           ON CONFLICT (id) DO UPDATE
           SET kind = excluded.kind, names = excluded.names, facts = excluded.facts,
               position = excluded.position, retired = excluded.retired""",
        [
            {
                "id": one.id,
                "kind": one.kind.value,
                "names": _json(one.names),
                "facts": _json({} if one.ekatte is None else {"ekatte": one.ekatte}),
                "position": position,
                "retired": int(one.retired),
            }
            for position, one in enumerate(places)
        ],
    )


async def organisations(tx: Transaction) -> list[Organisation]:
    """Those that decide first."""
    rows = await tx.all("SELECT id, names, may_decide FROM organisations ORDER BY may_decide DESC, id")
    return [
        Organisation(id=OrganisationId(row["id"]), names=orjson.loads(row["names"]), may_decide=bool(row["may_decide"]))
        for row in rows
    ]


async def put_organisations(tx: Transaction, organisations: Sequence[Organisation]) -> None:
    """Add or change these. Others stay: staff belong to them."""
    await tx.many(
        """INSERT INTO organisations (id, names, may_decide) VALUES (:id, :names, :may_decide)
           ON CONFLICT (id) DO UPDATE SET names = excluded.names, may_decide = excluded.may_decide""",
        [{"id": one.id, "names": _json(one.names), "may_decide": int(one.may_decide)} for one in organisations],
    )


async def bodies(tx: Transaction) -> list[Body]:
    rows = await tx.all("SELECT id, kind, names, status, facts FROM bodies ORDER BY id")
    return [
        Body(
            id=BodyId(row["id"]),
            kind=BodyKind(row["kind"]),
            names=orjson.loads(row["names"]),
            status=BodyStatus(row["status"]),
            facts=orjson.loads(row["facts"]),
        )
        for row in rows
    ]


async def put_bodies(tx: Transaction, bodies: Sequence[Body]) -> None:
    """Add or change these. Others stay: what they decided is history."""
    await tx.many(
        """INSERT INTO bodies (id, kind, names, status, facts) VALUES (:id, :kind, :names, :status, :facts)
           ON CONFLICT (id) DO UPDATE
           SET kind = excluded.kind, names = excluded.names, status = excluded.status,
               facts = excluded.facts""",
        [
            {
                "id": one.id,
                "kind": one.kind.value,
                "names": _json(one.names),
                "status": one.status.value,
                "facts": _json(one.facts),
            }
            for one in bodies
        ],
    )


async def calendar(tx: Transaction) -> WorkCalendar:
    """The law's holidays with the town's table of days that were moved once."""
    rows = await tx.all("SELECT day, working FROM calendar_days")
    days = [(date.fromisoformat(row["day"]), bool(row["working"])) for row in rows]
    return WorkCalendar(
        working=frozenset(day for day, working in days if working),
        non_working=frozenset(day for day, working in days if not working),
    )


async def put_calendar(tx: Transaction, calendar: WorkCalendar) -> None:
    """This is the table of moved days now, whole."""
    await tx.run("DELETE FROM calendar_days")
    await tx.many(
        "INSERT INTO calendar_days (day, working) VALUES (:day, :working)",
        [
            {"day": day.isoformat(), "working": int(working)}
            for days, working in ((calendar.working, True), (calendar.non_working, False))
            for day in sorted(days)
        ],
    )


async def facts(tx: Transaction) -> dict[str, Any]:
    """What is known of the town as a whole, by the town file's own names: "registry", "project"."""
    rows = await tx.all("SELECT name, value FROM town_facts ORDER BY name")
    return {row["name"]: orjson.loads(row["value"]) for row in rows}


async def put_fact(tx: Transaction, name: str, value: Any) -> None:
    await tx.run(
        """INSERT INTO town_facts (name, value) VALUES (:name, :value)
           ON CONFLICT (name) DO UPDATE SET value = excluded.value""",
        name=name,
        value=orjson.dumps(value).decode(),
    )
