"""Settings as the operator gives them."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import LANGUAGES, translator
from bot.settings import KEY_UNSET, PREFIX, TOKEN_UNSET, Settings, language, load, only, reference
from bot.settings_forms import Address
from bot.settings_refusals import SettingsError

TOKEN = "1234567:AAtoken_of-thirty-five-characters-x"
KEY = "0123456789abcdef" * 4


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In an empty folder, with only a token and a key in the environment."""
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields:
        monkeypatch.delenv(PREFIX + field.upper(), raising=False)
    monkeypatch.setenv("PRESTIGE_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("PRESTIGE_DATA_KEY", KEY)


def _refusal(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    return str(_error(monkeypatch, **environment))


def _error(monkeypatch: pytest.MonkeyPatch, **environment: str) -> SettingsError:
    for name, value in environment.items():
        monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(SettingsError) as caught:
        load()
    assert caught.value.__cause__ is None
    return caught.value


def test_a_token_and_a_key_are_enough() -> None:
    settings = load()
    assert (settings.token, settings.key) == (TOKEN, KEY)
    assert settings.api_url == "https://api.telegram.org"
    assert settings.database_path == Path("prestige.db")
    assert settings.owner_ids == ()
    assert settings.language == "bg"
    assert settings.zone == ZoneInfo("Europe/Sofia")
    assert settings.sends_per_second == 30
    assert settings.webhook_url is None
    assert settings.listen == ("127.0.0.1", 8443)
    assert settings.log_level == "INFO"


def test_every_setting_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "API_URL": "http://127.0.0.1:8081/",
        "DATABASE_URL": "sqlite:////var/lib/prestige/town.db",
        "OWNER_IDS": " 17, 5000000000 ,",
        "LANGUAGE": "TR",
        "TIMEZONE": "Europe/Istanbul",
        "SENDS_PER_SECOND": "1000",
        "WEBHOOK_URL": "https://bot.example.bg/telegram",
        "WEBHOOK_SECRET": "a_b-C9",
        "LISTEN": "[::1]:8000",
        "LOG_LEVEL": "debug",
    }.items():
        monkeypatch.setenv(PREFIX + name, value)
    settings = load()
    assert settings.api_url == "http://127.0.0.1:8081"
    assert settings.database_path == Path("/var/lib/prestige/town.db")
    assert settings.owner_ids == (17, 5000000000)
    assert settings.language == "tr"
    assert settings.zone == ZoneInfo("Europe/Istanbul")
    assert settings.sends_per_second == 1000
    assert settings.webhook_path == "/telegram"
    assert settings.webhook_secret.get_secret_value() == "a_b-C9"
    assert settings.listen == Address("::1", 8000)
    assert settings.log_level == "DEBUG"


def test_an_env_file_is_read_and_the_environment_wins_over_it(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "# език\nPRESTIGE_LANGUAGE=en\nPRESTIGE_BOT_TOKEN=1:other\nOTHER=1\nPRESTIGE_LOG_LEVEL='ERROR'\n",
        encoding="utf-8",
    )
    settings = load()
    assert (settings.language, settings.log_level, settings.token) == ("en", "ERROR", TOKEN)


def test_overrides_win_over_the_environment() -> None:
    assert load(data_key="f" * 64, sends_per_second=5).key == "f" * 64


def test_an_override_of_no_setting_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(TypeError, match="bot_tokn"):
        load(bot_tokn=TOKEN)


def test_an_empty_variable_is_none_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESTIGE_SENDS_PER_SECOND", "")
    assert load().sends_per_second == 30


def test_a_key_is_refused_when_missing_with_the_way_to_make_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRESTIGE_DATA_KEY")
    assert _refusal(monkeypatch) == translator("en").plain(KEY_UNSET)


def test_all_that_is_missing_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRESTIGE_DATA_KEY")
    monkeypatch.delenv("PRESTIGE_BOT_TOKEN")
    en = translator("en")
    assert _refusal(monkeypatch).splitlines() == [en.plain(TOKEN_UNSET), en.plain(KEY_UNSET)]


def test_a_command_that_needs_no_secret_asks_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRESTIGE_DATA_KEY")
    monkeypatch.delenv("PRESTIGE_BOT_TOKEN")
    assert load(needs=()).language == "bg"


def test_a_key_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY.upper() + "\n")
    monkeypatch.delenv("PRESTIGE_DATA_KEY")
    monkeypatch.setenv("PRESTIGE_DATA_KEY_FILE", str(tmp_path / "key"))
    assert load().key == KEY


@pytest.mark.parametrize("content", [b"", b"0123", KEY.encode() + b"0", "ключ".encode()])
def test_a_file_without_a_key_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key").write_bytes(content)
    monkeypatch.delenv("PRESTIGE_DATA_KEY")
    assert "must hold 64 hexadecimal digits" in _refusal(monkeypatch, DATA_KEY_FILE=str(tmp_path / "key"))


def test_a_key_file_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PRESTIGE_DATA_KEY")
    told = _refusal(monkeypatch, DATA_KEY_FILE=str(tmp_path / "none"))
    assert told == "PRESTIGE_DATA_KEY_FILE cannot be read (No such file or directory)."


def test_two_keys_are_one_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "both set" in _refusal(monkeypatch, DATA_KEY_FILE="key")


WRONG = (
    ("BOT_TOKEN", "token"),
    ("BOT_TOKEN", "1234567:short"),
    ("API_URL", "api.telegram.org"),
    ("API_URL", "ftp://api.telegram.org"),
    ("API_URL", "https://api.telegram.org/?x=1"),
    ("API_URL", "https://[api"),
    ("DATABASE_URL", "postgresql://bot:hunter2@db/prestige"),
    ("DATABASE_URL", "sqlite://prestige.db"),
    ("DATABASE_URL", "sqlite:///"),
    ("DATABASE_URL", "sqlite:///folder/"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DATABASE_URL", "sqlite:///x.db?mode=ro"),
    ("DATABASE_URL", "prestige.db"),
    ("DATA_KEY", "0123"),
    ("DATA_KEY", "g" * 64),
    ("OWNER_IDS", "@owner"),
    ("OWNER_IDS", "1;2"),
    ("OWNER_IDS", "0"),
    ("OWNER_IDS", "-5"),
    ("OWNER_IDS", "9999999999999999"),
    ("LANGUAGE", "de"),
    ("TIMEZONE", "Sofia"),
    ("TIMEZONE", "../../etc/passwd"),
    ("TIMEZONE", "Europe"),
    ("SENDS_PER_SECOND", "0"),
    ("SENDS_PER_SECOND", "1001"),
    ("SENDS_PER_SECOND", "28.5"),
    ("SENDS_PER_SECOND", "many"),
    ("WEBHOOK_URL", "http://bot.example.bg/telegram"),
    ("WEBHOOK_URL", "https://bot.example.bg:8080/telegram"),
    ("WEBHOOK_URL", "https://bot.example.bg:99999/telegram"),
    ("WEBHOOK_URL", "https://bot.example.bg/health"),
    ("WEBHOOK_URL", "https://bot.example.bg/теле"),
    ("WEBHOOK_SECRET", "with space"),
    ("WEBHOOK_SECRET", "a" * 257),
    ("LISTEN", "8443"),
    ("LISTEN", "localhost"),
    ("LISTEN", ":8443"),
    ("LISTEN", "127.0.0.1:0"),
    ("LISTEN", "127.0.0.1:65536"),
    ("LOG_LEVEL", "LOUD"),
)


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_one_line_with_its_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv("PRESTIGE_WEBHOOK_SECRET", "secret")
    error = _error(monkeypatch, **{name: value})
    said = {language: error.told(translator(language)) for language in LANGUAGES}
    for told in said.values():
        assert told.startswith(f"PRESTIGE_{name} ")
        assert told.endswith(".")
        assert "\n" not in told
        assert "{" not in told
    assert len(set(said.values())) == len(LANGUAGES)
    assert str(error) == said["en"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "7654321:hunter2"),
        ("DATA_KEY", "hunter2" * 9),
        ("DATABASE_URL", "postgresql://bot:hunter2@db/prestige"),
        ("API_URL", "https://bot:hunter2@[api"),
        ("WEBHOOK_SECRET", "hunter2!"),
        ("WEBHOOK_URL", "https://bot.example.bg/hunter2?"),
        ("LANGUAGE", "hunter2"),
        ("OWNER_IDS", "hunter2"),
    ],
)
def test_a_refusal_never_repeats_the_value(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert "hunter2" not in _refusal(monkeypatch, **{name: value})


def test_each_wrong_value_has_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    told = _refusal(monkeypatch, LANGUAGE="de", LOG_LEVEL="LOUD", OWNER_IDS="x")
    assert [line.split()[0] for line in told.splitlines()] == [
        "PRESTIGE_OWNER_IDS",
        "PRESTIGE_LANGUAGE",
        "PRESTIGE_LOG_LEVEL",
    ]


def test_the_language_of_refusals_is_read_as_far_as_it_can_be(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert language() == "bg"
    (tmp_path / ".env").write_text("PRESTIGE_LANGUAGE=tr\nPRESTIGE_LOG_LEVEL=LOUD\n")
    assert language() == "tr"
    monkeypatch.setenv("PRESTIGE_LANGUAGE", " EN ")
    assert language() == "en"
    (tmp_path / ".env").write_bytes(b"PRESTIGE_LANGUAGE=\xff")
    assert language() == "en"
    monkeypatch.setenv("PRESTIGE_LANGUAGE", "de")
    assert language() == "bg"


def test_a_webhook_needs_its_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    told = _refusal(monkeypatch, WEBHOOK_URL="https://bot.example.bg/telegram")
    assert told.startswith("PRESTIGE_WEBHOOK_SECRET is not set")


def test_a_bot_api_server_of_one_s_own_may_deliver_anywhere_and_have_short_tokens() -> None:
    settings = load(
        api_url="http://127.0.0.1:8080",
        bot_token="123456:SANDBOX",
        webhook_url="http://127.0.0.1:9000/hook",
        webhook_secret="x",
    )
    assert settings.webhook_path == "/hook"


@pytest.mark.parametrize("content", [b"PRESTIGE_LANGUAGE=\xff\xfe"])
def test_an_env_file_of_another_encoding_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / ".env").write_bytes(content)
    assert _refusal(monkeypatch) == ".env is not UTF-8 text: save it as such."


def test_no_secret_shows_when_settings_are_printed() -> None:
    settings = load(webhook_secret="hush-hush")
    shown = repr(settings) + str(settings) + repr(settings.model_dump())
    assert not any(secret in shown for secret in (TOKEN, KEY, "hush-hush"))


def test_a_secret_loses_the_newline_it_was_pasted_with() -> None:
    assert load(data_key=KEY + "\n", bot_token=f" {TOKEN}\r\n").token == TOKEN


def test_every_setting_has_a_description() -> None:
    assert all((field.description or "").endswith(".") for field in Settings.model_fields.values())


def test_settings_of_a_demo_hear_nothing_from_outside(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PRESTIGE_LANGUAGE=en\n")
    settings = only(data_key_file=tmp_path / "key", api_url="http://127.0.0.1:8080")
    assert (settings.bot_token.get_secret_value(), settings.language) == ("", "bg")


def test_the_page_about_the_settings_is_as_the_program_has_them() -> None:
    page = Path(__file__).parents[2] / "docs" / "settings.md"
    assert page.read_text(encoding="utf-8") == reference()
