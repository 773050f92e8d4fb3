"""The forms that values of settings may have. What does not fit is told by `bot.settings_refusals`."""

import re
from typing import Annotated, Any, NamedTuple
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode

from bot.settings_refusals import Unfit, mark

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


def _web_address(value: str, sentence: str, example: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        plain = parts.scheme in ("http", "https") and "?" not in value and "#" not in value
        if plain and parts.hostname and port_of(value) > 0:
            return parts
    except ValueError:
        pass
    raise Unfit(sentence, example=example)


def _api_url(value: str) -> str:
    _web_address(value, mark("operator.api_url"), TELEGRAM)
    return value.rstrip("/")


def _webhook_url(value: str) -> str:
    parts = _web_address(value, mark("operator.webhook_url"), "https://bot.example.bg/telegram")
    if not _PATH.fullmatch(parts.path) or parts.path == HEALTH:
        raise Unfit(mark("operator.webhook_path"), health=HEALTH)
    return value


def _database_url(value: str) -> str:
    path = value.removeprefix("sqlite:///")
    if path == value or path in ("", ":memory:") or path.endswith("/") or "?" in path or "\0" in path:
        raise Unfit(mark("operator.database_url"))
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise Unfit(mark("operator.timezone")) from None
    return value


def _owner_ids(value: object) -> object:
    if not isinstance(value, str):
        return value
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if not all(part.isascii() and part.isdigit() and len(part) <= 16 for part in parts):
        raise Unfit(mark("operator.owner_ids"))
    return [int(part) for part in parts]


def _listen(value: object) -> object:
    if not isinstance(value, str):
        return value
    host, _, port = value.strip().rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not (port.isascii() and port.isdigit()) or not 1 <= int(port[:6]) <= 65535:
        raise Unfit(mark("operator.listen"))
    return Address(host, int(port))


def _secret(pattern: re.Pattern[str], sentence: str) -> AfterValidator:
    def check(value: SecretStr) -> SecretStr:
        text = value.get_secret_value().strip()
        if text and not pattern.fullmatch(text):
            raise Unfit(sentence)
        return SecretStr(text)

    return AfterValidator(check)


def _folded(fold: Any) -> BeforeValidator:
    return BeforeValidator(lambda value: fold(value.strip()) if isinstance(value, str) else value)


Token = Annotated[SecretStr, _secret(_TOKEN, mark("operator.token"))]
Key = Annotated[SecretStr, _secret(WHOLE_KEY, mark("operator.key"))]
WebhookSecret = Annotated[SecretStr, _secret(_WEBHOOK_SECRET, mark("operator.webhook_secret"))]
ApiUrl = Annotated[str, AfterValidator(_api_url)]
DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
WebhookUrl = Annotated[str, AfterValidator(_webhook_url)]
Timezone = Annotated[str, AfterValidator(_timezone)]
OwnerIds = Annotated[tuple[Annotated[int, Field(gt=0, lt=2**52)], ...], NoDecode, BeforeValidator(_owner_ids)]
Listen = Annotated[Address, NoDecode, BeforeValidator(_listen)]
Upper = _folded(str.upper)
Lower = _folded(str.lower)
