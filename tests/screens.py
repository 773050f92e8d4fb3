"""What every screen owes its reader: valid Telegram HTML within the limits, and buttons that can be pressed."""

from functools import cache, lru_cache

from telegram.constants import InlineKeyboardMarkupLimit, MessageLimit

from bot.i18n import LANGUAGES
from bot.sandbox.entities import utf16_length
from bot.sandbox.markup import parse_html
from bot.ui.callbacks import REGISTRY, Callback
from bot.ui.screen import LABEL, TITLE_LABEL, Screen

KEYS = 6
"""Buttons in a row that are numbers alone, as those of a scale."""


def text(screen: Screen) -> str:
    """What is read, without its formatting."""
    return _read(str(screen.text))


@lru_cache(maxsize=4_096)
def _read(source: str) -> str:
    return parse_html(source)[0]


def labels(screen: Screen) -> list[str]:
    return [button.label for row in screen.rows for button in row]


def assert_fits(screen: Screen) -> None:
    """Read by the sandbox, which is as strict as Telegram; buttons also for somebody whose language travels in them."""
    read = text(screen)
    assert read.strip()
    assert "{" not in read
    assert utf16_length(read) <= MessageLimit.MAX_TEXT_LENGTH
    buttons = [button for row in screen.rows for button in row]
    assert len(buttons) <= InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER
    for row in screen.rows:
        assert 1 <= len(row) <= (KEYS if all(len(button.label) <= 2 for button in row) else 2)
        for button in row:
            assert button.label.strip()
            assert len(button.label) <= (TITLE_LABEL if len(row) == 1 else LABEL), button.label
    for button in buttons:
        if button.choice is None:
            assert button.url is not None
            assert button.url.startswith("https://")
            continue
        assert_carried(button.choice)


@cache
def assert_carried(choice: Callback) -> None:
    """Looked at once, on however many screens it is."""
    for language in (None, *LANGUAGES):
        assert type(choice).parse(choice.pack(language)) == choice
    assert REGISTRY[type(choice).prefix] is type(choice)
