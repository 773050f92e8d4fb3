"""Lengths as Telegram counts them, and cuts that harm nothing."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.sandbox.entities import utf16_length
from bot.sandbox.markup import parse_html
from bot.ui.fitting import cut, shown_units, units

anything = st.text(max_size=300)


@given(anything, st.integers(1, 200))
def test_a_cut_text_fits_and_is_a_beginning(text: str, room: int) -> None:
    found = cut(text, room)
    assert units(found) <= room
    if found != text:
        assert found.endswith("…")
        assert text.startswith(found[:-1])


@given(anything)
def test_a_text_that_fits_stays_whole(text: str) -> None:
    assert cut(text, max(units(text), 1)) == text


@given(anything)
def test_units_are_counted_as_telegram_counts_them(text: str) -> None:
    assert units(text) == utf16_length(text)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=100).filter(str.strip))
def test_markup_is_counted_as_it_is_read(text: str) -> None:
    shown = Markup("<b>{}</b> &amp; <i>край</i>").format(text)
    assert shown_units(shown) == utf16_length(f"{text} & край")
    assert utf16_length(parse_html(str(shown))[0].strip()) <= shown_units(shown)


def test_a_word_is_not_cut_in_two_and_an_emoji_never_is() -> None:
    assert cut("Наредба за зелената система", 20) == "Наредба за зелената…"
    assert cut("🌳🌳🌳🌳", 4) == "🌳…"
    assert cut("я" * 50, 10) == "я" * 9 + "…"


def test_where_there_is_room_for_the_ellipsis_alone_it_stands_alone() -> None:
    assert cut("дума", 1) == "…"
