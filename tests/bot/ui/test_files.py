from bot.i18n import translator
from bot.ui.files import named
from storage.files import FileId, StoredFile


def a_file(number: int, name: str, *, photo: bool = False) -> StoredFile:
    return StoredFile(id=FileId(number), name=name, mime="", size=1, telegram_id="A", has_content=False, photo=photo)


def test_photos_have_no_name_and_are_counted_where_there_are_several() -> None:
    plan, one, two = a_file(1, "план.pdf"), a_file(2, "photo.jpg", photo=True), a_file(3, "photo.jpg", photo=True)
    t = translator("bg")
    assert [name for _, name in named(t, [one, plan])] == ["Снимка", "план.pdf"]
    assert [name for _, name in named(t, [one, plan, two])] == ["Снимка 1", "план.pdf", "Снимка 2"]
