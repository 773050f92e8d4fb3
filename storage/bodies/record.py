"""Bodies one by one and in a list, what staff wrote of them, and who follows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from bot.domain.bodies import Charter
from bot.domain.errors import NotFound
from bot.domain.ids import BodyId, ParticipantId
from bot.domain.town import Body, BodyKind, BodyStatus
from storage.engine import Row, Transaction


@dataclass(frozen=True, slots=True)
class Record:
    """A body with what it rests on. `own` is what staff wrote in chat."""

    body: Body
    own: Mapping[str, Any]

    @property
    def charter(self) -> Charter:
        return Charter.of(self.body.facts, self.own)


STATUS = "status"
"""What staff wrote of it in `own` wins over the town file, as with everything else."""

_COLUMNS = "id, kind, names, status, facts, own"


def _record(row: Row) -> Record:
    own = orjson.loads(row["own"])
    body = Body(
        id=BodyId(row["id"]),
        kind=BodyKind(row["kind"]),
        names=orjson.loads(row["names"]),
        status=BodyStatus(own.get(STATUS, row["status"])),
        facts=orjson.loads(row["facts"]),
    )
    return Record(body, own)


async def get(tx: Transaction, body: BodyId) -> Record:
    """Raises NotFound(what="body")."""
    row = await tx.one(f"SELECT {_COLUMNS} FROM bodies WHERE id = :id", id=body)
    if row is None:
        raise NotFound(what="body")
    return _record(row)


async def by_ids(tx: Transaction, bodies: Sequence[BodyId]) -> dict[BodyId, Body]:
    """Those of the given that are known."""
    rows = await tx.all(
        f"SELECT {_COLUMNS} FROM bodies WHERE id IN (SELECT value FROM json_each(:ids))",
        ids=orjson.dumps([*bodies]).decode(),
    )
    return {found.body.id: found.body for found in map(_record, rows)}


async def count(tx: Transaction) -> int:
    return int(await tx.value("SELECT count(*) FROM bodies"))


async def page(tx: Transaction, *, limit: int, offset: int) -> list[Body]:
    """What is at work first, what was dissolved last."""
    rows = await tx.all(
        f"""SELECT {_COLUMNS} FROM bodies
            ORDER BY CASE coalesce(json_extract(own, '$.status'), status)
                     WHEN 'active' THEN 0 WHEN 'proposed' THEN 1 ELSE 2 END, id
            LIMIT :limit OFFSET :offset""",
        limit=limit,
        offset=offset,
    )
    return [_record(row).body for row in rows]


async def add(tx: Transaction, *, kind: BodyKind, name: str, own: Mapping[str, Any]) -> BodyId:
    """A body made in chat. Its id is one that no town file has yet."""
    taken = {row["id"] for row in await tx.all("SELECT id FROM bodies WHERE id LIKE 'council-%'")}
    number = next(one for one in range(1, len(taken) + 2) if f"council-{one}" not in taken)
    await tx.run(
        """INSERT INTO bodies (id, kind, names, status, facts, own)
           VALUES (:id, :kind, :names, :status, '{}', :own)""",
        id=f"council-{number}",
        kind=kind.value,
        names=orjson.dumps({"bg": name}).decode(),
        status=BodyStatus.active.value,
        own=orjson.dumps(dict(own)).decode(),
    )
    return BodyId(f"council-{number}")


async def put_own(tx: Transaction, body: BodyId, own: Mapping[str, Any]) -> None:
    await tx.run("UPDATE bodies SET own = :own WHERE id = :id", id=body, own=orjson.dumps(dict(own)).decode())


# -- following ---------------------------------------------------------------------------------------------------------


async def follow(tx: Transaction, participant: ParticipantId, body: BodyId, *, now: datetime) -> None:
    await tx.run(
        """INSERT INTO body_follows (participant, body, followed_at) VALUES (:participant, :body, :now)
           ON CONFLICT (participant, body) DO NOTHING""",
        participant=participant,
        body=body,
        now=int(now.timestamp()),
    )


async def unfollow(tx: Transaction, participant: ParticipantId, body: BodyId) -> None:
    await tx.run(
        "DELETE FROM body_follows WHERE participant = :participant AND body = :body",
        participant=participant,
        body=body,
    )


async def follows(tx: Transaction, participant: ParticipantId, body: BodyId) -> bool:
    found = await tx.value(
        "SELECT 1 FROM body_follows WHERE participant = :participant AND body = :body",
        participant=participant,
        body=body,
    )
    return found is not None


async def count_followers(tx: Transaction, body: BodyId) -> int:
    return int(await tx.value("SELECT count(*) FROM body_follows WHERE body = :body", body=body))
