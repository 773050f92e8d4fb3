from datetime import timedelta

import pytest

from bot.domain.consultations import DocumentKind
from bot.domain.errors import NotFound
from bot.domain.ids import ConsultationId, DocumentId
from storage import consultations, files
from storage.engine import Engine, Transaction
from storage.files import FileId
from tests.storage.consultations import NOON, a_consultation, a_town


async def kept(tx: Transaction) -> ConsultationId:
    await a_town(tx)
    return await consultations.add(tx, a_consultation(), quiet=False, now=NOON)


async def a_file(tx: Transaction, name: str = "проект.pdf") -> FileId:
    return await files.add(
        tx, name=name, mime="application/pdf", size=4, content=b"%PDF", expires_at=NOON + timedelta(hours=1)
    )


async def test_documents_come_in_the_order_they_were_added(database: Engine) -> None:
    async with database.write() as tx:
        number = await kept(tx)
        await consultations.add_document(
            tx, number, kind=DocumentKind.motives, file=await a_file(tx, "мотиви.pdf"), now=NOON
        )
        await consultations.add_document(tx, number, kind=DocumentKind.draft, file=await a_file(tx), now=NOON)
        documents = await consultations.documents(tx, number)
    assert [(one.kind, one.file.name) for one in documents] == [
        (DocumentKind.motives, "мотиви.pdf"),
        (DocumentKind.draft, "проект.pdf"),
    ]
    assert [(one.added_at, one.replaced_at) for one in documents] == [(NOON, None)] * 2


async def test_a_document_s_file_no_longer_expires(database: Engine) -> None:
    async with database.write() as tx:
        number = await kept(tx)
        await consultations.add_document(tx, number, kind=DocumentKind.draft, file=await a_file(tx), now=NOON)
        assert await files.forget_expired(tx, NOON + timedelta(days=99)) == 0
        assert len(await consultations.documents(tx, number)) == 1


async def test_a_new_version_is_a_new_row_and_the_old_one_is_kept(database: Engine) -> None:
    later = NOON + timedelta(days=2)
    async with database.write() as tx:
        number = await kept(tx)
        old = await consultations.add_document(
            tx, number, kind=DocumentKind.draft, file=await a_file(tx, "стар.pdf"), now=NOON
        )
        new = await consultations.replace_document(tx, old, file=await a_file(tx, "нов.pdf"), now=later)
        current = await consultations.documents(tx, number)
        everything = await consultations.documents(tx, number, replaced=True)
    assert [(one.id, one.kind, one.file.name) for one in current] == [(new, DocumentKind.draft, "нов.pdf")]
    assert [(one.id, one.added_at, one.replaced_at) for one in everything] == [
        (old, NOON, later),
        (new, later, None),
    ]


async def test_a_replaced_version_cannot_be_replaced_again(database: Engine) -> None:
    async with database.write() as tx:
        number = await kept(tx)
        old = await consultations.add_document(tx, number, kind=DocumentKind.draft, file=await a_file(tx), now=NOON)
        await consultations.replace_document(tx, old, file=await a_file(tx), now=NOON)
        with pytest.raises(NotFound):
            await consultations.replace_document(tx, old, file=await a_file(tx), now=NOON)
        assert len(await consultations.documents(tx, number, replaced=True)) == 2


async def test_a_document_is_found_by_its_number_and_knows_its_consultation(database: Engine) -> None:
    async with database.write() as tx:
        number = await kept(tx)
        document = await consultations.add_document(
            tx, number, kind=DocumentKind.draft, file=await a_file(tx), now=NOON
        )
        found = await consultations.document(tx, document)
        assert (found.id, found.consultation, found.kind) == (document, number, DocumentKind.draft)
        with pytest.raises(NotFound):
            await consultations.document(tx, DocumentId(99))


async def test_changes_come_oldest_first_with_their_reasons(database: Engine) -> None:
    async with database.write() as tx:
        number = await kept(tx)
        await consultations.add_change(
            tx, number, kind="extended", reason="Много въпроси.", facts={"last_day": "2026-12-16"}, now=NOON
        )
        await consultations.add_change(
            tx, number, kind="corrected", reason="Грешка в заглавието.", now=NOON + timedelta(days=1)
        )
        changes = await consultations.changes(tx, number)
    assert [(one.kind, one.reason, one.facts) for one in changes] == [
        ("extended", "Много въпроси.", {"last_day": "2026-12-16"}),
        ("corrected", "Грешка в заглавието.", {}),
    ]
    assert changes[0].changed_at == NOON
