"""What a person sees at once: Telegram HTML and buttons. Screens are values; nothing here talks to anybody."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from bot.ui.callbacks import Callback

LABEL = 30
"""Characters of a button's label; the copy rules ask for no more, and phones cut the rest."""
TITLE_LABEL = 60
"""A title may fill a row of its own."""


@dataclass(frozen=True, slots=True)
class Button:
    """A label with exactly one of a choice and an address."""

    label: str
    choice: Callback | None = None
    url: str | None = None

    def to_json(self, language: str | None) -> dict[str, str]:
        if self.choice is not None:
            return {"text": self.label, "callback_data": self.choice.pack(language)}
        assert self.url is not None
        return {"text": self.label, "url": self.url}


Rows = tuple[tuple[Button, ...], ...]
NO_ROWS: Rows = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """`text` is Telegram HTML; `rows` are at most a few buttons wide."""

    text: Markup
    rows: Rows = field(default=())

    def params(self, language: str | None = None) -> dict[str, Any]:
        """The parameters that sendMessage and editMessageText share. A language travels in the buttons when given."""
        return {
            "text": str(self.text),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
            "reply_markup": {"inline_keyboard": [[button.to_json(language) for button in row] for row in self.rows]},
        }


def fingerprint(screen: Screen, language: str | None = None) -> str:
    """Tells what is seen, buttons included, from anything else."""
    return hashlib.sha256(json.dumps(screen.params(language)).encode()).hexdigest()[:16]


def in_pairs(buttons: Iterable[Button]) -> Rows:
    """Two a row, where both labels are short enough; a long one takes a row of its own."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        short = len(button.label) <= LABEL // 2 + 5
        if short and rows and len(rows[-1]) == 1 and len(rows[-1][0].label) <= LABEL // 2 + 5:
            rows[-1] = (*rows[-1], button)
        else:
            rows.append((button,))
    return tuple(rows)


def ticked(on: bool, label: str) -> str:
    """A choice among several, marked by form and not by colour."""
    return f"{'☑️' if on else '☐'} {label}"


def shorten(text: str, limit: int = TITLE_LABEL) -> str:
    """The text, or its beginning up to a word and an ellipsis, for labels."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head).rstrip(" ,.–-") + "…"


def paragraphs(*parts: Markup | str | None) -> Markup:
    """Parts with an empty line between them; None is left out."""
    return Markup("\n\n").join(part for part in parts if part)


def lines(*parts: Markup | str | None) -> Markup:
    return Markup("\n").join(part for part in parts if part)
