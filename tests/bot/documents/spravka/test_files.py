"""Files of a spravka: the same bytes for the same table, no formula in any, and readable as they say."""

import io
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from PIL import Image

from bot.documents import register
from bot.documents import spravka as documents
from bot.documents.spravka.table import COLUMNS
from bot.domain.dispositions import Answer, Disposition
from bot.domain.proposals import AuthorType, Channel, Hidden, HiddenCode, ProposalStatus, Stance
from bot.domain.spravka import Spravka
from bot.i18n import LANGUAGES, translator
from tests.opening import comma_separated, excel, opened, pdf, word
from tests.reporting import CLOSED_AT, NO, YES, a_spravka, a_statement

DOCS = Path(__file__).parents[4] / "docs" / "spravka.md"
OPENED = ("docx", "pdf", "xlsx", "csv", "json")
INJECTIONS = (
    '=HYPERLINK("https://example.org";"натисни")',
    "+359888123456",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(A1)",
)
LONG = "Много дълго становище, което не се побира на една страница. " * 58


def full(**header: object) -> Spravka:
    """One of every kind of row."""
    return a_spravka(
        a_statement(1, name="Мария Иванова", name_public=True, draft_answer=YES, stance=Stance.support),
        a_statement(2, draft_answer=NO, provision="чл. 12, ал. 2", stance=Stance.oppose),
        a_statement(3, merged_into=2, stance=Stance.change),
        a_statement(
            4,
            status=ProposalStatus.hidden,
            hidden=Hidden(code=HiddenCode.insult, sentence="Текстът обижда служители."),
            draft_answer=Answer(disposition=Disposition.out_of_scope, reason="Не е за този проект."),
        ),
        a_statement(5, channel=Channel.paper, author_type=AuthorType.ngo, draft_answer=NO, dated=False, text=LONG),
        **{"published": True, "spravka_on": CLOSED_AT.date(), **header},
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format", documents.KINDS)
def test_the_same_spravka_is_the_same_file(format: str, language: str) -> None:
    t = translator(language)
    assert documents.make(full(), format, t) == documents.make(full(), format, t)


@pytest.mark.parametrize("format", ["docx", "xlsx", "pdf", "json"])
def test_another_day_is_told_by_the_file(format: str) -> None:
    t = translator("bg")
    later = full(made_at=CLOSED_AT + timedelta(days=1), spravka_on=CLOSED_AT.date() + timedelta(days=1))
    assert documents.make(full(), format, t) != documents.make(later, format, t)


@pytest.mark.parametrize("text", INJECTIONS)
def test_nothing_that_people_write_is_a_formula_in_any_spreadsheet(text: str) -> None:
    t = translator("bg")
    reason = f"{text} и още думи"
    statement = a_statement(
        text=text,
        name=text,
        name_public=True,
        provision=text,
        draft_answer=Answer(disposition=Disposition.partly, reason=reason, unit=text),
    )
    found = a_spravka(statement, titles={"bg": text})
    book = excel(documents.make(found, "xlsx", t))
    assert [sheet["formulas"] for sheet in book.values()] == [[], []]
    assert [sheet["links"] for sheet in book.values()] == [[], []]
    cells = [str(cell) for sheet in book.values() for row in sheet["rows"] for cell in row if cell]
    cells += [cell for row in comma_separated(documents.make(found, "csv", t)) for cell in row if cell]
    assert not [cell for cell in cells if cell[0] in "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"]
    assert sum(text in cell for cell in cells) >= 8


@pytest.mark.parametrize("format", OPENED)
def test_a_hidden_text_and_a_name_that_was_not_given_are_nowhere(format: str) -> None:
    secret = a_statement(
        status=ProposalStatus.hidden,
        hidden=Hidden(code=HiddenCode.personal_data, sentence="Съдържа чужд телефон."),
        text="Тайният текст",
        name="Тайно Име",
        name_public=True,
        draft_answer=NO,
    )
    unnamed = a_statement(2, name="Тайно Име", draft_answer=NO, contact="Таен адрес")
    content = str(opened(format, documents.make(a_spravka(secret, unnamed), format, translator("bg"))))
    assert "Тайн" not in content
    assert "Таен" not in content
    assert "Съдържа чужд телефон." in content


def test_a_word_file_is_a_table_that_lies_on_its_side_with_its_heading_on_every_page() -> None:
    found = word(documents.make(full(), "docx", translator("bg")))
    assert found["landscape"]
    facts, rows = found["tables"]
    assert [pair[0] for pair in facts][:3] == ["Орган", "Проектът на сайта", "Публикуван на сайта"]
    assert len(rows) == 6
    assert found["repeated"][1] == [True, *[False] * 5]
    assert found["paragraphs"][-1].startswith("Утвърдил")
    assert found["made"].startswith("2026-12-03T08:00:00")


def test_a_nil_one_says_so_in_every_file() -> None:
    t = translator("bg")
    nil = t.plain("spravka.nil")
    made = {format: opened(format, documents.make(a_spravka(), format, t)) for format in OPENED}
    assert nil in made["docx"]["paragraphs"]
    assert nil in made["pdf"]["pages"][0]
    assert made["xlsx"]["Справка"]["rows"][1][0] == nil
    assert made["csv"] == [[t.plain(key) for key in COLUMNS]]
    assert (made["json"]["rows"], made["json"]["counts"]["all"]) == ([], 0)


@pytest.mark.parametrize("language", ["en", "tr"])
def test_a_translation_says_that_it_is_help(language: str) -> None:
    t = translator(language)
    assert t.plain("spravka.is_help") in word(documents.make(full(), "docx", t))["paragraphs"]
    assert t.plain("spravka.is_help") in pdf(documents.make(full(), "pdf", t))["pages"][0]


def test_what_is_not_published_says_that_it_is_a_draft() -> None:
    t = translator("bg")
    assert t.plain("spravka.is_draft") in word(documents.make(a_spravka(a_statement()), "docx", t))["paragraphs"]
    assert t.plain("spravka.is_draft") not in word(documents.make(full(), "docx", t))["paragraphs"]


def test_a_text_longer_than_a_page_goes_on_under_its_number() -> None:
    pages = pdf(documents.make(full(), "pdf", translator("bg")))["pages"]
    assert len(pages) > 1
    assert "S-26-00005" in pages[-1]
    whole = " ".join(pages)
    assert whole.count("страница") == 58


def test_a_word_without_end_breaks_no_page() -> None:
    endless = a_statement(text="я" * 3500, draft_answer=NO)
    pages = pdf(documents.make(a_spravka(endless), "pdf", translator("bg")))["pages"]
    assert sum(page.count("я") for page in pages) >= 3500


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("spravka", [full(), a_spravka(), full(titles={"bg": "Наредба $x^2$ " * 60})])
def test_a_chart_is_a_square_picture_with_something_in_it(spravka: Spravka, language: str) -> None:
    picture = Image.open(io.BytesIO(documents.make(spravka, "chart", translator(language))))
    assert (picture.format, picture.size) == ("PNG", (1080, 1080))
    colours = picture.convert("RGB").getcolors(1 << 24) or []
    assert len(colours) > 2
    assert picture.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_every_key_of_the_open_data_is_described() -> None:
    described = DOCS.read_text(encoding="utf-8")
    content = orjson.loads(documents.make(full(), "json", translator("bg")))
    keys = {*content, *content["consultation"], *content["counts"], *content["rows"][0], *register.COLUMNS}
    assert [key for key in sorted(keys) if f"`{key}`" not in described] == []


def test_a_bot_that_starts_pays_for_no_library_that_makes_files() -> None:
    heavy = ("matplotlib", "numpy", "docx", "lxml", "xlsxwriter", "fpdf", "PIL")
    program = f"import sys, bot.cli, bot.app, handlers; print([name for name in {heavy} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
