"""How the Bot API says no."""

from typing import Any


class Refused(Exception):
    """An answer other than `ok`. `description` is in Telegram's words, with the prefix of its code."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class ConnectionLost(Exception):
    """The connection is closed instead of an answer."""


class Misuse(Exception):
    """A test or the page asked for something no client can do; the message is one plain sentence."""


def bad_request(words: str) -> Refused:
    """400, the words in lower case as Telegram writes them: an error code such as BUTTON_DATA_INVALID stays."""
    if len(words) > 1 and not (words[1] == "_" or words[1].isupper()):
        words = words[0].lower() + words[1:]
    return Refused(400, f"Bad Request: {words}")


def not_in_the_sandbox(what: str) -> Refused:
    """400 for what Telegram knows and the sandbox does not: loud, so that nobody takes silence for success."""
    return Refused(400, f"Bad Request: {what} is not in the sandbox")


def too_many_requests(retry_after: int) -> Refused:
    return Refused(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
