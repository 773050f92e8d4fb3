"""A text as search terms."""

from collections.abc import Iterable

from bot.domain.text import fold


def terms(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())


def indexed(text: str) -> str:
    return " ".join(terms(text))


def match_any(terms: Iterable[str]) -> str:
    return " OR ".join(f'"{term}"' for term in terms)


def match_all(terms: Iterable[str]) -> str:
    return " ".join(f'"{term}"' for term in terms)
