"""`prestige export`, as it is typed."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from bot import examples
from bot.domain.ids import ProposalId
from bot.exporting import ExportRefused, safe_name, write_attachments, write_questionnaire
from bot.i18n import translator
from bot.importing import import_town
from bot.settings import Settings, only
from storage import files, schema
from storage import proposals as stored
from storage.engine import Engine, connect
from tests.bot.test_cli import Type, typed
from tests.conftest import KEY
from tests.counting import a_report, results, sheets
from tests.opening import comma_separated, excel, opened

__all__ = ["typed"]

NOON = datetime(2026, 11, 10, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with Haskovo in it."""
    path = tmp_path_factory.mktemp("export") / "prestige.db"
    asyncio.run(import_town(_settings(path), examples.HASKOVO, now=NOON))
    return path


def _settings(path: Path) -> Settings:
    return only(database_url=f"sqlite:///{path}", data_key=KEY, owner_ids="1")


@pytest.fixture
def town(loaded: Path, monkeypatch: pytest.MonkeyPatch, typed: Type) -> Type:
    monkeypatch.setenv("PRESTIGE_DATABASE_URL", f"sqlite:///{loaded}")
    monkeypatch.setenv("PRESTIGE_DATA_KEY", KEY)
    return typed


def test_several_formats_are_written_into_a_folder_that_is_made(town: Type, tmp_path: Path) -> None:
    formats = ("docx", "pdf", "xlsx", "csv", "json")
    asked = [word for format in formats for word in ("--format", format)]
    code, out, err = town("export", "spravka", "dogs-2021", *asked, "--out", "a/b")
    assert (code, err, out.count("\n")) == (0, "", 5)
    for format in formats:
        assert opened(format, (tmp_path / "a" / "b" / f"spravka-1-bg.{format}").read_bytes())


def test_a_number_and_a_name_are_the_same_consultation(town: Type, tmp_path: Path) -> None:
    for wanted in ("1", "dogs-2021"):
        assert town("export", "spravka", wanted, "--format", "json", "--out", wanted).code == 0
    first, second = (tmp_path / folder / "spravka-1-bg.json" for folder in ("1", "dogs-2021"))
    assert first.read_bytes() == second.read_bytes()


def test_what_is_not_published_yet_is_written_as_a_draft_and_said_so(town: Type, tmp_path: Path) -> None:
    code, _, err = town("export", "spravka", "demo-playgrounds", "--format", "json", "--language", "en")
    assert (code, err.count("\n")) == (0, 1)
    found = orjson.loads((tmp_path / "spravka-12-en.json").read_bytes())
    assert (found["published"], found["counts"]["all"], found["language"]) == (False, 8, "en")


def test_results_are_written_with_a_picture_of_each_question(tmp_path: Path) -> None:
    written = write_questionnaire(a_report(), ("json", "chart"), tmp_path / "a", translator("en"))
    assert [path.name for path in written][:3] == [
        "questionnaire-12-en.json",
        "questionnaire-12-en.png",
        "questionnaire-12-time-en.png",
    ]
    assert orjson.loads(written[0].read_bytes())["answered"] == 24


def test_of_too_few_answers_there_is_no_picture_and_a_table_says_so(tmp_path: Path) -> None:
    few = a_report(results(sheets(4)))
    with pytest.raises(ExportRefused):
        write_questionnaire(few, ("json", "chart"), tmp_path, translator("bg"))
    (written,) = write_questionnaire(few, ("json",), tmp_path, translator("bg"))
    assert orjson.loads(written.read_bytes())["few"] is True


@pytest.mark.parametrize("wanted", ["nope", "999", "-1", "0", "9" * 40])
def test_an_unknown_questionnaire_is_refused_in_one_line(town: Type, wanted: str) -> None:
    code, out, err = town("export", "questionnaire", "--format", "json", "--", wanted)
    assert (code, out, err.count("\n")) == (1, "", 1)


@pytest.mark.parametrize("wanted", ["nope", "999", "-1", "0", "9" * 40])
def test_an_unknown_consultation_is_refused_in_one_line(town: Type, wanted: str) -> None:
    code, out, err = town("export", "spravka", "--format", "json", "--", wanted)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert wanted in err


def test_without_a_database_it_is_refused_in_one_line(typed: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESTIGE_DATA_KEY", KEY)
    for command in (("spravka", "1"), ("register",)):
        code, out, err = typed("export", *command)
        assert (code, out, err.count("\n")) == (1, "", 1)


def test_an_older_database_is_left_as_it_is(typed: Type, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    schema.upgrade(path, KEY, now=NOON)
    connection = connect(path, KEY)
    connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    monkeypatch.setenv("PRESTIGE_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("PRESTIGE_DATA_KEY", KEY)
    code, _, err = typed("export", "register")
    assert (code, err.count("\n")) == (1, 1)
    assert schema.version(path, KEY) == "0001"


def test_the_register_has_everything_and_no_text_that_is_not_public(town: Type, tmp_path: Path) -> None:
    assert town("export", "register", "--format", "xlsx", "--format", "csv", "--format", "json").code == 0
    rows = orjson.loads((tmp_path / "register-bg.json").read_bytes())["rows"]
    assert len(rows) == 23
    assert {row["status"] for row in rows if row["text"] is None} == {"submitted", "hidden"}
    assert {row["status"] for row in rows if row["text"] is not None} == {"visible", "answered"}
    assert len(comma_separated((tmp_path / "register-bg.csv").read_bytes())) == 24
    assert len(excel((tmp_path / "register-bg.xlsx").read_bytes())["Регистър"]["rows"]) == 24


def test_it_reads_while_somebody_writes(town: Type, loaded: Path) -> None:
    connection = connect(loaded, KEY)
    connection.execute("BEGIN IMMEDIATE")
    try:
        assert town("export", "spravka", "1", "--format", "json").code == 0
    finally:
        connection.execute("ROLLBACK")
        connection.close()


async def test_attachments_of_what_is_public_are_fetched_and_of_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "prestige.db"
    settings = _settings(path)
    await import_town(settings, examples.HASKOVO, now=NOON)
    engine = Engine(path, KEY)
    await engine.open()
    async with engine.write() as tx:
        for status in ("visible", "submitted"):
            (one, *_) = [p for p in await stored.everything(tx, after=ProposalId(0), limit=99) if p.status == status]
            given = [
                await files.add(tx, name=name, mime="application/pdf", size=3, telegram_id=f"{status}-{name}")
                for name in ("../план.pdf", "gone.pdf")
            ]
            await stored.put_files(tx, one.id, given, now=NOON)
    await engine.close()
    asked = []

    async def fetch(telegram_id: str) -> bytes:
        asked.append(telegram_id)
        return b"" if "gone" in telegram_id else b"pdf"

    assert await write_attachments(settings, tmp_path / "out", fetch) == (1, 1)
    assert asked == ["visible-../план.pdf", "visible-gone.pdf"]
    assert [one.name for one in (tmp_path / "out" / "files").iterdir()] == ["S-20-00003-1-план.pdf"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("план 1.pdf", "план_1.pdf"),
        (".hidden", "hidden"),
        ("", "file"),
        ("a:b|c", "a_b_c"),
    ],
)
def test_a_name_is_as_a_file_system_takes_it(name: str, safe: str) -> None:
    assert safe_name(name) == safe
