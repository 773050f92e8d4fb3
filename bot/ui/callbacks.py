"""What a button says when it is pressed: a typed choice packed into at most 64 bytes.

A button once shown can be pressed years later, so a prefix is never given another meaning: change the meaning, take a
new prefix. Somebody who browses without a record has no stored language, so the language travels in the button.
"""

from dataclasses import dataclass, fields
from typing import ClassVar, Self

from telegram.constants import InlineKeyboardButtonLimit

from bot.domain.errors import DomainError

LIMIT = InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
REGISTRY: dict[str, type["Callback"]] = {}


class BadCallback(DomainError):
    """Data that no button of ours carries: forged, or from a feature that is gone."""


@dataclass(frozen=True, slots=True)
class Callback:
    """Subclass with fields of int, str or bool: `class Open(Callback, prefix="c.open")`."""

    prefix: ClassVar[str] = ""

    def __init_subclass__(cls, prefix: str | None = None) -> None:
        # dataclass(slots=True) makes the class a second time, without the keyword: the later one counts
        prefix = prefix or cls.__dict__.get("prefix")
        if not prefix:
            raise TypeError(f"{cls.__name__} needs a prefix")
        if prefix in REGISTRY and REGISTRY[prefix].__qualname__ != cls.__qualname__:
            raise TypeError(f"the callback prefix {prefix} is taken")
        cls.prefix = prefix
        REGISTRY[prefix] = cls

    def pack(self, language: str | None = None) -> str:
        """At most 64 bytes; with a language when the person has no record that would remember it."""
        parts = [self.prefix, *(self._write(getattr(self, field.name)) for field in fields(self))]
        data = ":".join(parts) + (f"~{language}" if language else "")
        if len(data.encode()) > LIMIT:
            raise ValueError(f"{self.prefix} is too long for a button")
        return data

    @staticmethod
    def _write(value: object) -> str:
        text = str(int(value)) if isinstance(value, bool) else str(value)
        if ":" in text or "~" in text:
            raise ValueError("a value may not contain : or ~")
        return text

    @classmethod
    def matches(cls, data: object) -> bool:
        return isinstance(data, str) and prefix_of(data) == cls.prefix

    @classmethod
    def parse(cls, data: str | None) -> Self:
        """Raises BadCallback when the data is not what `pack` writes."""
        name, *values = (data or "").partition("~")[0].split(":")
        if name != cls.prefix or len(values) != len(fields(cls)):
            raise BadCallback()
        try:
            read = [_READERS[repr(field.type)](value) for field, value in zip(fields(cls), values, strict=True)]
        except ValueError as error:
            raise BadCallback() from error
        return cls(*read)


def _whole(text: str) -> int:
    if len(text) > 18:
        raise ValueError("longer than any id of ours")
    return int(text)


def _flag(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError("neither yes nor no")
    return text == "1"


_READERS = {repr(kind): read for kind, read in ((int, _whole), (str, str), (bool, _flag))}


def prefix_of(data: str | None) -> str:
    """What tells the kind of a button."""
    return (data or "").partition("~")[0].partition(":")[0]


def language_of(data: str) -> str | None:
    """The language that travelled in the button, if any."""
    return data.partition("~")[2] or None
