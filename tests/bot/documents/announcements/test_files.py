"""The report of an announcement as files: whole, the same every time, and with nobody's name."""

import io
import zipfile

import pytest
from PIL import Image

from bot.documents import announcements as documents
from bot.documents.__main__ import kind_of
from bot.domain.announced import Announced
from bot.domain.deliveries import Tally
from bot.i18n import LANGUAGES, translator
from tests.bot.ui.cards import HOSTILE
from tests.deciding import announced

RECALLED = announced(
    tally=Tally(deleted=700, replaced=100, kept=3),
    by_language={"bg": Tally(deleted=700), "en": Tally(replaced=100, kept=3)},
    emergency=False,
)
FORGOTTEN = announced(by_language={}, hours=(), title=HOSTILE * 5, finished_at=None, posts=0, revision=1)


@pytest.mark.parametrize("about", [announced(), RECALLED, FORGOTTEN], ids=["sent", "recalled", "forgotten"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_is_one_that_telegram_takes(about: Announced, language: str) -> None:
    made = documents.make(about, "picture", translator(language))
    wide, high = Image.open(io.BytesIO(made)).size
    assert wide + high <= 10_000
    assert high <= 20 * wide
    assert made == documents.make(about, "picture", translator(language))


@pytest.mark.parametrize("about", [announced(), RECALLED, FORGOTTEN], ids=["sent", "recalled", "forgotten"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_book_has_the_numbers_in_all_by_language_and_by_hour(about: Announced, language: str) -> None:
    with zipfile.ZipFile(io.BytesIO(documents.make(about, "xlsx", translator(language)))) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        numbers = book.read("xl/worksheets/sheet1.xml").decode()
        formulas = [name for name in sheets if b"<f>" in book.read(name)]
    assert len(sheets) == 3
    assert f"<v>{about.tally.total}</v>" in numbers
    assert formulas == []


def test_files_are_named_by_number_and_language() -> None:
    assert documents.name(12, "picture", "tr") == "announcement-12-tr.png"
    assert documents.name(12, "xlsx", "bg") == "announcement-12-bg.xlsx"
    assert kind_of(announced()) == "announcement"
