"""How long what is typed into a proposal may be."""

import pytest

from bot.domain.errors import DomainError
from bot.domain.proposal_texts import FullNameNeeded, clean_full_name, clean_text
from bot.domain.text import TextTooLong, TextTooShort


@pytest.mark.parametrize("count", [20, 3500])
def test_texts_at_the_limits_are_taken(count: int) -> None:
    assert clean_text("я" * count) == "я" * count


@pytest.mark.parametrize(("count", "refusal"), [(19, TextTooShort), (3501, TextTooLong), (20_000, TextTooLong)])
def test_texts_beyond_the_limits_are_refused_with_the_count(count: int, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal) as found:
        clean_text("я" * count)
    assert found.value.facts["count"] == count


def test_a_full_name_is_of_two_names_at_least() -> None:
    assert clean_full_name(" Мария  Петрова ") == "Мария Петрова"
    for short in ("Мария", "Ана"):
        with pytest.raises(FullNameNeeded):
            clean_full_name(short)
