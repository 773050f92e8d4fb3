"""The forms that values of settings may have. A refusal says what is wanted, never what was found."""

import re
from typing import Annotated, Any, NamedTuple
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode

TELEGRAM = "https://api.telegram.org"
HEALTH = "/health"

WHOLE_KEY = re.compile(r"[0-9A-Fa-f]{64}")
WHOLE_TOKEN = re.compile(r"[0-9]{5,20}:[A-Za-z0-9_-]{30,}")
"""As Telegram makes them; a stand-in may have shorter ones."""

_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]+")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_PATH = re.compile(r"(/[A-Za-z0-9_.~-]+)*/?")


class Address(NamedTuple):
    """Where to listen."""

    host: str
    port: int


def port_of(url: str) -> int:
    """The port an http or https address means. ValueError for one that cannot be."""
    parts = urlsplit(url)
    return (443 if parts.scheme == "https" else 80) if parts.port is None else parts.port


def _web_address(value: str, words: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        plain = parts.scheme in ("http", "https") and "?" not in value and "#" not in value
        if plain and parts.hostname and port_of(value) > 0:
            return parts
    except ValueError:
        pass
    raise ValueError(words)


def _api_url(value: str) -> str:
    _web_address(value, f"must be an address such as {TELEGRAM}, with nothing behind it")
    return value.rstrip("/")


def _webhook_url(value: str) -> str:
    parts = _web_address(value, "must be an address such as https://bot.example.bg/telegram")
    if not _PATH.fullmatch(parts.path) or parts.path == HEALTH:
        raise ValueError(f"may have only A-Z a-z 0-9 . _ ~ - and / in its path, and not {HEALTH}")
    return value


def _database_url(value: str) -> str:
    path = value.removeprefix("sqlite:///")
    if path == value or path in ("", ":memory:") or path.endswith("/") or "?" in path or "\0" in path:
        raise ValueError("must name a file: sqlite:///prestige.db in this folder, or sqlite:////var/lib/prestige.db")
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("must be a time zone by its name, such as Europe/Sofia") from None
    return value


def _owner_ids(value: object) -> object:
    if not isinstance(value, str):
        return value
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if not all(part.isascii() and part.isdigit() and len(part) <= 16 for part in parts):
        raise ValueError("must be Telegram ids, numbers with commas between them: 1234567,7654321")
    return [int(part) for part in parts]


def _listen(value: object) -> object:
    if not isinstance(value, str):
        return value
    host, _, port = value.strip().rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not (port.isascii() and port.isdigit()) or not 1 <= int(port[:6]) <= 65535:
        raise ValueError("must be host:port, such as 127.0.0.1:8443")
    return Address(host, int(port))


def _secret(pattern: re.Pattern[str], words: str) -> AfterValidator:
    def check(value: SecretStr) -> SecretStr:
        text = value.get_secret_value().strip()
        if text and not pattern.fullmatch(text):
            raise ValueError(words)
        return SecretStr(text)

    return AfterValidator(check)


def _folded(fold: Any) -> BeforeValidator:
    return BeforeValidator(lambda value: fold(value.strip()) if isinstance(value, str) else value)


Token = Annotated[SecretStr, _secret(_TOKEN, "must be a token of @BotFather: digits, a colon, letters")]
Key = Annotated[SecretStr, _secret(WHOLE_KEY, "must be 64 hexadecimal digits, as `prestige key` prints them")]
WebhookSecret = Annotated[
    SecretStr, _secret(_WEBHOOK_SECRET, "must be 1 to 256 of the letters A-Z, a-z, digits, _ and -")
]
ApiUrl = Annotated[str, AfterValidator(_api_url)]
DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
WebhookUrl = Annotated[str, AfterValidator(_webhook_url)]
Timezone = Annotated[str, AfterValidator(_timezone)]
OwnerIds = Annotated[tuple[Annotated[int, Field(gt=0, lt=2**52)], ...], NoDecode, BeforeValidator(_owner_ids)]
Listen = Annotated[Address, NoDecode, BeforeValidator(_listen)]
Upper = _folded(str.upper)
Lower = _folded(str.lower)
