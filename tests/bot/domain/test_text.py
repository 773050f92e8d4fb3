import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text import TextEmpty, TextTooLong, TextTooShort, clean, fold, length, spreadsheet_safe

FAMILY = "👨‍👩‍👧‍👦"
FARMER = "👩🏽‍🌾"
SHAKING_HEAD = "🙂‍↔️"
HEART_ON_FIRE = "❤️‍🔥"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
BULGARIA = "🇧🇬"
KEYCAP = "1️⃣"

HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from("аa\u200d\ufe0f👩🌾🏽🏴\U000e0067\U000e007f🇧\u0301\u200b\u202e\x00\r\n\t \u2800\u3164\u1100"),
        st.characters(),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Добър ден \n", "Добър ден"),
        ("e\u0301", "é"),
        ("и\u0306", "й"),
        ("а\r\nб\rв\u2028г\u2029д\x85е\x0bж", "а\nб\nв\nг\nд\nе\nж"),
        ("а\tб", "а б"),
        ("а\x00б\x1b[31mв\x7f", "аб[31mв"),
        ("a\u200bb\u200cc\u200ed\u200fe\u2060f\ufeffg\u00adh", "abcdefgh"),
        ("\u202eгфед\u202c \u2066x\u2069\u061c", "гфед x"),
        ("e\u200b\u0301", "é"),  # composed after the invisible one is gone
        ("ред\n\nред", "ред\n\nред"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),  # escaped where it is shown, not here
        ("a\ud800b", "ab"),
        ("مرحبا", "مرحبا"),
    ],
)
def test_a_text_is_kept_without_what_nobody_sees(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize("emoji", [FAMILY, FARMER, SHAKING_HEAD, HEART_ON_FIRE, SCOTLAND, BULGARIA, KEYCAP])
def test_an_emoji_of_several_parts_survives_and_is_one_character(emoji: str) -> None:
    assert clean(f"а {emoji} б") == f"а {emoji} б"
    assert length(emoji) == 1
    assert length(emoji * 3) == 3


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("а\u200dб", "аб"),
        ("👩\u200d", "👩"),
        ("\u200d👩", "👩"),
        ("👩\u200d\u200d👩", "👩👩"),
        ("👩\u200dа", "👩а"),
        ("а\U000e0067\U000e007f", "а"),  # hidden writing in tags
        ("🏴\U000e0067", "🏴"),  # a flag that does not end
    ],
)
def test_joiners_and_tags_stay_only_inside_emoji(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " \n\t",
        "\u200b\u200d\u2060",
        "\x00",
        "\u3164\u115f",
        "\u2800 \n\u2800",
        "\u0301",
        "\ufe0f",
        "\u00a0",
    ],
)
def test_a_text_that_shows_nothing_is_empty(typed: str) -> None:
    with pytest.raises(TextEmpty):
        clean(typed)


def test_nothing_may_be_typed_where_nothing_is_asked() -> None:
    assert clean(" \u200b", at_least=0) == ""


def test_the_limits_count_what_a_reader_sees() -> None:
    assert clean(FAMILY * 20, at_least=20, at_most=20) == FAMILY * 20
    with pytest.raises(TextTooLong) as too_long:
        clean(FAMILY * 21, at_most=20)
    assert too_long.value.facts == {"count": 21, "limit": 20, "over": 1}
    with pytest.raises(TextTooShort) as too_short:
        clean(" " + FAMILY * 19 + " ", at_least=20)
    assert too_short.value.facts == {"count": 19, "limit": 20}


def test_by_default_a_text_may_be_as_long_as_a_proposal() -> None:
    assert len(clean("щ" * 3500)) == 3500
    with pytest.raises(TextTooLong):
        clean("щ" * 3501)


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("", 0),
        ("Здравейте", 9),
        ("q\u0303q\u0323\u0307", 2),
        ("🇧🇬🇹🇷", 2),
        ("🇧🇬🇹", 2),
        ("👍👍🏿", 2),
        ("а\nб", 3),
        ("\n\u0301", 2),
        ("का", 1),
    ],
)
def test_length_counts_user_visible_characters(text: str, characters: int) -> None:
    assert length(text) == characters


@pytest.mark.parametrize("smuggled", ["а" + "\u0301" * 3199, "👩" + "\u200d👩" * 1600])
def test_a_book_stacked_into_one_character_counts_as_many(smuggled: str) -> None:
    assert length(smuggled) >= 200


@given(st.text(alphabet=st.characters(codec="windows-1251") | st.sampled_from("\u0300\u0483\u20dd")))
def test_writing_is_counted_the_same_alone_and_beside_an_emoji(text: str) -> None:
    assert length(f"{text}\n👍") == length(text) + 2


@given(HOSTILE)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text, at_least=0)
    assert clean(once, at_least=0) == once


@given(HOSTILE)
def test_what_is_kept_can_be_stored_and_shown(text: str) -> None:
    kept = clean(text, at_least=0)
    assert kept.encode() == kept.encode("utf-8", "surrogatepass")
    assert unicodedata.is_normalized("NFC", kept)
    assert kept == kept.strip()
    assert not any(unicodedata.category(character) == "Cc" for character in kept if character != "\n")
    assert length(kept) <= len(kept) <= 16 * length(kept)


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъьюяABCxyz 0123456789.,!?", min_size=1))
def test_plain_writing_is_kept_as_it_was_sent(text: str) -> None:
    assert clean(text, at_least=0) == text.strip()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ОТПАДЪЦИ", "отпадъци"),
        ("Xacкoвo", "Хасково"),  # Latin X, a, c, o
        ("BАРОШ", "варош"),  # Latin B
        ("TАКСА HА МECTO", "такса на место"),
        ("ѝ", "и"),
        ("şehir İSTİŞARE", "SEHIR istisare"),
        ("ısı", "ISI"),
        ("Ｗaste", "WASTE"),
        ("café", "CAFE"),
        (" две\n думи ", "две думи"),
    ],
)
def test_search_takes_look_alikes_for_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("май", "маи"), ("код", "кот"), ("№ 12", "№ 13")])
def test_search_still_tells_letters_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(codec="windows-1251")))
def test_case_makes_no_difference_in_search(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower())


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+359 38", "'+359 38"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("", ""),
        ("Мнение = добро", "Мнение = добро"),
        ("'=1", "'=1"),
    ],
)
def test_a_spreadsheet_gets_no_formula(value: str, written: str) -> None:
    assert spreadsheet_safe(value) == written
