"""What has a procedure of its own is told from a proposal by plain words, and an e-mail from any other line."""

import pytest

from bot.domain.routing import BadEmail, Route, clean_email, looks_like
from bot.domain.text import TextTooLong


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("Подавам сигнал за счупена пейка.", Route.signal),
        ("ИСКАМ ДА ПОДАМ ЖАЛБА срещу съседа", Route.signal),
        ("Има дупка на пътя пред дома ми", Route.signal),
        ("I want to report a pothole", Route.signal),
        ("Gürültü için şikâyet etmek istiyorum", Route.signal),
        ("Моля да ми предоставите копие от договора", Route.request),
        ("Искане по ЗДОИ за бюджета", Route.request),
        ("This is a freedom of information request", Route.request),
        ("Bilgi edinme başvurusu", Route.request),
    ],
)
def test_plain_words_say_what_a_text_is(text: str, route: Route) -> None:
    assert looks_like(text) is route


@pytest.mark.parametrize(
    "text",
    [
        "Предлагам алеята да стигне до пазара.",
        "Светофарът да има звуков сигнал за незрящи.",
        "Жалбоподателите по чл. 5 да се уведомяват.",
        "Информацията за срока да стои на сайта.",
        "",
    ],
)
def test_a_proposal_is_not_taken_for_anything_else(text: str) -> None:
    assert looks_like(text) is None


@pytest.mark.parametrize("typed", ["maria@example.org", " Мария.Иванова@поща.бг ", "a+b@sub.example.co.uk"])
def test_an_email_is_kept_as_it_was_typed(typed: str) -> None:
    assert clean_email(typed) == typed.strip()


@pytest.mark.parametrize(
    "typed", ["maria@", "@example.org", "maria example.org", "a b@example.org", "m@example", "m@@e.org"]
)
def test_what_is_no_email_is_refused(typed: str) -> None:
    with pytest.raises(BadEmail):
        clean_email(typed)


def test_an_endless_email_is_refused_with_its_length() -> None:
    with pytest.raises(TextTooLong):
        clean_email("a" * 300 + "@example.org")
