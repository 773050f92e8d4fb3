"""What the operator decides, from the environment or `.env`: each field's name with PRESTIGE_ before it."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.announcements import FOUR_EYES_ABOVE
from bot.domain.questionnaires import SMALLEST_GROUP
from bot.settings_forms import (
    TELEGRAM,
    WHOLE_KEY,
    WHOLE_TOKEN,
    Address,
    ApiUrl,
    DatabaseUrl,
    Key,
    Listen,
    Lower,
    OwnerIds,
    Timezone,
    Token,
    Upper,
    WebhookSecret,
    WebhookUrl,
    port_of,
)
from bot.settings_refusals import Matter, SettingsError, Unfit, mark

PREFIX = "PRESTIGE_"
WEBHOOK_PORTS = (443, 80, 88, 8443)
"""Where Telegram delivers; a Bot API server of one's own delivers anywhere."""

KEY_UNSET = mark("operator.key_unset")
TOKEN_UNSET = mark("operator.token_unset")


class Settings(BaseSettings):
    """Valid when it exists. Whether the secrets are there at all is asked by `load`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )

    bot_token: Token = Field(
        SecretStr(""), description="The bot's token, from @BotFather. Whoever has it can speak as the bot."
    )
    api_url: ApiUrl = Field(
        TELEGRAM, description="Where the Bot API is. Another address only for a Bot API server of one's own."
    )
    database_url: DatabaseUrl = Field(
        "sqlite:///prestige.db",
        description="The database file: `sqlite:///` and a path from the folder the bot is started in, "
        "or four slashes and a path from the root.",
    )
    data_key: Key = Field(
        SecretStr(""),
        description="The key that encrypts the database, 64 hexadecimal digits, made by `prestige key`. "
        "Keep it apart from the database and its backups: without it they cannot be read.",
    )
    data_key_file: Path | None = Field(
        None, description="A file with that key, instead of the key. Nobody but the bot should read it."
    )
    owner_ids: OwnerIds = Field(
        (),
        description="Who owns the bot, as Telegram ids with commas between them. "
        "Owners may do everything and invite further staff.",
    )
    language: Annotated[Literal["bg", "en", "tr"], Lower] = Field(
        "bg", description="The language of the operator's commands, and of people whose own is not known."
    )
    timezone: Timezone = Field(
        "Europe/Sofia", description="The town's time zone: where its days begin and its terms end."
    )
    sends_per_second: int = Field(
        30,
        ge=1,
        le=1000,
        description="How many messages a second Telegram takes from the bot, from 1 to 1000; it stays 1 % below. "
        "Telegram's own limit is about 30; more only with paid broadcasts.",
    )
    smallest_group: int = Field(
        SMALLEST_GROUP,
        ge=SMALLEST_GROUP,
        le=100,
        description="Answers of fewer people than this are never shown, from 5 to 100. "
        "Holds for questionnaires made from then on.",
    )
    four_eyes_above: int = Field(
        FOUR_EYES_ABOVE,
        ge=-1,
        description="An announcement to more people than this must be approved by a second member of staff; "
        "0 for every one, -1 for none. An emergency always must.",
    )
    webhook_url: WebhookUrl | None = Field(
        None,
        description="Where Telegram delivers, an https address that leads to `PRESTIGE_LISTEN`. "
        "Without it the bot asks Telegram itself, which needs no address.",
    )
    webhook_secret: WebhookSecret = Field(
        SecretStr(""),
        description="What Telegram shows with every delivery, 1 to 256 of `A-Z a-z 0-9 _ -`. "
        "Needed with `PRESTIGE_WEBHOOK_URL`.",
    )
    listen: Listen = Field(
        Address("127.0.0.1", 8443), description="Host and port where the bot hears deliveries and `/health`."
    )
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], Upper] = Field(
        "INFO", description="How much is logged: DEBUG, INFO, WARNING or ERROR."
    )

    @model_validator(mode="after")
    def _agree_with_each_other(self) -> "Settings":
        if self.data_key.get_secret_value() and self.data_key_file is not None:
            raise Unfit(mark("operator.two_keys"))
        token = self.bot_token.get_secret_value()
        if token and self.api_url == TELEGRAM and not WHOLE_TOKEN.fullmatch(token):
            raise Unfit(mark("operator.token_cut"))
        if self.webhook_url is not None:
            self._webhook_can_work(self.webhook_url)
        return self

    def _webhook_can_work(self, url: str) -> None:
        if not self.webhook_secret.get_secret_value():
            raise Unfit(mark("operator.webhook_secret_unset"))
        if self.api_url != TELEGRAM:
            return
        if urlsplit(url).scheme != "https":
            raise Unfit(mark("operator.webhook_not_https"))
        if port_of(url) not in WEBHOOK_PORTS:
            raise Unfit(mark("operator.webhook_port"), ports=", ".join(map(str, WEBHOOK_PORTS)))

    @property
    def token(self) -> str:
        """The bot's token. Raises SettingsError when it is not set."""
        token = self.bot_token.get_secret_value()
        if not token:
            raise _refused(TOKEN_UNSET)
        return token

    @property
    def key(self) -> str:
        """The database's key, from the setting or the file. Raises SettingsError when there is none."""
        if self.data_key_file is not None:
            return _key_in(self.data_key_file)
        key = self.data_key.get_secret_value()
        if not key:
            raise _refused(KEY_UNSET)
        return key.lower()

    @property
    def database_path(self) -> Path:
        return Path(self.database_url.removeprefix("sqlite:///"))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def webhook_path(self) -> str:
        """The path of `webhook_url`; "/" without one."""
        return urlsplit(self.webhook_url or "").path or "/"


def load(*, needs: tuple[str, ...] = ("token", "key"), **overrides: Any) -> Settings:
    """The settings of this process; `overrides` win over the environment, and that over `.env`.

    `needs` names the secrets that must be there. Raises SettingsError, a line for each thing wrong.
    """
    unknown = overrides.keys() - Settings.model_fields.keys()
    if unknown:
        raise TypeError(f"no such settings: {', '.join(sorted(unknown))}")
    try:
        settings = Settings(**overrides)
    except ValidationError as error:
        raise SettingsError(*(_matter(one["loc"], one.get("ctx", {})) for one in error.errors())) from None
    except UnicodeDecodeError:
        raise _refused(mark("operator.env_not_text")) from None
    except OSError as error:
        raise _refused(mark("operator.env_unreadable"), why=error.strerror) from None
    missing = [matter for secret in needs for matter in _missing(settings, secret)]
    if missing:
        raise SettingsError(*missing)
    return settings


class _Language(BaseSettings):
    """The one setting that is asked for when the others cannot be read."""

    model_config = Settings.model_config

    language: Annotated[Literal["bg", "en", "tr"], Lower] = "bg"


def language() -> str:
    """Of the environment or `.env`, as far as they can be read, whatever else is wrong with them."""
    for file in (".env", None):
        with suppress(ValidationError, UnicodeDecodeError, OSError):
            return _Language(_env_file=file).language
    return "bg"


def only(**values: Any) -> Settings:
    """Settings from these values alone, whatever the environment and `.env` say: for the demo and for tests."""
    # A name in the environment cannot have a NUL in it, so nothing there has this prefix.
    return Settings(_env_file=None, _env_prefix="\0", **values)


def _refused(sentence: str, **facts: object) -> SettingsError:
    return SettingsError((None, Unfit(sentence, **facts)))


def _missing(settings: Settings, secret: str) -> Sequence[Matter]:
    try:
        getattr(settings, secret)
    except SettingsError as error:
        return error.matters
    return ()


_WANTED = {
    "owner_ids": mark("operator.owner_ids"),
    "language": mark("operator.language"),
    "sends_per_second": mark("operator.sends_per_second"),
    "smallest_group": mark("operator.smallest_group"),
    "log_level": mark("operator.log_level"),
}


def _matter(place: tuple[int | str, ...], context: dict[str, Any]) -> Matter:
    field = str(place[0]) if place else None
    found = context.get("error")
    if not isinstance(found, Unfit):
        found = Unfit(_WANTED.get(field or "", mark("operator.unreadable")))
    return (None if field is None else PREFIX + field.upper()), found


def _key_in(path: Path) -> str:
    try:
        key = path.read_text("ascii").strip()
    except UnicodeDecodeError:
        key = ""
    except OSError as error:
        raise _refused(mark("operator.key_file_unreadable"), why=error.strerror) from None
    if not WHOLE_KEY.fullmatch(key):
        raise _refused(mark("operator.key_file_wrong"))
    return key.lower()


def reference() -> str:
    """The page `docs/settings.md`, as it must be."""
    lines = [
        "# Settings",
        "",
        "Read from the environment, or from a file `.env` in the folder the bot is started in; the environment wins.",
        "`prestige check` tells what is wrong with them. A test keeps this page as the program has it;",
        "`python -m bot.settings > docs/settings.md` writes it anew.",
        "",
        "| name | when not set | what it is |",
        "|---|---|---|",
    ]
    for name, field in Settings.model_fields.items():
        lines.append(f"| `{PREFIX}{name.upper()}` | {_shown(field.default)} | {field.description} |")
    return "\n".join(lines) + "\n"


def _shown(default: object) -> str:
    match default:
        case Address():
            return f"`{default.host}:{default.port}`"
        case SecretStr() | None | ():
            return "nothing"
        case _:
            return f"`{default}`"


if __name__ == "__main__":
    print(reference(), end="")  # noqa: T201 # its only output
