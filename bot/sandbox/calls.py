"""One call of the bot: its parameters, whichever way they were sent, read as Telegram reads them."""

from dataclasses import dataclass
from typing import Any

import orjson

from bot.sandbox.refusals import Refused, bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    mime: str
    content: bytes


@dataclass(slots=True)
class Call:
    """Parameters are strings (forms, queries) or whatever JSON had; files are those of a multipart body."""

    method: str
    params: dict[str, Any]
    files: dict[str, Upload]

    def has(self, name: str) -> bool:
        return self.params.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """The parameter as a string, empty when it is missing. Raises Refused for an object or a list."""
        value = self.params.get(name)
        if isinstance(value, str):
            return value
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            return str(value)
        raise bad_request(f'parameter "{name}" must be of type String')

    def number(self, name: str, default: int, least: int | None = None, most: int | None = None) -> int:
        """A whole number, moved into its bounds when it is outside, as Telegram does."""
        value = self.text(name).strip()
        if not value:
            return default
        try:
            number = int(value)
        except ValueError:
            raise bad_request(f'parameter "{name}" must be a valid Integer') from None
        if least is not None:
            number = max(number, least)
        return number if most is None else min(number, most)

    def decimal(self, name: str) -> float:
        value = self.text(name).strip()
        if not value:
            raise bad_request(f"{name} is empty")
        try:
            return float(value)
        except ValueError:
            raise bad_request(f'parameter "{name}" must be a valid Float') from None

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def json(self, name: str, what: str) -> Any:
        """An object or a list, sent as such or as a JSON string; None when missing. `what` names it in the refusal."""
        value = self.params.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise bad_request(f"can't parse {what} JSON object") from None


def too_large() -> Refused:
    return Refused(413, "Request Entity Too Large")
