"""Drafts: found without looking at the rest, and dropped without a trace."""

from datetime import timedelta

import pytest

from bot.domain.consultations import Consultation, ConsultationKind, DocumentKind
from bot.domain.errors import NotFound
from storage import consultations, files
from storage.engine import Engine
from storage.files import FileId
from tests.storage.consultations import NOON, a_consultation, a_town


def a_draft(title: str = "Чернова") -> Consultation:
    return Consultation(kind=ConsultationKind.ordinance, title=title, summary="Какво се променя в наредбата.")


async def test_drafts_are_listed_newest_first_and_nothing_else_is(database: Engine) -> None:
    async with database.write() as tx:
        await a_town(tx)
        await consultations.add(tx, a_consultation(), quiet=False, now=NOON)
        for number in range(3):
            await consultations.add(tx, a_draft(f"Чернова {number}"), quiet=False, now=NOON)
        titles = [one.title for one in await consultations.drafts(tx, limit=2, offset=0)]
        assert titles == ["Чернова 2", "Чернова 1"]
        assert await consultations.count_drafts(tx) == 3


async def test_drafts_are_found_by_an_index(database: Engine) -> None:
    async with database.read() as tx:
        plan = await tx.all(
            "EXPLAIN QUERY PLAN SELECT count(*) FROM consultations c WHERE c.placed_at IS NULL AND c.recorded = 'draft'"
        )
    assert "USING INDEX consultations_shelf" in plan[0]["detail"]


async def test_a_discarded_draft_leaves_neither_documents_nor_files(database: Engine) -> None:
    async with database.write() as tx:
        number = await consultations.add(tx, a_draft(), quiet=False, now=NOON)
        file = await files.add(tx, name="a.pdf", mime="application/pdf", size=1, telegram_id="x")
        await consultations.add_document(tx, number, kind=DocumentKind.draft, file=file, now=NOON)
        await consultations.discard(tx, number, now=NOON)
        assert await consultations.count_drafts(tx) == 0
        assert await files.forget_expired(tx, NOON) == 1
        with pytest.raises(NotFound):
            await files.get(tx, file)


async def test_what_is_published_is_not_discarded(database: Engine) -> None:
    async with database.write() as tx:
        await a_town(tx)
        number = await consultations.add(tx, a_consultation(), quiet=False, now=NOON)
        with pytest.raises(NotFound):
            await consultations.discard(tx, number, now=NOON)
        assert (await consultations.get(tx, number)).id == number


async def test_a_dropped_document_takes_its_file_along_and_no_other(database: Engine) -> None:
    async with database.write() as tx:
        number = await consultations.add(tx, a_draft(), quiet=False, now=NOON)
        kept: list[FileId] = []
        for name in ("a.pdf", "b.pdf"):
            file = await files.add(
                tx, name=name, mime="application/pdf", size=1, telegram_id=name, expires_at=NOON + timedelta(days=1)
            )
            await consultations.add_document(tx, number, kind=DocumentKind.other, file=file, now=NOON)
            kept.append(file)
        first, second = await consultations.documents(tx, number)
        await consultations.drop_document(tx, first.id, now=NOON)
        assert [one.id for one in await consultations.documents(tx, number, replaced=True)] == [second.id]
        assert await files.forget_expired(tx, NOON + timedelta(days=30)) == 1
        assert (await files.get(tx, kept[1])).name == "b.pdf"
