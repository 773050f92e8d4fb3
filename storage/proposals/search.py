"""Searching what the public may read, by the stems of its words."""

from collections.abc import Sequence
from itertools import accumulate

import orjson

from bot.domain.ids import ConsultationId
from bot.domain.proposals import Proposal
from bot.domain.words import match_all, match_any
from storage.engine import Transaction
from storage.proposals.record import COLUMNS, from_row

COMPARED = 3_000
"""Texts that are weighed against one: those with its rarest words, which say most and cost least."""
LOOKED_UP = 24
"""Words whose rareness is asked for, the longest: counting the texts of a common word means reading them."""
RAREST = 10
MANY = 2_000
"""Texts that nobody reads in the order of their fitness; the newest first does as well, and costs nothing."""


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
    """Those with all the words (the last may be a beginning): the best first, or the newest where there are many."""
    query = match_all(terms)
    if not query:
        return []
    many = await search_count(tx, terms) >= MANY
    rows = await tx.all(
        f"""SELECT {COLUMNS} FROM proposal_words w JOIN proposals p ON p.id = w.rowid
            WHERE w.proposal_words MATCH :query ORDER BY {"w.rowid DESC" if many else "w.rank"}
            LIMIT :limit OFFSET :offset""",
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
    """The rarest first, as many as COMPARED allows; the rarest of all in any case."""
    rows = await tx.all(
        """SELECT term, doc FROM proposal_vocabulary WHERE term IN (SELECT value FROM json_each(:terms))
           ORDER BY doc, term LIMIT :limit""",
        terms=orjson.dumps(sorted(set(terms), key=len)[-LOOKED_UP:]).decode(),
        limit=RAREST,
    )
    texts = list(accumulate(row["doc"] for row in rows))
    return [row["term"] for row, upto in zip(rows, texts, strict=True) if upto <= COMPARED or upto == row["doc"]]
