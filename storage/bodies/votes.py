"""Votes among members: while one runs, ballots; afterwards its counts alone."""

from collections.abc import Sequence
from datetime import UTC, datetime

import orjson

from bot.domain.body_votes import Vote
from bot.domain.errors import NotFound
from bot.domain.ids import BodyId, ParticipantId
from storage.engine import Row, Transaction

_COLUMNS = "id, body, question, options, opened_at, closes_at, closed_at, counts, eligible, is_public"


def _vote(row: Row) -> Vote:
    return Vote(
        **{
            **row,
            "options": tuple(orjson.loads(row["options"])),
            "counts": tuple(orjson.loads(row["counts"])),
            "opened_at": datetime.fromtimestamp(row["opened_at"], UTC),
            "closes_at": datetime.fromtimestamp(row["closes_at"], UTC),
            "closed_at": None if row["closed_at"] is None else datetime.fromtimestamp(row["closed_at"], UTC),
            "is_public": bool(row["is_public"]),
        }
    )


async def add(
    tx: Transaction, body: BodyId, *, question: str, options: Sequence[str], now: datetime, closes_at: datetime
) -> int:
    number = await tx.value(
        """INSERT INTO body_votes (body, question, options, opened_at, closes_at)
           VALUES (:body, :question, :options, :now, :closes_at) RETURNING id""",
        body=body,
        question=question,
        options=orjson.dumps([*options]).decode(),
        now=int(now.timestamp()),
        closes_at=int(closes_at.timestamp()),
    )
    return int(number)


async def get(tx: Transaction, vote: int) -> Vote:
    """Raises NotFound(what="vote")."""
    row = await tx.one(f"SELECT {_COLUMNS} FROM body_votes WHERE id = :id", id=vote)
    if row is None:
        raise NotFound(what="vote")
    return _vote(row)


async def by_ids(tx: Transaction, votes: Sequence[int]) -> dict[int, Vote]:
    rows = await tx.all(
        f"SELECT {_COLUMNS} FROM body_votes WHERE id IN (SELECT value FROM json_each(:ids))",
        ids=orjson.dumps([*votes]).decode(),
    )
    return {one.id: one for one in map(_vote, rows)}


_SHELF = "body = :body AND (:everything OR (is_public = 1 AND closed_at IS NOT NULL))"


async def count(tx: Transaction, body: BodyId, *, everything: bool) -> int:
    """With `everything` also those that are not for the public."""
    found = await tx.value(f"SELECT count(*) FROM body_votes WHERE {_SHELF}", body=body, everything=int(everything))
    return int(found)


async def page(tx: Transaction, body: BodyId, *, everything: bool, limit: int, offset: int) -> list[Vote]:
    """The latest first."""
    rows = await tx.all(
        f"SELECT {_COLUMNS} FROM body_votes WHERE {_SHELF} ORDER BY id DESC LIMIT :limit OFFSET :offset",
        body=body,
        everything=int(everything),
        limit=limit,
        offset=offset,
    )
    return [_vote(row) for row in rows]


async def cast(tx: Transaction, vote: int, participant: ParticipantId, choice: int, *, now: datetime) -> None:
    """One ballot each; the last one counts."""
    await tx.run(
        """INSERT INTO body_ballots (vote, participant, choice, cast_at) VALUES (:vote, :participant, :choice, :now)
           ON CONFLICT (vote, participant) DO UPDATE SET choice = excluded.choice, cast_at = excluded.cast_at""",
        vote=vote,
        participant=participant,
        choice=choice,
        now=int(now.timestamp()),
    )


async def ballot_of(tx: Transaction, vote: int, participant: ParticipantId) -> int | None:
    found = await tx.value(
        "SELECT choice FROM body_ballots WHERE vote = :vote AND participant = :participant",
        vote=vote,
        participant=participant,
    )
    return None if found is None else int(found)


async def tally(tx: Transaction, vote: Vote) -> list[int]:
    """How many ballots each option has, in the order of the options."""
    rows = await tx.all(
        "SELECT choice, count(*) AS n FROM body_ballots WHERE vote = :vote GROUP BY choice", vote=vote.id
    )
    found = {row["choice"]: row["n"] for row in rows}
    return [found.get(option, 0) for option in range(len(vote.options))]


async def eligible(tx: Transaction, body: BodyId) -> int:
    """Members who are here."""
    return int(
        await tx.value(
            """SELECT count(*) FROM body_members
               WHERE body = :body AND participant IS NOT NULL AND ended_at IS NULL""",
            body=body,
        )
    )


async def save_result(tx: Transaction, vote: Vote) -> None:
    """The counts are recorded, and who chose what is let go of."""
    assert vote.closed_at is not None
    await tx.run(
        "UPDATE body_votes SET closed_at = :closed_at, counts = :counts, eligible = :eligible WHERE id = :id",
        id=vote.id,
        closed_at=int(vote.closed_at.timestamp()),
        counts=orjson.dumps(list(vote.counts)).decode(),
        eligible=vote.eligible,
    )
    await tx.run("DELETE FROM body_ballots WHERE vote = :id", id=vote.id)


async def set_public(tx: Transaction, vote: int, *, on: bool) -> None:
    await tx.run("UPDATE body_votes SET is_public = :on WHERE id = :id", id=vote, on=int(on))


async def due(tx: Transaction, *, now: datetime, limit: int) -> list[Vote]:
    """Those whose time is over and whose result is not recorded."""
    rows = await tx.all(
        f"""SELECT {_COLUMNS} FROM body_votes
            WHERE closed_at IS NULL AND closes_at <= :now ORDER BY closes_at LIMIT :limit""",
        now=int(now.timestamp()),
        limit=limit,
    )
    return [_vote(row) for row in rows]
