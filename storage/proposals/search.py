"""Searching what the public may read, by the stems of its words."""

from collections.abc import Sequence

import orjson

from bot.domain.ids import ConsultationId
from bot.domain.proposals import Proposal
from bot.domain.words import match_all, match_any
from storage.engine import Transaction
from storage.proposals.record import COLUMNS, from_row

RAREST = 10
"""Words that are compared: the rarest say most, and the commonest cost most."""
AT_LEAST_IN_COMMON = 2
"""A single word in common is no likeness."""


async def similar(
    tx: Transaction, terms: Sequence[str], *, consultation: ConsultationId | None, limit: int
) -> list[Proposal]:
    """The likest, likest first; of one consultation, or of all and of none."""
    rarest = await _rarest(tx, terms)
    if not rarest:
        return []
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM proposal_words w JOIN proposals p ON p.id = w.rowid
            WHERE w.proposal_words MATCH :query AND (:consultation IS NULL OR p.consultation = :consultation)
            ORDER BY w.rank LIMIT :limit""",
        query=match_any(rarest),
        consultation=consultation,
        limit=limit,
    )
    return [from_row(row) for row in rows]


async def search(tx: Transaction, terms: Sequence[str], *, limit: int, offset: int) -> list[Proposal]:
    """Those with all the words (the last may be a beginning), best first."""
    query = match_all(terms)
    if not query:
        return []
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM proposal_words w JOIN proposals p ON p.id = w.rowid
            WHERE w.proposal_words MATCH :query ORDER BY w.rank LIMIT :limit OFFSET :offset""",
        query=query,
        limit=limit,
        offset=offset,
    )
    return [from_row(row) for row in rows]


async def search_count(tx: Transaction, terms: Sequence[str]) -> int:
    query = match_all(terms)
    if not query:
        return 0
    return int(await tx.value("SELECT count(*) FROM proposal_words WHERE proposal_words MATCH :query", query=query))


async def _rarest(tx: Transaction, terms: Sequence[str]) -> list[str]:
    rows = await tx.all(
        """SELECT term FROM proposal_vocabulary WHERE term IN (SELECT value FROM json_each(:terms))
           ORDER BY doc LIMIT :limit""",
        terms=orjson.dumps(sorted(set(terms))).decode(),
        limit=RAREST,
    )
    return [row["term"] for row in rows]
