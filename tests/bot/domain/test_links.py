"""A button as staff type it."""

import pytest

from bot.domain.errors import DomainError
from bot.domain.links import BadLabels, LabelTooLong, clean_link, read_labels, read_link
from bot.domain.wording import BadAddress


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Програмата – https://haskovo.bg/p?a=1", ("Програмата", "https://haskovo.bg/p?a=1")),
        ("Програмата - haskovo.bg/p", ("Програмата", "https://haskovo.bg/p")),
        ("Програмата\nhttps://haskovo.bg", ("Програмата", "https://haskovo.bg")),
        ("https://haskovo.bg | Програмата", ("Програмата", "https://haskovo.bg")),
        ("Програмата: https://haskovo.bg.", ("Програмата", "https://haskovo.bg")),
        ("Канал tg://resolve?domain=haskovo", ("Канал", "tg://resolve?domain=haskovo")),
        ("Програмата", ("Програмата", None)),
        ("https://haskovo.bg", (None, "https://haskovo.bg")),
        ("Среща в 17.30", ("Среща в 17.30", None)),
        ("Ясно и кратко (2.0)", ("Ясно и кратко (2.0)", None)),
    ],
)
def test_a_label_and_an_address_are_told_apart(typed: str, expected: tuple[str | None, str | None]) -> None:
    assert read_link(typed) == expected


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("я" * 31, LabelTooLong),
        ("Тук https://няма", BadAddress),
        ("Тук tg://<b>", BadAddress),
        ("Тук https://a:b@c.bg", BadAddress),
    ],
)
def test_what_telegram_would_not_take_is_refused(typed: str, error: type[DomainError]) -> None:
    with pytest.raises(error):
        read_link(typed)


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(BadAddress):
        clean_link("javascript:alert(1)")


def test_labels_come_by_language() -> None:
    assert read_labels("en: Read more\nTR – Devamı", ("bg", "en", "tr")) == {"en": "Read more", "tr": "Devamı"}
    for typed in ("Read more", "de: Mehr", " ", "en: Read\nmore"):
        with pytest.raises(BadLabels):
            read_labels(typed, ("bg", "en", "tr"))
