"""Every refusal of the rules can be said in words."""

import inspect
from collections import Counter
from collections.abc import Iterator

import pytest

from bot.domain.calendar import SOFIA
from bot.domain.errors import DomainError
from bot.i18n import LANGUAGES, translator
from handlers.problems import words


def refusals(of: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    """All of ours, but what tests bring along."""
    for kind in of.__subclasses__():
        if not kind.__module__.startswith("tests"):
            yield kind
        yield from refusals(kind)


def a_refusal(kind: type[DomainError]) -> DomainError:
    """With whatever for its facts."""
    known = [name for name, one in inspect.signature(kind).parameters.items() if one.kind is not one.VAR_KEYWORD]
    return kind(**{name: () if name == "faults" else 1 for name in known})


def test_no_two_refusals_are_said_with_the_same_words_by_having_the_same_name() -> None:
    assert {code: count for code, count in Counter(kind.code for kind in refusals()).items() if count > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_brings_every_fact_that_its_words_speak_of(language: str) -> None:
    for kind in refusals():
        assert words(translator(language, SOFIA), a_refusal(kind)), kind.code
