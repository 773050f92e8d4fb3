"""What staff write about a consultation, as it may be kept. Limits are user-visible characters."""

import re
from urllib.parse import urlsplit

from bot.domain.errors import DomainError
from bot.domain.text import clean

TITLE_AT_MOST = 300
SUMMARY_AT_MOST = 1500
REASON_AT_MOST = 500
ADDRESS_AT_MOST = 500

_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])?\.?")
"""Names joined by dots, in any alphabet. A button with a worse address would keep its whole message from leaving."""


class BadAddress(DomainError):
    """No address of a page on the web."""

    def __init__(self, *, text: str) -> None:
        super().__init__(text=text)


def clean_title(text: str) -> str:
    """One line. Raises the refusals of `clean`."""
    return " ".join(clean(text, at_most=TITLE_AT_MOST, at_least=5).split())


def clean_summary(text: str) -> str:
    """What changes, in about three sentences. Raises the refusals of `clean`."""
    return clean(text, at_most=SUMMARY_AT_MOST, at_least=20)


def clean_reason(text: str) -> str:
    """Why a term is short, or something is cancelled or changed. Raises the refusals of `clean`."""
    return clean(text, at_most=REASON_AT_MOST, at_least=5)


def clean_address(text: str) -> str:
    """The address of a page on the web; https is meant where no scheme was typed. Raises BadAddress."""
    typed = text.strip()
    address = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        sound = parts.scheme in ("http", "https") and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        raise BadAddress(text=text) from None
    if not sound or not _HOST.fullmatch(host) or len(address) > ADDRESS_AT_MOST or not address.isprintable():
        raise BadAddress(text=text)
    if any(character.isspace() or character in "<>\"'`\\" for character in address):
        raise BadAddress(text=text)
    return address
