"""What is remembered of the bot's calls: sends, refusals, answers, and what each chat was told."""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple


class Sent(NamedTuple):
    """One accepted send. `at` is monotonic seconds; `text` is the text, the caption or the file's name."""

    method: str
    chat_id: int
    at: float
    message_id: int
    text: str


class Refusal(NamedTuple):
    method: str
    code: int
    description: str
    at: float


class CallbackAnswer(NamedTuple):
    """What the bot answered to a pressed button."""

    query_id: str
    text: str | None
    show_alert: bool
    url: str | None


class PendingQuery(NamedTuple):
    person_id: int
    chat_id: int
    expires: float


class Ledger:
    """By which method each chat was told what, in order; at most `history` of the newest for each (None: all)."""

    def __init__(self, history: int | None) -> None:
        self._history = history
        self._entries: dict[int, deque[tuple[str, str]]] = {}

    def record(self, chat_id: int, method: str, words: str) -> None:
        entries = self._entries.get(chat_id)
        if entries is None:
            entries = self._entries[chat_id] = deque(maxlen=self._history)
        entries.append((method, words))

    def __getitem__(self, chat_id: int) -> list[str]:
        return [words for _, words in self._entries[chat_id]]

    def items(self) -> Iterator[tuple[int, list[str]]]:
        return ((chat_id, self[chat_id]) for chat_id in self._entries)

    def count(self, containing: str, method: str | None = None) -> dict[int, int]:
        """How often each chat was told words with this in them, by this method or by any; chats never told are out."""
        found: dict[int, int] = {}
        for chat_id, entries in self._entries.items():
            times = sum(containing in words and method in (None, by) for by, words in entries)
            if times:
                found[chat_id] = times
        return found
