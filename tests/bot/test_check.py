"""What `prestige check` finds, against a small server on loopback where it looks beyond this machine."""

import ast
import inspect
import os
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from babel.messages.catalog import Catalog
from telegram import WebhookInfo

from bot import check
from bot.check import Finding, State
from bot.i18n import LANGUAGES, translator
from bot.settings import KEY_UNSET, TOKEN_UNSET, Settings, only
from bot.settings_refusals import SettingsError, Unfit
from storage import schema
from tests.conftest import KEY

NOW = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
TOKEN = "123456:SANDBOX"
HOOK = "https://bot.example.bg/telegram"
GIB = 1 << 30


def _settings(folder: Path, **values: Any) -> Settings:
    given = {
        "bot_token": TOKEN,
        "data_key": KEY,
        "database_url": f"sqlite:///{folder / 'prestige.db'}",
        "owner_ids": (17,),
        "api_url": "http://127.0.0.1:1",
        **values,
    }
    return only(**given)


def _short(finding: Finding) -> tuple[State, str]:
    return finding.state, finding.sentence.removeprefix("check.")


# -- settings and key


def test_good_settings_are_good(tmp_path: Path) -> None:
    (found,) = check.settings_findings(_settings(tmp_path), ["PATH", "PRESTIGE_BOT_TOKEN", "PRESTIGE_DEBUG"])
    assert _short(found) == (State.ok, "settings_ok")


def test_a_misspelt_setting_is_found(tmp_path: Path) -> None:
    (found,) = check.settings_findings(_settings(tmp_path), ["PRESTIGE_OWNER_ID"])
    assert _short(found) == (State.attention, "settings_unknown")
    assert found.facts == {"name": "PRESTIGE_OWNER_ID", "near": "PRESTIGE_OWNER_IDS"}


def test_a_bot_without_an_owner_and_with_its_token_in_the_open_is_told_both(tmp_path: Path) -> None:
    settings = _settings(tmp_path, owner_ids=(), api_url="http://api.example.bg")
    found = check.settings_findings(settings, [])
    assert [_short(one) for one in found] == [
        (State.attention, "settings_no_owner"),
        (State.attention, "settings_open_api"),
    ]


def test_refused_settings_have_a_finding_for_each_line() -> None:
    refused = SettingsError(
        (None, Unfit(TOKEN_UNSET)),
        ("PRESTIGE_OWNER_IDS", Unfit("operator.owner_ids")),
        ("PRESTIGE_OWNER_IDS", Unfit("operator.owner_ids")),
        (None, Unfit(KEY_UNSET)),
    )
    found = check.refused_settings(refused)
    assert [one.state for one in found] == [State.wrong] * 3
    assert found[1].told(translator("bg")).startswith("ГРЕШНО  Настройки: PRESTIGE_OWNER_IDS трябва да са номера")


def test_a_missing_key_is_wrong(tmp_path: Path) -> None:
    found = check.key_finding(_settings(tmp_path, data_key=""))
    assert _short(found) == (State.wrong, "key_unset")


def test_a_key_file_that_cannot_be_read_is_wrong(tmp_path: Path) -> None:
    found = check.key_finding(_settings(tmp_path, data_key="", data_key_file=tmp_path / "none"))
    assert _short(found) == (State.wrong, "settings_wrong")


@pytest.mark.parametrize(
    ("place", "mode", "expected"),
    [
        ("elsewhere/key", 0o400, (State.ok, "key_ok")),
        ("elsewhere/key", 0o440, (State.attention, "key_readable")),
        ("elsewhere/key", 0o604, (State.attention, "key_readable")),
        ("key", 0o600, (State.attention, "key_beside")),
    ],
)
def test_a_key_file_is_looked_at(tmp_path: Path, place: str, mode: int, expected: tuple[State, str]) -> None:
    file = tmp_path / place
    file.parent.mkdir(exist_ok=True)
    file.write_text(KEY)
    file.chmod(mode)
    assert _short(check.key_finding(_settings(tmp_path, data_key="", data_key_file=file))) == expected


# -- database, disk


def test_a_current_database_is_good(tmp_path: Path, migrated: Path) -> None:
    shutil.copyfile(migrated, tmp_path / "prestige.db")
    found = check.database_finding(_settings(tmp_path))
    assert _short(found) == (State.ok, "database_ok")


def test_a_database_that_is_not_there_yet_is_not_made(tmp_path: Path) -> None:
    assert _short(check.database_finding(_settings(tmp_path))) == (State.ok, "database_new")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "prestige.db").touch()
    assert _short(check.database_finding(_settings(tmp_path))) == (State.ok, "database_new")


@pytest.mark.parametrize(("known", "expected"), [(True, "database_old"), (False, "database_newer")])
def test_a_database_of_another_version_is_told(
    tmp_path: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch, known: bool, expected: str
) -> None:
    shutil.copyfile(migrated, tmp_path / "prestige.db")
    monkeypatch.setattr(schema, "head", lambda: "9999")
    monkeypatch.setattr(schema, "knows", lambda revision: known)
    found = check.database_finding(_settings(tmp_path))
    assert _short(found) == (State.attention if known else State.wrong, expected)


def test_a_database_of_another_key_is_wrong(tmp_path: Path, migrated: Path) -> None:
    shutil.copyfile(migrated, tmp_path / "prestige.db")
    found = check.database_finding(_settings(tmp_path, data_key="cd" * 32))
    assert _short(found) == (State.wrong, "database_refused")


def test_a_folder_in_place_of_the_database_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "prestige.db").mkdir()
    assert check.database_finding(_settings(tmp_path)).state is State.wrong


def test_a_missing_folder_is_wrong(tmp_path: Path) -> None:
    found = check.database_finding(_settings(tmp_path / "none"))
    assert _short(found) == (State.wrong, "database_no_folder")


def test_a_folder_that_cannot_be_written_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert _short(check.database_finding(_settings(tmp_path))) == (State.wrong, "database_read_only")


def test_without_a_key_the_database_is_not_looked_at(tmp_path: Path) -> None:
    found = check.database_finding(_settings(tmp_path, data_key=""))
    assert _short(found) == (State.attention, "database_no_key")


class Usage(NamedTuple):
    free: int


@pytest.mark.parametrize(
    ("free", "state"),
    [
        (GIB, State.ok),
        (GIB - 1, State.attention),
        (check.NO_DISK, State.attention),
        (check.NO_DISK - 1, State.wrong),
    ],
)
def test_free_disk_is_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: State) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(free))
    assert check.disk_finding(_settings(tmp_path / "not" / "yet")).state is state


# -- languages, zone


def test_the_catalogues_are_complete() -> None:
    assert _short(check.languages_finding()) == (State.ok, "languages_ok")


@pytest.mark.parametrize("flaw", ["absent", "empty", "half", "fuzzy"])
def test_a_flawed_catalogue_is_found(monkeypatch: pytest.MonkeyPatch, flaw: str) -> None:
    def catalogues(language: str) -> dict[str, Catalog]:
        catalog = Catalog(locale=language, fuzzy=False)
        catalog.add("home.title", "x")
        if language != "tr":
            catalog.add(("home.count", "home.count"), ("x", "y"))
        elif flaw != "absent":
            forms = {"empty": ("", ""), "half": ("x", ""), "fuzzy": ("x", "y")}[flaw]
            catalog.add(("home.count", "home.count"), forms, flags=["fuzzy"] if flaw == "fuzzy" else ())
        return {"home": catalog}

    monkeypatch.setattr(check, "catalogues", catalogues)
    found = check.languages_finding()
    assert _short(found) == (State.wrong, "languages_missing")
    assert found.facts == {"language": "Türkçe", "count": 1, "first": "home.count"}


def test_no_catalogues_at_all_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "catalogues", lambda language: {})
    assert check.languages_finding().state is State.wrong


def test_the_zone_of_the_law_is_good_and_another_wants_attention(tmp_path: Path) -> None:
    good = check.zone_finding(_settings(tmp_path), now=NOW)
    other = check.zone_finding(_settings(tmp_path, timezone="Europe/Istanbul"), now=NOW)
    assert (_short(good), _short(other)) == ((State.ok, "zone_ok"), (State.attention, "zone_other"))


def test_zone_data_without_the_summer_are_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "SOFIA", ZoneInfo("Europe/Istanbul"))
    assert _short(check.zone_finding(_settings(tmp_path), now=NOW)) == (State.wrong, "zone_stale")


# -- Telegram


class Telegram:
    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, Any]] = {
            "getMe": (200, {"id": 1, "is_bot": True, "first_name": "Престиж", "username": "prestige_bot"}),
            "getWebhookInfo": (200, {"url": "", "has_custom_certificate": False, "pending_update_count": 2}),
        }
        self.clock = NOW
        app = web.Application()
        app.router.add_route("*", "/{anything:.*}", self._answer)
        self.server = TestServer(app)

    async def _answer(self, request: web.Request) -> web.Response:
        headers = {"Date": format_datetime(self.clock, usegmt=True)}
        status, result = self.answers.get(request.path.rpartition("/")[2], (404, "Not Found"))
        body = {"ok": True, "result": result} if status == 200 else {"ok": False, "description": result}
        return web.json_response(body, status=status, headers=headers)

    @property
    def url(self) -> str:
        return str(self.server.make_url("")).rstrip("/")


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    there = Telegram()
    await there.server.start_server()
    yield there
    await there.server.close()


async def _telegram_findings(settings: Settings) -> list[tuple[State, str]]:
    return [_short(found) async for found in check.telegram_findings(settings, now=NOW)]


async def test_a_good_token_and_polling_are_good(tmp_path: Path, telegram: Telegram) -> None:
    settings = _settings(tmp_path, api_url=telegram.url)
    assert await _telegram_findings(settings) == [(State.ok, "token_ok"), (State.ok, "webhook_polling")]


async def test_a_wrong_token_is_wrong(tmp_path: Path, telegram: Telegram) -> None:
    telegram.answers["getMe"] = (401, "Unauthorized")
    settings = _settings(tmp_path, api_url=telegram.url)
    assert await _telegram_findings(settings) == [(State.wrong, "token_wrong")]


async def test_no_network_is_told_and_not_raised(tmp_path: Path) -> None:
    assert await _telegram_findings(_settings(tmp_path)) == [(State.wrong, "no_network")]


async def test_another_refusal_of_telegram_is_told_in_its_words(tmp_path: Path, telegram: Telegram) -> None:
    telegram.answers["getWebhookInfo"] = (400, "Bad Request: odd")
    found = [one async for one in check.telegram_findings(_settings(tmp_path, api_url=telegram.url), now=NOW)]
    assert _short(found[1]) == (State.wrong, "telegram_refused")
    assert "odd" in found[1].facts["line"].lower()


async def test_a_missing_token_is_wrong(tmp_path: Path) -> None:
    assert await _telegram_findings(_settings(tmp_path, bot_token="")) == [(State.wrong, "token_unset")]


def _info(url: str = "", pending: int = 0, **more: Any) -> WebhookInfo:
    return WebhookInfo(url=url, has_custom_certificate=False, pending_update_count=pending, **more)


@pytest.mark.parametrize(
    ("wanted", "info", "expected"),
    [
        (None, _info(), (State.ok, "webhook_polling")),
        (None, _info(pending=999), (State.ok, "webhook_polling")),
        (None, _info(pending=1000), (State.attention, "webhook_pending")),
        (None, _info("https://x.bg"), (State.attention, "webhook_unwanted")),
        (HOOK, _info(), (State.attention, "webhook_unset")),
        (HOOK, _info("https://x.bg"), (State.attention, "webhook_other")),
        (HOOK, _info(HOOK), (State.ok, "webhook_ok")),
        (HOOK, _info(HOOK, 1000), (State.attention, "webhook_pending")),
        (
            HOOK,
            _info(HOOK, last_error_date=NOW - timedelta(minutes=59), last_error_message="x"),
            (State.attention, "webhook_error"),
        ),
        (HOOK, _info(HOOK, last_error_date=NOW - timedelta(hours=1)), (State.ok, "webhook_ok")),
    ],
)
def test_deliveries_are_judged(
    tmp_path: Path, wanted: str | None, info: WebhookInfo, expected: tuple[State, str]
) -> None:
    settings = _settings(tmp_path, webhook_url=wanted, webhook_secret="x")
    assert _short(check.webhook_finding(settings, info, now=NOW)) == expected


@pytest.mark.parametrize(
    ("apart", "expected"),
    [(0, "clock_ok"), (30, "clock_ok"), (-30, "clock_ok"), (31, "clock_wrong"), (-31, "clock_wrong")],
)
async def test_the_clock_is_compared(tmp_path: Path, telegram: Telegram, apart: int, expected: str) -> None:
    telegram.clock = NOW + timedelta(seconds=apart)
    found = await check.clock_finding(_settings(tmp_path, api_url=telegram.url), lambda: NOW)
    assert _short(found)[1] == expected
    assert found.facts["seconds"] == abs(apart)


async def test_a_clock_without_network_is_not_called_wrong(tmp_path: Path) -> None:
    found = await check.clock_finding(_settings(tmp_path), lambda: NOW)
    assert _short(found) == (State.attention, "clock_unknown")


# -- all together


async def test_everything_is_told_with_at_least_a_line_for_each_matter(
    tmp_path: Path, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = _settings(tmp_path, api_url=telegram.url)
    found = [one async for one in check.examine(settings, clock=lambda: NOW)]
    assert [one.matter.removeprefix("check.matter_") for one in found] == [
        *("settings", "key", "database", "disk", "token", "webhook", "languages", "clock", "zone")
    ]
    t = translator("bg")
    told = [one.told(t) for one in found]
    assert told[5] == "ДОБРЕ  Уебхук: не се ползва; ботът сам пита Телеграм; чакат 2."
    assert told[8] == "ДОБРЕ  Часова зона: Europe/Sofia (тук е понеделник, 2 ноември 2026 г., 12:00 ч.)."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_has_words(language: str) -> None:
    t = translator(language)
    keys = {
        node.args[0].value
        for node in ast.walk(ast.parse(inspect.getsource(check)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "mark"
        if isinstance(node.args[0], ast.Constant)
    }
    assert len(keys) > 40
    assert [key for key in keys if not t.knows(str(key))] == []
