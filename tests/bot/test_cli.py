"""The operator's commands, as they are typed."""

import asyncio
import json
import re
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar, NamedTuple

import pytest

from bot import cli
from bot.i18n import LANGUAGES, translator
from bot.services.town import Count, Fault, FaultCode, Report, TownFileRefused
from bot.settings import KEY_UNSET, PREFIX, TOKEN_UNSET, Settings
from storage import schema
from storage.engine import StorageFull, StorageTrouble
from tests.conftest import KEY

TOKEN = "1234567:AAtoken_of-thirty-five-characters-x"


class Typed(NamedTuple):
    code: int
    out: str
    err: str


Type = Callable[..., Typed]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Type:
    """Types a command in an empty folder with nothing set, and gives back what happened."""
    monkeypatch.chdir(tmp_path)
    for name in (*(PREFIX + field.upper() for field in Settings.model_fields), "PRESTIGE_DEBUG", "PORT"):
        monkeypatch.delenv(name, raising=False)

    def type_(*args: str) -> Typed:
        with pytest.raises(SystemExit) as ended:
            cli.main(args)
        told = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Typed(ended.value.code, told.out, told.err)

    return type_


# -- key, version, mistakes of typing


def test_a_key_is_64_hexadecimal_digits_and_another_each_time(typed: Type) -> None:
    first, second = typed("key"), typed("key")
    assert re.fullmatch(r"[0-9a-f]{64}\n", first.out)
    assert first.out != second.out
    assert "PRESTIGE_DATA_KEY" in first.err


def test_the_version_is_told(typed: Type) -> None:
    assert re.fullmatch(r"prestige \d+\.\d+\.\d+\n", typed("--version").out)


@pytest.mark.parametrize(
    "args", [("nonsense",), ("deadline",), ("run", "x"), ("demo", "--port", "0"), ("bench", "nope")]
)
def test_a_mistyped_command_is_one_line_and_2(typed: Type, args: tuple[str, ...]) -> None:
    code, out, err = typed(*args)
    assert (code, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("command", ["run", "demo", "import", "check", "backup", "bench", "key", "deadline"])
def test_every_command_explains_itself(typed: Type, command: str) -> None:
    code, out, _ = typed(command, "--help")
    assert code == 0
    assert f"prestige {command}" in out


# -- deadline


def test_a_deadline_is_proved_in_bulgarian(typed: Type) -> None:
    code, out, _ = typed("deadline", "2026-11-02", "--term", "30")
    assert code == 0
    assert "Краен ден: сряда, 2 декември 2026 г., до края на деня\n" in out


def test_a_deadline_is_proved_in_the_language_of_the_settings_or_the_one_asked_for(
    typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESTIGE_LANGUAGE", "en")
    assert "Last day: Wednesday, 2 December 2026" in typed("deadline", "2026-11-02", "--term", "30").out
    assert "Son gün: 2 Aralık 2026" in typed("deadline", "2026-11-02", "--term", "30", "--language", "tr").out


def test_a_deadline_for_programs_has_the_keys_of_the_proof(typed: Type) -> None:
    code, out, _ = typed("deadline", "02.11.2026", "--term", "30", "--json")
    assert code == 0
    assert json.loads(out) == {
        "published": "2026-11-02",
        "term_days": 30,
        "nominal": "2026-12-02",
        "last_day": "2026-12-02",
        "earliest_adoption": "2026-12-03",
        "closes_at": "2026-12-02T22:00:00Z",
        "verdict": "OK",
        "why": "ok",
    }


def test_an_end_date_may_stand_in_place_of_the_term(typed: Type) -> None:
    proof = json.loads(typed("deadline", "2026-11-02", "--until", "1.12.2026", "--json").out)
    assert (proof["term_days"], proof["verdict"]) == (29, "REASON")


@pytest.mark.parametrize("term", ["13", "0", "-5"])
def test_a_refused_term_is_an_answer_and_no_failure(typed: Type, term: str) -> None:
    code, out, _ = typed("deadline", "2026-11-02", f"--term={term}", "--json")
    assert (code, json.loads(out)["verdict"]) == (0, "REFUSED")


@pytest.mark.parametrize(
    "args",
    [
        ("утре", "--term", "30"),
        ("2026-02-30", "--term", "30"),
        ("2026-11-02", "--until", "31.11.2026"),
        ("2026-11-02", "--term", "99999"),
        ("2026-11-02", "--term", "1.5"),
        ("2026-11-02",),
        ("2026-11-02", "--term", "30", "--until", "2026-12-02"),
    ],
)
def test_a_deadline_of_nothing_is_refused_in_one_line(typed: Type, args: tuple[str, ...]) -> None:
    code, out, err = typed("deadline", *args)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert not err.startswith("errors.")


# -- what goes wrong


@pytest.mark.parametrize("language", [None, *LANGUAGES])
def test_a_start_without_settings_says_what_is_missing(
    typed: Type, monkeypatch: pytest.MonkeyPatch, language: str | None
) -> None:
    if language is not None:
        monkeypatch.setenv("PRESTIGE_LANGUAGE", language)
    t = translator(language or "bg")
    assert typed("run") == Typed(1, "", f"{t.plain(TOKEN_UNSET)}\n{t.plain(KEY_UNSET)}\n")


def test_a_wrong_setting_stops_every_command_that_reads_them(typed: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESTIGE_LANGUAGE", "de")
    for args in (("run",), ("backup",), ("deadline", "2026-11-02", "--term", "30")):
        assert typed(*args) == Typed(1, "", "PRESTIGE_LANGUAGE трябва да е bg, en или tr.\n")
    monkeypatch.setenv("PRESTIGE_LANGUAGE", "en")
    monkeypatch.setenv("PRESTIGE_LOG_LEVEL", "LOUD")
    assert typed("run") == Typed(1, "", "PRESTIGE_LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR.\n")


def _fails(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (StorageFull("disk"), "The disk is full: make room. Nothing was kept by halves.\n"),
        (
            StorageTrouble("locked"),
            "The database cannot be written: another program holds it, or its disk fails. Nothing was kept.\n",
        ),
        (PermissionError(13, "Permission denied", "x.db"), "x.db: Permission denied.\n"),
        (OSError(98, "Address already in use"), "Address already in use.\n"),
    ],
)
def test_trouble_of_the_machine_is_one_line(
    typed: Type, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    monkeypatch.setattr("secrets.token_hex", _fails(error))
    assert typed("key") == Typed(1, "", words)


def test_the_unexpected_is_one_line_without_its_words(typed: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.token_hex", _fails(KeyError("Иван")))
    code, _, err = typed("key")
    assert code == 1
    assert re.fullmatch(r"Something unexpected happened \(KeyError, test_cli.py:\d+\)\. .*\n", err)


def test_a_traceback_comes_when_asked_for_and_without_the_token(typed: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESTIGE_DEBUG", "1")
    monkeypatch.setattr("secrets.token_hex", _fails(OSError(f"https://x/bot{TOKEN}/getMe")))
    code, _, err = typed("key")
    assert code == 1
    assert "Traceback" in err
    assert TOKEN not in err


def test_an_interrupted_command_ends_quietly(typed: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.token_hex", _fails(KeyboardInterrupt()))
    assert typed("key").code == 130


# -- run, import


class Bot:
    """In place of bot.app.Prestige."""

    failure: ClassVar[Exception | None] = None
    past: ClassVar[list[str]] = []

    def __init__(self, settings: Settings) -> None:
        Bot.past.append(settings.token)

    async def start(self) -> None:
        if Bot.failure is not None:
            raise Bot.failure
        Bot.past.append("started")
        asyncio.get_running_loop().call_soon(signal.raise_signal, signal.SIGTERM)

    async def wait(self) -> None:
        await asyncio.Event().wait()

    async def stop(self) -> None:
        Bot.past.append("stopped")


class StartRefused(Exception):
    pass


@pytest.fixture
def app(typed: Type, monkeypatch: pytest.MonkeyPatch) -> type[Bot]:
    module = ModuleType("bot.app")
    vars(module).update(Prestige=Bot, StartRefused=StartRefused)
    monkeypatch.setitem(sys.modules, "bot.app", module)
    monkeypatch.setattr("bot.observability.configure", lambda *args, **more: None)
    monkeypatch.setattr("os.umask", lambda mask: 0)
    monkeypatch.setenv("PRESTIGE_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("PRESTIGE_DATA_KEY", KEY)
    monkeypatch.setattr(Bot, "failure", None)
    monkeypatch.setattr(Bot, "past", [])
    return Bot


def test_the_bot_runs_until_it_is_asked_to_stop(typed: Type, app: type[Bot]) -> None:
    assert typed("run").code == 0
    assert app.past == [TOKEN, "started", "stopped"]


def test_a_refused_start_is_one_line_after_an_orderly_stop(
    typed: Type, app: type[Bot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Bot, "failure", StartRefused("Telegram does not know PRESTIGE_BOT_TOKEN."))
    code, _, err = typed("run")
    assert (code, err) == (1, "Telegram does not know PRESTIGE_BOT_TOKEN.\n")
    assert app.past == [TOKEN, "stopped"]


def test_an_import_prints_what_it_did(typed: Type, app: type[Bot], monkeypatch: pytest.MonkeyPatch) -> None:
    async def import_town(settings: Settings, path: Path, *, now: datetime) -> Report:
        assert now.tzinfo is not None
        return Report(sections={"topics": Count(added=3)}, standing=())

    monkeypatch.setattr("bot.importing.import_town", import_town)
    code, out, _ = typed("import", "folder/town.yaml")
    assert code == 0
    assert out == "town.yaml: записано.\n  Теми: нови 3, променени 0, без промяна 0, оттеглени 0\n"


def test_a_refused_import_tells_every_fault(typed: Type, app: type[Bot], monkeypatch: pytest.MonkeyPatch) -> None:
    fault = Fault(line=3, column=5, path="topics[0]", code=FaultCode.not_text)
    refusal = TownFileRefused(file="town.yaml", faults=(fault, fault))
    monkeypatch.setattr("bot.importing.import_town", _fails(refusal))
    code, out, err = typed("import", "town.yaml")
    assert (code, out, err.count("\n")) == (1, "", 3)
    assert err.startswith("town.yaml:3:5: topics[0]: Тук трябва да има текст.")


# -- check


def test_a_check_tells_every_matter_and_ends_with_1_when_something_is_wrong(typed: Type) -> None:
    code, out, err = typed("check")
    assert (code, err) == (1, "")
    assert out.startswith("ВНИМАНИЕ  Настройки: PRESTIGE_OWNER_IDS")
    assert "ГРЕШНО  Ключ за данните: " in out
    assert out.count("\n") == 8


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "WRONG  Settings: PRESTIGE_SENDS_PER_SECOND must be a whole number from 1 to 1000."),
        (None, "ГРЕШНО  Настройки: PRESTIGE_SENDS_PER_SECOND трябва да е цяло число от 1 до 1000."),
    ],
)
def test_a_check_of_settings_that_cannot_be_read_tells_just_that(
    typed: Type, monkeypatch: pytest.MonkeyPatch, language: str | None, line: str
) -> None:
    monkeypatch.setenv("PRESTIGE_SENDS_PER_SECOND", "0")
    code, out, _ = typed("check", *(("--language", language) if language else ()))
    assert (code, out) == (1, f"{line}\n")


# -- backup


@pytest.fixture
def database(typed: Type, migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("os.umask", lambda mask: 0)
    monkeypatch.setenv("PRESTIGE_DATA_KEY", KEY)
    return Path(shutil.copyfile(migrated, tmp_path / "prestige.db"))


def test_a_backup_opens_with_the_same_key_and_nobody_else_may_read_it(typed: Type, database: Path) -> None:
    code, out, _ = typed("backup", "copy.db")
    copy = database.with_name("copy.db")
    assert (code, out.split()[0]) == (0, "copy.db")
    assert schema.version(copy, KEY) == schema.head()
    assert copy.stat().st_mode & 0o077 == 0


def test_a_backup_without_a_name_gets_one_with_the_time_beside_the_database(typed: Type, database: Path) -> None:
    code, out, _ = typed("backup")
    assert code == 0
    assert re.fullmatch(r"prestige-\d{8}-\d{6}\.db", out.split()[0])
    assert database.with_name(out.split()[0]).exists()


def test_a_backup_overwrites_nothing(typed: Type, database: Path) -> None:
    database.with_name("copy.db").write_text("mine")
    assert typed("backup", "copy.db") == Typed(1, "", "copy.db exists already; name another file.\n")


def test_a_backup_of_nothing_makes_nothing(typed: Type, database: Path) -> None:
    database.unlink()
    code, _, err = typed("backup")
    assert (code, err) == (1, "There is no database at prestige.db, so there is nothing to copy.\n")
    assert not database.exists()


def test_a_backup_into_no_folder_is_refused(typed: Type, database: Path) -> None:
    code, _, err = typed("backup", "none/copy.db")
    assert (code, err) == (1, "The folder of none/copy.db is not there; make it first.\n")


def test_a_backup_with_another_key_is_refused(typed: Type, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESTIGE_DATA_KEY", "cd" * 32)
    code, _, err = typed("backup")
    assert code == 1
    assert "cannot be opened with this key" in err
    assert err.count("\n") == 1
