import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.domain.text import TextEmpty, TextTooLong, TextTooShort
from bot.domain.wording import (
    ADDRESS_AT_MOST,
    TITLE_AT_MOST,
    BadAddress,
    clean_address,
    clean_reason,
    clean_summary,
    clean_title,
)


def test_a_title_becomes_one_line() -> None:
    assert clean_title(" Наредба\nза  кучетата\u200b ") == "Наредба за кучетата"


def test_a_title_has_room_for_the_longest_act() -> None:
    assert clean_title("н" * TITLE_AT_MOST) == "н" * TITLE_AT_MOST
    with pytest.raises(TextTooLong):
        clean_title("н" * (TITLE_AT_MOST + 1))


def test_a_summary_keeps_its_lines_and_must_say_something() -> None:
    assert clean_summary("Какво се променя.\nКого засяга.") == "Какво се променя.\nКого засяга."
    with pytest.raises(TextTooShort):
        clean_summary("Промени.")


def test_a_reason_may_not_be_blank() -> None:
    with pytest.raises(TextEmpty):
        clean_reason(" \u200b\n")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://obs.haskovo.bg/article/6246", "https://obs.haskovo.bg/article/6246"),
        (" obs.haskovo.bg/article/6246\n", "https://obs.haskovo.bg/article/6246"),
        ("http://община.бг/проект?№=1#текст", "http://община.бг/проект?№=1#текст"),
        ("HTTPS://Haskovo.bg:8443/", "HTTPS://Haskovo.bg:8443/"),
    ],
)
def test_an_address_is_taken_as_staff_copy_it(typed: str, address: str) -> None:
    assert clean_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "няма",
        "javascript:alert(1)",
        "javascript://haskovo.bg/%0aalert(1)",
        "ftp://haskovo.bg/a",
        "tg://resolve?domain=x.y",
        "https://user:secret@haskovo.bg/",
        "https://haskovo.bg/a b",
        'https://haskovo.bg/"><b>',
        "https://haskovo.bg/\u202egnp.exe",
        "https://haskovo.bg:99999/",
        "https://haskovo.bg:0/",
        "https://[::1/",
        "https://localhost/",
        "https://haskovo..bg/",
        "https://-haskovo.bg/",
        "https://haskovo.-bg/",
        "https://192.168.0.1/",
        "https://haskovo.bg/" + "a" * ADDRESS_AT_MOST,
    ],
)
def test_what_is_no_page_on_the_web_is_refused(typed: str) -> None:
    with pytest.raises(BadAddress) as refusal:
        clean_address(typed)
    assert refusal.value.facts == {"text": typed}


@given(st.text(alphabet=st.sampled_from("ht ps:/.@[]бg<\u0000\u202e1")) | st.text())
def test_any_text_becomes_an_address_or_a_refusal(typed: str) -> None:
    try:
        address = clean_address(typed)
    except DomainError:
        return
    assert address.lower().startswith(("http://", "https://"))
    assert clean_address(address) == address
