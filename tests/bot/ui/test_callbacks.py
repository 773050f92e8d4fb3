"""What a button says when it is pressed."""

from contextlib import suppress
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.callbacks import BadCallback, Callback, language_of


@dataclass(frozen=True, slots=True)
class Sample(Callback, prefix="test.sample"):
    number: int
    word: str
    flag: bool


words = st.text(st.characters(codec="utf-8", exclude_characters=":~"), max_size=8)


@given(number=st.integers(-(10**15), 10**15), word=words, flag=st.booleans())
def test_what_was_packed_is_read_back(number: int, word: str, flag: bool) -> None:
    choice = Sample(number, word, flag)
    if len(f"test.sample:{number}:{word}:1".encode()) <= 64:
        assert Sample.parse(choice.pack()) == choice


@given(st.text(max_size=80))
def test_forged_data_is_refused_and_never_breaks(data: str) -> None:
    with suppress(BadCallback):
        Sample.parse(data)


def test_a_language_travels_in_the_button() -> None:
    data = Sample(1, "x", True).pack("tr")
    assert language_of(data) == "tr"
    assert Sample.parse(data) == Sample(1, "x", True)
    assert Sample.matches(data)


def test_a_button_says_no_more_than_64_bytes() -> None:
    with pytest.raises(ValueError, match="too long"):
        Sample(1, "я" * 40, True).pack()


def test_a_prefix_is_given_once() -> None:
    with pytest.raises(TypeError, match="taken"):

        class Another(Callback, prefix="test.sample"):
            pass


@pytest.mark.parametrize("data", ["test.sample:1:x", "test.sample:1:x:2", "test.sample:x:x:1", "other:1:x:1", ""])
def test_a_button_of_another_kind_is_refused(data: str) -> None:
    with pytest.raises(BadCallback):
        Sample.parse(data)
