"""A button as staff type it: "Текст – https://адрес", and what it says in other languages."""

import re
from collections.abc import Collection

from bot.domain.contents import units
from bot.domain.errors import DomainError
from bot.domain.personal_data import without_egn
from bot.domain.text import clean
from bot.domain.wording import clean_address

LABEL_AT_MOST = 30
"""UTF-16 units; phones cut the rest."""

_ADDRESS = re.compile(r"(?:https?|tg)://\S+|(?<!\S)(?:[\w-]+\.)+[^\W\d_]{2,}(?:[/?#]\S*)?(?!\S)", re.IGNORECASE)
_TG = re.compile(r"tg://[a-z_]+(?:\?[\w=&%.+-]*)?", re.IGNORECASE)
_BETWEEN = " \t\n–—-|:,;=>→"
_IN = re.compile(r"\s*(\w\w)\s*[:=–—-]\s*(.+)", re.DOTALL)


class LabelTooLong(DomainError):
    def __init__(self, *, count: int, limit: int) -> None:
        super().__init__(count=count, limit=limit, over=count - limit)


class BadLabels(DomainError):
    """Not lines of the shape "en: Label"."""

    def __init__(self) -> None:
        super().__init__()


def read_link(text: str) -> tuple[str | None, str | None]:
    """A label and an address, or one of them. Raises BadAddress, LabelTooLong, TextEmpty."""
    found = _ADDRESS.search(text)
    if found is None:
        return clean_label(text), None
    label = f"{text[: found.start()].rstrip(_BETWEEN)} {text[found.end() :].strip(_BETWEEN)}".strip(_BETWEEN)
    return (clean_label(label) if label else None), clean_link(found.group().rstrip(".,;"))


def clean_link(text: str) -> str:
    """An address that Telegram takes under a button. Raises BadAddress."""
    return text if _TG.fullmatch(text) else clean_address(text)


def clean_label(text: str) -> str:
    """One line. Raises LabelTooLong, TextEmpty."""
    label = without_egn(" ".join(clean(text).split()))
    if units(label) > LABEL_AT_MOST:
        raise LabelTooLong(count=units(label), limit=LABEL_AT_MOST)
    return label


def read_labels(text: str, languages: Collection[str]) -> dict[str, str]:
    """Lines such as "en: Read more", by language. Raises BadLabels, LabelTooLong."""
    found = {}
    for line in filter(str.strip, text.splitlines()):
        said = _IN.fullmatch(line)
        if said is None or said.group(1).lower() not in languages:
            raise BadLabels()
        found[said.group(1).lower()] = clean_label(said.group(2))
    if not found:
        raise BadLabels()
    return found
