"""Files of results: the same bytes for the same results, no formula in any, and nothing that too few said."""

import io
from pathlib import Path
from typing import Any

import orjson
import pytest
from PIL import Image

from bot.documents import questionnaires as documents
from bot.documents.drawing import Sheet
from bot.domain.questions import QuestionType
from bot.domain.reported import Written
from bot.i18n import LANGUAGES, translator
from tests.asking import a_definition, a_question
from tests.bot.documents.spravka.test_files import INJECTIONS
from tests.counting import EVERYTHING, a_report, results, sheets
from tests.golden import looks_like
from tests.opening import comma_separated, excel, opened

DOCS = Path(__file__).parents[4] / "docs" / "questionnaires.md"
TABLES = ("xlsx", "csv", "json")
PICTURES = [
    *[(format, "bg") for format in ("chart", "chart-clear", "chart-again", "chart-from", "trend")],
    *[(format, "en") for format in ("chart", "chart-clear", "trend")],
]


def read(format: str, language: str = "bg", **changes: Any) -> Any:
    return opened(format, documents.make(a_report(**changes), format, translator(language)))


@pytest.mark.parametrize("format", [*TABLES, "chart"])
def test_the_same_results_are_the_same_file(format: str) -> None:
    t = translator("bg")
    assert documents.make(a_report(), format, t) == documents.make(a_report(), format, t)


@pytest.mark.parametrize(("format", "language"), PICTURES)
def test_pictures_look_as_they_did_when_somebody_found_them_right(format: str, language: str) -> None:
    picture = documents.make(a_report(), format, translator(language))
    assert Image.open(io.BytesIO(picture)).width == 1080
    looks_like(f"questionnaires/{format}-{language}", picture)


def test_a_picture_can_be_sent_however_much_was_asked_and_however_long() -> None:
    long = {"bg": "Много дълъг въпрос с $знаци$ и думи " * 12}
    questions = [a_question(f"q{place}", QuestionType.multi, names=long) for place in range(30)]
    definition = a_definition(*questions, titles={"bg": "Заглавие $x^2$ " * 20})
    found = results(sheets(5)).model_copy(update={"tallies": ()})
    report = a_report(found, definition=definition, organisation={"bg": ""}, about=None)
    assert can_be_sent(documents.make(report, "chart", translator("tr")))


@pytest.mark.parametrize("points", [9_000, 16_000, 40_000])
def test_a_picture_too_long_to_be_sent_is_drawn_smaller(points: int) -> None:
    """Thirty questions of ten answers each come to sixteen thousand."""
    sheet = Sheet()
    sheet.skip(points)
    assert can_be_sent(sheet.picture())


def can_be_sent(picture: bytes) -> bool:
    """As a photo of Telegram."""
    width, height = Image.open(io.BytesIO(picture)).size
    return width + height <= 10_000 and height <= 20 * width


def test_a_table_says_how_many_gave_each_answer() -> None:
    rows = read("xlsx")["Резултати"]["rows"]
    clear = [row for row in rows if row[2] == "Информацията беше ясна."]
    assert [row[4] for row in clear] == ["1", "2", "3", "4", "5"]
    assert sum(row[5] for row in clear) == 24
    assert {row[7] for row in clear} == {24}
    assert [len(row) for row in rows] == [13] * len(rows)


def test_groups_and_texts_have_sheets_of_their_own() -> None:
    book = read("xlsx", "en")
    assert list(book) == ["Results", "By group", "In their own words", "About"]
    assert {row[0] for row in book["By group"]["rows"][1:]} == {"You are: citizen", "You are: NGO"}
    assert [row[1:] for row in book["In their own words"]["rows"][1:]] == [
        ["Повече столове.", None],
        ["Паркинг до входа.", "I-26-00007"],
    ]


def test_everything_is_in_the_one_table_of_a_csv_too() -> None:
    book, rows = read("xlsx"), read("csv")
    of_book = len(book["Резултати"]["rows"]) + len(book["По групи"]["rows"]) + len(book["Свободни отговори"]["rows"])
    assert len(rows) == of_book - 2
    assert rows[-1][4] == "Паркинг до входа."


@pytest.mark.parametrize("text", INJECTIONS)
def test_nothing_that_people_write_is_a_formula(text: str) -> None:
    changes: dict[str, Any] = {"texts": {"better": (Written(id="a", text=text),)}, "about": text}
    book = read("xlsx", **changes)
    assert [sheet["formulas"] for sheet in book.values()] == [[]] * 4
    cells = [cell for sheet in book.values() for row in sheet["rows"] for cell in row if isinstance(cell, str)]
    cells += [cell for row in read("csv", **changes) for cell in row]
    assert not [cell for cell in cells if cell and cell[0] in "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"]


@pytest.mark.parametrize("format", TABLES)
def test_of_too_few_a_table_tells_how_many_they_were_and_nothing_else(format: str) -> None:
    few = results(sheets(4), texts=4)
    content = str(read(format, found=few))
    for said in ("'count'", "'counts'", "достатъчно: ", "Паркинг"):
        assert said not in content
    if format == "csv":
        assert len(read(format, found=few)) == 1
    if format == "json":
        told = read(format, found=few)
        assert (told["few"], told["answered"], told["groups"]) == (True, 4, [])
        assert {one["result"] for one in told["questions"]} == {None}
    if format == "xlsx":
        assert [len(sheet["rows"]) for sheet in read(format, found=few).values()][:3] == [1, 1, 1]


def test_a_group_that_is_too_small_is_in_no_table_and_neither_is_the_one_that_would_tell_it() -> None:
    report = a_report(results(sheets(4, role="a"), sheets(9, role="b")))
    t = translator("bg")
    assert excel(documents.make(report, "xlsx", t))["По групи"]["rows"][1:] == []
    assert orjson.loads(documents.make(report, "json", t))["groups"] == []
    assert {row[0] for row in comma_separated(documents.make(report, "csv", t))[1:]} == {""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_hidden_is_called_hidden(language: str) -> None:
    some = results(sheets(6)).model_copy(update={"tallies": results(sheets(6)).tallies[1:]})
    hidden = translator(language).plain("results.hidden", k=5)
    assert hidden in str(read("xlsx", language, found=some))
    assert documents.make(a_report(some), "chart", translator(language))
    with pytest.raises(KeyError):
        documents.make(a_report(some), "chart-time", translator(language))


def test_every_key_of_the_open_data_is_described() -> None:
    described = DOCS.read_text(encoding="utf-8")
    content = read("json")
    question, group, before = content["questions"][0], content["groups"][0], content["before"][0]
    keys = {*content, *question, *question["result"], *group, *before, *content["questions"][5]["texts"][0]}
    assert [key for key in sorted(keys) if f"`{key}`" not in described] == []


def test_files_are_called_by_what_they_are_about() -> None:
    assert [documents.name(3, format, "en") for format in ("xlsx", "chart", "chart-q4", "trend")] == [
        "questionnaire-3-en.xlsx",
        "questionnaire-3-en.png",
        "questionnaire-3-q4-en.png",
        "questionnaire-3-trend-en.png",
    ]
    with pytest.raises(KeyError):
        documents.kind("exe")
    assert EVERYTHING.question("role") is not None
