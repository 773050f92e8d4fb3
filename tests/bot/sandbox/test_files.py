import pytest

from bot.sandbox.files import FileStore, check_photo, image_size
from bot.sandbox.refusals import Refused
from tests.bot.sandbox.conftest import PNG

GIF = b"GIF89a\x10\x00\x08\x00" + b"\0" * 8
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x20\x00\x40\x01\x00\x00\x00\x00\xff\xd9"
WEBP = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x0f\0\0\x07\0\0"


@pytest.mark.parametrize(
    ("content", "size"),
    [(PNG, (2, 3)), (GIF, (16, 8)), (JPEG, (64, 32)), (WEBP, (16, 8)), (b"%PDF", None), (b"", None)],
)
def test_the_size_of_a_picture_is_read(content: bytes, size: tuple[int, int] | None) -> None:
    assert image_size(content) == size


def test_every_file_has_identifiers_of_its_own_and_a_harmless_path() -> None:
    store = FileStore()
    first = store.add("document", "../../отчет за 2026.pdf", "application/pdf", b"1")
    second = store.add("document", "../../отчет за 2026.pdf", "application/pdf", b"1")
    assert first.name == "отчет за 2026.pdf"
    assert first.file_id != second.file_id
    assert first.unique_id != second.unique_id
    assert ".." not in first.path.removesuffix(".pdf")
    assert store.by_path(first.path) is store.by_id(first.file_id) is store.by_unique_id(first.unique_id) is first


def png(width: int, height: int) -> bytes:
    return PNG[:16] + width.to_bytes(4) + height.to_bytes(4) + PNG[24:]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"words", "IMAGE_PROCESS_FAILED"),
        (png(6000, 4001), "PHOTO_INVALID_DIMENSIONS"),
        (png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (PNG + b"\0" * 1000, 'file "a.png" of size 1041 bytes is too big for a photo'),
    ],
)
def test_what_telegram_would_not_show_as_a_photo_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        check_photo("a.png", content, 1000)
