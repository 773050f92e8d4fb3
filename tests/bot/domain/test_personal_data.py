"""What should not stand in a text for all to read, and what only looks like it."""

import subprocess
import sys

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.domain.personal_data import MASK, Finding, PersonalData, find, mask, without_egn
from bot.domain.text import clean

EGN, PHONE, IBAN, EMAIL = PersonalData.egn, PersonalData.phone, PersonalData.iban, PersonalData.email
WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6)


def found(text: str) -> list[tuple[PersonalData, str]]:
    return [(one.kind, text[one.start : one.end]) for one in find(text)]


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("Казвам се Иван, ЕГН 8032056031, от кв. Орфей.", EGN, "8032056031"),
        ("ЕГН:8032056031", EGN, "8032056031"),
        ("ЕГН8032056031г.", EGN, "8032056031"),
        ("егн 803205 6031", EGN, "803205 6031"),
        ("егн 803205-6031", EGN, "803205-6031"),
        ("80 32 05 60 31", EGN, "80 32 05 60 31"),
        ("803205 - 603 - 1", EGN, "803205 - 603 - 1"),
        ("803205–6031", EGN, "803205–6031"),
        ("803205\u00a06031", EGN, "803205\u00a06031"),
        ("80.32.05.6031", EGN, "80.32.05.6031"),
        ("803205/6031", EGN, "803205/6031"),
        ("８０３２０５６０３１", EGN, "８０３２０５６０３１"),
        ("٨٠٣٢٠٥٦٠٣١", EGN, "٨٠٣٢٠٥٦٠٣١"),
        ("80\u200b3205\u20606031", EGN, "80\u200b3205\u20606031"),
        ("8\ufe0f\u20e30\ufe0f\u20e332056031", EGN, "8\ufe0f\u20e30\ufe0f\u20e332056031"),
        ("ул. Роза 12 8032056031 25 години", EGN, "8032056031"),
        ("ДДС номер BG8032056031", EGN, "8032056031"),
        ("+8032056031", EGN, "8032056031"),  # no country has such a number
        ("8032056031@abv.bg", EGN, "8032056031"),
        ("роден 2000 г., 0041010002", EGN, "0041010002"),
        ("роден 1899 г., 9932315034", EGN, "9932315034"),
        ("ЛНЧ 7111042925", EGN, "7111042925"),
        ("л.н.ч. е: 711104 2925", EGN, "711104 2925"),
        ("Личен номер на чужденец № 7111042925", EGN, "7111042925"),
        ("Обадете се на 0888 123 456 след обяд.", PHONE, "0888 123 456"),
        ("тел:0888123456.", PHONE, "0888123456"),
        ("0888-12-34-56", PHONE, "0888-12-34-56"),
        ("+359 38 603 300", PHONE, "+359 38 603 300"),
        ("00359888123456", PHONE, "00359888123456"),
        ("тел. 038/603300", PHONE, "038/603300"),
        ("(038) 60-33-00", PHONE, "(038) 60-33-00"),
        ("02 981 0000", PHONE, "02 981 0000"),
        ("с. Узунджово, 03722 2345", PHONE, "03722 2345"),
        ("+90 532 123 45 67", PHONE, "+90 532 123 45 67"),
        ("０８８８１２３４５６", PHONE, "０８８８１２３４５６"),
        ("Сметка BG18RZBB91550123456789, моля.", IBAN, "BG18RZBB91550123456789"),
        ("IBAN: BG18 RZBB 9155 0123 4567 89 в банката", IBAN, "BG18 RZBB 9155 0123 4567 89"),
        ("bg18-rzbb-9155-0123-4567-89", IBAN, "bg18-rzbb-9155-0123-4567-89"),
        ("ВG18RZВВ91550123456789", IBAN, "ВG18RZВВ91550123456789"),  # Cyrillic В
        ("БГ18 RZBB 9155 0123 4567 89", IBAN, "БГ18 RZBB 9155 0123 4567 89"),
        ("DE89 3704 0044 0532 0130 00 at my bank", IBAN, "DE89 3704 0044 0532 0130 00"),
        ("Пишете на ivan.petrov@abv.bg.", EMAIL, "ivan.petrov@abv.bg"),
        ("(ivan_p+x@mail.example.com)", EMAIL, "ivan_p+x@mail.example.com"),
        ("—ivan@abv.bg", EMAIL, "ivan@abv.bg"),
        ("иван@поща.бг", EMAIL, "иван@поща.бг"),
        ("ivan＠abv.bg", EMAIL, "ivan＠abv.bg"),
        ("ivan@xn--80aaxitbqo9a.xn--90ae", EMAIL, "ivan@xn--80aaxitbqo9a.xn--90ae"),
    ],
)
def test_personal_data_is_found_as_people_write_it(text: str, kind: PersonalData, part: str) -> None:
    assert found(text) == [(kind, part)]
    assert mask(text, [kind]) == text.replace(part, MASK)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Искам повече дървета по улица „Христо Ботев“.",
        "ЕГН 8032056032",  # the check digit
        "ЕГН 8019010008",  # no such month
        "180320560315",  # more than ten digits in a row
        "80320560310",
        "803205603",
        "803205,6031",
        "803205\n6031",
        "вх. № 7111042925",  # the check of ЛНЧ alone proves nothing
        "имот с идентификатор 77195.716.23.4",
        "имот 80320.560.31",  # the digits of an ЕГН, grouped like a cadastral number
        "имот 77195.716.23",
        "8 032 056 031 лв.",  # the digits of an ЕГН, grouped like a sum
        "1 500 000 лв. от 15 000 000 лв.",
        "0,38 лв. на литър, 12.50 лв. на месец",
        "от 02.03.2026 г. до 15.11.2026 г.",
        "02-03-2026",
        "между 08.30-17.30, в събота 09:00 - 12:00",
        "2014 - 2020, 2021-2027, 2025 2026 2027",
        "чл. 26, ал. 4, т. 12 от ЗНА",
        "Решение № 367/09.06.2011 г.",
        "заповед РД-02-1234-567",
        "вх. № 94-00-1234",
        "ДВ, бр. 38 от 2026 г.",
        "ЕИК 000903946, ЕИК 126722797",
        "6300 Хасково, п.к. 119",
        "41.9344, 25.5555",
        "Спешен телефон 112",
        "артикул 4006381333931",
        "BG18RZBB91550123456788",
        "карта 4111 1111 1111 1111",
        "@ivan в Telegram, цена 5@10, a@b",
        "https://haskovo.bg/bg/news/12345",
        "receipt S-26-00042, код 7KQ2MX",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert found(text) == []
    assert mask(text, list(PersonalData)) == text


def test_several_are_found_in_order() -> None:
    text = "ivan@abv.bg, 0888 123 456, ЕГН 8032056031, BG18 RZBB 9155 0123 4567 89 или 7523169263"
    assert [kind for kind, _ in found(text)] == [EMAIL, PHONE, EGN, IBAN, EGN]
    assert mask(text, [EGN, EMAIL]) == f"{MASK}, 0888 123 456, ЕГН {MASK}, BG18 RZBB 9155 0123 4567 89 или {MASK}"
    assert mask(text, list(PersonalData)) == f"{MASK}, {MASK}, ЕГН {MASK}, {MASK} или {MASK}"
    assert mask(text, []) == text


def test_offsets_are_those_of_the_text() -> None:
    assert find("👩 ЕГН ８０３２０５６０３１") == (Finding(EGN, 6, 16),)


def test_a_number_with_the_code_of_a_country_is_a_telephone_even_where_it_would_pass_for_more() -> None:
    assert found("7911122388") == [(EGN, "7911122388")]
    assert found("+44 7911 122388") == [(PHONE, "+44 7911 122388")]


@given(st.integers(0, 99), st.integers(0, 9_999_999))
def test_no_bulgarian_telephone_number_passes_for_a_personal_one(network: int, rest: int) -> None:
    for number in (f"08{7 + network % 3}{rest:07}", f"09{8 + network % 2}{rest:07}"):
        assert EGN not in [kind for kind, _ in found(number)]


def check_digit(nine: str) -> str:
    return str(sum(weight * int(digit) for weight, digit in zip(WEIGHTS, nine, strict=True)) % 11 % 10)


@st.composite
def personal_numbers(draw: st.DrawFn) -> str:
    year, month, day = draw(st.integers(0, 99)), draw(st.integers(1, 12)), draw(st.integers(1, 28))
    nine = f"{year:02}{month + draw(st.sampled_from([0, 20, 40])):02}{day:02}{draw(st.integers(0, 999)):03}"
    return nine + check_digit(nine)


@st.composite
def as_people_type_it(draw: st.DrawFn) -> str:
    number = draw(personal_numbers())
    between = draw(st.sampled_from(["", " ", "-", " - ", "\u00a0", "\u2013", "\u200b"]))
    written = between.join([number[:6], number[6:]] if draw(st.booleans()) else [number[:2], number[2:6], number[6:]])
    zero = draw(st.sampled_from("0٠０०𝟎"))
    return "".join(chr(ord(zero) + int(sign)) if sign.isascii() and sign.isdigit() else sign for sign in written)


# Whatever may stand beside a number without being taken for more digits of it.
SURROUNDINGS = st.text(alphabet=st.characters(exclude_categories=["Nd", "No", "Nl", "Cs"]), max_size=20)


@given(SURROUNDINGS, as_people_type_it(), SURROUNDINGS)
def test_every_valid_personal_number_is_found_and_none_survives(before: str, number: str, after: str) -> None:
    assume(not before.rstrip().endswith("+"))  # then it may be a foreign telephone
    text = f"{before}{number}{after}"
    start = len(before)
    assert any(one.kind is EGN and one.start <= start < one.end for one in find(text))
    kept = without_egn(text)
    assert number not in kept
    assert kept.startswith(before)
    assert kept.endswith(after)


NEAR = st.text(alphabet=st.sampled_from("0123456789 -./+\u200b\n@abв" + MASK), max_size=30)


@st.composite
def hostile_texts(draw: st.DrawFn) -> str:
    accounts = st.sampled_from(
        ["BG18RZBB91550123456789", "BG18 RZBB 9155 0123 4567 89", "0888 123 456", "ЛНЧ 7111042925"]
    )
    parts = st.lists(st.one_of(NEAR, as_people_type_it(), accounts, st.text(max_size=10)), max_size=6)
    return "".join(draw(parts))


@given(hostile_texts())
@example("ЛНЧ 7111042925 7111042925")
@example("8032056031 8032056031 8032056031")
@example("80320 8032056031 56031")
def test_nothing_masked_is_found_again(text: str) -> None:
    for kinds in ([EGN], [PHONE, EMAIL], list(PersonalData)):
        masked = mask(text, kinds)
        assert not any(one.kind in kinds for one in find(masked))
        assert mask(masked, kinds) == masked


@given(hostile_texts())
def test_what_was_found_lies_in_order_within_the_text(text: str) -> None:
    edges = [edge for one in find(text) for edge in (one.start, one.end)]
    assert edges == sorted(edges)
    assert all(0 <= one.start < one.end <= len(text) for one in find(text))


@given(hostile_texts())
def test_what_stands_outside_is_untouched(text: str) -> None:
    if not any(one.kind is EGN for one in find(text)):
        assert without_egn(text) == text
    pieces = without_egn(text).split(MASK)
    rest = iter(text)
    assert all(sign in rest for piece in pieces for sign in piece)


@given(hostile_texts())
def test_a_mask_survives_cleaning_and_cleaning_reveals_no_number(text: str) -> None:
    kept = without_egn(clean(text, at_least=0))
    assert clean(kept, at_least=0) == kept
    assert clean(MASK) == MASK
    assert not any(one.kind is EGN for one in find(kept))


@given(st.text())
def test_any_text_may_be_searched(text: str) -> None:
    find(text)


def test_a_start_does_not_load_the_libraries() -> None:
    asked = "import sys, bot.domain.personal_data; print('stdnum' in sys.modules, 'phonenumbers' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "False"]
