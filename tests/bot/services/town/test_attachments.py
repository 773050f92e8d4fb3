from pathlib import Path
from typing import Any

import pytest

from bot.domain.consultations import DocumentKind
from bot.services.town import attachments
from storage import consultations, files
from storage.engine import Engine
from tests.bot.services.town import CLOSED, refused, take, text

PDF = b"%PDF-1.7 example"


def with_file(*names: str, **more: Any) -> str:
    return text(CLOSED | {"documents": [{"kind": "draft", "file": name, **more} for name in names]})


async def test_a_document_beside_the_file_is_kept_with_its_content(database: Engine, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "draft.pdf").write_bytes(PDF)
    await take(database, tmp_path, with_file("papers/draft.pdf", name="Проект на програма"))
    async with database.read() as tx:
        found = await consultations.by_slug(tx, "dogs")
        assert found is not None
        (document,) = await consultations.documents(tx, found.id)
        assert (document.kind, document.file.name) == (DocumentKind.draft, "Проект на програма.pdf")
        assert (document.file.mime, document.file.size) == ("application/pdf", len(PDF))
        assert await files.content(tx, document.file.id) == PDF


async def test_without_a_name_the_file_s_own_is_used(database: Engine, tmp_path: Path) -> None:
    (tmp_path / "Проект.PDF").write_bytes(PDF)
    await take(database, tmp_path, with_file("Проект.PDF"))
    async with database.read() as tx:
        found = await consultations.by_slug(tx, "dogs")
        assert found is not None
        (document,) = await consultations.documents(tx, found.id)
    assert document.file.name == "Проект.PDF"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("../draft.pdf", "path_outside"),
        ("papers/../../draft.pdf", "path_outside"),
        ("/etc/draft.pdf", "path_outside"),
        ("link.pdf", "path_outside"),
        ("folder.pdf", "path_missing"),
        ("none.pdf", "path_missing"),
        ("draft.exe", "path_type"),
        ("draft", "path_type"),
        ("picture.pdf", "path_content"),
        ("empty.pdf", "path_empty"),
        ("big.pdf", "path_too_big"),
    ],
)
async def test_what_cannot_be_attached_is_told_at_its_place(
    database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, code: str
) -> None:
    folder = tmp_path / "town"
    (folder / "folder.pdf").mkdir(parents=True)
    (tmp_path / "draft.pdf").write_bytes(PDF)
    (folder / "link.pdf").symlink_to(tmp_path / "draft.pdf")
    (folder / "picture.pdf").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "big.pdf").write_bytes(PDF + b"x" * 1024 * 1024)
    monkeypatch.setattr(attachments, "MEGABYTES_AT_MOST", 1)
    assert await refused(database, folder, with_file(given)) == [f"consultations[0].documents[0].file: {code}"]


async def test_two_documents_people_could_not_tell_apart_are_refused(database: Engine, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(PDF)
    assert await refused(database, tmp_path, with_file("a.pdf", "b.pdf", name="Проект")) == [
        "consultations[0].documents[1]: listed_twice"
    ]


async def test_a_way_round_inside_the_folder_is_fine(database: Engine, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "draft.pdf").write_bytes(PDF)
    report = await take(database, tmp_path, with_file("a/../draft.pdf"))
    assert report.sections["consultations"].added == 1
