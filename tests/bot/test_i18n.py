"""Words: every language says everything, with the same facts in it."""

import string
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from markupsafe import Markup

from bot.i18n import LANGUAGES, catalogues, guess, translator

ROOT = Path(__file__).parent.parent.parent
KEYWORDS = {"t": None, "plain": None, "mark": None, "n": (1,), "plain_n": (1,)}
COUNTED = {"n", "plain_n"}


@cache  # reading all the code takes longer than everything else here
def literal_keys() -> frozenset[str]:
    """Keys named in the code, as Babel's extractor finds them."""
    found: set[str] = set()
    for folder in ("bot", "handlers"):
        for _, _, key, _, _ in extract_from_dir(ROOT / folder, [("**.py", "python")], keywords=KEYWORDS):
            text = key if isinstance(key, str) else key[0]
            if "." in text and " " not in text:
                found.add(text)
    return frozenset(found)


def messages(language: str) -> dict[str, Message]:
    found = {}
    for catalog in catalogues(language).values():
        for message in catalog:
            if message.id:
                found[message.id if isinstance(message.id, str) else message.id[0]] = message
    return found


def forms(message: Message) -> list[str]:
    """The words, in every form that a count may ask for."""
    words = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return [word or "" for word in words]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_code_has_words(language: str) -> None:
    assert literal_keys() - set(messages(language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_left_over_that_nobody_says(language: str) -> None:
    spoken = literal_keys()
    left = {key for key in messages(language) if key not in spoken and not key.startswith("errors.")}
    assert left == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_lives_in_the_catalogue_of_its_feature(language: str) -> None:
    for feature, catalog in catalogues(language).items():
        for message in catalog:
            if message.id:
                key = message.id if isinstance(message.id, str) else message.id[0]
                assert key.split(".")[0] == feature


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_empty_or_uncertain_and_every_plural_has_all_its_forms(language: str) -> None:
    for key, message in messages(language).items():
        assert all(form.strip() for form in forms(message)), key
        assert not message.fuzzy, key
        if isinstance(message.id, tuple | list):
            assert len(forms(message)) == 2, key


def test_all_languages_know_the_same_keys_and_placeholders() -> None:
    by_language = {language: messages(language) for language in LANGUAGES}
    assert set(by_language["en"]) == set(by_language["bg"]) == set(by_language["tr"])
    for key, message in by_language["bg"].items():
        for language in LANGUAGES:
            other = by_language[language][key]
            assert isinstance(other.id, str) == isinstance(message.id, str), (language, key)
            for form in forms(other):
                expected = forms(message)[-1]
                # "one" may be said without its number
                assert placeholders(expected) - placeholders(form) <= {"n"}, (language, key)
                assert placeholders(form) - placeholders(expected) == set(), (language, key)


def test_what_is_filled_in_is_escaped_once() -> None:
    text = translator("bg")("home.hello", name="<b>&")
    assert text == Markup("<b>Здравейте, &lt;b&gt;&amp;!</b>")


def test_a_plain_text_is_filled_in_as_it_is() -> None:
    assert "<b>&" in translator("bg").plain("home.hello", name="<b>&")


@pytest.mark.parametrize(
    ("code", "language"), [("bg", "bg"), ("en-GB", "en"), ("tr-TR", "tr"), ("de", "en"), (None, "bg"), ("", "bg")]
)
def test_the_language_of_a_client_is_guessed(code: str | None, language: str) -> None:
    assert guess(code) == language


def test_dates_are_said_as_the_language_says_them() -> None:
    day = date(2026, 12, 2)
    assert translator("bg").date(day) == "сряда, 2 декември 2026 г."
    assert translator("en").date(day) == "Wednesday, 2 December 2026"
    assert translator("tr").date(day) == "2 Aralık 2026 Çarşamba"


def test_a_moment_is_told_in_the_towns_time() -> None:
    moment = datetime(2026, 12, 2, 15, 30, tzinfo=UTC)
    assert translator("bg", ZoneInfo("Europe/Sofia")).moment(moment) == "сряда, 2 декември 2026 г., 17:30 ч."


def test_a_sentence_that_ends_with_a_year_has_one_full_stop() -> None:
    t = translator("bg")
    said = t.plain("consultations.is_closed_on", date=t.short_date(date(2026, 12, 2)))
    assert "2 декември 2026 г. Справката" in said


def test_a_sentence_begins_with_the_letters_of_its_language() -> None:
    assert translator("bg").capital("идея") == "Идея"
    assert translator("en").capital("idea") == "Idea"
    assert translator("tr").capital("isimsiz fikir") == "İsimsiz fikir"
