"""Counts that are on every card and on home read an index alone, however many proposals there are."""

import pytest

from storage.engine import Engine

QUERIES = {
    "proposals_of": "SELECT count(*) FROM proposals WHERE consultation = 1 AND kind = 'statement' AND status <> 'x'",
    "proposals_public_of": "SELECT count(*) FROM proposals p WHERE p.is_public = 1 AND p.consultation = 1",
    "proposals_author": "SELECT count(*) FROM proposals p WHERE p.author = 1",
}


@pytest.mark.parametrize(("index", "query"), QUERIES.items())
async def test_a_count_reads_no_rows(database: Engine, index: str, query: str) -> None:
    async with database.read() as tx:
        plan = " ".join(row["detail"] for row in await tx.all(f"EXPLAIN QUERY PLAN {query}"))
    assert f"COVERING INDEX {index}" in plan
