"""Numbers and codes of receipts, as they are written and as people type them."""

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.receipts import CODE_ALPHABET, CODE_LENGTH, code_of, digest, format_number, read_code, read_number

TO_CYRILLIC = str.maketrans("ABEKMHOPCTYX", "АВЕКМНОРСТУХ")


@pytest.mark.parametrize(
    ("series", "year", "number", "written"),
    [
        ("S", 2026, 42, "S-26-00042"),
        ("P", 2026, 99999, "P-26-99999"),
        ("I", 2031, 100000, "I-31-100000"),
        ("S", 2105, 1, "S-05-00001"),
    ],
)
def test_a_number_has_its_series_its_year_and_five_digits_or_more(
    series: str, year: int, number: int, written: str
) -> None:
    assert format_number(series, year, number) == written


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("S-26-00042", "S-26-00042"),
        (" s-26-00042. ", "S-26-00042"),
        ("s2600042", "S-26-00042"),
        ("s 26 42", "S-26-00042"),
        ("S/26/42", "S-26-00042"),
        ("S–26—00042", "S-26-00042"),
        ("S−26‑00042", "S-26-00042"),
        ("№ S-26-00042", "S-26-00042"),
        ("№S-26-00042", "S-26-00042"),
        ("No. S-26-00042", "S-26-00042"),
        ("No: S-26-00042", "S-26-00042"),
        ("#S-26-00042", "S-26-00042"),
        ("S-2026-00042", "S-26-00042"),
        ("S-26-OOO42", "S-26-00042"),
        ("С-26-00042", "S-26-00042"),  # Cyrillic Es
        ("с2642", "S-26-00042"),
        ("Ѕ-26-00042", "S-26-00042"),  # Cyrillic Dze
        ("Р-26-7", "P-26-00007"),  # Cyrillic Er
        ("п-26-7", "P-26-00007"),
        ("И-26-7", "I-26-00007"),
        ("і-26-7", "I-26-00007"),
        ("ı-26-7", "I-26-00007"),
        ("İ-26-7", "I-26-00007"),
        ("l-26-7", "I-26-00007"),
        ("Ｓ－２６－００００７", "S-26-00007"),
        ("S-26-\u200b00007", "S-26-00007"),
        ("S-26-123456", "S-26-123456"),
        ("S-20-26", "S-20-00026"),
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str, meant: str) -> None:
    assert read_number(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "S", "S-26", "S-26-", "S-26-00000", "26-00042", "X-26-00042", "SS-26-42", "S-26-42-1", "S-6-O", "Колко е 26?"],
)
def test_what_is_no_number_is_read_as_none(typed: str) -> None:
    assert read_number(typed) is None


@given(
    st.sampled_from("SPI"), st.integers(2000, 2099), st.integers(1, 999_999_999), st.sampled_from(["-", " ", "", "–"])
)
def test_a_written_number_is_read_back(series: str, year: int, number: int, dash: str) -> None:
    written = format_number(series, year, number)
    assert read_number(written) == written
    assert read_number(written.lower().replace("-", dash)) == written
    assert read_number("№ " + written.translate(str.maketrans("SPI", "СРИ"))) == written


@given(st.text())
def test_anything_may_be_typed_for_a_number_or_a_code(text: str) -> None:
    number = read_number(text)
    assert number is None or (re.fullmatch("[SPI]-[0-9]{2}-[0-9]{5,}", number) and read_number(number) == number)
    code = read_code(text)
    assert read_code(code) == code


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_code_is_read_back_from_what_is_typed(token: str) -> None:
    code = code_of(token)
    assert len(code) == CODE_LENGTH
    assert set(code) <= set(CODE_ALPHABET)
    assert code == code_of(token) == read_code(code)
    assert read_code(f" {code[:3].lower()} - {code[3:].lower()}. ") == code
    assert read_code(code.translate(TO_CYRILLIC)) == code
    assert read_code(code.translate(str.maketrans("8526", "BSZG"))) == code


def test_no_two_characters_of_a_code_are_read_as_one() -> None:
    assert len({read_code(sign) for sign in CODE_ALPHABET}) == len(CODE_ALPHABET)


def test_every_character_comes_up_about_equally_often() -> None:
    signs = "".join(code_of(str(number)) for number in range(5000))
    share = len(signs) / len(CODE_ALPHABET)
    assert all(0.85 * share < signs.count(sign) < 1.15 * share for sign in CODE_ALPHABET)


def test_a_known_token_keeps_its_code() -> None:
    assert code_of("token") == "PE4VPF"


def test_the_digest_of_a_token_does_not_give_its_code_away() -> None:
    assert code_of("token") != code_of(digest("token"))
    number, signs = int(digest("token"), 16), ""
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(CODE_ALPHABET))
        signs += CODE_ALPHABET[place]
    assert code_of("token") != signs


def test_a_digest_is_sha_256_in_hexadecimal() -> None:
    assert digest("код") == hashlib.sha256("код".encode()).hexdigest()
