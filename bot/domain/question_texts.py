"""What staff type while they build a questionnaire: titles, questions, options, numbers."""

import re

from bot.domain.errors import DomainError
from bot.domain.personal_data import without_egn
from bot.domain.questions import OPTIONS_AT_MOST, BadOptions
from bot.domain.text import clean

TITLE_AT_LEAST, TITLE_AT_MOST = 3, 150
WORDING_AT_LEAST, WORDING_AT_MOST = 3, 300
OPTION_AT_MOST = 100
DAYS_AT_MOST = 90
"""That a questionnaire may be open."""

_BULLET = re.compile(r"^(?:[-–—•*·]|\d{1,2}[.)])\s+")


class BadNumber(DomainError):
    """A whole number between the two was asked for."""

    def __init__(self, *, low: int, high: int) -> None:
        super().__init__(low=low, high=high)


def clean_title(text: str) -> str:
    """One line. Raises the refusals of `clean`."""
    return _line(text, TITLE_AT_LEAST, TITLE_AT_MOST)


def clean_wording(text: str) -> str:
    """One line. Raises the refusals of `clean`."""
    return _line(text, WORDING_AT_LEAST, WORDING_AT_MOST)


def read_options(text: str) -> list[str]:
    """One option a line, without the bullets and numbers of a list. Raises BadOptions and the refusals of `clean`."""
    given = [line for line in (_BULLET.sub("", one.strip()) for one in text.splitlines()) if line]
    found = [_line(one, 1, OPTION_AT_MOST) for one in given[: OPTIONS_AT_MOST + 1]]
    if not 2 <= len(found) <= OPTIONS_AT_MOST or len({one.casefold() for one in found}) < len(found):
        raise BadOptions(limit=OPTIONS_AT_MOST)
    return found


def read_number(text: str, *, low: int, high: int) -> int:
    """ "14", "14 дни". Raises BadNumber."""
    found = re.fullmatch(r"\s*([0-9]{1,6})(?:\s*[^\W\d]+\.?)?\s*", text)
    if found is None or not low <= int(found[1]) <= high:
        raise BadNumber(low=low, high=high)
    return int(found[1])


def _line(text: str, at_least: int, at_most: int) -> str:
    return without_egn(" ".join(clean(text, at_most=at_most, at_least=at_least).split()))
